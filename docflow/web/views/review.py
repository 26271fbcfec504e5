"""The signer's desk: what waits, one dispatch at a time, his word, taking it back, sending back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from docflow.models import Dispatch
from docflow.office import approval, reviewing
from docflow.office.permission import can
from docflow.rules.lifecycle import State
from docflow.rules.permissions import Act, Role
from docflow.rules.refusals import Refused

from .. import comparison, current, deciding, reading, reauth
from ..forms import read
from ..gate import allow, dispatch_or_404
from ..sentences import sentence
from ..statuses import status_of
from ..words import _


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    pages.add_url_rule("/review", "review_next", review_next)
    pages.add_url_rule("/dispatches/<int:key>/review", "review", review)
    pages.add_url_rule("/dispatches/<int:key>/decision", "decide", decide, methods=["POST"])
    pages.add_url_rule("/dispatches/<int:key>/decision/undo", "undo", undo, methods=["POST"])
    pages.add_url_rule("/dispatches/<int:key>/decision", "decision_outcome", decision_outcome)
    pages.add_url_rule("/dispatches/<int:key>/return", "send_back", send_back, methods=["POST"])


@allow(Act.APPROVE)
def review_next() -> Any:
    """Go to the first dispatch that waits, or say that there is none."""
    queue = reviewing.queue(current.desk(), current.me())
    signed = request.args.get("signed", type=int)
    if queue:
        return redirect(url_for("docflow.review", key=queue[0].id, signed=signed))
    toast = deciding.toast(signed) if signed else None
    return render_template("docflow/review_empty.html", here="review", undo=toast)


@allow(Act.APPROVE)
def review(key: int) -> Any:
    """Show one dispatch with everything the signer needs for his word."""
    dispatch = dispatch_or_404(key, Act.READ)
    if dispatch.state is not State.SUBMITTED:
        return redirect(url_for("docflow.show", key=key))
    return _page(dispatch_or_404(key, Act.APPROVE))


@allow(Act.APPROVE)
def decide(key: int) -> Any:
    """Take the signer's word; ask for the password first where the last proof is too old."""
    dispatch, sent = dispatch_or_404(key, Act.APPROVE), read(deciding.Decided)
    try:
        if reauth.is_due(current.me()):
            if not sent.password:
                return _ask_password(dispatch, sent)
            reauth.check(current.me(), sent.password)
        desk = current.desk()
        approval.approve(desk, dispatch, version=sent.version, sha256=sent.sha256, by=current.me())
    except Refused as refusal:
        if not refusal.code.startswith(("confirm.", "sign_in.")):
            raise
        return _ask_password(dispatch, sent, refusal)
    reauth.renew()
    return _onwards(key)


@allow(Act.APPROVE)
def undo(key: int) -> Any:
    """Take the word back while its window is open."""
    dispatch = dispatch_or_404(key, Act.READ)
    approval.undo(current.desk(), dispatch, by=current.me())
    flash(_("Đã hoàn tác. Văn bản vẫn chờ ký."))
    return redirect(url_for("docflow.review", key=key), 303)


@allow(Act.APPROVE)
def decision_outcome(key: int) -> Response:
    """Say what became of the word; nothing while its window is open."""
    desk, dispatch = current.desk(), dispatch_or_404(key, Act.READ)
    decision = reviewing.last_decision(desk, dispatch)
    if decision is None or decision.closed_at is None:
        return Response(status=204)
    return Response(deciding.outcome(dispatch, decision), mimetype="text/plain")


@allow(Act.RETURN)
def send_back(key: int) -> Any:
    """Send a dispatch back to its author with what must change."""
    dispatch, sent = dispatch_or_404(key, Act.RETURN), read(deciding.SentBack)
    desk, person = current.desk(), current.me()
    try:
        approval.send_back(desk, dispatch, reason=sent.words(), seen=sent.sha256, by=person)
    except Refused as refusal:
        if refusal.code != "return.no_reason":
            raise
        return _return_page(desk.session.get_one(Dispatch, key), sentence(refusal), sent)
    flash(_("Đã trả lại cho {name}. Người soạn thấy ý kiến ngay.", name=dispatch.author.name))
    seals = Role.RECORDS_CLERK in person.roles
    after = "review_next" if dispatch.signer_id == person.id else "issue_queue" if seals else "home"
    return redirect(url_for(f"docflow.{after}"), 303)


def _onwards(key: int) -> Any:
    """Go on to the next dispatch that waits, saying what has just happened."""
    desk = current.desk()
    dispatch = desk.session.get_one(Dispatch, key)
    if dispatch.code:
        flash(_("Đã ký, số {code}", code=dispatch.code))
    return redirect(url_for("docflow.review_next", signed=None if dispatch.code else key), 303)


def _page(dispatch: Dispatch) -> str:
    desk, person = current.desk(), current.me()
    signed = request.args.get("signed", type=int)
    # A dispatch whose window is open shows its own toast, wherever the signer came from.
    toast = deciding.toast(dispatch.id) or (deciding.toast(signed) if signed else None)
    return render_template(
        "docflow/review.html", here="review", undo=toast, named=comparison.named,
        must_prove=reauth.is_due(person), open=approval.open_decision(desk, dispatch),
        **deciding.shown(dispatch, reviewing.queue(desk, person)),
    )  # fmt: skip


def _ask_password(
    dispatch: Dispatch, sent: deciding.Decided, refusal: Refused | None = None
) -> Any:
    """Show the same decision with a password to fill in; nothing has been signed yet."""
    error = sentence(refusal) if refusal else ""
    page = render_template(
        "docflow/prove.html", here="review", dispatch=dispatch, sent=sent, error=error, r=reading
    )
    return page, status_of(refusal.code) if refusal else 401


def _return_page(dispatch: Dispatch, error: str, sent: deciding.SentBack) -> Any:
    page = render_template(
        "docflow/send_back.html", here="review", dispatch=dispatch, error=error, r=reading,
        canned=deciding.CANNED, sent=sent,
        signs=can(current.desk().session, current.me(), Act.APPROVE, dispatch),
    )  # fmt: skip
    return page, 422
