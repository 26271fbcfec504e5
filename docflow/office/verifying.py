"""Does everything still hold together: chains, files, numbers, standings, counters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, starmap

from sqlalchemy import func, select

from docflow.models import (
    Acknowledgment,
    Book,
    Chain,
    Dispatch,
    Event,
    Owed,
    Recipient,
    Report,
    Revision,
    Tally,
)
from docflow.rules import evidence
from docflow.rules.lifecycle import State
from docflow.rules.refusals import Unreachable
from docflow.rules.standing import Standing
from docflow.signing.signer import ENCLOSURE_FIELD
from docflow.signing.verify import Verdict, verify

from . import enclosure_proof
from .desk import Desk

#: The column that must still hold what an act wrote into the chain as its hash.
_BOUND = {
    "approved": "content_sha256",
    "printed": "rendered_sha256",
    "signed": "signed_sha256",
    "issued": "sealed_sha256",
}
_FILES = ("rendered_sha256", "signed_sha256", "sealed_sha256", "docx_sha256")


@dataclass(frozen=True)
class Fault:
    """One thing that does not hold: what kind, and where."""

    kind: str
    where: str


def all_faults(desk: Desk, roots: Sequence[bytes]) -> Iterator[Fault]:
    """Yield everything that does not hold; nothing is written.

    :param roots: root certificates for the signatures, DER.
    """
    yield from chains(desk)
    yield from numbers(desk)
    yield from contents(desk)
    yield from bindings(desk)
    yield from files(desk, roots)
    yield from standings(desk)


def chains(desk: Desk) -> Iterator[Fault]:
    """Recompute every stream of events from its first link to its head."""
    heads = {chain.stream: chain for chain in desk.session.scalars(select(Chain))}
    last: dict[str, tuple[int, str]] = {}
    for event in desk.session.scalars(select(Event).order_by(Event.stream, Event.ordinal)):
        ordinal, previous = last.get(event.stream, (0, evidence.GENESIS))
        if event.ordinal != ordinal + 1 or event.previous != previous:
            yield Fault("chain.broken", f"{event.stream} #{event.ordinal}")
        if evidence.link(event.previous, event.told()) != event.hash:
            yield Fault("chain.changed", f"{event.stream} #{event.ordinal}")
        last[event.stream] = (event.ordinal, event.hash)
    for stream in heads.keys() | last.keys():
        head = heads.get(stream)
        end = last.get(stream, (0, evidence.GENESIS))
        if head is None or (head.length, head.head) != end:
            yield Fault("chain.head", stream)


def numbers(desk: Desk) -> Iterator[Fault]:
    """Check that each book runs 1, 2, 3 … to its last number, in the order of dates."""
    for book in desk.session.scalars(select(Book)):
        rows = desk.session.execute(
            select(Dispatch.number, Dispatch.dated)
            .where(Dispatch.book_id == book.id, Dispatch.year == book.year)
            .order_by(Dispatch.number)
        ).all()
        if [row.number for row in rows] != list(range(1, book.last_number + 1)):
            yield Fault("numbers.gap", f"{book.code} {book.year}")
        if any(later.dated < earlier.dated for earlier, later in pairwise(rows)):
            yield Fault("numbers.order", f"{book.code} {book.year}")


def contents(desk: Desk) -> Iterator[Fault]:
    """Check that what was frozen still has its hash."""
    frozen = select(Dispatch).where(Dispatch.state != State.DRAFT)
    for dispatch in desk.session.scalars(frozen):
        if evidence.digest(dispatch.content) != dispatch.content_sha256:
            yield Fault("content.changed", f"dispatch {dispatch.id}")
    for revision in desk.session.scalars(select(Revision)):
        if evidence.digest(revision.content) != revision.sha256:
            yield Fault("revision.changed", f"dispatch {revision.dispatch_id} #{revision.ordinal}")


def bindings(desk: Desk) -> Iterator[Fault]:
    """Check that content and papers are the ones that the events in the chains speak of."""
    yield from starmap(Fault, enclosure_proof.bindings(desk))
    rows = select(Event, Dispatch).join(Dispatch, Dispatch.id == Event.dispatch_id)
    for event, dispatch in desk.session.execute(rows.where(Event.verb.in_(_BOUND))):
        if event.after_sha256 != getattr(dispatch, _BOUND[event.verb]):
            yield Fault("event.unbound", f"dispatch {dispatch.id} {event.verb}")


def files(desk: Desk, roots: Sequence[bytes]) -> Iterator[Fault]:
    """Read every file, compare its hash, and check the signatures of what was issued."""
    yield from starmap(Fault, enclosure_proof.files(desk, roots))
    for dispatch in desk.session.scalars(
        select(Dispatch).where(Dispatch.rendered_sha256.is_not(None))
    ):
        for name in _FILES:
            if (sha256 := getattr(dispatch, name)) is not None:
                yield from _file(desk, dispatch, name, sha256, roots)


def standings(desk: Desk) -> Iterator[Fault]:
    """Recompute every standing and every counter."""
    counted: dict[int, Counter[str]] = {}
    acknowledged = set(desk.session.scalars(select(Acknowledgment.recipient_id)))
    reported = _reports(desk)
    for recipient in desk.session.scalars(select(Recipient)):
        counter = counted.setdefault(recipient.dispatch_id, Counter())
        counter["recipients"] += 1
        if recipient.standing is not recipient.computed_standing:
            yield Fault("standing.wrong", f"recipient {recipient.id}")
        if recipient.facts.acknowledged != (recipient.id in acknowledged):
            yield Fault("standing.unproven", f"recipient {recipient.id} acknowledged")
        if recipient.facts.reported != (reported.get(recipient.id, 0) > 0):
            yield Fault("standing.unproven", f"recipient {recipient.id} reported")
        if recipient.owes:
            counter["owing"] += 1
            counter[recipient.computed_standing.value] += 1
    tallies = {tally.dispatch_id: tally for tally in desk.session.scalars(select(Tally))}
    names = ["recipients", "owing", *(where.value for where in Standing)]
    for key in counted.keys() | tallies.keys():
        tally, counter = tallies.get(key), counted.get(key, Counter())
        if tally is None or any(getattr(tally, name) != counter[name] for name in names):
            yield Fault("counter.wrong", f"dispatch {key}")


def paper(desk: Desk, pdf: bytes, roots: Sequence[bytes]) -> tuple[Verdict, Dispatch | None]:
    """Check one PDF: its signatures, and whether these very bytes are in the register."""
    sha256 = evidence.digest_bytes(pdf)
    if (with_it := enclosure_proof.of_seal(desk, sha256)) is not None:
        return verify(pdf, roots, field=ENCLOSURE_FIELD), with_it
    known = desk.session.scalar(select(Dispatch).where(Dispatch.sealed_sha256 == sha256))
    return verify(pdf, roots, expected=2), known


def _reports(desk: Desk) -> dict[int, int]:
    """Return how many reports each recipient filed that owes no other one still."""
    rows = (
        select(
            Owed.recipient_id,
            func.count(Report.id),
            func.count(Owed.id.distinct()),
            func.count(Report.owed_id.distinct()),
        )
        .join(Report, Report.owed_id == Owed.id, isouter=True)
        .group_by(Owed.recipient_id)
    )
    return {key: many for key, many, owed, filed in desk.session.execute(rows) if owed == filed}


def _file(
    desk: Desk, dispatch: Dispatch, name: str, sha256: str, roots: Sequence[bytes]
) -> Iterator[Fault]:
    where = f"dispatch {dispatch.id} {name}"
    try:
        content = desk.storage.get(sha256)
    except Unreachable as damage:
        yield Fault("file.damaged", f"{where}: {damage.reason}")
        return
    if name == "sealed_sha256" and roots and not verify(content, roots, expected=2).valid:
        yield Fault("signature.invalid", where)
