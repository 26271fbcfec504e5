"""What lies before the signer, and what he has just decided."""

from __future__ import annotations

from sqlalchemy import Select, exists, select

from docflow.models import Check, Decision, Dispatch, Person
from docflow.rules.lifecycle import State
from docflow.rules.urgency import rank

from .desk import Desk


def queue(desk: Desk, signer: Person) -> list[Dispatch]:
    """Return what waits for this signer's word: urgent first, then the longest waiting."""
    rows = desk.session.scalars(undecided(signer).order_by(Dispatch.submitted_at, Dispatch.id))
    return sorted(rows, key=lambda one: rank(one.urgency))


def undecided(signer: Person) -> Select[Dispatch]:
    """Return what this signer still has to decide: no window of his word is open on it."""
    decided = exists().where(Decision.dispatch_id == Dispatch.id, Decision.closed_at.is_(None))
    return select(Dispatch).where(
        Dispatch.state == State.SUBMITTED, Dispatch.signer_id == signer.id, ~decided
    )


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
