"""Who is acting: docflow's people, and the host's users as docflow knows them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from ..models import Person
from ..rules.refusals import Refused
from ..rules.vietnamese import fold
from . import passwords
from .desk import Desk


@dataclass(frozen=True)
class Identity:
    """What a host says of its user: a name that never changes, and the one people read."""

    external_id: str
    name: str


def known(desk: Desk, identity: Identity) -> Person:
    """Return the person behind a host's user, kept from the first time he is seen.

    A new one holds no roles until somebody gives him some.
    """
    person = _by_external_id(desk, identity.external_id)
    if person is not None:
        return person
    with desk.work() as session:
        person = _by_external_id(desk, identity.external_id)
        if person is None:
            person = Person(
                external_id=identity.external_id, name=identity.name[:100], created_at=desk.now()
            )
            session.add(person)
    return person


def sign_in(desk: Desk, login: str, password: str) -> Person:
    """Return the person whose password this is, or raise ``Refused("sign_in.wrong")``.

    An unknown name and a wrong password take the same time and say the same.
    """
    person = desk.session.scalar(
        select(Person).where(func.lower(Person.login) == fold(login)).limit(1)
    )
    right = passwords.matches(person.password_hash if person else None, password)
    if not right or person is None or not person.active:
        raise Refused("sign_in.wrong")
    return person


def confirm(person: Person, password: str) -> None:
    """Check the password of somebody signed in; raises ``Refused("confirm.wrong")``."""
    if not passwords.matches(person.password_hash, password):
        raise Refused("confirm.wrong")


def _by_external_id(desk: Desk, external_id: str) -> Person | None:
    return desk.session.scalar(select(Person).where(Person.external_id == external_id))
