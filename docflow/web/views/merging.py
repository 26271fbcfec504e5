"""Two people at one draft: told of each other while they write, and their two texts made one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from docflow.models import Dispatch, Revision
from docflow.office import holding, merging, revisions
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused

from .. import comparison, current, reading
from ..forms import Beat, Merging, read
from ..gate import allow, dispatch_or_404
from ..sentences import sentence
from ..statuses import status_of
from ..words import _

#: What is said on the page itself, with everything that was chosen.
_STAYS = (
    "draft.stale", "merge.unchosen", "body.malformed", "annex.too_many", "enclosure.too_many",
    "enclosure.total",
)  # fmt: skip


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    rule = "/dispatches/<int:key>"
    pages.add_url_rule(f"{rule}/holding", "hold", hold, methods=["POST"])
    pages.add_url_rule(f"{rule}/merge/<int:ordinal>", "merge", merge)
    pages.add_url_rule(f"{rule}/merge/<int:ordinal>", "merged", merged, methods=["POST"])


@allow(Act.EDIT)
def hold(key: int) -> Any:
    """Take a sign of life of one window, and tell it who else holds the draft."""
    dispatch, sent = dispatch_or_404(key, Act.EDIT), read(Beat)
    desk, person = current.desk(), current.me()
    if sent.leave:
        holding.leave(desk, dispatch, tab=sent.tab, by=person)
        return "", 204
    held = holding.beat(desk, dispatch, tab=sent.tab, by=person, typed=sent.typed, take=sent.take)
    if sent.page:
        return redirect(url_for("docflow.edit", key=key), 303)
    return render_template("docflow/_held.html", dispatch=dispatch, held=held, r=reading)


@allow(Act.EDIT)
def merge(key: int, ordinal: int) -> str:
    """Show the text that came too late beside the one that is saved."""
    dispatch, mine = _found(key, ordinal)
    return _page(dispatch, mine)


@allow(Act.EDIT)
def merged(key: int, ordinal: int) -> Any:
    """Save what was chosen of the two as a new version."""
    dispatch, _mine = _found(key, ordinal)
    sent = read(Merging)
    try:
        merging.merge(
            current.desk(), dispatch, ordinal, sent.choices(), seen=sent.version, by=current.me()
        )
    except Refused as refusal:
        if refusal.code not in _STAYS:
            raise
        again = _found(key, ordinal)[0]
        # A button that was pressed twice finds its own work done.
        if not revisions.just_merged(
            current.desk(), again, ordinal, seen=sent.version, by=current.me()
        ):
            return _page(*_found(key, ordinal), refusal), status_of(refusal.code)
    flash(_("Đã gộp và lưu. Cả hai bản trước khi gộp vẫn còn trong Các bản đã lưu."), "ok")
    return redirect(url_for("docflow.edit", key=key), 303)


def _found(key: int, ordinal: int) -> tuple[Dispatch, Revision]:
    dispatch = dispatch_or_404(key, Act.EDIT)
    revision = revisions.at(current.desk(), dispatch, ordinal)
    if revision is None:
        abort(404)
    return dispatch, revision


def _page(dispatch: Dispatch, mine: Revision, refusal: Refused | None = None) -> str:
    both = merging.both(mine.content, dispatch.content)
    missing = refusal.facts.get("keys", ()) if refusal else ()
    return render_template(
        "docflow/merge.html", here="drafts", dispatch=dispatch, mine=mine, both=both, r=reading,
        theirs=comparison.side(dispatch, None), named=comparison.named, sorts=comparison.SORTS,
        editor=_editor(dispatch), missing=missing, error=_told(refusal),
        sent=request.form if refusal else {}, own=mine.cut_by_id == current.me().id,
    )  # fmt: skip


def _told(refusal: Refused | None) -> str:
    if refusal is None:
        return ""
    if refusal.code == "draft.stale":
        return _("Bản đã lưu vừa đổi trong lúc anh chị chọn. Xem lại các chỗ khác nhau rồi lưu.")
    return sentence(refusal)


def _editor(dispatch: Dispatch) -> str:
    """Return who saved the working copy, as the page calls him."""
    if dispatch.editor_id == current.me().id:
        return _("Anh chị, ở cửa sổ khác")
    editor = revisions.editor(current.desk(), dispatch)
    return reading.called(editor)
