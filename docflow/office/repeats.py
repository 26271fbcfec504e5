"""A call made twice, because its answer was lost on the way, takes effect once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, event, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from docflow.models import Answered
from docflow.rules.refusals import Refused

from .desk import Desk

#: After so long a key may be used for something else, and what was answered is forgotten.
KEPT = timedelta(days=7)
#: No call lasts so long; one that has not answered by then has died.
_DEAD_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Call:
    """One unsafe call: whose, under which key, and the hash of all that it asks for."""

    person_id: int
    key: str
    sha256: str


def claim(desk: Desk, call: Call) -> Answered | None:
    """Return what was answered to an equal call, or None when this one is the first.

    Raises ``Refused("api.key_reused")`` for another request under the same key,
    ``Refused("api.key_busy")`` while the first is still at work, and ``Refused("api.key_lost")``
    when it took effect and died before it could answer.
    """
    try:
        with desk.work() as session:
            row = session.scalar(_row(call).with_for_update())
            if (
                row is not None
                and row.at > desk.now() - KEPT
                and not _may_take_over(desk, row, call)
            ):
                return _known(desk, row, call)
            row = row or Answered(person_id=call.person_id, key=call.key)
            row.request_sha256, row.at = call.sha256, desk.now()
            row.status, row.body, row.headers = None, None, None
            session.add(row)
    except IntegrityError:
        raise Refused("api.key_busy") from None
    return None


@contextmanager
def marking(desk: Desk, call: Call) -> Iterator[None]:
    """Write beside whatever is committed meanwhile, in its very transaction, that it happened."""

    def mark(session: Session) -> None:
        # Headers, even none, before a status: the act is done and the answer is on its way.
        session.execute(update(Answered).where(*_is(call)).values(headers={}))

    event.listen(desk.session, "before_commit", mark)
    try:
        yield
    finally:
        event.remove(desk.session, "before_commit", mark)


def remember(
    desk: Desk, call: Call, *, status: int, body: dict[str, Any] | None, headers: dict[str, str]
) -> None:
    """Keep the answer for those who ask again."""
    with desk.work() as session:
        row = session.scalars(_row(call).with_for_update()).one()
        row.status, row.body, row.headers = status, body, headers


def release(desk: Desk, call: Call) -> None:
    """Forget a call that changed nothing, so that it may be made again."""
    with desk.work() as session:
        row = session.scalar(_row(call).with_for_update())
        if row is not None and row.status is None and row.headers is None:
            session.delete(row)


def forget_old(desk: Desk) -> int:
    """Forget what was answered too long ago; return how many."""
    with desk.work() as session:
        old = session.execute(delete(Answered).where(Answered.at <= desk.now() - KEPT))
        count: int = getattr(old, "rowcount", 0)
    return count


def _may_take_over(desk: Desk, row: Answered, call: Call) -> bool:
    """Tell whether the first call died before it changed anything."""
    died = row.status is None and row.headers is None and row.at <= desk.now() - _DEAD_AFTER
    return died and row.request_sha256 == call.sha256


def _known(desk: Desk, row: Answered, call: Call) -> Answered:
    if row.request_sha256 != call.sha256:
        raise Refused("api.key_reused")
    if row.status is not None:
        return row
    if row.headers is not None and row.at <= desk.now() - _DEAD_AFTER:
        raise Refused("api.key_lost")
    raise Refused("api.key_busy")


def _row(call: Call) -> Select[Answered]:
    return select(Answered).where(*_is(call))


def _is(call: Call) -> tuple[ColumnElement[bool], ...]:
    return (Answered.person_id == call.person_id, Answered.key == call.key)
