"""Choosing from the library what goes into a draft: a dialog of the editor, and a page alone."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from docflow.models import Dispatch
from docflow.office import drafting, pieces, snippets
from docflow.office.body import typed
from docflow.papers import blocks
from docflow.rules.permissions import Act

from .. import current
from ..forms import read
from ..forms_kept import PieceChosen
from ..gate import allow, dispatch_or_404
from ..words import _

_MOST = 100


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    rule = "/dispatches/<int:key>/pieces"
    pages.add_url_rule(rule, "pieces", offered)
    pages.add_url_rule(rule, "pieces_add", add, methods=["POST"])


@allow(Act.EDIT)
def offered(key: int) -> str:
    """Show the grounds and snippets that may go into this draft."""
    return _page(dispatch_or_404(key, Act.EDIT), request.args.get("q", ""))


@allow(Act.EDIT)
def add(key: int) -> Any:
    """Put the chosen piece behind a block, or show what fits the text that is being typed."""
    dispatch = dispatch_or_404(key, Act.EDIT)
    sent, desk, person = read(PieceChosen), current.desk(), current.me()
    if not (sent.citation or sent.basis or sent.snippet):
        return _page(dispatch, sent.q, sent)
    content = dispatch.content
    if sent.snippet:
        piece = pieces.snippet(desk, sent.snippet, person)
    else:
        found = pieces.offer(
            desk, content["body"], content["fields"], sent.citation or sent.basis or 0
        )
        piece = found.citation if sent.citation else found.basis
    pieces.insert(desk, dispatch, piece, after=sent.after, seen=sent.version, by=person)
    flash(_("Đã chèn vào nội dung."), "ok")
    return redirect(url_for("docflow.edit", key=key, _anchor="f-body"), 303)


def _page(dispatch: Dispatch, words: str, sent: PieceChosen | None = None) -> str:
    desk, person = current.desk(), current.me()
    words = words.strip()[:100]
    content = dispatch.content
    if sent and sent.body is not None:
        content = drafting.edited(desk, content, drafting.Edit(body=sent.body))
    elif sent and sent.doc:
        content = typed(desk, content, sent.doc)
    stored = dispatch.content["body"]["content"]
    return render_template(
        "docflow/pieces.html", here="drafts", dispatch=dispatch, words=words,
        offers=pieces.offers(desk, content["body"], content["fields"], words, limit=_MOST),
        snippets=[(one, pieces.of_snippet(one)) for one in snippets.at_hand(desk, person, words)],
        places=[blocks.plain(one, dispatch.content["fields"])[:60] for one in stored], most=_MOST,
    )  # fmt: skip
