"""Reading the directory: which units there are, by name, kind, group and how they are reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, false, func, select

from docflow.models import Group, Membership, Unit
from docflow.rules.vietnamese import fold

from . import groups
from .desk import Desk

#: How a unit is reached, as a condition on its row; an account counts before an address.
_REACH: Mapping[str, Any] = {
    "account": Unit.has_account,
    "email": ~Unit.has_account & (Unit.email != ""),
    "phone": ~Unit.has_account & (Unit.email == ""),
}


@dataclass(frozen=True)
class Wanted:
    """What is looked for; empty means all.

    :param reach: ``account``, ``email`` or ``phone``: the best way to the unit.
    """

    text: str = ""
    kind: str = ""
    group: str = ""
    reach: str = ""


@dataclass(frozen=True)
class Found:
    """The units of one page, and how many there are in all."""

    units: Sequence[Unit]
    total: int
    groups: Mapping[int, list[str]]


@dataclass(frozen=True)
class Counts:
    """How many units there are of each sort."""

    total: int
    reach: Mapping[str, int]
    kinds: Sequence[tuple[str, int]]
    groups: Sequence[tuple[str, str, int]]


def search(desk: Desk, wanted: Wanted, *, limit: int) -> Found:
    """Return the units that fit, by name; a search without accents finds those with them."""
    rows = _narrowed(desk, select(Unit), wanted)
    total = desk.session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    units = desk.session.scalars(rows.order_by(Unit.folded, Unit.id).limit(limit)).all()
    names = (
        select(Membership.unit_id, Group.name)
        .join(Group, Group.id == Membership.group_id)
        .where(Membership.unit_id.in_([unit.id for unit in units]))
    )
    named: dict[int, list[str]] = {}
    for key, name in desk.session.execute(names):
        named.setdefault(key, []).append(name)
    return Found(units, total, named)


def counts(desk: Desk) -> Counts:
    """Return how many units there are in all, by kind, by group, and by how they are reached."""
    total = desk.session.scalar(select(func.count(Unit.id))) or 0
    kinds = select(Unit.kind, func.count()).where(Unit.kind != "").group_by(Unit.kind)
    return Counts(
        total=total,
        reach={
            name: desk.session.scalar(select(func.count(Unit.id)).where(condition)) or 0
            for name, condition in _REACH.items()
        },
        kinds=[(kind, number) for kind, number in desk.session.execute(kinds.order_by(Unit.kind))],
        groups=sorted(
            ((one.code, one.name, one.units) for one in groups.listed(desk) if one.units),
            key=lambda one: one[1],
        ),
    )


def places(desk: Desk) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Return the kinds and the places that units have, each with their number, people left out."""
    found = []
    for column in (Unit.kind, Unit.area):
        rows = select(column, func.count()).where(column != "", Unit.is_person.is_(False))
        counted = desk.session.execute(rows.group_by(column).order_by(column))
        found.append([(name, number) for name, number in counted])
    return found[0], found[1]


def _narrowed(desk: Desk, rows: Select[Any], wanted: Wanted) -> Select[Any]:
    for word in fold(wanted.text).split():
        rows = rows.where(Unit.sought.contains(word, autoescape=True))
    if wanted.kind:
        rows = rows.where(Unit.kind == wanted.kind)
    if wanted.reach in _REACH:
        rows = rows.where(_REACH[wanted.reach])
    if wanted.group:
        group = groups.find(desk, wanted.group)
        rows = rows.where(groups.belongs(group) if group else false())
    return rows
