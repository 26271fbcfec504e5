"""Two people at one draft: who holds it, since when, and that somebody has taken it over.

Nobody is locked out. A window that gives no sign of life for two minutes holds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from docflow.models import Dispatch, Holding, Person
from docflow.models.engine import insert_if_absent
from docflow.rules.permissions import Act

from .desk import Desk
from .permission import guard

#: After so long without a sign of life a window holds nothing any more.
EXPIRES = timedelta(minutes=2)
MOST_TAB = 32


@dataclass(frozen=True)
class Held:
    """What one window is told of another: who holds the draft, and what became of one's own hold.

    :param name: who holds it, with post; the reader himself where ``own`` says so.
    :param typed_at: when he last typed; None if he only has it open.
    :param own: it is another window of the same person.
    :param took: the holder took the draft over from this window.
    """

    name: str
    typed_at: datetime | None
    own: bool
    took: bool
    took_at: datetime | None = None


def beat(
    desk: Desk,
    dispatch: Dispatch,
    *,
    tab: str,
    by: Person,
    typed: bool = False,
    take: bool = False,
) -> Held | None:
    """Note a sign of life of one window; return who else holds the draft, None if this window does.

    :param tab: ``window.page``, see :class:`~docflow.models.Holding`.
    """
    with desk.work() as session:
        guard(session, by, Act.EDIT, session.get_one(Dispatch, dispatch.id))
        now = desk.now()
        session.execute(delete(Holding).where(Holding.alive_at < now - EXPIRES))
        key = {"dispatch_id": dispatch.id, "person_id": by.id, "tab": tab[:MOST_TAB]}
        insert_if_absent(session, Holding, **key, since=now, alive_at=now)
        mine = session.scalars(select(Holding).filter_by(**key)).one()
        # Where the word that the page is closed came first, it stays closed: ``left_at`` stands.
        mine.alive_at = now
        if typed:
            mine.typed_at = now
        if take:
            mine.took_at = now
        session.flush()
        return told(desk, dispatch, by=by, tab=tab)


def leave(desk: Desk, dispatch: Dispatch, *, tab: str, by: Person) -> None:
    """Let go of the draft: the page is closed. The row stays, left, until it expires."""
    with desk.work() as session:
        now = desk.now()
        key = {"dispatch_id": dispatch.id, "person_id": by.id, "tab": tab[:MOST_TAB]}
        insert_if_absent(session, Holding, **key, since=now, alive_at=now)
        session.execute(update(Holding).filter_by(**key).values(left_at=now, alive_at=now))


def told(desk: Desk, dispatch: Dispatch, *, by: Person, tab: str = "") -> Held | None:
    """Return who else holds the draft now, writing nothing; None if nobody but this window."""
    rows = _alive(desk, dispatch)
    mine = next((one for one in rows if (one.person_id, one.tab) == (by.id, tab)), None)
    holder = rows[0] if rows else None
    if holder is None or (holder.person_id, _window(holder.tab)) == (by.id, _window(tab)):
        return None
    typed = holder.typed_at
    if dispatch.editor_id == holder.person_id and dispatch.saved_at >= holder.since:
        typed = max(typed or dispatch.saved_at, dispatch.saved_at)
    took = holder.took_at is not None and mine is not None and mine.since < holder.took_at
    person = holder.person
    name = f"{person.name}, {person.post}" if person.post else person.name
    return Held(name, typed, holder.person_id == by.id, took, holder.took_at)


def _alive(desk: Desk, dispatch: Dispatch) -> Sequence[Holding]:
    """Return the living windows: who took the draft over last, then who has had it longest."""
    rows = desk.session.scalars(
        select(Holding).where(
            Holding.dispatch_id == dispatch.id,
            Holding.alive_at >= desk.now() - EXPIRES,
            Holding.left_at.is_(None),
        )
    ).all()
    return sorted(rows, key=lambda one: (-(one.took_at.timestamp() if one.took_at else 0), one.id))


def _window(tab: str) -> str:
    """Return which window a page is in: a page loaded anew is no other window."""
    return tab.partition(".")[0]
