"""The address book: units, groups, rooms, people and authority records from CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from ..models import AuthorityRecord, Group, Membership, Person, PersonRole, Room, Unit
from ..rules.authority import Kind
from ..rules.calendar import parse_date
from ..rules.permissions import Role
from ..rules.refusals import Refused
from ..rules.vietnamese import fold, nfc
from . import passwords
from .desk import Desk

Row = dict[str, str]
#: Kinds of the directory that are a leader's desk inside the agency and no unit.
PERSON_KINDS = frozenset({"lãnh đạo Sở"})
_LARGEST = 5_000_000
#: What the columns of the table hold.
_LONGEST = {"code": 100, "name": 200, "kind": 100, "area": 100, "email": 254, "phone": 40, "staff": 9}


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
        group = desk.session.scalar(select(Group.id).where(Group.code == code))
        if group:
            rows = select(Unit.code).join(Membership, Membership.unit_id == Unit.id)
            return list(
                desk.session.scalars(rows.where(Membership.group_id == group).order_by(Unit.id))
            )
    raise Refused("recipients.unknown", target=target)


def import_units(desk: Desk, text: str, *, by: Person | None) -> dict[str, int]:
    """Bring units in from ``code,name,kind,area,groups,email,phone,account,staff``.

    Idempotent: what stands already is changed where it differs and left where it does not.
    Raises ``Refused("import.rows", errors=[…])`` with every bad row; then nothing is written.
    """
    rows = _read(text, {"code", "name"}, _check_unit)
    with desk.work() as session:
        groups = {group.code: group for group in session.scalars(select(Group))}
        unknown = [
            {"row": number, "code": "import.group_unknown", "group": code}
            for number, row in enumerate(rows, 2)
            for code in row.get("groups", "").split()
            if code not in groups
        ]
        if unknown:
            raise Refused("import.rows", errors=unknown)
        known = {unit.code: unit for unit in session.scalars(select(Unit))}
        counts = {"added": 0, "changed": 0, "same": 0}
        for row in rows:
            unit, outcome = _bring(session, Unit, known.get(row["code"]), _unit_facts(row))
            counts[outcome] += 1
            session.flush()
            for code in row.get("groups", "").split():
                if session.get(Membership, (groups[code].id, unit.id)) is None:
                    session.add(Membership(group_id=groups[code].id, unit_id=unit.id))
        _note(desk, "units_imported", counts, by)
    return counts


def import_groups(desk: Desk, text: str, *, by: Person | None) -> dict[str, int]:
    """Bring groups in from ``code,name``; idempotent, all rows or none."""
    rows = _read(text, {"code", "name"})
    with desk.work() as session:
        known = {group.code: group for group in session.scalars(select(Group))}
        counts = {"added": 0, "changed": 0, "same": 0}
        for row in rows:
            facts = {"code": row["code"], "name": row["name"]}
            counts[_bring(session, Group, known.get(row["code"]), facts)[1]] += 1
        _note(desk, "groups_imported", counts, by)
    return counts


def import_people(
    desk: Desk, text: str, *, by: Person | None, password: str | None = None
) -> dict[str, int]:
    """Bring people in from ``login,name,post,roles,room,unit,email,external_id``.

    ``external_id`` names a host's user; somebody docflow has met already is found by it.
    ``password`` is given to accounts that have none yet (the demo's; else none can sign in).
    """
    rows = _read(text, {"login", "name", "roles"}, _check_person)
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
            met = known.get(f"external:{row.get('external_id')}") if row.get("external_id") else None
            met = met or known.get(row["login"])
            person, outcome = _bring(session, Person, met, facts, born=desk.now())
            counts[outcome] += 1
            person.password_hash = person.password_hash or secret
            _give_roles(person, row["roles"].split())
        _note(desk, "people_imported", counts, by)
    return counts


def import_rooms(desk: Desk, text: str, *, by: Person | None) -> dict[str, int]:
    """Bring the agency's rooms in from ``code,name``."""
    rows = _read(text, {"code", "name"})
    with desk.work() as session:
        known = {room.code: room for room in session.scalars(select(Room))}
        counts = {"added": 0, "changed": 0, "same": 0}
        for row in rows:
            facts = {"code": row["code"], "name": row["name"]}
            counts[_bring(session, Room, known.get(row["code"]), facts)[1]] += 1
        _note(desk, "rooms_imported", counts, by)
    return counts


def import_authorities(desk: Desk, text: str, *, by: Person | None) -> dict[str, int]:
    """Bring authority records in from ``login,kind,on_behalf_of,post,since,until,types,basis``."""
    rows = _read(text, {"login", "kind", "post", "since"}, _check_authority)
    with desk.work() as session:
        people = {one.login: one.id for one in session.scalars(select(Person)).unique()}
        records = session.scalars(select(AuthorityRecord)).unique()
        known = {(one.person_id, one.kind, one.since): one for one in records}
        counts = {"added": 0, "changed": 0, "same": 0}
        for number, row in enumerate(rows, 2):
            if row["login"] not in people:
                raise _bad(number, "import.person_unknown", login=row["login"])
            facts = _authority_facts(row, people[row["login"]])
            found = known.get((facts["person_id"], facts["kind"], facts["since"]))
            counts[_bring(session, AuthorityRecord, found, facts, born=desk.now())[1]] += 1
        _note(desk, "authorities_imported", counts, by)
    return counts


def _read(
    text: str, needed: set[str], check: Callable[[Row], Iterable[tuple[str, dict[str, Any]]]] | None = None
) -> list[Row]:
    """Return the rows of a CSV text, trimmed and precomposed, or refuse with every bad row."""
    if len(text) > _LARGEST:
        raise Refused("import.too_large", most=_LARGEST)
    reader = csv.DictReader(io.StringIO(nfc(text.removeprefix("\ufeff"))))
    if missing := sorted(needed - set(reader.fieldnames or ())):
        raise Refused("import.columns", missing=missing)
    rows: list[Row] = []
    errors: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    key = "code" if "code" in needed else ("login" if "kind" not in needed else "")
    for number, raw in enumerate(_lines(reader), 2):
        row = {name: (value or "").strip() for name, value in raw.items() if name}
        errors += [
            {"row": number, "code": "import.empty", "column": name} for name in sorted(needed) if not row.get(name)
        ]
        if None in raw:
            errors.append({"row": number, "code": "import.too_many_columns"})
        if key and row.get(key) in seen:
            errors.append({"row": number, "code": "import.twice", "value": row[key], "first": seen[row[key]]})
        elif key:
            seen[row.get(key, "")] = number
        if check:
            errors += [{"row": number, "code": code, **facts} for code, facts in check(row)]
        rows.append(row)
    if errors:
        raise Refused("import.rows", errors=errors)
    return rows


def _lines(reader: csv.DictReader[str]) -> Iterable[dict[Any, Any]]:
    try:
        yield from reader
    except csv.Error:
        raise Refused("import.unreadable") from None


def _check_unit(row: Row) -> Iterable[tuple[str, dict[str, Any]]]:
    for column, most in _LONGEST.items():
        if len(row.get(column, "")) > most:
            yield "import.too_long", {"column": column, "most": most}
    if row.get("email") and ("@" not in row["email"] or any(c in row["email"] for c in " ,;<>\r\n")):
        yield "import.email", {"value": row["email"]}
    if row.get("staff") and not row["staff"].isdecimal():
        yield "import.staff", {"value": row["staff"]}
    if row.get("account", "") not in ("", "yes", "no"):
        yield "import.account", {"value": row["account"]}


def _check_person(row: Row) -> Iterable[tuple[str, dict[str, Any]]]:
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
    kind = row.get("kind", "")
    return {
        "code": row["code"],
        "name": row["name"],
        "folded": fold(f"{row['name']} {row.get('phone', '')}"),
        "kind": kind,
        "area": row.get("area", ""),
        "email": row.get("email", ""),
        "phone": row.get("phone", ""),
        "has_account": row.get("account") == "yes",
        "is_person": kind in PERSON_KINDS,
        "staff": int(row.get("staff") or 0),
    }


def _person_facts(number: int, row: Row, rooms: set[str], units: Mapping[str, int]) -> dict[str, Any]:
    if row.get("room") and row["room"] not in rooms:
        raise _bad(number, "import.room_unknown", room=row["room"])
    if row.get("unit") and row["unit"] not in units:
        raise _bad(number, "import.unit_unknown", unit=row["unit"])
    return {
        "login": row["login"],
        "name": row["name"],
        "post": row.get("post", ""),
        "email": row.get("email", ""),
        "room_code": row.get("room") or None,
        "unit_id": units[row["unit"]] if row.get("unit") else None,
        **({"external_id": row["external_id"]} if row.get("external_id") else {}),
    }


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


def _bring(session: Any, model: type, row: Any, facts: dict[str, Any], **born: Any) -> tuple[Any, str]:
    """Return the row with these facts, and whether it was added, changed or the same."""
    if row is None:
        row = model(**facts, **({"created_at": born["born"]} if born else {}))
        session.add(row)
        return row, "added"
    different = {name: value for name, value in facts.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return row, "changed" if different else "same"


def _note(desk: Desk, verb: str, counts: dict[str, int], by: Person | None) -> None:
    if counts["added"] or counts["changed"]:
        desk.record(verb, None, by=by, stream="directory", **counts)


def _bad(number: int, code: str, **facts: Any) -> Refused:
    return Refused("import.rows", errors=[{"row": number, "code": code, **facts}])
