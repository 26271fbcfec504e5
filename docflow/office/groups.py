"""Groups of units: who is in one today, and the verbs of those who keep them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, select

from docflow.models import Group, Membership, Person, Unit
from docflow.rules.codes import proper
from docflow.rules.groups import Reach, Rule, read_rule
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc

from .desk import Desk
from .permission import guard

_LONGEST_NAME = 200
_REACH: Mapping[Reach, ColumnElement[bool]] = {
    Reach.EMAIL: Unit.email != "",
    Reach.ACCOUNT: Unit.has_account.is_(True),
    Reach.PHONE: and_(Unit.has_account.is_(False), Unit.email == ""),
}


@dataclass(frozen=True)
class Listed:
    """One group as lists show it, with the number of units in it today."""

    code: str
    name: str
    rule: Rule | None
    units: int


def rule_of(group: Group) -> Rule | None:
    """Return the rule of a group, or None where its members are fixed."""
    return read_rule(group.rule) if group.rule else None


def belongs(group: Group) -> ColumnElement[bool]:
    """Return the condition under which a unit is a member of the group today."""
    rule = rule_of(group)
    if rule is None:
        return Unit.id.in_(select(Membership.unit_id).where(Membership.group_id == group.id))
    return fits(rule)


def fits(rule: Rule) -> ColumnElement[bool]:
    """Return a rule as a condition on units."""
    asked: list[ColumnElement[bool]] = [Unit.is_person.is_(False)]
    if rule.kinds:
        asked.append(Unit.kind.in_(rule.kinds))
    if rule.areas:
        asked.append(Unit.area.in_(rule.areas))
    if rule.reach is not Reach.ANY:
        asked.append(_REACH[rule.reach])
    return and_(*asked)


def codes(desk: Desk, code: str) -> list[str] | None:
    """Return the codes of a group's members today, or None where there is no such group."""
    group = find(desk, code)
    if group is None:
        return None
    return list(desk.session.scalars(select(Unit.code).where(belongs(group)).order_by(Unit.id)))


def find(desk: Desk, code: str) -> Group | None:
    """Return the group of this code, if there is one."""
    return desk.session.scalar(select(Group).where(Group.code == code))


def listed(desk: Desk) -> list[Listed]:
    """Return every group with the number of its members today: one count for all fixed ones."""
    counted = select(Membership.group_id, func.count()).group_by(Membership.group_id)
    fixed: dict[int, int] = dict(desk.session.execute(counted).all())
    found = []
    for group in desk.session.scalars(select(Group).order_by(Group.id)):
        rule = rule_of(group)
        units = fixed.get(group.id, 0) if rule is None else count(desk, rule)
        found.append(Listed(group.code, group.name, rule, units))
    return found


def count(desk: Desk, rule: Rule) -> int:
    """Return how many units fit a rule today."""
    return desk.session.scalar(select(func.count()).select_from(Unit).where(fits(rule))) or 0


def members(desk: Desk, condition: ColumnElement[bool], *, limit: int) -> list[Unit]:
    """Return the units under a condition, by name."""
    rows = select(Unit).where(condition).order_by(Unit.folded, Unit.id).limit(limit)
    return list(desk.session.scalars(rows))


def keep(
    desk: Desk, code: str | None, name: str, rule: Rule | None, *,
    add: Collection[str] = (), remove: Collection[str] = (), by: Person,
) -> Group:  # fmt: skip
    """Make a group, or change its name, its rule, its fixed members; return it.

    A rule puts no unit down: members are counted on the day, and frozen with each issue.
    Raises ``Refused("group.name"|"group.taken"|"group.unknown"|"group.unit_unknown")``.
    """
    guard(desk.session, by, Act.GROUPS)
    name = " ".join(nfc(name).split())
    if not name or len(name) > _LONGEST_NAME:
        raise Refused("group.name", most=_LONGEST_NAME)
    with desk.work() as session:
        group = find(desk, code) if code else _new(desk, name)
        if group is None:
            raise Refused("group.unknown", code=(code or "")[:100])
        _refuse_twin(desk, group, name)
        group.name, group.rule = name, rule.stored() if rule else {}
        session.add(group)
        session.flush()
        added, removed = (0, 0) if rule else _change(desk, group, add, remove)
        desk.record(
            "group_kept", None, by=by, stream="directory",
            group=group.code, rule=group.rule, added=added, removed=removed,
        )  # fmt: skip
    return group


def _new(desk: Desk, name: str) -> Group:
    stem = proper(name)
    taken = set(desk.session.scalars(select(Group.code).where(Group.code.startswith(stem))))
    return Group(code=proper(name, taken), name=name, rule={})


def _refuse_twin(desk: Desk, group: Group, name: str) -> None:
    """Refuse a name that another group has: nobody could tell the two apart."""
    with desk.session.no_autoflush:
        twins = desk.session.scalars(select(Group).where(Group.name == name)).all()
    if any(twin is not group for twin in twins):
        raise Refused("group.taken", name=name)


def _change(
    desk: Desk, group: Group, add: Collection[str], remove: Collection[str]
) -> tuple[int, int]:
    """Put units into a fixed group and take others out; return how many of each."""
    keys = _keys(desk, [*add, *remove])
    held = set(
        desk.session.scalars(select(Membership.unit_id).where(Membership.group_id == group.id))
    )
    out = {keys[code] for code in remove} & held
    new = {keys[code] for code in add} - held
    if out:
        desk.session.execute(
            delete(Membership).where(Membership.group_id == group.id, Membership.unit_id.in_(out))
        )
    desk.session.add_all(Membership(group_id=group.id, unit_id=key) for key in sorted(new))
    return len(new), len(out)


def _keys(desk: Desk, wanted: Sequence[str]) -> dict[str, Any]:
    rows = desk.session.execute(select(Unit.code, Unit.id).where(Unit.code.in_(wanted)))
    keys: dict[str, Any] = dict(rows.all())
    if unknown := sorted(set(wanted) - set(keys)):
        raise Refused("group.unit_unknown", code=unknown[0][:100])
    return keys
