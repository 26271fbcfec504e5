"""The address book: units, groups, rooms, people and authority records from CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from docflow.models import AuthorityRecord, Group, Membership, Person, PersonRole, Room, Unit
from docflow.rules.authority import Kind
from docflow.rules.calendar import parse_date
from docflow.rules.permissions import Role
from docflow.rules.refusals import Refused

from . import groups, heads, passwords
from .desk import Desk
from .rows import Row, bad_row, bring, read_rows
from .units import find_by, read_aliases

#: Kinds of the directory that are a leader's desk inside the agency and no unit.
PERSON_KINDS = frozenset({"lãnh đạo Sở"})
_UNIT_COLUMNS = ("code", "name", "kind", "area", "email", "phone")
_PERSON_COLUMNS = ("login", "name", "post", "email")
_LONGEST_PERSON = 100
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
    rows = read_rows(text, {"code", "name"}, _check_unit, known=heads.UNITS)
    with desk.work() as session:
        known_groups = {group.code: group for group in session.scalars(select(Group))}
        unknown = [
            {"row": number, "code": "import.group_unknown", "group": code}
            for number, row in enumerate(rows, 2)
            for code in row.get("groups", "").split()
            if code not in known_groups
        ]
        if unknown:
            raise Refused("import.rows", errors=unknown)
        known = {unit.code: unit for unit in session.scalars(select(Unit))}
        counts = {"added": 0, "changed": 0, "same": 0}
        for row in rows:
            unit, outcome = bring(session, Unit, known.get(row["code"]), _unit_facts(row))
            counts[outcome] += 1
            session.flush()
            find_by(unit)
            if "groups" in row:
                _put_into(session, unit, {known_groups[code].id for code in row["groups"].split()})
        _note(desk, "units_imported", counts, by)
    return counts


def import_groups(desk: Desk, text: str, *, by: Person | None) -> dict[str, int]:
    """Bring groups in from ``code,name``; idempotent, all rows or none."""
    rows = read_rows(text, {"code", "name"}, known=heads.GROUPS)
    with desk.work() as session:
        known = {group.code: group for group in session.scalars(select(Group))}
        counts = {"added": 0, "changed": 0, "same": 0}
        for row in rows:
            facts = {"code": row["code"], "name": row["name"]}
            counts[bring(session, Group, known.get(row["code"]), facts)[1]] += 1
        _note(desk, "groups_imported", counts, by)
    return counts


def import_people(
    desk: Desk, text: str, *, by: Person | None, password: str | None = None
) -> dict[str, int]:
    """Bring people in from ``login,name,post,roles,room,unit,email,external_id``.

    ``external_id`` names a host's user; somebody docflow has met already is found by it.
    ``password`` is given to accounts that have none yet (the demo's; else none can sign in).
    """
    rows = read_rows(text, {"login", "name", "roles"}, _check_person, known=heads.PEOPLE)
    secret = passwords.hashed(password) if password else None
    with desk.work() as session:
        units = {code: key for key, code in session.execute(select(Unit.id, Unit.code))}
        rooms = set(session.scalars(select(Room.code)))
        known: dict[str, Person] = {}
        for one in session.scalars(select(Person)).unique():
            known |= {f"{one.login}": one, f"external:{one.external_id}": one}
        counts = {"added": 0, "changed": 0, "same": 0}
        for number, row in enumerate(rows, 2):
            facts = _person_facts(number, row, rooms, units)
            met = (
                known.get(f"external:{row.get('external_id')}") if row.get("external_id") else None
            )
            met = met or known.get(row["login"])
            person, outcome = bring(session, Person, met, facts, born=desk.now())
            counts[outcome] += 1
            person.password_hash = person.password_hash or secret
            _give_roles(person, row["roles"].split())
        _note(desk, "people_imported", counts, by)
    return counts


def import_rooms(desk: Desk, text: str, *, by: Person | None) -> dict[str, int]:
    """Bring the agency's rooms in from ``code,name``."""
    rows = read_rows(text, {"code", "name"}, known=heads.ROOMS)
    with desk.work() as session:
        known = {room.code: room for room in session.scalars(select(Room))}
        counts = {"added": 0, "changed": 0, "same": 0}
        for row in rows:
            facts = {"code": row["code"], "name": row["name"]}
            counts[bring(session, Room, known.get(row["code"]), facts)[1]] += 1
        _note(desk, "rooms_imported", counts, by)
    return counts


def import_authorities(desk: Desk, text: str, *, by: Person | None) -> dict[str, int]:
    """Bring authority records in from ``login,kind,on_behalf_of,post,since,until,types,basis``."""
    needed = {"login", "kind", "post", "since"}
    rows = read_rows(text, needed, _check_authority, known=heads.AUTHORITIES)
    with desk.work() as session:
        people = {one.login: one.id for one in session.scalars(select(Person)).unique()}
        records = session.scalars(select(AuthorityRecord)).unique()
        known = {(one.person_id, one.kind, one.since): one for one in records}
        counts = {"added": 0, "changed": 0, "same": 0}
        for number, row in enumerate(rows, 2):
            if row["login"] not in people:
                raise bad_row(number, "import.person_unknown", login=row["login"])
            facts = _authority_facts(row, people[row["login"]])
            found = known.get((facts["person_id"], facts["kind"], facts["since"]))
            counts[bring(session, AuthorityRecord, found, facts, born=desk.now())[1]] += 1
        _note(desk, "authorities_imported", counts, by)
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


def _check_person(row: Row) -> Iterable[tuple[str, dict[str, Any]]]:
    if len(row.get("name", "")) > _LONGEST_PERSON:
        yield "import.too_long", {"column": "name", "most": _LONGEST_PERSON}
    known = {role.value for role in Role}
    for role in row.get("roles", "").split():
        if role not in known:
            yield "import.role", {"value": role}


def _check_authority(row: Row) -> Iterable[tuple[str, dict[str, Any]]]:
    if row.get("kind") not in {kind.value for kind in Kind}:
        yield "import.authority_kind", {"value": row.get("kind", "")}
    for name in ("since", "until"):
        if row.get(name):
            try:
                parse_date(row[name])
            except Refused as refusal:
                yield refusal.code, refusal.facts


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


def _person_facts(
    number: int, row: Row, rooms: set[str], units: Mapping[str, int]
) -> dict[str, Any]:
    if row.get("room") and row["room"] not in rooms:
        raise bad_row(number, "import.room_unknown", room=row["room"])
    if row.get("unit") and row["unit"] not in units:
        raise bad_row(number, "import.unit_unknown", unit=row["unit"])
    facts: dict[str, Any] = {name: row[name] for name in _PERSON_COLUMNS if name in row}
    if "room" in row:
        facts["room_code"] = row["room"] or None
    if "unit" in row:
        facts["unit_id"] = units[row["unit"]] if row["unit"] else None
    if row.get("external_id"):
        facts["external_id"] = row["external_id"]
    return facts


def _authority_facts(row: Row, person_id: int) -> dict[str, Any]:
    until: date | None = parse_date(row["until"]) if row.get("until") else None
    return {
        "person_id": person_id,
        "kind": Kind(row["kind"]),
        "on_behalf_of": row.get("on_behalf_of", ""),
        "post": row["post"],
        "types": row.get("types", "").split(),
        "since": parse_date(row["since"]),
        "until": until,
        "basis": row.get("basis", ""),
    }


def _give_roles(person: Person, roles: list[str]) -> None:
    wanted, held = {Role(role) for role in roles}, {one.role for one in person.held}
    if wanted == held:
        return
    person.held = [one for one in person.held if one.role in wanted]
    person.held += [PersonRole(role=role) for role in sorted(wanted - held)]
    # A change of role ends the sessions that were opened under the old one.
    person.session_epoch = (person.session_epoch or 0) + 1


def _note(desk: Desk, verb: str, counts: dict[str, int], by: Person | None) -> None:
    if counts["added"] or counts["changed"]:
        facts: dict[str, Any] = {**counts}
        desk.record(verb, None, by=by, stream="directory", **facts)
