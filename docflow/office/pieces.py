"""What is put into a text from the library: citations, lines of grounds, snippets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docflow.models import Dispatch, Ground, Person, Snippet
from docflow.papers import blocks
from docflow.rules.citation import first_or_again
from docflow.rules.refusals import Refused

from . import drafting, grounds, snippets
from .desk import Desk


@dataclass(frozen=True)
class Piece:
    """Something to insert: light markup, the same as blocks, and whether it stands by itself."""

    markup: str
    content: list[dict[str, Any]]
    alone: bool = False


@dataclass(frozen=True)
class Offer:
    """A legal ground as it is offered to one text."""

    ground: Ground
    citation: Piece
    basis: Piece
    again: bool
    over: bool
    successor: str


def offers(
    desk: Desk, body: Mapping[str, Any], fields: Mapping[str, Any], words: str, *, limit: int
) -> list[Offer]:
    """Return the grounds that the words find, each worded as this text needs it next."""
    text = "\n".join(blocks.plain(block, fields) for block in body["content"])
    found = grounds.search(desk, words, limit=limit).grounds
    return [_offer(desk, one, text) for one in found]


def offer(desk: Desk, body: Mapping[str, Any], fields: Mapping[str, Any], key: int) -> Offer:
    """Return one ground as it is offered to this text; raises ``Refused("missing")``."""
    ground = desk.session.get(Ground, key)
    if ground is None:
        raise Refused("missing", what="Ground")
    return _offer(desk, ground, "\n".join(blocks.plain(one, fields) for one in body["content"]))


def of_snippet(snippet: Snippet) -> Piece:
    """Return a snippet as it is inserted: one paragraph goes into the line, more stand alone."""
    content = blocks.from_markup(snippet.text)["content"]
    alone = len(content) > 1 or content[0]["type"] != "paragraph"
    return Piece(snippet.text, content, alone)


def insert(
    desk: Desk, dispatch: Dispatch, piece: Piece, *, after: int, seen: int, by: Person
) -> Dispatch:
    """Put a piece behind the block of this ordinal, or before all (0), and save.

    A piece that does not stand alone goes on at the end of that block.
    """
    written = [blocks.to_markup({"content": [one]}) for one in dispatch.content["body"]["content"]]
    if not 0 <= after <= len(written):
        raise Refused("pieces.no_place")
    if piece.alone or not after:
        written.insert(after, piece.markup)
    else:
        written[after - 1] = f"{written[after - 1]} {piece.markup}"
    edit = drafting.Edit(body="\n\n".join(written))
    return drafting.save(desk, dispatch, edit, seen=seen, by=by, keep=True)


def snippet(desk: Desk, key: int, by: Person) -> Piece:
    """Return one snippet to insert; raises ``Refused("missing")``."""
    return of_snippet(snippets.find(desk, key, by))


def _offer(desk: Desk, ground: Ground, text: str) -> Offer:
    cited, today = ground.as_rule(), desk.today()
    again = cited.is_cited(text)
    return Offer(
        ground,
        _written(first_or_again(cited, text)),
        _written(cited.basis(), "em", alone=True),
        again,
        cited.is_over(today),
        cited.successor,
    )


def _written(text: str, mark: str = "", *, alone: bool = False) -> Piece:
    """Return a text as one paragraph, every sign of the markup in it guarded."""
    node: dict[str, Any] = {"type": "text", "text": text}
    if mark:
        node["marks"] = [{"type": mark}]
    markup = blocks.to_markup({"content": [{"type": "paragraph", "content": [node]}]})
    return Piece(markup, blocks.from_markup(markup)["content"], alone)
