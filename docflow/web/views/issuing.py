"""The records clerk's desk: what waits for the seal, one click for each, one for all."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from sqlalchemy import select

from docflow.models import Dispatch, Tally
from docflow.office import issuing, proof
from docflow.rules.lifecycle import State
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused, Unreachable
from docflow.rules.vietnamese import count

from .. import current, deciding, reading
from ..forms import Sent, read
from ..gate import allow, dispatch_or_404
from ..sentences import SENTENCES, say, sentence
from ..words import _


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    pages.add_url_rule("/issue", "issue_queue", issue_queue)
    pages.add_url_rule("/dispatches/<int:key>/issue", "issue", issue, methods=["POST"])
    pages.add_url_rule("/issue/all", "issue_all", issue_all, methods=["POST"])
    pages.add_url_rule(
        "/dispatches/<int:key>/signing", "retry_signing", retry_signing, methods=["POST"]
    )


@allow(Act.ISSUE)
def issue_queue() -> str:
    """Show what waits for the seal, what is stuck, and what may go back for its format."""
    desk = current.desk()
    waiting = [(one, proof.reach(desk, one.content)) for one in issuing.awaiting(desk)]
    stuck = [(task.dispatch, _why(task.outcome)) for task in issuing.stuck(desk)]
    rows = select(Dispatch).where(Dispatch.state == State.SUBMITTED).order_by(Dispatch.submitted_at)
    submitted = list(desk.session.scalars(rows.limit(50)))
    return render_template(
        "docflow/issue_queue.html", here="issue", waiting=waiting, stuck=stuck,
        submitted=submitted, canned=deciding.CANNED, r=reading,
    )  # fmt: skip


@allow(Act.ISSUE)
def issue(key: int) -> Any:
    """Seal and issue one dispatch."""
    dispatch = dispatch_or_404(key, Act.ISSUE)
    read(Sent)
    issuing.issue(current.desk(), dispatch, by=current.me())
    flash(_issued(key))
    return redirect(url_for("docflow.issue_queue"), 303)


@allow(Act.ISSUE)
def issue_all() -> Any:
    """Seal and issue everything that waits; one that fails does not stop the others."""
    read(Sent)
    desk = current.desk()
    for key in [one.id for one in issuing.awaiting(desk)]:
        try:
            issuing.issue(desk, dispatch_or_404(key, Act.ISSUE), by=current.me())
        except (Refused, Unreachable) as failure:
            desk.session.rollback()
            flash(
                _("Chưa phát hành được số {code}. {why}", code=_code(key), why=_said(failure)),
                "bad",
            )
        else:
            flash(_issued(key))
    return redirect(url_for("docflow.issue_queue"), 303)


@allow(Act.RETRY)
def retry_signing(key: int) -> Any:
    """Put a signing that failed back among the work that waits."""
    dispatch = dispatch_or_404(key, Act.RETRY)
    read(Sent)
    issuing.retry(current.desk(), dispatch, by=current.me())
    flash(_("Đang ký số lại {code}. Văn bản sẽ hiện ở danh sách chờ đóng dấu.", code=_code(key)))
    return redirect(url_for("docflow.issue_queue"), 303)


def _issued(key: int) -> str:
    tally = current.desk().session.get(Tally, key)
    return _(
        "Đã phát hành số {code} tới {n} nơi nhận.",
        code=_code(key),
        n=count(tally.recipients if tally else 0),
    )


def _code(key: int) -> str:
    return current.desk().session.get_one(Dispatch, key).code or ""


def _said(failure: Refused | Unreachable) -> str:
    return sentence(failure) if isinstance(failure, Refused) else _("Bộ phận ký số chưa trả lời.")


def _why(outcome: str) -> str:
    """Return why a signing does not succeed; a reason of the machine itself is shown as it is."""
    return say(outcome, {}) if outcome in SENTENCES else outcome
