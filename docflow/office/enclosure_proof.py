"""Do the files that go along still hold: their bytes, their seals, what the record says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from docflow.models import Dispatch, Enclosure, Event
from docflow.rules.lifecycle import State
from docflow.rules.refusals import Unreachable
from docflow.signing.signer import ENCLOSURE_FIELD
from docflow.signing.verify import verify

from . import enclosures
from .desk import Desk

#: A fault: what kind, and where.
Told = tuple[str, str]
_SENT = (State.ISSUED, State.RECALLED)


def bindings(desk: Desk) -> Iterator[Told]:
    """Check each seal against the content, and against the event that speaks of it."""
    rows = select(Enclosure, Dispatch).join(Dispatch, Dispatch.id == Enclosure.dispatch_id)
    spoken = select(Event).where(Event.verb == "enclosure_sealed")
    events = {(one.dispatch_id, one.facts["ordinal"]): one for one in desk.session.scalars(spoken)}
    for row, dispatch in desk.session.execute(rows):
        listed, event = (
            enclosures.of(dispatch.content),
            events.pop((row.dispatch_id, row.ordinal), None),
        )
        is_listed = row.ordinal <= len(listed) and listed[row.ordinal - 1]["sha256"] == row.sha256
        is_told = event is not None and event.after_sha256 == row.sealed_sha256
        if not (is_listed and is_told):
            yield "enclosure.unbound", _where(row.dispatch_id, row.ordinal)
    for key, ordinal in events:
        yield "enclosure.unbound", _where(key, ordinal)


def files(desk: Desk, roots: Sequence[bytes]) -> Iterator[Told]:
    """Read every file of every dispatch, as taken in and as sealed; check each seal."""
    for dispatch in desk.session.scalars(select(Dispatch)):
        sealed = enclosures.sealed(desk, dispatch)
        for ordinal, told in enumerate(enclosures.of(dispatch.content), 1):
            where = _where(dispatch.id, ordinal)
            yield from _file(desk, told["sha256"], where)
            if row := sealed.get(ordinal):
                yield from _file(desk, row.sealed_sha256, f"{where} sealed", roots)
            elif told["kind"] == "pdf" and dispatch.state in _SENT:
                yield "enclosure.unsealed", where


def of_seal(desk: Desk, sha256: str) -> Dispatch | None:
    """Return the dispatch with which a sealed file of this hash went out."""
    rows = select(Dispatch).join(Enclosure, Enclosure.dispatch_id == Dispatch.id)
    issued = rows.where(Enclosure.sealed_sha256 == sha256, Dispatch.issued_at.is_not(None))
    return desk.session.scalars(issued.limit(1)).first()


def _file(desk: Desk, sha256: str, where: str, roots: Sequence[bytes] = ()) -> Iterator[Told]:
    try:
        content = desk.storage.get(sha256)
    except Unreachable as damage:
        yield "file.damaged", f"{where}: {damage.reason}"
        return
    if roots and not verify(content, roots, field=ENCLOSURE_FIELD).valid:
        yield "signature.invalid", where


def _where(key: int | None, ordinal: int) -> str:
    return f"dispatch {key} enclosure {ordinal}"
