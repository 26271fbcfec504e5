"""What every command has in common: its way to docflow, and one plain line when it fails."""

from __future__ import annotations

from typing import IO, Any

import click
from flask import current_app, has_app_context
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError

from docflow.extension import State
from docflow.rules.refusals import Refused, Unreachable
from docflow.web.sentences import say

#: What to tell by the first word of what the outside world failed with.
_FAILED = {
    "render.not_ready": "the press cannot print; docs/install.md names the libraries it needs",
    "render.died": "the press ended at once; docs/install.md names the libraries it needs",
    "render.timeout": "the press did not answer in time",
    "key": "the folder of signing keys cannot be used",
}


class Failure(click.ClickException):
    """A command that could not do its work: one line on standard error, exit status 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line."""
        click.echo(f"docflow: {self.message}", file=file, err=file is None)


class Command(click.Command):
    """A command that says what failed instead of showing where."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; what the rules, the database or the machine refuse ends it in plain words."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Somebody reads our output no further, as `| head` does; click knows what to do.
            raise
        except (Refused, Unreachable, DBAPIError, OSError) as fault:
            raise Failure(in_words(fault)) from fault


class Group(AppGroup):
    """A group of such commands."""

    command_class = Command


def state() -> State:
    """Return docflow's own things for the application that the command runs in."""
    found: State = current_app.extensions["docflow"]
    return found


def in_words(fault: Exception) -> str:
    """Return what failed as one plain line; of rows that are refused, one line each."""
    if isinstance(fault, Refused):
        return "\ndocflow: ".join(_refusal(fault))
    if isinstance(fault, Unreachable):
        code, _, detail = fault.reason.partition(": ")
        return f"{_FAILED.get(code, code)}: {detail}" if detail else _FAILED.get(code, code)
    if isinstance(fault, DBAPIError):
        return _database(fault)
    if isinstance(fault, OSError) and fault.filename is not None:
        return f"{fault.filename}: {fault.strerror}"
    return str(fault)


def _refusal(refusal: Refused) -> list[str]:
    if not has_app_context():
        return [str(refusal)]
    errors: Any = refusal.facts.get("errors")
    if not errors:
        return [say(refusal.code, refusal.facts)]
    return [f"row {one['row']}: {say(one['code'], one)}" for one in errors]


def _database(fault: DBAPIError) -> str:
    said = str(fault.orig).strip().splitlines() or ["no reason given"]
    if "no such table" in said[0] or "does not exist" in said[0]:
        return f"the database is not at the newest form ({said[0]}): run `docflow upgrade` first"
    return f"the database does not answer: {said[0]}"
