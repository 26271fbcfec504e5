"""Who works in the agency: rooms, people with their roles, authorities to sign, from CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from docflow.models import AuthorityRecord, Person, PersonRole, Room, Unit
from docflow.rules.authority import Kind
from docflow.rules.calendar import parse_date
from docflow.rules.codes import is_login, is_room, proper
from docflow.rules.permissions import Role
from docflow.rules.refusals import Refused

from . import heads, passwords
from .cells import bad_row
from .desk import Desk
from .rows import Fault, Row, bring, check_codes, note, read_rows

_PERSON_COLUMNS = ("login", "name", "post", "email")
_LONGEST_PERSON = 100


def import_people(
    desk: Desk, text: str, *, by: Person | None, password: str | None = None
) -> dict[str, int]:
    """Bring people in from ``login,name,post,roles,room,unit,email,external_id``.

    ``external_id`` names a host's user; somebody docflow has met already is found by it.
    ``password`` is given to accounts that have none yet (the demo's; else none can sign in).
    """
    rows = read_rows(text, {"login", "name", "roles"}, heads.PEOPLE, _check_person)
    secret = passwords.hashed(password) if password else None
    with desk.work() as session:
        units = {code: key for key, code in session.execute(select(Unit.id, Unit.code))}
        rooms = set(session.scalars(select(Room.code)))
        known: dict[str, Person] = {}
        for one in session.scalars(select(Person)).unique():
            known |= {f"{one.login}": one, f"external:{one.external_id}": one}
        counts = {"added": 0, "changed": 0, "same": 0}
        for number, row in rows.items():
            facts = _person_facts(number, row, rooms, units)
            met = (
                known.get(f"external:{row.get('external_id')}") if row.get("external_id") else None
            )
            met = met or known.get(row["login"])
            if not is_login(row["login"]) and (met is None or met.login != row["login"]):
                right = proper(row["login"])
                raise bad_row(number, "import.code_login", value=row["login"], right=right)
            person, outcome = bring(session, Person, met, facts, born=desk.now())
            counts[outcome] += 1
            person.password_hash = person.password_hash or secret
            _give_roles(person, row["roles"].split())
        note(desk, "people_imported", counts, by)
    return counts


def import_rooms(desk: Desk, text: str, *, by: Person | None) -> dict[str, int]:
    """Bring the agency's rooms in from ``code,name``."""
    rows = read_rows(text, {"code", "name"}, heads.ROOMS)
    with desk.work() as session:
        known = {room.code: room for room in session.scalars(select(Room))}
        check_codes(rows, known, is_room, "import.code_room")
        counts = {"added": 0, "changed": 0, "same": 0}
        for row in rows.values():
            facts = {"code": row["code"], "name": row["name"]}
            counts[bring(session, Room, known.get(row["code"]), facts)[1]] += 1
        note(desk, "rooms_imported", counts, by)
    return counts


def import_authorities(desk: Desk, text: str, *, by: Person | None) -> dict[str, int]:
    """Bring authority records in from ``login,kind,on_behalf_of,post,since,until,types,basis``."""
    needed = {"login", "kind", "post", "since"}
    rows = read_rows(text, needed, heads.AUTHORITIES, _check_authority)
    with desk.work() as session:
        people = {one.login: one.id for one in session.scalars(select(Person)).unique()}
        records = session.scalars(select(AuthorityRecord)).unique()
        known = {(one.person_id, one.kind, one.since): one for one in records}
        seen: dict[tuple[Any, ...], int] = {}
        counts = {"added": 0, "changed": 0, "same": 0}
        for number, row in rows.items():
            if row["login"] not in people:
                raise bad_row(number, "import.person_unknown", login=row["login"])
            facts = _authority_facts(row, people[row["login"]])
            key = (facts["person_id"], facts["kind"], facts["since"])
            if (first := seen.setdefault(key, number)) != number:
                raise bad_row(number, "import.twice", value=row["login"], first=first)
            found = known.get(key)
            counts[bring(session, AuthorityRecord, found, facts, born=desk.now())[1]] += 1
        note(desk, "authorities_imported", counts, by)
    return counts


def _check_person(row: Row) -> Iterable[Fault]:
    if len(row.get("name", "")) > _LONGEST_PERSON:
        yield "import.too_long", {"column": "name", "most": _LONGEST_PERSON}
    known = {role.value for role in Role}
    for role in row.get("roles", "").split():
        if role not in known:
            yield "import.role", {"value": role}


def _check_authority(row: Row) -> Iterable[Fault]:
    if row.get("kind") not in {kind.value for kind in Kind}:
        yield "import.authority_kind", {"value": row.get("kind", "")}
    days: dict[str, date] = {}
    for name in ("since", "until"):
        if row.get(name):
            try:
                days[name] = parse_date(row[name])
            except Refused as refusal:
                yield refusal.code, refusal.facts
    if len(days) == 2 and days["until"] < days["since"]:
        yield "import.ends_before", days


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
