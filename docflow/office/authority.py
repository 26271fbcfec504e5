"""Who may sign today, and under which words."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from docflow.models import AuthorityRecord, Person
from docflow.rules.authority import Authority, block, resolve
from docflow.rules.permissions import Role
from docflow.rules.refusals import Refused

from .desk import Desk

_MAY_SIGN = {Role.SIGNER, Role.DIRECTOR}


def authority_block(signer: Person, record: Authority) -> dict[str, Any]:
    """Return the signature block of a signer as a content keeps it."""
    lines = block(record.kind, on_behalf_of=record.on_behalf_of, post=record.post)
    return {"kind": record.kind.value, "lines": lines, "name": signer.name, "person": signer.id}


def authority_of(desk: Desk, person: Person, document_type: str) -> Authority:
    """Return the authority under which the person may sign this type today."""
    rows = desk.session.scalars(
        select(AuthorityRecord).where(
            AuthorityRecord.person_id == person.id, AuthorityRecord.revoked_at.is_(None)
        )
    )
    return resolve((row.as_rule() for row in rows), document_type, desk.today())


def signers(desk: Desk, document_type: str = "cong_van") -> list[tuple[Person, Authority]]:
    """Return everybody who may sign today, deputies first: they sign the daily letters."""
    people = desk.session.scalars(
        select(Person)
        .join(AuthorityRecord, AuthorityRecord.person_id == Person.id)
        .where(Person.active, AuthorityRecord.revoked_at.is_(None))
        .order_by(Person.id)
    ).unique()
    found = []
    for person in people:
        if not person.roles & _MAY_SIGN:
            continue
        try:
            found.append((person, authority_of(desk, person, document_type)))
        except Refused:
            continue
    return sorted(found, key=lambda pair: (pair[1].kind.value == "head", pair[0].id))


def usual_signer(desk: Desk) -> tuple[Person, Authority]:
    """Return who signs when the clerk names nobody, or raise ``Refused("authority.nobody")``."""
    found = signers(desk)
    if not found:
        raise Refused("authority.nobody")
    return found[0]


def block_of(desk: Desk, person_id: int, document_type: str) -> dict[str, Any]:
    """Return the signature block of a chosen signer; refuses one who may not sign."""
    person = desk.session.get(Person, person_id)
    if person is None or not person.roles & _MAY_SIGN:
        raise Refused("draft.signer_unknown")
    return authority_block(person, authority_of(desk, person, document_type))
