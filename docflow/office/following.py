"""What a recipient does with a dispatch before it reports: seeing it, taking note of it."""

from __future__ import annotations

from docflow.models import Acknowledgment, Dispatch, Person, Recipient, Visit
from docflow.rules.lifecycle import State
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc

from .counting import settle
from .desk import Desk, Holder
from .permission import guard

_LONGEST = 100


def see(desk: Desk, recipient: Recipient, *, by: Person | Holder) -> None:
    """Note that a human being had the page before his eyes; the first time counts."""
    if recipient.seen_at is not None:
        return
    with desk.work():
        recipient = _open(desk, recipient, by, Act.RECEIVE)
        if recipient.seen_at is None:
            recipient.seen_at = desk.now()
            settle(desk.session, recipient)
            desk.record("seen", recipient.dispatch, by=by, recipient=recipient.name)


def acknowledge(
    desk: Desk, recipient: Recipient, *, name: str, post: str, by: Person | Holder
) -> Acknowledgment:
    """Take note of the dispatch in the name of the unit; a second time changes nothing.

    Binds the exact paper: the hash of the sealed file. Raises ``Refused("acknowledge.who")``.
    """
    name, post = (" ".join(nfc(words).split()) for words in (name, post))
    if len(name) < 2 or len(post) < 2:
        raise Refused("acknowledge.who")
    if max(len(name), len(post)) > _LONGEST:
        raise Refused("acknowledge.too_long", most=_LONGEST)
    with desk.work() as session:
        recipient = _open(desk, recipient, by, Act.ACKNOWLEDGE)
        known = session.get(Acknowledgment, recipient.id)
        if known is not None:
            return known
        now = desk.now()
        fact = Acknowledgment(
            recipient_id=recipient.id,
            name=name,
            post=post,
            person_id=by.id,
            via=via(by),
            paper_sha256=recipient.dispatch.sealed_sha256 or "",
            at=now,
        )
        session.add(fact)
        recipient.acknowledged_at = now
        recipient.seen_at = recipient.seen_at or now
        recipient.unit.answers_as = f"{name}|{post}"
        settle(session, recipient)
        desk.record(
            "acknowledged", recipient.dispatch, by=by, after=fact.paper_sha256,
            recipient=recipient.name, name=name, post=post, via=fact.via,
        )  # fmt: skip
    return fact


def visit(
    desk: Desk, dispatch: Dispatch, *, by: Person | Holder, what: str, address: str, agent: str
) -> None:
    """Write the access log (annex VI, III.6.a); says nothing about seeing or taking note."""
    recipient_id = by.recipient_id if isinstance(by, Holder) else None
    key = dispatch.id
    with desk.work() as session:
        session.add(
            Visit(
                dispatch_id=key,
                recipient_id=recipient_id,
                person_id=by.id,
                what=what,
                address=address[:60],
                agent=agent[:200],
                at=desk.now(),
            )
        )


def via(by: Person | Holder) -> str:
    """Return how an answer came in: through an account or through a personal link."""
    return "link" if isinstance(by, Holder) else "account"


def _open(desk: Desk, recipient: Recipient, by: Person | Holder, act: Act) -> Recipient:
    return open_for(desk, recipient.id, by, act)


def open_for(desk: Desk, key: int, by: Person | Holder, act: Act) -> Recipient:
    """Return the recipient, locked, if this person or link may act for it."""
    recipient = desk.lock(Recipient, key)
    if isinstance(by, Holder):
        if by.recipient_id != key or recipient.dispatch.state is not State.ISSUED:
            raise Refused("link.dead")
        return recipient
    if by.unit_id != recipient.unit_id:
        raise Refused("permission.unseen")
    guard(desk.session, by, act, recipient.dispatch)
    return recipient
