"""From the author's hands to the signer's word, and to the number."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from docflow.models import Book, Check, Decision, Dispatch, Person, Return, Task
from docflow.models.engine import insert_if_absent
from docflow.rules import evidence, numbering
from docflow.rules.lifecycle import Step, after
from docflow.rules.lint import Severity
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import fold, nfc

from .authority import authority_block, authority_of
from .desk import REGISTER, Desk
from .dismissing import Judged, findings, judged
from .distribution import receivers
from .drafting import cut
from .permission import guard

_SHORTEST_REASON = 3


def submit(desk: Desk, dispatch: Dispatch, *, seen: int, by: Person) -> Dispatch:
    """Hand the draft to its signer; text frozen, content and format check recorded.

    Raises ``Refused("submit.errors", findings=…)`` while lint finds errors.
    """
    with _at(desk, dispatch) as dispatch:
        guard(desk.session, by, Act.SUBMIT, dispatch)
        if dispatch.version != seen:
            raise Refused("draft.stale", seen=seen, now=dispatch.version)
        found = findings(desk, dispatch.content)
        if errors := [one for one in found if one.severity is Severity.ERROR]:
            raise Refused("submit.errors", findings=errors)
        receivers(desk, dispatch.content)
        signer = _signer(desk, dispatch, by)
        dispatch.state = after(dispatch.state, Step.SUBMIT)
        dispatch.content_sha256 = evidence.digest(dispatch.content)
        dispatch.submitted_at = desk.now()
        cut(desk, dispatch, "submitted", by=by)
        _record_checks(desk, dispatch, judged(desk, dispatch, found), by)
        desk.record("submitted", dispatch, by=by, after=dispatch.content_sha256, signer=signer.name)
    return dispatch


def withdraw(desk: Desk, dispatch: Dispatch, *, by: Person) -> Dispatch:
    """Take a submitted dispatch back before it is signed."""
    with _at(desk, dispatch) as dispatch:
        guard(desk.session, by, Act.WITHDRAW, dispatch)
        _refuse_if_decided(desk, dispatch)
        dispatch.state = after(dispatch.state, Step.WITHDRAW)
        desk.record("withdrawn", dispatch, by=by, before=dispatch.content_sha256)
    return dispatch


def send_back(desk: Desk, dispatch: Dispatch, *, reason: str, seen: str, by: Person) -> Dispatch:
    """Return a submitted dispatch to its author with what must change."""
    reason = nfc(reason).strip()
    if len(reason) < _SHORTEST_REASON:
        raise Refused("return.no_reason")
    with _at(desk, dispatch) as dispatch:
        guard(desk.session, by, Act.RETURN, dispatch)
        _refuse_if_decided(desk, dispatch)
        _compare(dispatch, dispatch.version, seen)
        dispatch.state = after(dispatch.state, Step.RETURN)
        dispatch.returned_at = desk.now()
        desk.session.add(
            Return(
                dispatch_id=dispatch.id,
                sha256=seen,
                reason=reason[:4000],
                by_id=by.id,
                at=desk.now(),
            )
        )
        desk.record("returned", dispatch, by=by, before=seen, reason=reason[:4000])
    return dispatch


def approve(desk: Desk, dispatch: Dispatch, *, version: int, sha256: str, by: Person) -> Decision:
    """Write the signer's word down; it takes effect when the undo window closes.

    ``version`` and ``sha256`` are those of exactly what he saw. With no window the number is
    taken in this very transaction.
    """
    with _at(desk, dispatch) as dispatch:
        guard(desk.session, by, Act.APPROVE, dispatch)
        _refuse_own(dispatch, by)
        _refuse_if_decided(desk, dispatch)
        _compare(dispatch, version, sha256)
        authority_of(desk, by, dispatch.content["type"])
        now = desk.now()
        decision = Decision(
            dispatch_id=dispatch.id,
            version=version,
            sha256=sha256,
            by_id=by.id,
            decided_at=now,
            effective_at=now + timedelta(seconds=desk.policy.undo_seconds),
        )
        desk.session.add(decision)
        desk.session.flush()
        if not desk.policy.undo_seconds:
            _take_effect(desk, dispatch, decision, by)
    return decision


def undo(desk: Desk, dispatch: Dispatch, *, by: Person) -> None:
    """Take the word back while its window is open.

    Raises ``Refused("decision.closed")`` when it has already taken effect.
    """
    with _at(desk, dispatch) as dispatch:
        decision = open_decision(desk, dispatch)
        if decision is None or decision.by_id != by.id:
            raise Refused("decision.closed", code=dispatch.code)
        desk.session.delete(decision)


def open_decision(desk: Desk, dispatch: Dispatch) -> Decision | None:
    """Return the decision whose window is still open, if any."""
    return desk.session.scalar(
        select(Decision).where(Decision.dispatch_id == dispatch.id, Decision.closed_at.is_(None))
    )


def close_due(desk: Desk) -> int:
    """Close every window whose time has come, in order; return how many took effect."""
    due = select(Decision.id).where(
        Decision.closed_at.is_(None), Decision.effective_at <= desk.now()
    )
    keys = desk.session.scalars(due.order_by(Decision.effective_at, Decision.id)).all()
    return sum(_close(desk, key) for key in keys)


def _close(desk: Desk, key: int) -> bool:
    with desk.work() as session:
        decision = session.get(Decision, key)
        if decision is None:
            return False
        dispatch = desk.lock(Dispatch, decision.dispatch_id)
        decision = session.get(Decision, key, populate_existing=True)
        if decision is None or decision.closed_at is not None:
            return False
        try:
            guard(session, decision.by, Act.APPROVE, dispatch)
            _take_effect(desk, dispatch, decision, decision.by)
        except Refused as refusal:
            # The world changed inside the window: nothing is numbered, and the page says why.
            decision.closed_at, decision.refusal = desk.now(), refusal.code
            desk.record("approval_lapsed", dispatch, by=decision.by, reason=refusal.code)
            return False
    return True


def _take_effect(desk: Desk, dispatch: Dispatch, decision: Decision, by: Person) -> None:
    _compare(dispatch, decision.version, decision.sha256)
    authority = authority_of(desk, by, dispatch.content["type"])
    if authority_block(by, authority) != dispatch.content["authority"]:
        raise Refused("approval.block_differs", lines=dispatch.content["authority"]["lines"])
    book = _take_number(desk)
    dispatch.state = after(dispatch.state, Step.APPROVE)
    dispatch.book_id, dispatch.year = book.id, book.year
    dispatch.number, dispatch.dated = book.last_number, book.last_date
    dispatch.notation = dispatch.content["notation"]
    dispatch.approved_at, dispatch.approved_by_id = desk.now(), by.id
    dispatch.authority_id = authority.id
    dispatch.search = f"{dispatch.search} {fold(dispatch.code or '')}"
    decision.closed_at = desk.now()
    desk.session.add(Task(kind="sign", dispatch_id=dispatch.id, due_at=desk.now()))
    desk.record(
        "approved",
        dispatch,
        by=by,
        stream=REGISTER,
        after=dispatch.content_sha256,
        number=dispatch.code,
        dated=dispatch.dated.isoformat() if dispatch.dated else None,
        lines=dispatch.content["authority"]["lines"],
        expected=dispatch.content.get("expected"),
    )


def _take_number(desk: Desk) -> Book:
    """Return the book of this year with its next number taken, under the lock of its row."""
    book = _book(desk, desk.today().year)
    # Whoever waited for the lock over midnight numbers on the day on which he got it.
    if (today := desk.today()).year != book.year:
        book = _book(desk, today.year)
    numbering.check_date(today, book.last_date)
    desk.session.scalars(
        update(Book)
        .where(Book.id == book.id)
        .values(last_number=Book.last_number + 1, last_date=today)
        .returning(Book.last_number)
    ).one()
    desk.session.refresh(book)
    return book


def _book(desk: Desk, year: int) -> Book:
    """Return the book of a year, opened if it is the first time, and locked."""
    code = desk.policy.book
    insert_if_absent(desk.session, Book, code=code, year=year, last_number=0)
    locked = select(Book).where(Book.code == code, Book.year == year).with_for_update()
    return desk.session.scalars(locked, execution_options={"populate_existing": True}).one()


def _signer(desk: Desk, dispatch: Dispatch, by: Person) -> Person:
    signer = desk.session.get(Person, dispatch.content["authority"].get("person"))
    if signer is None:
        raise Refused("draft.signer_unknown")
    if signer.id in (dispatch.author_id, by.id):
        raise Refused("submit.signs_own", name=signer.name)
    authority = authority_of(desk, signer, dispatch.content["type"])
    if authority_block(signer, authority) != dispatch.content["authority"]:
        raise Refused("approval.block_differs", lines=dispatch.content["authority"]["lines"])
    return signer


def _record_checks(desk: Desk, dispatch: Dispatch, found: list[Judged], by: Person) -> None:
    """Record both checks before signing (Decree 30/2020, article 12), with what was put aside."""
    told = [_told(one) for one in found]
    for kind in ("content", "format"):
        desk.session.add(
            Check(
                dispatch_id=dispatch.id,
                kind=kind,
                sha256=dispatch.content_sha256,
                findings=told if kind == "format" else [],
                by_id=by.id,
                at=desk.now(),
            )
        )


def _told(one: Judged) -> dict[str, Any]:
    """Return a finding as the check keeps it: its words, and who put it aside and why."""
    kept = {
        key: value
        for key, value in asdict(one.finding).items()
        if key in ("rule", "severity", "excerpt", "facts")
    }
    if one.dismissal is None:
        return kept
    row = one.dismissal
    aside = {"reason": row.reason, "by": row.by.name, "at": row.at.isoformat()}
    return kept | {"dismissed": aside}


def _compare(dispatch: Dispatch, version: int, sha256: str) -> None:
    if dispatch.version != version or dispatch.content_sha256 != sha256:
        raise Refused("approval.changed", seen=version, now=dispatch.version)
    if evidence.digest(dispatch.content) != sha256:
        raise Refused("approval.damaged")


def _refuse_own(dispatch: Dispatch, by: Person) -> None:
    if by.id in (dispatch.author_id, dispatch.editor_id):
        raise Refused("approval.own")


def _refuse_if_decided(desk: Desk, dispatch: Dispatch) -> None:
    if (decision := open_decision(desk, dispatch)) is not None:
        raise Refused("decision.taken", name=decision.by.name)


@contextmanager
def _at(desk: Desk, dispatch: Dispatch) -> Iterator[Dispatch]:
    """Lock the dispatch in a writing transaction."""
    key = dispatch.id
    with desk.work():
        yield desk.lock(Dispatch, key)
