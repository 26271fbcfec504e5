"""The views, one module per room of the office."""

from __future__ import annotations

from flask import Blueprint

from ..current import State
from . import (
    account,
    books,
    directory,
    dispatches,
    drafts,
    editor,
    home,
    inbox,
    issuing,
    lines,
    links,
    review,
    tracking,
)


def register(pages: Blueprint, state: State) -> None:
    """Put every view on the blueprint."""
    rooms = (
        home, drafts, editor, lines, dispatches, inbox,
        links, directory, review, issuing, books, tracking,
    )  # fmt: skip
    for module in rooms:
        module.register(pages)
    if state.stands_alone:
        account.register(pages)
