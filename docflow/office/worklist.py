"""What waits for a person, and what goes on around him: the lists of the first pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true

from docflow.models import Dispatch, Event, Person, Recipient, Return, Tally, Unit
from docflow.rules.lifecycle import NUMBERED, State
from docflow.rules.permissions import TABLE, Act, Grant, Tie
from docflow.rules.standing import Standing
from docflow.rules.vietnamese import fold

from . import reviewing
from .desk import HANOI, Desk

#: The clerk is told of a changed date for so long after the signing.
_NEWS = timedelta(days=7)


@dataclass(frozen=True)
class Followed:
    """An issued dispatch with its counters, and how many are late."""

    dispatch: Dispatch
    tally: Tally
    overdue: int


@dataclass(frozen=True)
class Redated:
    """That a letter bears another month than its draft had hoped for."""

    dispatch: Dispatch
    dated: date
    expected: date


def drafts(desk: Desk, person: Person, limit: int = 100) -> list[Dispatch]:
    """Return the person's own drafts, those sent back first, then the newest."""
    rows = _own(desk, person, State.DRAFT, limit)
    return sorted(rows, key=lambda one: not one.was_returned)


def submitted(desk: Desk, person: Person, limit: int = 100) -> list[Dispatch]:
    """Return what the person has handed in and what is not signed yet."""
    return _own(desk, person, State.SUBMITTED, limit)


def on_the_way(desk: Desk, person: Person, limit: int = 20) -> list[Dispatch]:
    """Return the person's dispatches between the signer's word and the issue."""
    states = (State.APPROVED, State.SIGNED)
    rows = select(Dispatch).where(Dispatch.author_id == person.id, Dispatch.state.in_(states))
    return list(desk.session.scalars(rows.order_by(Dispatch.approved_at.desc()).limit(limit)))


def last_return(desk: Desk, dispatch: Dispatch) -> Return | None:
    """Return why the dispatch was sent back the last time, if it lies there for that."""
    if not dispatch.was_returned:
        return None
    rows = select(Return).where(Return.dispatch_id == dispatch.id).order_by(Return.id.desc())
    return desk.session.scalars(rows.limit(1)).first()


def awaiting_signature(desk: Desk, signer: Person) -> list[Dispatch]:
    """Return what waits for this signer, the oldest first."""
    rows = reviewing.undecided(signer)
    return list(desk.session.scalars(rows.order_by(Dispatch.submitted_at)))


def followed(desk: Desk, person: Person, limit: int = 8) -> list[Followed]:
    """Return the newest issued dispatches that the person may see and somebody still owes."""
    rows = (
        select(Dispatch, Tally)
        .join(Tally, Tally.dispatch_id == Dispatch.id)
        .where(Dispatch.state == State.ISSUED, Tally.owing > 0, seen_by(person))
        .order_by((Tally.reported >= Tally.owing), Dispatch.issued_at.desc())
        .limit(limit)
    )
    found = [(dispatch, tally) for dispatch, tally in desk.session.execute(rows)]
    late = _late(desk, [dispatch.id for dispatch, _ in found])
    return [Followed(one, tally, late.get(one.id, 0)) for one, tally in found]


def issued_today(desk: Desk, limit: int = 50) -> list[Followed]:
    """Return what was issued since midnight in Hanoi, the newest first."""
    midnight = desk.now().astimezone(HANOI).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = (
        select(Dispatch, Tally)
        .join(Tally, Tally.dispatch_id == Dispatch.id)
        .where(Dispatch.issued_at >= midnight)
        .order_by(Dispatch.issued_at.desc())
        .limit(limit)
    )
    return [Followed(dispatch, tally, 0) for dispatch, tally in desk.session.execute(rows)]


def redated(desk: Desk, person: Person) -> list[Redated]:
    """Return the person's letters whose date is not in the month their drafts expected."""
    rows = select(Dispatch).where(
        Dispatch.author_id == person.id,
        Dispatch.state.in_(NUMBERED),
        Dispatch.approved_at >= desk.now() - _NEWS,
    )
    found = (redating(one) for one in desk.session.scalars(rows.order_by(Dispatch.id.desc())))
    return [one for one in found if one is not None]


def redating(dispatch: Dispatch) -> Redated | None:
    """Return the change of date of one dispatch, or None when it bears the expected month."""
    expected = dispatch.content.get("expected")
    if not expected or dispatch.dated is None or f"{dispatch.dated:%Y-%m}" == expected:
        return None
    return Redated(dispatch, dispatch.dated, date.fromisoformat(f"{expected}-01"))


def happenings(desk: Desk, person: Person, limit: int = 7) -> list[Event]:
    """Return what others did last to the dispatches that the person wrote."""
    rows = (
        select(Event)
        .join(Dispatch, Dispatch.id == Event.dispatch_id)
        .where(
            Dispatch.author_id == person.id,
            or_(Event.actor_id.is_(None), Event.actor_id != person.id),
            Event.verb.not_in(("printed",)),
        )
        .order_by(Event.id.desc())
        .limit(limit)
    )
    return list(desk.session.scalars(rows))


def search(desk: Desk, person: Person, words: str, limit: int = 30) -> tuple[list[Dispatch], int]:
    """Return the dispatches that hold all the words, as far as the person may see them.

    A number such as ``05/SYT`` is a word like any other; accents do not count.
    """
    query = select(Dispatch).where(seen_by(person))
    for word in fold(words).split():
        query = query.where(Dispatch.search.contains(word, autoescape=True))
    total = desk.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return list(desk.session.scalars(query.order_by(Dispatch.id.desc()).limit(limit))), total


def units(desk: Desk, words: str, limit: int = 30) -> tuple[list[Unit], int]:
    """Return the units that all the words find: by name, alias, code, place or telephone."""
    query = select(Unit)
    for word in fold(words).split():
        query = query.where(Unit.sought.contains(word, autoescape=True))
    total = desk.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return list(desk.session.scalars(query.order_by(Unit.id).limit(limit))), total


def seen_by(person: Person, acts: Sequence[Act] = (Act.READ, Act.RECEIVE)) -> ColumnElement[bool]:
    """Return the condition under which a dispatch exists for the person: the table in SQL."""
    grants = [TABLE[act][role] for act in acts for role in person.roles if role in TABLE[act]]
    return or_(false(), *(_granted(person, grant) for grant in grants))


def _granted(person: Person, grant: Grant) -> ColumnElement[bool]:
    in_state = Dispatch.state.in_(grant.states) if grant.states is not None else true()
    tied = (
        or_(false(), *(_tied(person, tie) for tie in grant.tie))
        if grant.tie is not None
        else true()
    )
    return or_(and_(in_state, tied), *(_tied(person, tie) for tie in grant.besides))


def _tied(person: Person, tie: Tie) -> ColumnElement[bool]:
    if tie is Tie.AUTHOR:
        return Dispatch.author_id == person.id
    if tie is Tie.SIGNS:
        return Dispatch.signer_id == person.id
    if tie is Tie.ROOM:
        return Dispatch.room_code == person.room_code if person.room_code else false()
    if person.unit_id is None:
        return false()
    named = exists().where(
        Recipient.dispatch_id == Dispatch.id, Recipient.unit_id == person.unit_id
    )
    return and_(Dispatch.issued_at.is_not(None), named)


def _own(desk: Desk, person: Person, state: State, limit: int) -> list[Dispatch]:
    rows = select(Dispatch).where(Dispatch.author_id == person.id, Dispatch.state == state)
    return list(desk.session.scalars(rows.order_by(Dispatch.saved_at.desc()).limit(limit)))


def _late(desk: Desk, keys: Sequence[int]) -> dict[int, int]:
    rows: Iterable[Any] = desk.session.execute(
        select(Recipient.dispatch_id, func.count())
        .where(
            Recipient.dispatch_id.in_(keys),
            Recipient.owes,
            Recipient.standing != Standing.REPORTED,
            Recipient.due_on < desk.today(),
        )
        .group_by(Recipient.dispatch_id)
    )
    return {row[0]: row[1] for row in rows}
