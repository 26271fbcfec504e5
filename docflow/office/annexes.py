"""Annexes in the same file as the letter: titles, texts, tables, their order."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from docflow.papers import blocks
from docflow.papers.lineage import new_id
from docflow.papers.paper import annex_names
from docflow.papers.tables import read_table
from docflow.rules import issued
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc

MOST = 10
LONGEST_TITLE = 300
#: Letters of markup; a body of more is a file of its own.
LONGEST_TEXT = 200_000
_ID = re.compile(r"x[1-9]\d{0,2}")


def revised(
    annexes: Sequence[Mapping[str, Any]], told: Sequence[Mapping[str, Any]], *, given: int = 0
) -> list[dict[str, Any]]:
    """Return the annexes as told: ``{id, heading, title, landscape, text}``, or ``body`` for ``text``.

    An annex keeps its body where neither is told; one without a known id is new, and one whose id
    was told before has an id of its own: each is compared and shown by itself. ``heading`` is the
    name of the type of a document that a decision issues, empty for an annex; where it is not
    told, what stands at its place keeps it, also when another text takes that place. ``given`` is
    the highest number of an id that is gone: it does not come back. Raises
    ``Refused("annex.…")``: *too_many, title_too_long, heading_too_long, too_long*.
    """
    if len(told) > MOST:
        raise Refused("annex.too_many", most=MOST)
    before = {one["id"]: one for one in annexes}
    asked = {str(one.get("id")) for one in told}
    taken = asked | before.keys()
    free = fresh(taken, given)
    made: dict[str, dict[str, Any]] = {}
    for n, one in enumerate(_whole(it, before.get(it.get("id"), {})) for it in told):
        name = str(one.get("id"))
        old = before.get(name) if name not in made else None
        new = name if old or (is_id(name) and name not in made) else next(free)
        # What stood here and is told nowhere gives its place to this one.
        place = annexes[n] if n < len(annexes) and annexes[n]["id"] not in asked else {}
        made[new] = _revised(new, old, one, old or place)
    return list(made.values())


def fresh(taken: Container[str], given: int) -> Iterator[str]:
    """Yield ids that nothing bears or bore; only behind x999 does one of a dropped annex return."""
    numbers = (*range(given + 1, 1000), *range(1, given + 1))
    return (f"x{n}" for n in numbers if f"x{n}" not in taken)


def is_id(name: str) -> bool:
    """Tell whether annexes are called like that."""
    return bool(_ID.fullmatch(name))


def with_table(
    annexes: Sequence[Mapping[str, Any]], name: str, content: bytes
) -> list[dict[str, Any]]:
    """Return the annexes with the table of a file in the place of this one's (largest) table.

    Where there is none the table comes behind the text. Raises ``Refused("missing")`` and what
    ``papers.tables.read_table`` refuses.
    """
    if all(one["id"] != name for one in annexes):
        raise Refused("missing", what="annex")
    table = read_table(content)
    return [
        {**one, "body": _with(one["body"], table)} if one["id"] == name else dict(one)
        for one in annexes
    ]


def _with(body: Mapping[str, Any], table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a body with this table in the place of its largest one, else at its end."""
    found = list(body["content"])
    tables = [n for n, one in enumerate(found) if one["type"] == "table"]
    at = max(tables, key=lambda n: len(found[n]["content"]), default=len(found))
    taken = {one["attrs"]["id"] for one in found}
    own = found[at]["attrs"]["id"] if tables else new_id(taken) if taken else "b1"
    found[at : at + 1] = [{**table, "attrs": {**table["attrs"], "id": own}}]
    return {**body, "content": found}


def _whole(told: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is told with what is not: who names an annex only by its id erases nothing."""
    left = {part: old.get(part) for part in ("title", "landscape") if told.get(part) is None}
    return {**told, **left}


def names(annexes: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what each annex is called: ``Phụ lục II``, or the type of what a decision issues."""
    return annex_names(annexes)


def markup(annex: Mapping[str, Any]) -> str:
    """Return the text of an annex as the clerk writes it."""
    return blocks.to_markup(annex["body"])


def _revised(
    name: str, old: Mapping[str, Any] | None, told: Mapping[str, Any], left: Mapping[str, Any]
) -> dict[str, Any]:
    """Return one annex; what is refused in it says in which."""
    try:
        heading = _heading(told, left)
        return {
            **({"heading": heading} if heading else {}),
            "id": name,
            "title": _title(told),
            "landscape": bool(told.get("landscape")),
            "body": _body(old, told),
        }
    except Refused as refusal:
        place = {"annex": old["id"]} if old else {}
        raise Refused(refusal.code, **refusal.facts, **place) from None


def _title(told: Mapping[str, Any]) -> str:
    title = " ".join(nfc(told.get("title") or "").split())
    if len(title) > LONGEST_TITLE:
        raise Refused("annex.title_too_long", most=LONGEST_TITLE, length=len(title))
    return title


def _heading(told: Mapping[str, Any], left: Mapping[str, Any]) -> str:
    """Return the name of the type over it; where none is told, of what it takes the place."""
    if told.get("heading") is None:
        return str(left.get("heading") or "")
    heading = issued.read(nfc(told["heading"]))
    if len(heading) > issued.LONGEST:
        raise Refused("annex.heading_too_long", most=issued.LONGEST, length=len(heading))
    return heading


def _body(old: Mapping[str, Any] | None, told: Mapping[str, Any]) -> dict[str, Any]:
    before = old["body"] if old else None
    if (body := told.get("body")) is None:
        text = told.get("text")
        if before is not None and (text is None or _says(before, text)):
            return dict(before)
        if len(text or "") > LONGEST_TEXT:
            raise Refused("annex.too_long", most=LONGEST_TEXT)
        body = blocks.from_markup(nfc(text or ""), previous=before)
    blocks.check(body)
    return dict(body)


def _says(body: Mapping[str, Any], text: str) -> bool:
    """Tell whether a text is what the page showed of this body: nobody typed at it."""
    return "\n".join(text.splitlines()) == blocks.to_markup(body)
