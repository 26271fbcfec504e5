"""Sets of printed lines that a person keeps: "Nơi nhận hay dùng"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from docflow.models import Dispatch, LineSet, Person
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc

from .desk import Desk
from .drafting import Edit
from .lines import PARTS
from .permission import guard

_MOST, _LONGEST_NAME = 50, 100


def of(desk: Desk, person: Person) -> list[LineSet]:
    """Return the sets of a person, by name."""
    rows = select(LineSet).where(LineSet.person_id == person.id).order_by(LineSet.name)
    return list(desk.session.scalars(rows))


def keep(desk: Desk, dispatch: Dispatch, name: str, *, by: Person) -> LineSet:
    """Keep the lines of a draft under a name; the same name is written over.

    Days are left out: they belong to one letter. Raises ``Refused("line_set.name"|"line_set.many"
    |"line_set.empty")``.
    """
    guard(desk.session, by, Act.EDIT, dispatch)
    name = " ".join(nfc(name).split())
    if not name or len(name) > _LONGEST_NAME:
        raise Refused("line_set.name", most=_LONGEST_NAME)
    lines = {part: [_kept(line) for line in dispatch.content[part]] for part in PARTS}
    if not any(lines.values()):
        raise Refused("line_set.empty")
    with desk.work() as session:
        mine = select(LineSet).where(LineSet.person_id == by.id)
        row = session.scalar(mine.where(LineSet.name == name))
        total = session.scalar(select(func.count()).select_from(mine.subquery())) or 0
        if row is None and total >= _MOST:
            raise Refused("line_set.many", most=_MOST)
        row = row or LineSet(person_id=by.id, name=name)
        row.lines, row.kept_at = lines, desk.now()
        session.add(row)
    return row


def drop(desk: Desk, key: int, *, by: Person) -> None:
    """Throw one of one's own sets away. Raises ``Refused("missing")``."""
    with desk.work() as session:
        session.delete(_own(desk, key, by))


def with_set(desk: Desk, content: Mapping[str, Any], key: int, *, by: Person) -> Edit:
    """Return the edit that adds a set's lines to a content, but for those that stand there."""
    row = _own(desk, key, by)
    lines = {part: _added(content, part, row.lines.get(part, ())) for part in PARTS}
    return Edit(addressees=lines["addressees"], copies=lines["copies"])


def _own(desk: Desk, key: int, by: Person) -> LineSet:
    row = desk.session.get(LineSet, key)
    if row is None or row.person_id != by.id:
        raise Refused("missing", what="LineSet")
    return row


def _kept(line: Mapping[str, Any]) -> dict[str, Any]:
    return {name: line[name] for name in ("text", "purpose", "targets")}


def _added(content: Mapping[str, Any], part: str, more: Any) -> list[dict[str, Any]]:
    now = [dict(line) for line in content[part]]
    here = {(line["text"], tuple(line["targets"])) for line in now}
    used = {int(line["id"][1:]) for line in now if line["id"][1:].isdecimal()}
    number = max(used, default=0)
    for line in more:
        if (line["text"], tuple(line["targets"])) not in here:
            number += 1
            now.append({**line, "id": f"{part[0]}{number}"})
    return now
