"""Who calls, and what he may lay his hands on."""

from __future__ import annotations

from flask import current_app, g

from docflow.models import ApiToken, Dispatch, Person, Recipient
from docflow.office.desk import Desk
from docflow.office.permission import guard, visible
from docflow.rules.permissions import Act, who
from docflow.rules.refusals import Refused


def desk() -> Desk:
    """Return the desk of this request."""
    found: Desk = current_app.extensions["docflow"].desk()
    return found


def token() -> ApiToken:
    """Return the key of this call; only behind the door."""
    found: ApiToken = g.docflow_token
    return found


def me() -> Person:
    """Return for whom the key acts; only behind the door."""
    return token().person


def dispatch_at(key: int, act: Act = Act.READ) -> Dispatch:
    """Return the dispatch if the caller may see it and may do this to it.

    Raises ``Refused("missing")`` for an unknown one and ``"permission.unseen"`` for one he may not
    know of: both are answered alike. Else as ``permission.guard``.
    """
    dispatch = desk().session.get(Dispatch, key)
    if dispatch is None:
        raise Refused("missing")
    guard(desk().session, me(), act, dispatch)
    _ask_host(act, dispatch)
    return dispatch


def recipient_at(key: int, act: Act = Act.RECEIVE) -> Recipient:
    """Return the row of the caller's own unit; another unit's is as good as none."""
    recipient = desk().session.get(Recipient, key)
    person = me()
    if recipient is None or person.unit_id is None or recipient.unit_id != person.unit_id:
        raise Refused("missing")
    if not visible(desk().session, person, recipient.dispatch):
        raise Refused("permission.unseen")
    guard(desk().session, person, act, recipient.dispatch)
    _ask_host(act, recipient.dispatch)
    return recipient


def _ask_host(act: Act, dispatch: Dispatch) -> None:
    may = current_app.extensions["docflow"].hooks.may
    if may is not None and not may(me(), act, dispatch):
        raise Refused("permission.denied", act=act.value, roles=[role.value for role in who(act)])
