"""The views, one module per room of the office."""

from __future__ import annotations

from flask import Blueprint

from ..current import State
from . import (
    account,
    annexes,
    books,
    comparing,
    copying,
    directory,
    dismissals,
    dispatches,
    drafts,
    editor,
    grounds,
    groups,
    home,
    inbox,
    intake,
    issuing,
    lines,
    links,
    merging,
    pieces,
    prints,
    report_form,
    review,
    snippets,
    template_editor,
    templates,
    tracking,
)


def register(pages: Blueprint, state: State) -> None:
    """Put every view on the blueprint."""
    rooms = (
        home, drafts, intake, editor, annexes, dismissals, lines, dispatches, inbox,
        links, directory, review, issuing, books, tracking,
        comparing, merging, copying, groups, templates, template_editor,
        grounds, snippets, pieces, prints, report_form,
    )  # fmt: skip
    for module in rooms:
        module.register(pages)
    if state.stands_alone:
        account.register(pages)
