"""The agency's signature on each file that goes along: Decree 30/2020, annex I, II.8.b and III.1.d."""

from __future__ import annotations

from docflow.models import Dispatch, Enclosure, Person
from docflow.papers import fonts
from docflow.rules.lifecycle import State
from docflow.rules.refusals import Refused
from docflow.signing.corner import corner
from docflow.signing.signer import ENCLOSURE_FIELD, Mark

from . import enclosures
from .desk import Desk

#: What the signer adds to number and notation, as wide as it ever gets.
_TIME = "; 00/00/0000 00:00:00 +07:00"
_SIZE = 10.0


def seal_enclosures(desk: Desk, key: int, *, by: Person | None) -> None:
    """Sign every PDF that goes along and has no seal yet, the line with number and time on top.

    Each seal is written down by its hash before the next begins, so a crash resumes at the first
    file without one. Nothing happens unless the leader has signed.
    """
    dispatch = desk.session.get(Dispatch, key, populate_existing=True)
    if dispatch is None or dispatch.state is not State.SIGNED:
        return
    code = dispatch.code or ""
    done = enclosures.sealed(desk, dispatch)
    for ordinal, told in enumerate(enclosures.of(dispatch.content), 1):
        if told["kind"] == "pdf" and ordinal not in done:
            desk.let_go()
            sha256 = _seal(desk, told["sha256"], code)
            _write(desk, key, ordinal, sha256, by=by)


def told(desk: Desk, dispatch: Dispatch) -> dict[str, list[str]]:
    """Return what the record of the issue says of sealed files; nothing where there are none."""
    rows = enclosures.sealed(desk, dispatch)
    return {"enclosures": [rows[n].sealed_sha256 for n in sorted(rows)]} if rows else {}


def _seal(desk: Desk, sha256: str, code: str) -> str:
    paper = desk.storage.get(sha256)
    place, turn = corner(paper, fonts.width(code + _TIME, _SIZE))
    signed = desk.signer.sign(
        paper,
        key="agency",
        field=ENCLOSURE_FIELD,
        box=place,
        mark=Mark("line", (code,), turn),
        reason=f"Kèm theo văn bản số {code}",
    )
    return desk.storage.put(signed)


def _write(desk: Desk, key: int, ordinal: int, sha256: str, *, by: Person | None) -> None:
    """Write the seal down; whoever comes second leaves the first seal as it is."""
    with desk.work() as session:
        dispatch = desk.lock(Dispatch, key)
        if dispatch.state is not State.SIGNED:
            raise Refused("lifecycle.not_now", state=dispatch.state.value, step="issue")
        if session.get(Enclosure, (key, ordinal)) is not None:
            return
        told = enclosures.of(dispatch.content)[ordinal - 1]
        row = Enclosure(dispatch_id=key, ordinal=ordinal, sha256=told["sha256"])
        row.sealed_sha256, row.sealed_at = sha256, desk.now()
        session.add(row)
        desk.record(
            "enclosure_sealed", dispatch, by=by, before=told["sha256"], after=sha256,
            ordinal=ordinal, name=told["name"],
        )  # fmt: skip
