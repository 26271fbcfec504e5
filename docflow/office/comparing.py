"""What changed between two contents of a letter: in the sheet word by word, and part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from docflow.models import Dispatch, Return, Revision
from docflow.papers.comparing import Comparison, Pair, compare
from docflow.papers.paper import Paper, compose
from docflow.papers.parts import Block, Span
from docflow.papers.words import Budget, marked
from docflow.rules.calendar import short_date

from . import enclosures
from .desk import Desk

#: Words around a change that show where it stands.
_AROUND = 8
#: Words of an annex that came in or went out at once; the sheet beside shows all of them.
_MOST_WORDS = 60


@dataclass(frozen=True)
class Run:
    """Words of one kind: ``same``, ``out`` or ``in``."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One part that is not what it was.

    ``part`` is a word, with the id of a line or a block after it: ``head``, ``urgency``,
    ``subject``, ``to a1``, ``copy c1``, ``due b4``, ``form b4``, ``signature``, ``annex x1``,
    ``enclosure e1``; of the body
    ``block b3``, ``added b3``, ``dropped b3`` or ``moved b3``, whose runs may be all the same.
    """

    part: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Compared:
    """Two contents as one: the sheet with its marks, and what changed outside its body."""

    sheet: Comparison
    beside: tuple[Change, ...]

    @property
    def many(self) -> int:
        """How many places there are to look at."""
        return len(self.beside) + len(self.sheet.changed)


def last_return(desk: Desk, dispatch: Dispatch) -> Return | None:
    """Return the last time the dispatch was sent back, if ever."""
    rows = select(Return).where(Return.dispatch_id == dispatch.id).order_by(Return.id.desc())
    return desk.session.scalars(rows.limit(1)).first()


def since_return(desk: Desk, dispatch: Dispatch) -> list[Change] | None:
    """Return what changed since the content that was last sent back; None if it never was."""
    before = returned_revision(desk, dispatch)
    return None if before is None else changes(before.content, dispatch.content)


def returned_revision(desk: Desk, dispatch: Dispatch) -> Revision | None:
    """Return the revision that was last sent back, if it is kept."""
    returned = last_return(desk, dispatch)
    if returned is None:
        return None
    rows = select(Revision).where(
        Revision.dispatch_id == dispatch.id, Revision.sha256 == returned.sha256
    )
    return desk.session.scalars(rows.order_by(Revision.id.desc()).limit(1)).first()


def between(before: Mapping[str, Any], after: Mapping[str, Any]) -> Compared:
    """Return two contents as one, for the page that shows both."""
    old, new = compose(before), compose(after)
    found = tuple(_beside(_parts(old, before), _parts(new, after)))
    return Compared(compare(old, new), found)


def beside(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return what changed outside the body."""
    return list(_beside(_parts(compose(before), before), _parts(compose(after), after)))


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return the parts of two contents that are not the same, each cut down to its changes."""
    found = between(before, after)
    body = [Change(f"{_SORTS[one.kind]} {one.id}", _runs(one)) for one in found.sheet.changed]
    place = next(
        (n for n, one in enumerate(found.beside) if one.part.split()[0] in _AFTER_BODY),
        len(found.beside),
    )
    whole = [*found.beside[:place], *body, *found.beside[place:]]
    # A block of an annex bears the annex's id before a hyphen (``papers/paper.py``).
    return [
        Change(one.part, tuple(_shortened(list(one.runs), is_annex="-" in one.part)))
        for one in whole
    ]


_SORTS = {"changed": "block", "in": "added", "out": "dropped", "moved": "moved"}
_AFTER_BODY = ("due", "form", "copy", "signature", "annex", "enclosure")


def _beside(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    budget = Budget()
    for name in [*new, *(name for name in old if name not in new)]:
        was, now = old.get(name, ""), new.get(name, "")
        if was != now:
            spans = marked((Span(was),), (Span(now),), budget)
            yield Change(name, tuple(Run(one.change or "same", one.text) for one in spans))


def _parts(paper: Paper, content: Mapping[str, Any]) -> dict[str, str]:
    """Return the parts beside the body, in reading order."""
    parts = {"head": f"{paper.agency} {paper.number_line} {paper.place_line}"}
    parts |= {"urgency": paper.urgency, "subject": paper.subject}
    parts |= {f"to {line.id}": line.text for line in paper.addressees}
    for owed in content["obligations"]:
        due = owed.get("due_on")
        parts[f"due {owed['block_id']}"] = short_date(date.fromisoformat(due)) if due else ""
        parts[f"form {owed['block_id']}"] = _form(owed["form"])
    parts |= {f"copy {line.id}": line.text for line in paper.copies}
    parts["signature"] = " ".join((*paper.authority, paper.signer))
    parts |= {f"annex {one.id}": f"{one.number} {one.title}" for one in paper.annexes}
    parts |= {f"enclosure {one['id']}": enclosures.told(one) for one in enclosures.of(content)}
    return parts


def _form(form: Mapping[str, Any]) -> str:
    labels = [
        f"{one['label']} ({one['unit']})" if one.get("unit") else one["label"]
        for one in form["fields"]
    ]
    return "; ".join([str(form["title"]), *labels])


def _runs(pair: Pair) -> tuple[Run, ...]:
    spans = list(_spans(pair.drawn))
    return tuple(Run(one.change or "same", one.text) for one in spans if one.text)


def _spans(block: Block) -> Iterator[Span]:
    if block.label:
        yield Span(f"{block.label} ")
    yield from block.spans
    for row in block.rows:
        for place, cell in enumerate(row):
            yield from cell
            yield Span("\n" if place == len(row) - 1 else " | ")


def _shortened(found: list[Run], *, is_annex: bool) -> Iterator[Run]:
    """Yield the runs with long unchanged stretches cut down to the words beside the changes."""
    for place, run in enumerate(found):
        words = run.text.split(" ")
        if is_annex and run.kind != "same" and len(run.text.split()) > _MOST_WORDS:
            yield Run(run.kind, " ".join(run.text.split()[:_MOST_WORDS]) + " …")
            continue
        if run.kind != "same" or len(words) <= 2 * _AROUND + 2:
            yield run
            continue
        head = " ".join(words[:_AROUND]) if place else ""
        tail = " ".join(words[-_AROUND:]) if place < len(found) - 1 else ""
        yield Run("same", f"{head} … {tail}")
