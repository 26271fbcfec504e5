"""The printed lines of a draft: read, moved, brought back, used before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from docflow.models import Dispatch, Group, Person, Revision, Unit
from docflow.rules.purposes import Ask, Purpose
from docflow.rules.recipients import listed
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import visible

from .desk import Desk
from .directory import members

PARTS = ("addressees", "copies")
#: What somebody used lately is looked for in so many of his last dispatches.
_LATELY, _MOST_RECENT = 12, 8
_LONGEST = 300


def read(
    desk: Desk,
    prefix: str,
    ordinal: int,
    line: Mapping[str, Any],
    known: Container[str] = (),
) -> dict[str, Any]:
    """Return a line as the content holds it.

    ``known`` are targets that the draft held before: they were looked up then. A group that has
    gone since is told by the reach, and must not keep a clerk from saving the text.

    Raises ``Refused("draft.purpose")``, ``"recipients.unknown"``, ``"recipients.idle_due"`` for a
    day on a line of which no report is asked, and ``"date.unreadable"``.
    """
    if line["purpose"] not in set(Purpose):
        raise Refused("draft.purpose", purpose=str(line["purpose"])[:40])
    for target in listed(line["targets"]):
        if target not in known:
            members(desk, target)
    due_on = _day(line.get("due_on"))
    if due_on and desk.duties[Purpose(line["purpose"])].report is Ask.NO:
        raise Refused("recipients.idle_due", due_on=date.fromisoformat(due_on))
    return {
        "id": line.get("id") or f"{prefix}{ordinal}",
        "text": worded(line["text"]),
        "purpose": line["purpose"],
        "targets": list(line["targets"]),
        # A page that is saved unchanged changes nothing: no line gets a key that it had not.
        **({"due_on": due_on} if due_on or "due_on" in line else {}),
    }


def worded(text: str) -> str:
    """Return the wording of a line as it is kept."""
    return " ".join(visible(text).split())[:_LONGEST]


def moved(lines: Sequence[Mapping[str, Any]], name: str, step: int) -> list[Mapping[str, Any]]:
    """Return the lines with one of them a place up (-1) or down (1); at the end it stays."""
    found = list(lines)
    at = next((place for place, line in enumerate(found) if line["id"] == name), None)
    if at is not None and 0 <= at + step < len(found):
        found[at], found[at + step] = found[at + step], found[at]
    return found


def brought_back(desk: Desk, dispatch: Dispatch, name: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the part and its lines with one that was taken out, as the last revision knew it.

    Raises ``Refused("lines.gone")`` where it stands there again, or never stood.
    """
    here = {line["id"] for part in PARTS for line in dispatch.content[part]}
    rows = select(Revision.content).where(Revision.dispatch_id == dispatch.id)
    for content in desk.session.scalars(rows.order_by(Revision.ordinal.desc()).limit(20)):
        for part in PARTS:
            for at, line in enumerate(content[part]):
                if line["id"] == name and name not in here:
                    now = list(dispatch.content[part])
                    return part, [*now[:at], dict(line), *now[at:]]
    raise Refused("lines.gone")


def recent(desk: Desk, person: Person) -> list[tuple[str, str]]:
    """Return the targets that a person used lately with their names, the most used first."""
    rows = select(Dispatch.content).where(Dispatch.author_id == person.id)
    contents = desk.session.scalars(rows.order_by(Dispatch.id.desc()).limit(_LATELY))
    used = Counter(
        target
        for content in contents
        for part in PARTS
        for line in content[part]
        for target in listed(line["targets"])
    )
    first = [target for target, _ in used.most_common(_MOST_RECENT)]
    names = _names(desk, first)
    return [(target, names[target]) for target in first if target in names]


def _names(desk: Desk, targets: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, model in (("group", Group), ("unit", Unit)):
        codes = [code for head, _, code in (one.partition(":") for one in targets) if head == kind]
        rows = desk.session.execute(select(model.code, model.name).where(model.code.in_(codes)))
        found |= {f"{kind}:{code}": name for code, name in rows}
    return found


def _day(due_on: Any) -> str | None:
    if not due_on:
        return None
    if isinstance(due_on, date):
        return due_on.isoformat()
    try:
        return date.fromisoformat(str(due_on)).isoformat()
    except ValueError:
        raise Refused("date.unreadable", text=str(due_on)[:40]) from None
