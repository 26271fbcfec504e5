"""What is made once for all applications of a test run: a test has an application of its own each.

Nothing here changes what an application does; it only keeps what making the next one would make
again, letter for letter: compiled templates and routes, and which packages are installed.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

from docflow import fittings
from docflow.office import passwords

#: The hasher of real life takes half a second of a busy machine; a test signs in, and goes on.
STRONG = passwords._HASHER


def install() -> None:
    """Make every application of this process quick to make."""
    # Each leaves a heap full of classes and maps that live on: to look through all of it for
    # garbage as often as a small program would took a seventh of the whole run.
    gc.set_threshold(20_000, 20, 100)
    passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _Compiled()}
    Rule._compile_builder = _built_once(Rule._compile_builder)
    fittings.entry_points = _found_once(fittings.entry_points)


class _Compiled(BytecodeCache):
    """What one application's templates were compiled to, for the next."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is kept of a source; jinja looks whether the source is still the same."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a source was compiled to."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


def _built_once(build: Callable[[Rule, bool], Any]) -> Callable[..., Any]:
    """Return the builder of addresses that keeps what it compiled of a route without defaults."""
    kept: dict[tuple[Any, ...], Any] = {}

    def compiled(rule: Rule, *more: Any) -> Any:
        if rule.defaults:
            return build(rule, *more)
        key = (rule.rule, tuple(rule._trace), more)
        if key not in kept:
            kept[key] = build(rule, *more)
        return kept[key]

    return compiled


def _found_once(find: Callable[..., Any]) -> Callable[..., Any]:
    """Return what finds entry points, looking once for each path along which it looks."""

    @lru_cache
    def along(_path: tuple[str, ...], group: str) -> Any:
        return find(group=group)

    return lambda *, group: along(tuple(sys.path), group)
