"""Personal links: a 256-bit token each, of which only the hash stays here."""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy import func, or_, select, update

from docflow.models import Delivery, Dispatch, Link, Person, Recipient, Unit
from docflow.models.delivery import Progress
from docflow.rules.lifecycle import State
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused

from .counting import settle
from .desk import Desk, Holder
from .permission import guard

#: No unit has more open dispatches at once; a larger number would be somebody flooding it.
_MOST_AT_ONCE = 50


def mint(desk: Desk, recipient: Recipient, delivery: Delivery | None) -> str:
    """Return a new token for the recipient's page; its hash is written, the token never is.

    Called inside a transaction that commits before the token leaves the building.
    """
    token = secrets.token_urlsafe(32)
    desk.session.add(
        Link(
            token_sha256=_hash(token),
            recipient_id=recipient.id,
            delivery_id=delivery.id if delivery else None,
            made_at=desk.now(),
        )
    )
    return token


def holder(desk: Desk, token: str) -> tuple[Holder, Recipient]:
    """Return who holds the link and which page it opens.

    Raises one and the same ``Refused("link.dead")`` for unknown, revoked and closed.
    """
    link = desk.session.get(Link, _hash(token))
    if link is None or link.revoked_at is not None:
        raise Refused("link.dead")
    recipient = link.recipient
    dispatch = desk.session.get(Dispatch, recipient.dispatch_id)
    if dispatch is None or dispatch.state is not State.ISSUED:
        raise Refused("link.dead")
    return Holder(recipient.id, recipient.name), recipient


def resend(desk: Desk, recipient: Recipient, *, by: Person) -> Delivery:
    """Kill all links of a recipient and send a fresh one to the address on file."""
    guard(desk.session, by, Act.REISSUE_LINK, recipient.dispatch)
    return _renew(desk, recipient.id, by=by)


def resend_to_holder(desk: Desk, token: str) -> None:
    """Send a fresh link to the address on file of whoever held this one; say nothing either way."""
    link = desk.session.get(Link, _hash(token))
    if link is None:
        return
    dispatch = desk.session.get(Dispatch, link.recipient.dispatch_id)
    if dispatch is not None and dispatch.state is State.ISSUED and link.recipient.unit.email:
        _renew(desk, link.recipient_id, by=None)


def resend_all(desk: Desk, typed: str) -> None:
    """Send fresh links of all open dispatches to the address on file; say nothing either way.

    ``typed`` is the unit's code or its e-mail address on file; anything else does nothing.
    """
    wanted = typed.strip().lower()
    if not wanted:
        return
    rows = (
        select(Recipient.id)
        .join(Unit, Unit.id == Recipient.unit_id)
        .join(Dispatch, Dispatch.id == Recipient.dispatch_id)
        .where(
            or_(func.lower(Unit.code) == wanted, func.lower(Unit.email) == wanted),
            Unit.email != "",
            Dispatch.state == State.ISSUED,
            Dispatch.closed_at.is_(None),
        )
        .order_by(Recipient.id.desc())
        .limit(_MOST_AT_ONCE)
    )
    for key in desk.session.scalars(rows).all():
        _renew(desk, key, by=None)


def _renew(desk: Desk, key: int, *, by: Person | None) -> Delivery:
    with desk.work() as session:
        recipient = desk.lock(Recipient, key)
        rounds = session.scalars(
            select(Delivery).where(Delivery.recipient_id == key, Delivery.channel == "email")
        ).all()
        waiting = [one for one in rounds if one.progress is Progress.WAITING]
        if waiting:
            return waiting[0]
        address = recipient.unit.email
        if not address:
            raise Refused("link.no_address", name=recipient.name)
        session.execute(
            update(Link)
            .where(Link.recipient_id == key, Link.revoked_at.is_(None))
            .values(revoked_at=desk.now())
        )
        delivery = Delivery(
            recipient_id=key,
            channel="email",
            round=max((one.round for one in rounds), default=0) + 1,
            address=address,
            due_at=desk.now(),
        )
        session.add(delivery)
        # A letter that has not failed yet may still reach the unit.
        recipient.reached = True
        settle(session, recipient)
        desk.record("link_renewed", recipient.dispatch, by=by, recipient=recipient.name)
    return delivery


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
