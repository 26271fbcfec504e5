"""What a body tree may look like: the check at every door through which one comes in."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, NoReturn

from docflow.rules.refusals import Refused

from . import labels
from .inline import LONGEST_NOTE

MOST_BLOCKS = 2_000
MOST_LETTERS = 400_000
MOST_CELLS = 20_000

_ID = re.compile(r"b[0-9a-z]{1,12}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_KEYS = {
    "doc": {"type", "schema", "content"},
    "paragraph": {"type", "attrs", "content"},
    "heading": {"type", "attrs", "content"},
    "centre": {"type", "attrs", "content"},
    "point": {"type", "attrs", "content"},
    "table": {"type", "attrs", "content"},
    "row": {"type", "content"},
    "cell": {"type", "content"},
    "text": {"type", "text", "marks"},
    "field": {"type", "attrs", "marks"},
    "footnote": {"type", "attrs", "marks"},
}
_LINES = ("paragraph", "heading", "centre", "point")


def knows(kind: str) -> bool:
    """Tell whether a body may hold nodes of this kind."""
    return kind in _KEYS


def check(doc: Any) -> None:
    """Refuse a tree that no editor of ours writes.

    Raises ``Refused("body.malformed", where=…, why=…)``; ``why`` is one of *shape, id, label,
    field, footnote, text, marks, size*.
    """
    _expect(_is(doc, "doc") and doc.get("schema") == 1, "doc", "shape")
    blocks = _children(doc, "doc")
    _expect(len(blocks) <= MOST_BLOCKS, "doc", "size")
    seen: set[str] = set()
    letters = cells = 0
    for place, block in enumerate(blocks, start=1):
        where = f"block {place}"
        seen.add(_block_id(block, seen, where))
        found = _table(block, where) if block["type"] == "table" else [block]
        cells += len(found)
        letters += sum(_inline(child, where) for node in found for child in _content(node, where))
    _expect(letters <= MOST_LETTERS and cells <= MOST_CELLS + MOST_BLOCKS, "doc", "size")


def _block_id(block: Any, seen: set[str], where: str) -> str:
    """Check a block's own facts and return its id."""
    _expect(any(_is(block, kind) for kind in (*_LINES, "table")), where, "shape")
    attrs = block.get("attrs")
    allowed = {"id", "label"} if block["type"] == "point" else {"id"}
    # A table says only when its first row is a head.
    if block["type"] == "table" and isinstance(attrs, dict) and attrs.get("head") is True:
        allowed = {"id", "head"}
    _expect(isinstance(attrs, dict) and set(attrs) == allowed, where, "shape")
    _expect(_fits(_ID, attrs["id"]) and attrs["id"] not in seen, where, "id")
    if block["type"] == "point":
        _expect(_fits(labels.KEPT, attrs["label"]), where, "label")
    return str(attrs["id"])


def _table(block: dict[str, Any], where: str) -> list[dict[str, Any]]:
    """Check a table's rows, all of one width, and return its cells."""
    rows = _children(block, where)
    _expect(bool(rows) and all(_is(row, "row") for row in rows), where, "shape")
    widths = {len(_children(row, where)) for row in rows}
    _expect(len(widths) == 1 and 0 < max(widths) <= 20, where, "shape")
    cells = [cell for row in rows for cell in row["content"]]
    _expect(all(_is(cell, "cell") for cell in cells), where, "shape")
    return cells


def _inline(node: Any, where: str) -> int:
    """Check an inline node and return how many letters it holds."""
    _expect(any(_is(node, kind) for kind in ("text", "field", "footnote")), where, "shape")
    marks = node.get("marks", [])
    _expect(isinstance(marks, list) and all(_mark(mark) for mark in marks), where, "marks")
    _expect(len({mark["type"] for mark in marks}) == len(marks), where, "marks")
    if node["type"] == "field":
        attrs = node.get("attrs")
        named = isinstance(attrs, dict) and set(attrs) == {"name"}
        _expect(named and _fits(_NAME, attrs["name"]), where, "field")
        return len(attrs["name"])
    if node["type"] == "footnote":
        return _note(node.get("attrs"), where)
    _expect(_is_printable(node.get("text")), where, "text")
    return len(node["text"])


def _note(attrs: Any, where: str) -> int:
    """Check a footnote, which is plain text, and return how many letters it holds."""
    told = isinstance(attrs, dict) and set(attrs) == {"text"} and _is_printable(attrs["text"])
    fits = told and attrs["text"].strip() and len(attrs["text"]) <= LONGEST_NOTE
    _expect(bool(fits), where, "footnote")
    return len(attrs["text"])


def _mark(mark: Any) -> bool:
    return isinstance(mark, dict) and set(mark) == {"type"} and mark["type"] in ("strong", "em")


def _is_printable(text: Any) -> bool:
    """Tell whether it is non-empty precomposed text without control characters."""
    if not isinstance(text, str) or not text or not unicodedata.is_normalized("NFC", text):
        return False
    return all(unicodedata.category(letter) not in {"Cc", "Cs", "Cf"} for letter in text)


def _is(node: Any, kind: str) -> bool:
    """Tell whether it is a node of that kind with no key that the kind does not have."""
    return isinstance(node, dict) and node.get("type") == kind and set(node) <= _KEYS[kind]


def _children(node: dict[str, Any], where: str) -> list[Any]:
    """Return the list of children, which must be there."""
    children = node.get("content")
    if not isinstance(children, list):
        _refuse(where, "shape")
    return children


def _content(node: dict[str, Any], where: str) -> list[Any]:
    """Return the inline children; an empty paragraph may leave them out."""
    return _children(node, where) if "content" in node else []


def _fits(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and bool(pattern.fullmatch(value))


def _expect(true: bool, where: str, why: str) -> None:  # noqa: FBT001
    if not true:
        _refuse(where, why)


def _refuse(where: str, why: str) -> NoReturn:
    raise Refused("body.malformed", where=where, why=why)
