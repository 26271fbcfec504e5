"""The views, one module per room of the office."""

from __future__ import annotations

from flask import Blueprint

from ..current import State
from . import dispatches, drafts, editor, home, lines


def register(pages: Blueprint, state: State) -> None:
    """Put every view on the blueprint."""
    for module in (home, drafts, editor, lines, dispatches):
        module.register(pages)
