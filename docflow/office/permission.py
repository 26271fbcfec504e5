"""How a person stands to a dispatch, and whether he may do what he asks."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from docflow.models import Dispatch, Person, Recipient
from docflow.rules.permissions import Act, Tie, may, sees, who
from docflow.rules.refusals import Refused

#: Key in ``Session.info`` of what the host says last: ``may(person, act, dispatch) -> bool``.
MAY = "docflow_may"


def ties(session: Session, person: Person, dispatch: Dispatch) -> frozenset[Tie]:
    """Return how the person stands to this dispatch."""
    found = set()
    if dispatch.author_id == person.id:
        found.add(Tie.AUTHOR)
    if person.room_code and dispatch.room_code == person.room_code:
        found.add(Tie.ROOM)
    if dispatch.signer_id == person.id:
        found.add(Tie.SIGNS)
    if person.unit_id and dispatch.issued_at and _is_addressed(session, person, dispatch):
        found.add(Tie.ADDRESSED)
    return frozenset(found)


def _is_addressed(session: Session, person: Person, dispatch: Dispatch) -> bool:
    named = exists().where(
        Recipient.dispatch_id == dispatch.id, Recipient.unit_id == person.unit_id
    )
    return bool(session.scalar(select(named)))


def visible(session: Session, person: Person, dispatch: Dispatch) -> bool:
    """Tell whether the dispatch exists at all for this person."""
    return sees(person.roles, dispatch.state, ties(session, person, dispatch))


def can(session: Session, person: Person, act: Act, dispatch: Dispatch | None = None) -> bool:
    """Tell whether the person may do this now: the table says so and the host does not object."""
    return _by_table(session, person, act, dispatch) and _host_agrees(
        session, person, act, dispatch
    )


def _by_table(session: Session, person: Person, act: Act, dispatch: Dispatch | None) -> bool:
    if dispatch is None:
        return may(act, person.roles)
    return may(act, person.roles, dispatch.state, ties(session, person, dispatch))


def _host_agrees(session: Session, person: Person, act: Act, dispatch: Dispatch | None) -> bool:
    ask = session.info.get(MAY)
    return ask is None or bool(ask(person, act, dispatch))


def guard(session: Session, person: Person, act: Act, dispatch: Dispatch | None = None) -> None:
    """Refuse what the table does not allow.

    Raises ``Refused("permission.unseen")`` where the person may not even know of the dispatch,
    ``Refused("lifecycle.not_now")`` where he could in another state,
    ``Refused("permission.withheld")`` where only the host objects, else
    ``Refused("permission.denied", roles=…)``.
    """
    if _by_table(session, person, act, dispatch):
        ask_host(session, person, act, dispatch)
        return
    if dispatch is not None:
        if not visible(session, person, dispatch):
            raise Refused("permission.unseen")
        held = ties(session, person, dispatch)
        if any(may(act, person.roles, state, held) for state in type(dispatch.state)):
            raise Refused("lifecycle.not_now", state=dispatch.state.value, step=act.value)
    raise Refused("permission.denied", act=act.value, roles=[role.value for role in who(act)])


def ask_host(session: Session, person: Person, act: Act, dispatch: Dispatch | None = None) -> None:
    """Let the host have its last word; raises ``Refused("permission.withheld")``."""
    if not _host_agrees(session, person, act, dispatch):
        raise Refused("permission.withheld", act=act.value)
