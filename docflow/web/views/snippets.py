"""Sentences used again: the page on which they are written, shared and taken away."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from docflow.models import Snippet
from docflow.office import snippets
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused

from .. import current
from ..forms import read
from ..forms_kept import SnippetText
from ..gate import allow
from ..sentences import sentence
from ..statuses import status_of
from ..words import _

_UNDO_SECONDS = 10


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    pages.add_url_rule("/snippets", "snippets", listed)
    pages.add_url_rule("/snippets", "snippet_add", add, methods=["POST"])
    pages.add_url_rule("/snippets/<int:key>", "snippet", one)
    pages.add_url_rule("/snippets/<int:key>", "snippet_change", change, methods=["POST"])
    pages.add_url_rule("/snippets/<int:key>/removal", "snippet_remove", remove, methods=["POST"])
    pages.add_url_rule("/snippets/<int:key>/return", "snippet_back", back, methods=["POST"])


@allow(Act.SNIPPETS)
def listed() -> str:
    """Show one's own snippets and those of the room, with a form for a new one."""
    return _page(None)


@allow(Act.SNIPPETS)
def one(key: int) -> str:
    """Show one snippet in the form."""
    snippet = snippets.find(current.desk(), key, current.me())
    if not snippets.may_change(current.me(), snippet):
        abort(404)
    return _page(snippet)


@allow(Act.SNIPPETS)
def add() -> Any:
    """Write a snippet down."""
    return _kept(None)


@allow(Act.SNIPPETS)
def change(key: int) -> Any:
    """Change a snippet."""
    return _kept(key)


@allow(Act.SNIPPETS)
def remove(key: int) -> Any:
    """Take a snippet away; the page offers to undo it."""
    snippets.remove(current.desk(), key, by=current.me())
    return redirect(url_for("docflow.snippets", removed=key), 303)


@allow(Act.SNIPPETS)
def back(key: int) -> Any:
    """Bring a removed snippet back."""
    snippet = snippets.bring_back(current.desk(), key, by=current.me())
    flash(_("Đã lấy lại “{name}”.", name=snippet.name), "ok")
    return redirect(url_for("docflow.snippets"), 303)


def _kept(key: int | None) -> Any:
    desk, person = current.desk(), current.me()
    try:
        sent = read(SnippetText)
        snippets.keep(desk, sent.name, sent.text, shared=sent.shared, by=person, key=key)
    except Refused as refusal:
        if refusal.code.startswith(("permission.", "missing")):
            raise
        desk.session.rollback()
        snippet = snippets.find(desk, key, person) if key else None
        return _page(snippet, refusal), status_of(refusal.code)
    flash(_("Đã lưu câu mẫu “{name}”.", name=sent.name.strip()), "ok")
    return redirect(url_for("docflow.snippets"), 303)


def _page(snippet: Snippet | None, refusal: Refused | None = None) -> str:
    person = current.me()
    at = {"snippet.name": "name", "snippet.text": "text", "body.malformed": "text"}
    errors = {at.get(refusal.code, ""): sentence(refusal)} if refusal else {}
    text = request.args.get("text", "")[: snippets.LONGEST_TEXT]
    stored = {"text": text} if snippet is None else {
        "name": snippet.name, "text": snippet.text, "shared": snippet.room_code or "",
    }  # fmt: skip
    return render_template(
        "docflow/snippets.html", here="snippets", snippet=snippet, errors=errors,
        values=request.form if refusal else stored, most=snippets.LONGEST_TEXT,
        listed=[(f"f-{at}" if at else "", text) for at, text in errors.items()],
        mine=[(one, snippets.may_change(person, one))
              for one in snippets.at_hand(current.desk(), person)],
        undo=_undo(request.args.get("removed", 0, int)),
    )  # fmt: skip


def _undo(key: int) -> dict[str, Any] | None:
    """Return the offer to bring a snippet back that was just taken away."""
    try:
        snippet = snippets.find(current.desk(), key, current.me()) if key else None
    except Refused:
        return None
    if snippet is None or snippet.removed_at is None:
        return None
    return {
        "text": _("Đã xóa “{name}”.", name=snippet.name),
        "url": url_for("docflow.snippet_back", key=key),
        "seconds": _UNDO_SECONDS,
        "outcome_url": "",
    }
