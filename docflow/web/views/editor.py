"""Writing a letter: the page, saving while one types, the exact sheet, handing it in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from docflow.models import Dispatch
from docflow.office import approval, drafting, proof
from docflow.office.drafting import Edit
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused

from .. import current, editing, reading
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
    "recipients.empty_line": "addressees",
}  # fmt: skip


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    rule = "/dispatches/<int:key>"
    pages.add_url_rule(f"{rule}/edit", "edit", edit)
    pages.add_url_rule(f"{rule}/draft", "save", save, methods=["POST"])
    pages.add_url_rule(f"{rule}/preview", "preview", preview, methods=["POST"])
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
        dispatch = _saved(dispatch, sent, keep=sent.keep or not _by_script())
    except Refused as refusal:
        return _refused(key, refusal)
    if _by_script():
        return {"version": dispatch.version, "saved_at": reading.moment(dispatch.saved_at)[:5]}
    if sent.pick:
        return redirect(url_for("docflow.lines", key=key, line=sent.pick), 303)
    flash(_("Đã lưu."), "ok")
    return redirect(url_for("docflow.edit", key=key), 303)


@allow(Act.EDIT)
def preview(key: int) -> Any:
    """Show the sheet and the check of what is typed, writing nothing."""
    dispatch = dispatch_or_404(key, Act.EDIT)
    sent = read(Writing)
    content = drafting.edited(current.desk(), dispatch.content, sent.edit(dispatch.content))
    return render_template("docflow/_edit_fragments.html", **editing.facts(dispatch, content))


@allow(Act.SUBMIT)
def submit(key: int) -> Any:
    """Save what is typed and hand the letter to its signer."""
    dispatch = dispatch_or_404(key, Act.SUBMIT)
    person = current.me()
    try:
        sent = read(Writing)
        dispatch = _saved(dispatch, sent, keep=False)
        approval.submit(current.desk(), dispatch, seen=dispatch.version, by=person)
    except Refused as refusal:
        return _refused(key, refusal)
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


def _saved(dispatch: Dispatch, sent: Writing, *, keep: bool) -> Dispatch:
    desk, person, seen = current.desk(), current.me(), sent.version
    edit = sent.edit(dispatch.content)
    if sent.repair:
        content = drafting.edited(desk, dispatch.content, edit)
        edit = proof.with_edit(edit, proof.mended(desk, content, sent.repair))
    if sent.over:
        # Both texts were shown; the one that gives way stays as a revision.
        dispatch = drafting.save(desk, dispatch, Edit(), seen=seen, by=person, keep=True)
        seen = dispatch.version
    return drafting.save(desk, dispatch, edit, seen=seen, by=person, keep=keep)


def _refused(key: int, refusal: Refused) -> Any:
    """Answer with the same page, everything typed kept, and what is wrong."""
    status = status_of(refusal.code)
    if refusal.code in ("lifecycle.not_now", "permission.denied", "permission.unseen"):
        raise refusal
    if _by_script():
        return {"message": sentence(refusal), "code": refusal.code}, status
    desk = current.desk()
    desk.session.rollback()
    dispatch = desk.session.get_one(Dispatch, key)
    return _page(dispatch, refusal), status


def _page(dispatch: Dispatch, refusal: Refused | None = None) -> str:
    typed = request.form if refusal else None
    at = _AT.get(refusal.code, "") if refusal else ""
    errors = {at: sentence(refusal)} if refusal else {}
    content = _content(dispatch) if refusal else dispatch.content
    facts = editing.page(dispatch, content, typed)
    listed = [(f"f-{at}" if at else "", text) for at, text in errors.items()]
    if refusal and refusal.code == "submit.errors":
        listed = [(one.control, one.text) for one in facts["verdict"].notes if one.tone == "bad"]
    other = dispatch if refusal and refusal.code == "draft.stale" else None
    return render_template(
        "docflow/edit.html", here="drafts", errors=errors, listed=listed, other=other,
        stored=proof.markup(dispatch.content) if other else "", **facts,
    )  # fmt: skip


def _content(dispatch: Dispatch) -> Any:
    """Return the content with what was typed in it, as far as it can be read."""
    try:
        return drafting.edited(
            current.desk(), dispatch.content, read(Writing).edit(dispatch.content)
        )
    except Refused:
        return dispatch.content


def _by_script() -> bool:
    return request.accept_mimetypes.best == _JSON
