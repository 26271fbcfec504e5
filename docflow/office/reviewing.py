"""What lies before the signer, and what he has just decided."""

from __future__ import annotations

from sqlalchemy import exists, select

from ..models import Check, Decision, Dispatch, Person
from ..rules.lifecycle import State
from .desk import Desk


def queue(desk: Desk, signer: Person) -> list[Dispatch]:
    """Return what waits for this signer's word: urgent first, then the longest waiting."""
    decided = exists().where(Decision.dispatch_id == Dispatch.id, Decision.closed_at.is_(None))
    rows = desk.session.scalars(
        select(Dispatch)
        .where(Dispatch.state == State.SUBMITTED, Dispatch.signer_id == signer.id, ~decided)
        .order_by(Dispatch.submitted_at, Dispatch.id)
    )
    urgency = {"hoa_toc": 0, "thuong_khan": 1, "khan": 2}
    return sorted(rows, key=lambda one: urgency.get(one.urgency, 3))


def checks(desk: Desk, dispatch: Dispatch) -> list[Check]:
    """Return the checks recorded for exactly the content that lies there."""
    rows = select(Check).where(
        Check.dispatch_id == dispatch.id, Check.sha256 == dispatch.content_sha256
    )
    return list(desk.session.scalars(rows.order_by(Check.id)))


def last_decision(desk: Desk, dispatch: Dispatch) -> Decision | None:
    """Return the signer's last word on the dispatch, open or closed."""
    rows = select(Decision).where(Decision.dispatch_id == dispatch.id)
    return desk.session.scalars(rows.order_by(Decision.id.desc()).limit(1)).first()
