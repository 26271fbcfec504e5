"""Lists that a program turns over page by page: each page begins after the last row it has seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import joinedload

from docflow.models import Book, Dispatch, Event, Group, Membership, Person, Recipient, Unit
from docflow.rules.lifecycle import NUMBERED, State
from docflow.rules.permissions import Act
from docflow.rules.vietnamese import fold

from .desk import Desk
from .worklist import seen_by


def dispatches(
    desk: Desk, person: Person, *, state: State | None, words: str, after: int | None, size: int
) -> list[Dispatch]:
    """Return the dispatches that the person may read, the newest first."""
    query = (
        select(Dispatch).where(seen_by(person, [Act.READ])).order_by(Dispatch.id.desc()).limit(size)
    )
    if state is not None:
        query = query.where(Dispatch.state == state)
    if after is not None:
        query = query.where(Dispatch.id < after)
    return list(desk.session.scalars(query.where(*_holding(words, Dispatch.search))))


def register(
    desk: Desk, *, year: int | None, after: int | None, size: int
) -> list[tuple[Dispatch, int]]:
    """Return the register of issued numbers, the newest first, each row with its place.

    Voided numbers stand in it too (Decree 30/2020, article 15): the series has no hole.
    """
    place = Dispatch.year * 1_000_000 + Dispatch.number
    query = select(Dispatch, place).where(Dispatch.state.in_(NUMBERED))
    query = query.join(Book, Book.id == Dispatch.book_id).where(Book.code == desk.policy.book)
    query = query.options(joinedload(Dispatch.approved_by)).order_by(place.desc()).limit(size)
    if year is not None:
        query = query.where(Dispatch.year == year)
    if after is not None:
        query = query.where(place < after)
    return [(dispatch, number or 0) for dispatch, number in desk.session.execute(query).unique()]


def inbox(desk: Desk, person: Person, *, after: int | None, size: int) -> list[Recipient]:
    """Return what the person's unit received, the newest first."""
    if person.unit_id is None:
        return []
    query = select(Recipient).join(Dispatch, Dispatch.id == Recipient.dispatch_id)
    query = query.where(
        Recipient.unit_id == person.unit_id, Dispatch.state.in_((State.ISSUED, State.RECALLED))
    )
    if after is not None:
        query = query.where(Recipient.id < after)
    query = query.options(joinedload(Recipient.dispatch)).order_by(Recipient.id.desc())
    return list(desk.session.scalars(query.limit(size)))


def events(desk: Desk, dispatch: Dispatch, *, after: int | None, size: int) -> list[Event]:
    """Return what was done to a dispatch, in order."""
    query = select(Event).where(Event.dispatch_id == dispatch.id, Event.id > (after or 0))
    return list(desk.session.scalars(query.order_by(Event.id).limit(size)))


def units(
    desk: Desk, *, words: str, group: str | None, after: int | None, size: int
) -> list[tuple[Unit, list[str]]]:
    """Return units of the directory with the codes of their groups."""
    query = select(Unit).where(Unit.id > (after or 0), *_holding(words, Unit.sought))
    if group is not None:
        named = exists().where(
            Membership.unit_id == Unit.id, Membership.group_id == Group.id, Group.code == group
        )
        query = query.where(named)
    found = list(desk.session.scalars(query.order_by(Unit.id).limit(size)))
    groups = _groups(desk, [unit.id for unit in found])
    return [(unit, groups.get(unit.id, [])) for unit in found]


def _groups(desk: Desk, units_: list[int]) -> dict[int, list[str]]:
    query = (
        select(Membership.unit_id, Group.code)
        .join(Group, Group.id == Membership.group_id)
        .where(Membership.unit_id.in_(units_))
        .order_by(Group.code)
    )
    found: dict[int, list[str]] = {}
    for unit, code in desk.session.execute(query):
        found.setdefault(unit, []).append(code)
    return found


def _holding(words: str, column: Any) -> Iterator[ColumnElement[bool]]:
    for word in fold(words).split():
        yield column.contains(word, autoescape=True)
