"""Standings and counters: written together, in the transaction of each fact."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from docflow.models import Recipient, Tally


def settle(session: Session, recipient: Recipient) -> bool:
    """Write the standing that the recipient's facts prove, and move the counters with it.

    Return whether it changed. The caller holds the recipient's lock.
    """
    was, now = recipient.standing, recipient.computed_standing
    if was is now:
        return False
    recipient.standing = now
    if recipient.owes:
        columns = Tally.__table__.c
        session.execute(
            update(Tally)
            .where(Tally.dispatch_id == recipient.dispatch_id)
            .values(
                {
                    columns[was.value]: columns[was.value] - 1,
                    columns[now.value]: columns[now.value] + 1,
                }
            )
        )
    return True
