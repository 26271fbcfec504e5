"""Writing a letter: the page, saving while one types, the exact sheet, handing it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for

from docflow.models import Dispatch
from docflow.office import approval, body, drafting, holding, proof, revisions
from docflow.office.lines import PARTS
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused

from .. import annexing, current, dismissed, editing, parallel, reading
from ..forms import Seen, Writing, read
from ..gate import allow, dispatch_or_404
from ..sentences import sentence
from ..statuses import status_of
from ..words import _

_JSON = "application/json"
#: At which control the sentence of a refusal stands.
_AT = {
    "date.unreadable": "due_on", "date.no_such_day": "due_on", "draft.due_in_past": "due_on",
    "draft.subject_too_long": "subject", "draft.month": "expected", "draft.signer_unknown": "signer",
    "authority.none": "signer", "approval.block_differs": "signer", "submit.signs_own": "signer",
    "draft.urgency": "urgency", "body.malformed": "body", "recipients.none": "addressees",
    "recipients.empty_line": "addressees", "annex.too_many": "annexes",
    "annex.title_too_long": "annexes", "annex.too_long": "annexes",
    "annex.heading_too_long": "annexes",
    "enclosure.title_too_long": "annexes", "enclosure.title_missing": "annexes",
}  # fmt: skip


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    rule = "/dispatches/<int:key>"
    pages.add_url_rule(f"{rule}/edit", "edit", edit)
    pages.add_url_rule(f"{rule}/draft", "save", save, methods=["POST"])
    pages.add_url_rule(f"{rule}/preview", "preview", preview, methods=["POST"])
    pages.add_url_rule(f"{rule}/body", "body", turn, methods=["POST"])
    pages.add_url_rule(f"{rule}/submission", "submit", submit, methods=["POST"])
    pages.add_url_rule(f"{rule}/withdrawal", "withdraw", withdraw, methods=["POST"])


@allow(Act.EDIT)
def edit(key: int) -> str:
    """Show the draft with its sheet and its check."""
    dispatch = dispatch_or_404(key, Act.EDIT)
    return _page(dispatch)


@allow(Act.EDIT)
def save(key: int) -> Any:
    """Save what is typed; a script gets the new version, a form comes back to the page."""
    dispatch = dispatch_or_404(key, Act.EDIT)
    try:
        sent = read(Writing)
        dispatch = saved(dispatch, sent, keep=sent.keep or not _by_script())
    except Refused as refusal:
        return refused(key, refusal)
    if _by_script():
        return {"version": dispatch.version, "saved_at": reading.moment(dispatch.saved_at)[:5]}
    if sent.drop:
        session["dropped"] = {"dispatch": key, "line": sent.drop}
    elif not (sent.report or sent.sets or sent.pick or sent.annex):
        flash(_("Đã lưu."), "ok")
    return redirect(_next_page(dispatch, sent), 303)


def _next_page(dispatch: Dispatch, sent: Writing) -> str:
    """Return where a save leads: to what its button asked for, else back to the editor."""
    key = dispatch.id
    if sent.report:
        return url_for("docflow.report_form", key=key, ordinal=sent.report)
    if sent.sets:
        return url_for("docflow.line_sets", key=key)
    if sent.pick == "pieces":
        return url_for("docflow.pieces", key=key)
    if sent.pick:
        return url_for("docflow.lines", key=key, line=sent.pick)
    if sent.annex:
        return annexing.next_page(key, dispatch.content, sent.annex)
    return url_for("docflow.edit", key=key, _anchor=_anchor(sent))


@allow(Act.EDIT)
def preview(key: int) -> Any:
    """Show the sheet and the check of what is typed, writing nothing."""
    dispatch = dispatch_or_404(key, Act.EDIT)
    sent = read(Writing)
    content = drafting.edited(current.desk(), dispatch.content, sent.edit(dispatch.content))
    return render_template("docflow/_edit_fragments.html", **editing.facts(dispatch, content))


@allow(Act.EDIT)
def turn(key: int) -> Any:
    """Turn the typed body from tree to markup and back, writing nothing."""
    dispatch = dispatch_or_404(key, Act.EDIT)
    try:
        sent = read(Writing).edit(dispatch.content)
        return body.turned(current.desk(), dispatch.content, sent)
    except Refused as refusal:
        return {"message": sentence(refusal), "code": refusal.code}, status_of(refusal.code)


@allow(Act.SUBMIT)
def submit(key: int) -> Any:
    """Save what is typed and hand the letter to its signer."""
    dispatch = dispatch_or_404(key, Act.SUBMIT)
    person = current.me()
    try:
        dispatch = saved(dispatch, read(Writing), keep=False)
    except Refused as refusal:
        return refused(key, refusal)
    try:
        approval.submit(current.desk(), dispatch, seen=dispatch.version, by=person)
    except Refused as refusal:
        return refused(key, refusal, save="unsubmitted")
    flash(_("Đã trình. Văn bản đang chờ ký; anh chị rút lại được đến khi có chữ ký."), "ok")
    return redirect(url_for("docflow.show", key=key), 303)


@allow(Act.WITHDRAW)
def withdraw(key: int) -> Any:
    """Take the letter back from its signer."""
    dispatch = dispatch_or_404(key, Act.WITHDRAW)
    read(Seen)
    approval.withdraw(current.desk(), dispatch, by=current.me())
    flash(_("Đã rút lại. Văn bản là dự thảo, sửa tiếp được."), "ok")
    return redirect(url_for("docflow.edit", key=key), 303)


def _anchor(sent: Writing) -> str | None:
    """Return where the page comes back to: a line that was moved or dropped."""
    line = sent.drop or sent.move.partition(":")[0]
    return None if not line else "part-addressees" if line[:1] == "a" else "part-copies"


def _dropped(dispatch: Dispatch) -> dict[str, str] | None:
    """Return the line that was just taken out of this draft, while it may come back."""
    told = session.get("dropped") or {}
    here = {one["id"] for part in PARTS for one in dispatch.content[part]}
    if told.get("dispatch") != dispatch.id or told["line"] in here:
        return None
    return {"line": told["line"], "part": "addressees" if told["line"][:1] == "a" else "copies"}


def saved(dispatch: Dispatch, sent: Writing, *, keep: bool) -> Dispatch:
    """Save what was sent; return the dispatch as it stands then."""
    desk, person, seen = current.desk(), current.me(), sent.version
    edit = sent.edit(dispatch.content)
    if sent.repair:
        content = drafting.edited(desk, dispatch.content, edit)
        edit = proof.with_edit(edit, proof.mended(desk, dispatch, content, sent.repair))
    if sent.drop or sent.annex.startswith("drop:"):
        # What is dropped stays in a revision, from which it comes back when that is wanted.
        whole = sent.whole(dispatch.content)
        dispatch = drafting.save(desk, dispatch, whole, seen=seen, by=person, keep=True)
        seen = dispatch.version
    return drafting.save(desk, dispatch, edit, seen=seen, by=person, keep=keep)


def refused(key: int, refusal: Refused, *, save: str = "refused") -> Any:
    """Answer with the same page, everything typed kept, and what is wrong.

    ``save`` says what became of the text itself: ``refused``, ``saved`` or ``unsubmitted``.
    """
    desk = current.desk()
    if refusal.code == "draft.stale":
        try:
            told = parallel.two_texts(desk.session.get_one(Dispatch, key), by_script=_by_script())
            return told or ({"message": sentence(refusal), "code": refusal.code}, 409)
        except Refused as worse:
            refusal = worse
    status = status_of(refusal.code)
    if refusal.code in ("lifecycle.not_now", "permission.denied", "permission.unseen"):
        raise refusal
    desk.session.rollback()
    dispatch = desk.session.get_one(Dispatch, key)
    if _by_script():
        message = annexing.said(refusal, dispatch.content)
        return {"message": message, "code": refusal.code}, status
    return _page(dispatch, refusal, save), status


def _page(dispatch: Dispatch, refusal: Refused | None = None, save: str = "saved") -> str:
    typed = request.form if refusal else None
    at = refusal and (annexing.place(refusal, dispatch.content) or _AT.get(refusal.code))
    errors = {at or "": annexing.said(refusal, dispatch.content)} if refusal else {}
    content = _content(dispatch) if refusal else dispatch.content
    facts = editing.page(dispatch, content, typed) | dismissed.unexplained(refusal)
    facts |= parallel.overtaken(typed if save == "refused" else None, dispatch.content)
    held = holding.told(current.desk(), dispatch, by=current.me())
    return render_template(
        "docflow/edit.html", here="drafts", errors=errors, save=save,
        listed=_listed(refusal, errors, facts["verdict"]),
        unmerged=revisions.unmerged(current.desk(), dispatch),
        # One's own other window may be the one that this page has just replaced; its script asks.
        held=None if held is None or held.own else held, dropped=_dropped(dispatch), **facts,
    )  # fmt: skip


def _listed(
    refusal: Refused | None, errors: Mapping[str, str], verdict: editing.Verdict
) -> list[tuple[str, str]]:
    """Return what the page says at its top, each with the control it leads to."""
    if refusal is None or refusal.code == "dismissal.no_reason":
        # The finding whose reason is missing says so itself.
        return []
    if refusal.code == "submit.errors":
        return [(one.control, one.text) for one in verdict.notes if one.tone == "bad"]
    own = {at: at if at.startswith("annex-") else f"f-{at}" for at in errors if at}
    return [(own.get(at, ""), text) for at, text in errors.items()]


def _content(dispatch: Dispatch) -> Any:
    """Return the content with what was typed in it, as far as it can be read."""
    desk, stored = current.desk(), dispatch.content
    try:
        return drafting.edited(desk, stored, read(Writing).edit(stored))
    except Refused:
        # A fault of another field must not take the text away that the rich editor sent.
        return body.typed(desk, stored, request.form.get("doc", ""))


def _by_script() -> bool:
    return request.accept_mimetypes.best == _JSON
