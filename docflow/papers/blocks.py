"""The body of a letter as a tree of blocks, and its light markup (grammar: docs/markup.md)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from docflow.rules.calendar import short_date
from docflow.rules.vietnamese import nfc

from . import inline, labels
from .lineage import inherit, new_id
from .shape import check

__all__ = ["check", "from_markup", "new_id", "notes", "plain", "printed", "to_markup", "unbound"]

Node = dict[str, Any]
Fields = Mapping[str, Any]

#: What begins a line of its own kind: a heading at the margin, a line in the middle.
_HEADS = {"# ": "heading", "## ": "centre"}
_RULE = re.compile(r"-{3,}")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# What a pasted text brings along: no-break spaces would stay rigid in a justified line, and
# zero-width characters would make two equal texts differ.
_SPACES = re.compile("[\u00a0\u2007\u202f\t\r\f\v]")
_PIECE = re.compile(r"\\.|\||[^\\|]+|\\")


def from_markup(text: str, previous: Mapping[str, Any] | None = None) -> Node:
    """Read light markup into a tree.

    A block that is unchanged, moved or edited in place keeps its id from ``previous``.
    """
    text = nfc(_visible(_SPACES.sub(" ", text.replace("\r\n", "\n"))))
    content = [block for lines in _chunks(text) if (block := _parse(lines)) is not None]
    old = list(previous["content"]) if previous else None
    return {"type": "doc", "schema": 1, "content": inherit(content, old)}


def to_markup(doc: Mapping[str, Any]) -> str:
    """Write a tree as light markup; ``from_markup`` reads the same tree back."""
    return "\n\n".join(_dump(block) for block in doc["content"])


def plain(block: Mapping[str, Any], fields: Fields) -> str:
    """Return a block's text without its footnotes; the cells of a table stand one per line."""
    if block["type"] == "table":
        cells = (cell for row in block["content"] for cell in row["content"])
        return "\n".join(_words(cell, fields) for cell in cells)
    label = block["attrs"].get("label", "")
    return f"{label} {_words(block, fields)}" if label else _words(block, fields)


def notes(block: Mapping[str, Any]) -> list[str]:
    """Return what the footnotes of a block say."""
    found = (node for node in _inlines(block) if node["type"] == "footnote")
    return [" ".join(str(node["attrs"]["text"]).split()) for node in found]


def printed(node: Mapping[str, Any], fields: Fields) -> str:
    """Return what one inline node prints; a field without value shows its name in braces.

    A footnote prints nothing in its line but a number, which only the whole paper knows.
    """
    if node["type"] == "text":
        return str(node["text"])
    if node["type"] == "footnote":
        return ""
    name = node["attrs"]["name"]
    value = fields.get(name)
    if value is None or value == "":
        return "{" + str(name) + "}"
    if _ISO_DATE.fullmatch(str(value)):
        return f"ngày {short_date(date.fromisoformat(str(value)))}"
    return str(value)


def unbound(doc: Mapping[str, Any], fields: Fields) -> list[str]:
    """Return the names of fields that the body prints and that have no value."""
    names = (node["attrs"]["name"] for node in _inlines(doc) if node["type"] == "field")
    return [name for name in dict.fromkeys(names) if fields.get(name) in (None, "")]


def _visible(text: str) -> str:
    """Take out control, formatting and stray surrogate characters, all but the line break."""
    return "".join(
        letter
        for letter in text
        if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cf", "Cs"}
    )


def _inlines(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Walk every inline node of a tree."""
    if node["type"] in {"text", "field", "footnote"}:
        yield node
    for child in node.get("content", ()):
        yield from _inlines(child)


def _words(node: Mapping[str, Any], fields: Fields) -> str:
    return "".join(printed(child, fields) for child in node.get("content", ()))


def _chunks(text: str) -> Iterator[list[str]]:
    """Cut the text into blocks: at blank lines, and before a label, a heading or a table."""
    chunk: list[str] = []
    for line in (*(line.strip() for line in text.split("\n")), ""):
        if chunk and (not line or _begins(line, chunk)):
            yield chunk
            chunk = []
        if line:
            chunk.append(line)


def _begins(line: str, chunk: list[str]) -> bool:
    """Tell whether a line begins a block although no blank line stands before it."""
    if line.startswith("|") or chunk[0].startswith("|"):
        return line.startswith("|") != chunk[0].startswith("|")
    heads = tuple(_HEADS)
    return line.startswith(heads) or chunk[0].startswith(heads) or labels.cut(line) is not None


def _parse(lines: list[str]) -> Node | None:
    """Read the lines of one block; nothing visible gives no block."""
    if lines[0].startswith("|"):
        return _table(lines)
    text = " ".join(lines)
    attrs: dict[str, str] = {}
    kind = "paragraph"
    if head := next((head for head in _HEADS if text.startswith(head)), None):
        kind, text = _HEADS[head], text[len(head) :]
    elif found := labels.cut(text):
        kind, text, attrs = "point", found[1], {"label": found[0]}
    content = inline.trimmed(inline.parse(text))
    if not content and not attrs:
        return None
    return _node(kind, content, attrs)


def _node(kind: str, content: list[Node], attrs: dict[str, str]) -> Node:
    return {"type": kind, "attrs": attrs, "content": content}


def _table(lines: Iterable[str]) -> Node:
    """Read rows ``| a | b |``; a short row is filled up with empty cells.

    A second row of hyphens says that the first one is the head.
    """
    rows = [_cells(line) for line in lines]
    headed = len(rows) > 1 and all(_RULE.fullmatch(cell) for cell in rows[1])
    rows = rows[:1] + rows[2:] if headed else rows
    width = max(len(row) for row in rows)
    filled = [row + [""] * (width - len(row)) for row in rows]
    return {
        "type": "table",
        "attrs": {"head": True} if headed else {},
        "content": [{"type": "row", "content": [_cell(text) for text in row]} for row in filled],
    }


def _cells(line: str) -> list[str]:
    """Cut a row at its bars; an escaped bar is text."""
    parts = [""]
    for piece in _PIECE.findall(line[1:]):
        if piece == "|":
            parts.append("")
        else:
            parts[-1] += piece
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return [part.strip() for part in parts]


def _cell(text: str) -> Node:
    return {"type": "cell", "content": inline.trimmed(inline.parse(text))}


def _dump(block: Mapping[str, Any]) -> str:
    """Write one block."""
    if block["type"] == "table":
        return "\n".join(_rows(block))
    text = inline.dump(block.get("content", ()))
    for head, kind in _HEADS.items():
        if block["type"] == kind:
            return head + text
    if block["type"] == "point":
        return labels.marked(block["attrs"]["label"], text)
    return _guarded(text)


def _rows(table: Mapping[str, Any]) -> Iterator[str]:
    """Write the rows of a table, the head's rule under the first one."""
    for place, row in enumerate(table["content"]):
        cells = [
            inline.dump(cell.get("content", ())).replace("|", "\\|") for cell in row["content"]
        ]
        if place == 1 and table["attrs"].get("head"):
            yield "| " + " | ".join("---" for _ in cells) + " |"
        # Typed hyphens in the second row are no rule.
        elif place == 1 and all(_RULE.fullmatch(cell) for cell in cells):
            cells[0] = f"\\{cells[0]}"
        yield "| " + " | ".join(cells) + " |"
    if len(table["content"]) == 1 and table["attrs"].get("head"):
        yield "| " + " | ".join("---" for _ in table["content"][0]["content"]) + " |"


def _guarded(text: str) -> str:
    """Escape a paragraph's beginning that would be read as a label, a heading or a table."""
    return f"\\{text}" if text.startswith((*_HEADS, "|")) else labels.unmarked(text)
