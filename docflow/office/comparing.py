"""What changed in a letter since it was last sent back, part by part and word by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from docflow.models import Dispatch, Return, Revision
from docflow.papers.paper import Paper, compose

from .desk import Desk

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
#: Words around a change that show where it stands.
_AROUND = 8


@dataclass(frozen=True)
class Run:
    """Words of one kind: ``same``, ``out`` or ``in``."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One printed part that is not what it was."""

    part: str
    runs: tuple[Run, ...]


def last_return(desk: Desk, dispatch: Dispatch) -> Return | None:
    """Return the last time the dispatch was sent back, if ever."""
    rows = select(Return).where(Return.dispatch_id == dispatch.id).order_by(Return.id.desc())
    return desk.session.scalars(rows.limit(1)).first()


def since_return(desk: Desk, dispatch: Dispatch) -> list[Change] | None:
    """Return what changed since the content that was last sent back; None if it never was."""
    returned = last_return(desk, dispatch)
    if returned is None:
        return None
    rows = select(Revision).where(
        Revision.dispatch_id == dispatch.id, Revision.sha256 == returned.sha256
    )
    before = desk.session.scalars(rows.order_by(Revision.id.desc()).limit(1)).first()
    return None if before is None else changes(before.content, dispatch.content)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return the parts of two contents that print differently, in reading order."""
    old, new = _parts(compose(before)), _parts(compose(after))
    names = [*new, *(name for name in old if name not in new)]
    return [
        Change(name, tuple(_shortened(list(runs(old.get(name, ""), new.get(name, ""))))))
        for name in names
        if old.get(name, "") != new.get(name, "")
    ]


def runs(before: str, after: str) -> Iterator[Run]:
    """Yield the words of two texts: what stayed, what went out, what came in."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield Run("same", "".join(old[a:b]))
            continue
        if b > a:
            yield Run("out", "".join(old[a:b]))
        if d > c:
            yield Run("in", "".join(new[c:d]))


def _parts(paper: Paper) -> dict[str, str]:
    parts = {"head": f"{paper.agency} {paper.number_line} {paper.place_line}"}
    parts |= {"urgency": paper.urgency, "subject": paper.subject}
    parts |= {f"to {line.id}": line.text for line in paper.addressees}
    parts |= {f"block {block.id}": "\n".join(block.lines()) for block in paper.body}
    parts |= {f"copy {line.id}": line.text for line in paper.copies}
    parts["signature"] = " ".join((*paper.authority, paper.signer))
    return parts


def _shortened(found: list[Run]) -> Iterator[Run]:
    """Yield the runs with long unchanged stretches cut down to the words beside the changes."""
    for place, run in enumerate(found):
        words = run.text.split(" ")
        if run.kind != "same" or len(words) <= 2 * _AROUND + 2:
            yield run
            continue
        head = " ".join(words[:_AROUND]) if place else ""
        tail = " ".join(words[-_AROUND:]) if place < len(found) - 1 else ""
        yield Run("same", f"{head} … {tail}")
