"""One receiving unit: its other names, its groups, and by what it is found."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from docflow.models import Group, Person, Unit
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import fold, nfc

from . import groups
from .desk import Desk
from .permission import guard

_MOST_ALIASES, _LONGEST_ALIAS, _LONGEST_ALL = 20, 100, 500


def find(desk: Desk, code: str) -> Unit | None:
    """Return the unit of this code, if there is one."""
    return desk.session.scalar(select(Unit).where(Unit.code == code))


def groups_of(desk: Desk, unit: Unit) -> list[Group]:
    """Return the groups in which the unit is today, fixed and by rule."""
    rows = desk.session.scalars(select(Group).order_by(Group.name)).all()
    own = select(Unit.id).where(Unit.id == unit.id)
    return [one for one in rows if desk.session.scalar(own.where(groups.belongs(one)))]


def rename(desk: Desk, unit: Unit, aliases: str, *, by: Person) -> Unit:
    """Write down the other names of a unit, one a line.

    Raises ``Refused("unit.aliases_many"|"unit.alias_long")``.
    """
    guard(desk.session, by, Act.GROUPS)
    told = read_aliases(aliases)
    with desk.work():
        unit = desk.lock(Unit, unit.id)
        before, unit.aliases = unit.aliases, told
        find_by(unit)
        if told != before:
            names: dict[str, Any] = {"was": before.split("\n"), "now": told.split("\n")}
            desk.record("unit_renamed", None, by=by, stream="directory", unit=unit.code, **names)
    return unit


def read_aliases(text: str) -> str:
    """Return the names as they are kept: one a line, none twice.

    Raises ``Refused("unit.aliases_many"|"unit.alias_long")``.
    """
    names = (" ".join(nfc(line).split()) for line in text.splitlines())
    kept = list(dict.fromkeys(name for name in names if name))
    if long := next((name for name in kept if len(name) > _LONGEST_ALIAS), None):
        raise Refused("unit.alias_long", alias=long[:_LONGEST_ALIAS], most=_LONGEST_ALIAS)
    if len(kept) > _MOST_ALIASES or len("\n".join(kept)) > _LONGEST_ALL:
        raise Refused("unit.aliases_many", most=_MOST_ALIASES)
    return "\n".join(kept)


def find_by(unit: Unit) -> None:
    """Write down by what the unit is found: its names, its code, its place, its telephone."""
    unit.folded = fold(f"{unit.name} {unit.phone}")[:400]
    told = (unit.name, unit.aliases or "", unit.code, unit.area or "", unit.phone or "")
    unit.sought = fold(" ".join(told))[:1500]
