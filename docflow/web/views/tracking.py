"""Following up one issued dispatch: who stands where, what it adds up to, whom to call."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docflow.models import Dispatch, Recipient
from docflow.office import figures, links, workbooks, worklist
from docflow.office.permission import can
from docflow.rules.permissions import Act
from docflow.rules.vietnamese import percent, slug

from .. import current, following_up, reading
from ..downloads import workbook
from ..forms import Sent, read
from ..gate import allow, dispatch_or_404
from ..labels import WORDS
from ..words import _


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    pages.add_url_rule("/tracking", "tracking_list", tracking_list)
    pages.add_url_rule("/dispatches/<int:key>/tracking", "tracking", tracking)
    pages.add_url_rule("/dispatches/<int:key>/tracking/head", "tracking_head", tracking_head)
    pages.add_url_rule("/dispatches/<int:key>/tracking.xlsx", "tracking_xlsx", tracking_xlsx)
    pages.add_url_rule("/recipients/<int:key>/link", "renew_link", renew_link, methods=["POST"])


@allow(Act.REGISTER)
def tracking_list() -> str:
    """Show the issued dispatches that somebody still owes, the unfinished first."""
    rows = worklist.followed(current.desk(), current.me(), limit=100)
    return render_template("docflow/tracking_list.html", here="tracking", rows=rows, r=reading)


@allow(Act.FOLLOW)
def tracking(key: int) -> str:
    """Show how far every recipient has come."""
    dispatch = dispatch_or_404(key, Act.FOLLOW)
    desk, asked = current.desk(), following_up.chosen()
    page = max(request.args.get("page", 1, int), 1)
    # Everything up to the page asked for stands on it, so that "more" loses nothing.
    rows, total = figures.recipients(desk, dispatch, asked, size=figures.PAGE * page)
    answers, unreachable = figures.answers(desk, dispatch), figures.unreachable(desk, dispatch)
    found = figures.of(desk, dispatch)
    return render_template(
        "docflow/tracking.html", here="tracking", rows=rows, total=total, page=page,
        answers=answers, taken=figures.acknowledgments(desk, dispatch), calls=unreachable,
        telephones=following_up.telephones(rows), call_text=following_up.telephones(unreachable),
        curve=following_up.curve(dispatch, found), odd=following_up.odd(dispatch, answers),
        kinds=figures.unit_kinds(desk, dispatch), form=figures.form_of(dispatch), r=reading,
        may_renew=can(desk.session, current.me(), Act.REISSUE_LINK, dispatch),
        may_copy=can(desk.session, current.me(), Act.COPY, dispatch),
        today=desk.today(), **_head(dispatch, found),
    )  # fmt: skip


@allow(Act.FOLLOW)
def tracking_head(key: int) -> ResponseReturnValue:
    """Return the head of the page alone; 304 while nothing has changed."""
    dispatch = dispatch_or_404(key, Act.FOLLOW)
    answer = Response(_head(dispatch, figures.of(current.desk(), dispatch))["head"])
    answer.set_etag(_tag(answer.get_data()))
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer.make_conditional(request)


@allow(Act.FOLLOW)
def tracking_xlsx(key: int) -> Response:
    """Hand out the follow-up as a workbook."""
    dispatch = dispatch_or_404(key, Act.FOLLOW)
    name = f"theo-doi-{slug(dispatch.code or str(key))}"
    return workbook(workbooks.tracking(current.desk(), dispatch, WORDS), name)


@allow(Act.REISSUE_LINK)
def renew_link(key: int) -> Any:
    """Send a recipient a fresh link to the address on file; the old ones die."""
    recipient = current.desk().session.get(Recipient, key)
    if recipient is None:
        abort(404)
    dispatch_or_404(recipient.dispatch_id, Act.REISSUE_LINK)
    read(Sent)
    links.resend(current.desk(), recipient, by=current.me())
    flash(
        _("Đã gửi đường dẫn mới cho {name}. Đường dẫn cũ không dùng được nữa.", name=recipient.name)
    )
    return redirect(url_for("docflow.tracking", key=recipient.dispatch_id), 303)


def _head(dispatch: Dispatch, found: figures.Figures) -> dict[str, Any]:
    asked = following_up.chosen()
    told = {
        "dispatch": dispatch, "found": found, "tally": found.tally, "asked": asked,
        "parts": following_up.bar(dispatch, found, asked), "percent": percent,
        "late": following_up.days_late(found.due_on),
    }  # fmt: skip
    head = render_template("docflow/_tracking_head.html", **told)
    return told | {"head": head, "head_tag": f'"{_tag(head.encode())}"'}


def _tag(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:20]
