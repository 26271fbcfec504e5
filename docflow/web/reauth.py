"""How long ago the person proved who he is; signing asks for it anew when it is too long ago."""

from __future__ import annotations

from flask import current_app, session

from docflow.models import Person
from docflow.office import people
from docflow.rules.refusals import Refused

from . import current, limits

_LAST, _FIRST = "docflow_proved_at", "docflow_proved_first"


def prove() -> None:
    """Note that the person has just shown his password."""
    session[_LAST] = session[_FIRST] = _now()


def renew() -> None:
    """Let a decision count as a sign of life; the longest time still runs from the password."""
    if _LAST in session:
        session[_LAST] = _now()


def is_due(person: Person) -> bool:
    """Tell whether the person has to show his password before he signs.

    Somebody without a password here is the host's user: the host asks him anew through its
    ``confirm`` hook, or decides through ``may`` how fresh his proof must be.
    """
    if person.password_hash is None and current.state().hooks.confirm is None:
        return False
    idle, since = _now() - session.get(_LAST, 0), _now() - session.get(_FIRST, 0)
    config = current_app.config
    return bool(idle > config["DOCFLOW_REAUTH_SECONDS"] or since > config["DOCFLOW_REAUTH_MOST"])


def check(person: Person, password: str) -> None:
    """Take the password as a fresh proof; raises ``Refused("confirm.wrong")`` or too many tries."""
    account = person.login or str(person.id)
    limits.check_sign_in(account)
    try:
        people.confirm(person, password)
    except Refused:
        limits.count_failure(account)
        raise
    limits.forget_failures(account)
    prove()


def _now() -> float:
    return current.desk().now().timestamp()
