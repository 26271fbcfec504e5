"""The address book: units and groups from CSV, and who stands behind a target."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from docflow.models import Group, Membership, Person, Unit
from docflow.rules.codes import is_code
from docflow.rules.refusals import Refused

from . import groups, heads
from .desk import Desk
from .rows import Row, bring, check_codes, note, read_rows
from .units import find_by, read_aliases

#: Kinds of the directory that are a leader's desk inside the agency and no unit.
PERSON_KINDS = frozenset({"lãnh đạo Sở"})
_UNIT_COLUMNS = ("code", "name", "kind", "area", "email", "phone")
_ACCOUNT = {"": False, "no": False, "không": False, "yes": True, "có": True}


def members(desk: Desk, target: str) -> list[str]:
    """Return the codes of the units behind a target such as ``group:co-so-tu-nhan``.

    Raises ``Refused("recipients.unknown", target=…)``.
    """
    kind, _, code = target.partition(":")
    if kind == "unit":
        found = desk.session.scalar(select(Unit.code).where(Unit.code == code))
        if found:
            return [found]
    elif kind == "group":
        found_in = groups.codes(desk, code)
        if found_in is not None:
            return found_in
    raise Refused("recipients.unknown", target=target)


def import_units(desk: Desk, text: str, *, by: Person | None) -> dict[str, int]:
    """Bring units in from ``code,name,kind,area,groups,email,phone,account,staff,aliases``.

    The columns may bear any name of theirs in ``heads.UNITS``, in every table by its own.

    Idempotent: what stands already is changed where it differs and left where it does not.
    Raises ``Refused("import.rows", errors=[…])`` with every bad row; then nothing is written.
    """
    rows = read_rows(text, {"code", "name"}, heads.UNITS, _check_unit)
    with desk.work() as session:
        known_groups = {group.code: group for group in session.scalars(select(Group))}
        unknown = [
            {"row": number, "code": "import.group_unknown", "group": code}
            for number, row in rows.items()
            for code in row.get("groups", "").split()
            if code not in known_groups
        ]
        if unknown:
            raise Refused("import.rows", errors=unknown)
        known = {unit.code: unit for unit in session.scalars(select(Unit))}
        check_codes(rows, known, is_code, "import.code")
        counts = {"added": 0, "changed": 0, "same": 0}
        for row in rows.values():
            unit, outcome = bring(session, Unit, known.get(row["code"]), _unit_facts(row))
            counts[outcome] += 1
            session.flush()
            find_by(unit)
            if "groups" in row:
                _put_into(session, unit, {known_groups[code].id for code in row["groups"].split()})
        note(desk, "units_imported", counts, by)
    return counts


def import_groups(desk: Desk, text: str, *, by: Person | None) -> dict[str, int]:
    """Bring groups in from ``code,name``; idempotent, all rows or none."""
    rows = read_rows(text, {"code", "name"}, heads.GROUPS)
    with desk.work() as session:
        known = {group.code: group for group in session.scalars(select(Group))}
        check_codes(rows, known, is_code, "import.code")
        counts = {"added": 0, "changed": 0, "same": 0}
        for row in rows.values():
            facts = {"code": row["code"], "name": row["name"]}
            counts[bring(session, Group, known.get(row["code"]), facts)[1]] += 1
        note(desk, "groups_imported", counts, by)
    return counts


def _check_unit(row: Row) -> Iterable[tuple[str, dict[str, Any]]]:
    if row.get("email") and (
        "@" not in row["email"] or any(c in row["email"] for c in " ,;<>\r\n")
    ):
        yield "import.email", {"value": row["email"]}
    if row.get("staff") and not row["staff"].isdecimal():
        yield "import.staff", {"value": row["staff"]}
    try:
        read_aliases(row.get("aliases", "").replace(";", "\n"))
    except Refused as refusal:
        yield refusal.code, refusal.facts
    if row.get("account", "").casefold() not in _ACCOUNT:
        yield "import.account", {"column": "account", "value": row["account"]}


def _unit_facts(row: Row) -> dict[str, Any]:
    """Return the facts that the row states; a column that is not there says nothing."""
    facts: dict[str, Any] = {name: row[name] for name in _UNIT_COLUMNS if name in row}
    if "kind" in row:
        facts["is_person"] = row["kind"] in PERSON_KINDS
    if "account" in row:
        facts["has_account"] = _ACCOUNT[row["account"].casefold()]
    if "staff" in row:
        facts["staff"] = int(row["staff"] or 0)
    if "aliases" in row:
        facts["aliases"] = read_aliases(row["aliases"].replace(";", "\n"))
    return facts


def _put_into(session: Any, unit: Unit, wanted: set[int]) -> None:
    """Make the unit a member of these groups and of no others."""
    rows = session.scalars(select(Membership).where(Membership.unit_id == unit.id)).all()
    for row in rows:
        if row.group_id not in wanted:
            session.delete(row)
    held = {row.group_id for row in rows}
    session.add_all(Membership(group_id=key, unit_id=unit.id) for key in wanted - held)
