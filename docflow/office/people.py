"""Who is acting: docflow's people, and the host's users as docflow knows them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import object_session

from docflow.models import Person
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import fold

from . import passwords
from .desk import Desk

#: Key in ``Session.info`` of how the host proves a person anew: ``confirm(person, typed) -> bool``.
CONFIRM = "docflow_confirm"


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
    born = Person(external_id=identity.external_id, name=identity.name[:100], created_at=desk.now())
    try:
        with desk.work() as session:
            session.add(born)
    except IntegrityError:
        # Two first requests at once, as browsers make them: the other one was faster.
        person = _by_external_id(desk, identity.external_id)
        if person is None:
            raise
        return person
    return born


def by_login(desk: Desk, login: str) -> Person | None:
    """Return the person with this login, however it is capitalised, or None."""
    rows = select(Person).where(func.lower(Person.login) == fold(login))
    return desk.session.scalar(rows.limit(1))


def sign_in(desk: Desk, login: str, password: str) -> Person:
    """Return the person whose password this is, or raise ``Refused("sign_in.wrong")``.

    An unknown name and a wrong password take the same time and say the same.
    """
    person = by_login(desk, login)
    right = passwords.matches(person.password_hash if person else None, password)
    if not right or person is None or not person.active:
        raise Refused("sign_in.wrong")
    return person


def confirm(person: Person, password: str) -> None:
    """Check what somebody signed in types to prove himself anew: his password, or what the host asks.

    Raises ``Refused("confirm.wrong")``.
    """
    session = object_session(person)
    ask = session.info.get(CONFIRM) if session else None
    right = ask(person, password) if ask else passwords.matches(person.password_hash, password)
    if not right:
        raise Refused("confirm.wrong")


def _by_external_id(desk: Desk, external_id: str) -> Person | None:
    return desk.session.scalar(select(Person).where(Person.external_id == external_id))
