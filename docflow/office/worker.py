"""Working off what waits: windows to close, papers to sign, letters to send.

The row is the job: it was written in the transaction of the act that caused it, a worker claims
it for a while, and a worker that dies loses its claim by itself.
"""

from __future__ import annotations

import logging
import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from docflow.channels.channel import Envelope, Unsure
from docflow.models import Delivery, Dispatch, Link, Print, Progress, Recipient, Task
from docflow.rules.lifecycle import State
from docflow.rules.refusals import Refused, Unreachable

from . import approval, issuing, links, prints, settings
from .counting import settle
from .desk import Desk

#: Longer than any SMTP conversation may last, so that a slow worker is not taken for a dead one.
LEASE = timedelta(seconds=120)
#: After so long without success a letter has failed, and a person has to see to it.
_GIVE_UP = timedelta(hours=72)
_DOUBT = timedelta(minutes=15)
#: A task that stumbles over a fault of ours so often will not mend by itself.
_MOST_STUMBLES = 8
_OPEN = (Progress.WAITING, Progress.ATTEMPTING, Progress.UNSURE)

Job = Delivery | Task | Print
#: Somebody waits for a signature, then for a print to look at; letters go out after both.
_ORDER: tuple[type[Job], ...] = (Task, Print, Delivery)

_log = logging.getLogger("docflow")


@dataclass(frozen=True)
class Claim:
    """A row that is ours until its lease runs out."""

    model: type[Job]
    key: int
    lease: str


def work_off(
    desk: Desk, *, lease: timedelta = LEASE, stop: Callable[[], bool] = lambda: False
) -> int:
    """Do all that is due, then return how many pieces were done."""
    done = approval.close_due(desk)
    while not stop() and (claim := _next(desk, lease)):
        run(desk, claim)
        # A letter may take half a minute: windows and papers must not wait for all the others.
        done += 1 + approval.close_due(desk)
    return done


def due(desk: Desk, model: type[Job], limit: int = 500) -> list[int]:
    """Return the keys of rows that wait to be done now; what a broker would carry."""
    rows = select(model.id).where(_is_due(model, desk.now())).order_by(model.due_at, model.id)
    return list(desk.session.scalars(rows.limit(limit)))


def take(
    desk: Desk, model: type[Job], *, key: int | None = None, lease: timedelta = LEASE
) -> Claim | None:
    """Claim the row that is due first, or this very one; None when there is none."""
    now = desk.now()
    wanted = select(model.id).where(_is_due(model, now))
    if key is not None:
        wanted = wanted.where(model.id == key)
    wanted = wanted.order_by(model.due_at, model.id).limit(1)
    # Looking costs no lock; most of the time nothing is due.
    if desk.session.scalar(wanted) is None:
        return None
    with desk.work() as session:
        found = session.scalar(wanted.with_for_update(skip_locked=True))
        if found is None:
            return None
        mark = secrets.token_hex(16)
        session.execute(
            update(model)
            .where(model.id == found, _is_due(model, now))
            .values(lease=mark, leased_until=now + lease, tries=model.tries + 1)
        )
    return Claim(model, found, mark)


def run(desk: Desk, claim: Claim) -> None:
    """Do one claimed piece of work and write how it ended."""
    try:
        if claim.model is Task:
            _run_task(desk, claim)
        elif claim.model is Print:
            _run_print(desk, claim)
        else:
            _run_delivery(desk, claim)
    except Exception as fault:  # noqa: BLE001 - logged, and written on the row.
        # A fault of ours in one row must neither hold up the others nor come back at once.
        _log.exception("%s %s stumbled", claim.model.__name__, claim.key)
        _put_off(desk, claim, f"{type(fault).__name__}: {fault}", stumbled=True)


def _next(desk: Desk, lease: timedelta) -> Claim | None:
    return next((claim for model in _ORDER if (claim := take(desk, model, lease=lease))), None)


def _is_due(model: type[Job], now: datetime) -> ColumnElement[bool]:
    free = or_(model.lease.is_(None), model.leased_until < now)
    return and_(model.progress.in_(_OPEN), model.due_at <= now, free)


def _run_task(desk: Desk, claim: Claim) -> None:
    task = desk.session.get(Task, claim.key, populate_existing=True)
    if task is None:
        return
    key = task.dispatch_id
    try:
        issuing.sign(desk, key)
        dispatch = desk.session.get_one(Dispatch, key)
        if desk.policy.seal == "system" and dispatch.state is State.SIGNED:
            issuing.issue_by_system(desk, dispatch)
    except Unreachable as failure:
        _put_off(desk, claim, failure.reason, give_up=failure.permanent)
    except Refused as refusal:
        _put_off(desk, claim, refusal.code, give_up=True)
    else:
        _finish(desk, claim, Progress.DONE, "")


def _run_print(desk: Desk, claim: Claim) -> None:
    try:
        prints.make(desk, claim.key)
    except Unreachable as failure:
        # A text that is too long for the press will not get shorter by waiting.
        _put_off(desk, claim, failure.reason, give_up=failure.reason != "render.busy")
    else:
        _finish(desk, claim, Progress.DONE, "")


def _run_delivery(desk: Desk, claim: Claim) -> None:
    prepared = _prepare(desk, claim)
    if prepared is None:
        return
    channel, envelope = prepared
    try:
        receipt = desk.channels[channel].send(envelope)
    except Unsure as doubt:
        _doubt(desk, claim, doubt.reason)
    except Unreachable as failure:
        _put_off(desk, claim, failure.reason, give_up=failure.permanent)
    else:
        _finish(desk, claim, Progress.DONE, receipt.detail)


def _prepare(desk: Desk, claim: Claim) -> tuple[str, Envelope] | None:
    """Mark the attempt and mint its link, both committed before anything leaves the building."""
    with desk.work() as session:
        delivery = _ours(desk, claim)
        if not isinstance(delivery, Delivery):
            return None
        recipient = session.get_one(Recipient, delivery.recipient_id)
        if delivery.channel == "portal":
            # The row in the portal is the delivery itself: exactly once, in this transaction.
            _close(delivery, Progress.DONE, desk.now(), "")
            return None
        delivery.progress = Progress.ATTEMPTING
        token = links.mint(desk, recipient, delivery)
        return delivery.channel, _envelope(desk, delivery, recipient, token)


def _envelope(desk: Desk, delivery: Delivery, recipient: Recipient, token: str) -> Envelope:
    dispatch = recipient.dispatch
    words = desk.words(
        "issued",
        {
            "agency": settings.agency(desk.session),
            "dispatch": dispatch,
            "recipient": recipient,
            "url": f"{desk.policy.base_url}{desk.policy.link_path}{token}",
            "again": delivery.tries > 1,
        },
    )
    domain = desk.policy.message_domain
    return Envelope(
        delivery_id=delivery.id,
        recipient=recipient.name,
        address=delivery.address,
        subject=words.subject,
        text=words.text,
        html=words.html,
        # The same at every try, so that a second copy is known for what it is.
        message_id=f"<docflow.{desk.policy.instance}.{delivery.id}@{domain}>",
    )


def _finish(desk: Desk, claim: Claim, progress: Progress, outcome: str) -> None:
    with desk.work():
        row = _ours(desk, claim)
        if row is not None:
            _close(row, progress, desk.now(), outcome)
            _note_reach(desk, row)


def _doubt(desk: Desk, claim: Claim, reason: str) -> None:
    with desk.work():
        row = _ours(desk, claim)
        if row is not None:
            row.progress, row.outcome = Progress.UNSURE, reason[:500]
            row.lease, row.leased_until = None, None
            row.due_at = desk.now() + _DOUBT


def _put_off(
    desk: Desk, claim: Claim, reason: str, *, give_up: bool = False, stumbled: bool = False
) -> None:
    with desk.work():
        row = _ours(desk, claim)
        if row is None:
            return
        now = desk.now()
        spread = random.uniform(0.8, 1.2)  # noqa: S311 - keeps retries apart, nothing secret.
        wait = timedelta(minutes=min(4 ** min(row.tries, 4), 240)) * spread
        stumbled = stumbled and not isinstance(row, Delivery) and row.tries >= _MOST_STUMBLES
        if give_up or stumbled or _is_too_old(desk, row, now + wait):
            _close(row, Progress.FAILED, now, reason)
            _note_reach(desk, row)
            return
        _log.info("%s %s is put off: %s", claim.model.__name__, claim.key, reason)
        row.progress, row.outcome, row.due_at = Progress.WAITING, reason[:500], now + wait
        row.lease, row.leased_until = None, None


def _is_too_old(desk: Desk, row: Job, then: datetime) -> bool:
    """Tell whether a letter, first tried when its first link was made, has been tried enough."""
    if not isinstance(row, Delivery):
        return False
    first = desk.session.scalar(select(func.min(Link.made_at)).where(Link.delivery_id == row.id))
    return first is not None and then - first > _GIVE_UP


def _note_reach(desk: Desk, row: Job) -> None:
    """Write whether an account, or one letter that has not failed, still reaches the recipient."""
    if not isinstance(row, Delivery):
        return
    recipient = desk.session.get_one(Recipient, row.recipient_id)
    letters = select(Delivery.id).where(
        Delivery.recipient_id == row.recipient_id,
        Delivery.channel != "portal",
        Delivery.progress != Progress.FAILED,
    )
    reached = recipient.unit.has_account or desk.session.scalar(letters.limit(1)) is not None
    if recipient.reached is not reached:
        recipient = desk.lock(Recipient, row.recipient_id)
        recipient.reached = reached
        settle(desk.session, recipient)


def _close(row: Job, progress: Progress, now: datetime, outcome: str) -> None:
    row.progress, row.outcome, row.done_at = progress, outcome[:500], now
    row.lease, row.leased_until = None, None


def _ours(desk: Desk, claim: Claim) -> Job | None:
    """Return the claimed row, locked, unless the lease ran out and another took it."""
    row = desk.lock(claim.model, claim.key)
    return row if row.lease == claim.lease else None
