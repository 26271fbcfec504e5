"""Annexes in the same file as the letter: titles, texts, tables, their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docflow.papers import blocks
from docflow.papers.paper import annex_names
from docflow.papers.tables import read_table
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc

MOST = 10
LONGEST_TITLE = 300
#: Letters of markup; a body of more is a file of its own.
LONGEST_TEXT = 200_000


def revised(
    annexes: Sequence[Mapping[str, Any]], told: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return the annexes as told: ``{id, title, landscape, text}`` or ``body`` instead of ``text``.

    An annex keeps its body where neither is told; one without a known id is new, and so is one
    whose id was told before: each is compared and shown under an id of its own. Raises
    ``Refused("annex.…")``: *too_many, title_too_long, too_long*.
    """
    if len(told) > MOST:
        raise Refused("annex.too_many", most=MOST)
    before = {one["id"]: one for one in annexes}
    taken = {one.get("id") for one in told} | before.keys()
    free = (f"x{n}" for n in range(1, 1000) if f"x{n}" not in taken)
    return [_revised(before.pop(str(one.get("id")), None), one, free) for one in told]


def with_table(
    annexes: Sequence[Mapping[str, Any]], name: str, content: bytes
) -> list[dict[str, Any]]:
    """Return the annexes with this one's body replaced by the table of a file.

    Raises ``Refused("missing")`` and what ``papers.tables.read_table`` refuses.
    """
    if all(one["id"] != name for one in annexes):
        raise Refused("missing", what="annex")
    body = {"type": "doc", "schema": 1, "content": [read_table(content)]}
    return [{**one, "body": body} if one["id"] == name else dict(one) for one in annexes]


def names(annexes: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what each annex is called: ``Phụ lục II``, or the type of what a decision issues."""
    return annex_names(annexes)


def markup(annex: Mapping[str, Any]) -> str:
    """Return the text of an annex as the clerk writes it."""
    return blocks.to_markup(annex["body"])


def _revised(
    old: Mapping[str, Any] | None, told: Mapping[str, Any], free: Iterator[str]
) -> dict[str, Any]:
    title = " ".join(nfc(told.get("title") or "").split())
    if len(title) > LONGEST_TITLE:
        raise Refused("annex.title_too_long", most=LONGEST_TITLE, length=len(title))
    # What a template issues along stays what it is, whatever becomes of its words.
    kept = {"heading": old["heading"]} if old and old.get("heading") else {}
    return {
        **kept,
        "id": old["id"] if old else next(free),
        "title": title,
        "landscape": bool(told.get("landscape")),
        "body": _told_where(old, told),
    }


def _told_where(old: Mapping[str, Any] | None, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body; what is refused in it says in which annex."""
    try:
        return _body(old, told)
    except Refused as refusal:
        place = {"annex": old["id"]} if old else {}
        raise Refused(refusal.code, **refusal.facts, **place) from None


def _body(old: Mapping[str, Any] | None, told: Mapping[str, Any]) -> dict[str, Any]:
    before = old["body"] if old else None
    if (body := told.get("body")) is None:
        text = told.get("text")
        if text is None and before is not None:
            return dict(before)
        if len(text or "") > LONGEST_TEXT:
            raise Refused("annex.too_long", most=LONGEST_TEXT)
        body = blocks.from_markup(nfc(text or ""), previous=before)
    blocks.check(body)
    return dict(body)
