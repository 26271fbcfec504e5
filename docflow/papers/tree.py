"""A body that comes in as a tree, from the rich editor or a program: put right, then checked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc

from .inline import marks_of
from .shape import check

Node = dict[str, Any]

#: Longer than any tree that ``shape.check`` lets pass.
MOST_JSON = 8_000_000
_MARKS = ("strong", "em")
_LINES = ("paragraph", "heading", "centre", "point")
# No-break spaces would stay rigid in a justified line, as in ``blocks.from_markup``.
_SPACES = re.compile("[\u00a0\u2007\u202f\t\r\n\f\v]")


def parse(text: str) -> Any:
    """Read the JSON that a form sends; ``read`` says whether it is a body.

    Raises ``Refused("body.malformed")`` for what is no JSON, nested without end, or too long.
    """
    if len(text) > MOST_JSON:
        raise Refused("body.malformed", where="doc", why="size")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("body.malformed", where="doc", why="shape") from None


def read(tree: Any) -> Node:
    """Return the body a tree holds: precomposed, without empty lines, with its ids as they are.

    Raises ``Refused("body.malformed", where=…, why=…)`` for anything that is no body.
    """
    if not isinstance(tree, Mapping) or not isinstance(tree.get("content"), list):
        raise Refused("body.malformed", where="doc", why="shape")
    content = [block for block in map(_block, tree["content"]) if not _is_blank(block)]
    doc = {**tree, "content": content}
    check(doc)
    return doc


def _block(block: Any) -> Any:
    """Put a block right; what is no block stays for the check to refuse."""
    if not isinstance(block, dict):
        return block
    if block.get("type") in _LINES:
        return {**block, "content": _line(block.get("content", []))}
    if block.get("type") == "table" and isinstance(block.get("content"), list):
        return {**block, "content": [_row(row) for row in block["content"]]}
    return block


def _row(row: Any) -> Any:
    if not isinstance(row, dict) or not isinstance(row.get("content"), list):
        return row
    return {**row, "content": [_cell(cell) for cell in row["content"]]}


def _cell(cell: Any) -> Any:
    return {**cell, "content": _line(cell.get("content", []))} if isinstance(cell, dict) else cell


def _line(nodes: Any) -> Any:
    """Join neighbours of one look and take the spaces off both ends."""
    if not isinstance(nodes, list) or not all(_is_known(node) for node in nodes):
        return nodes
    joined: list[Node] = []
    for node in map(_inline, nodes):
        last = joined[-1] if joined else None
        if last and last["type"] == node["type"] == "text" and marks_of(last) == marks_of(node):
            last["text"] += node["text"]
        else:
            joined.append(node)
    return list(_trimmed(joined))


def _inline(node: Node) -> Node:
    """Precompose an inline node's text; marks stand in one fixed order, since the tree is hashed."""
    node = dict(node)
    if node["type"] == "text":
        node["text"] = nfc(_SPACES.sub(" ", node["text"]))
    elif isinstance(node.get("attrs"), dict):
        node["attrs"] = {
            key: nfc(value) if isinstance(value, str) else value
            for key, value in node["attrs"].items()
        }
    if marks := marks_of(node):
        node["marks"] = sorted(({"type": name} for name in marks), key=_place)
    elif node.get("marks") == []:
        del node["marks"]
    return node


def _trimmed(nodes: list[Node]) -> Iterator[Node]:
    for place, node in enumerate(nodes):
        if node["type"] == "text":
            text = node["text"]
            text = text if place else text.lstrip()
            text = text if place < len(nodes) - 1 else text.rstrip()
            if not text:
                continue
            node["text"] = text
        yield node


def _is_known(node: Any) -> bool:
    """Tell whether it is an inline node that can be put right at all."""
    if not isinstance(node, dict) or not isinstance(node.get("type"), str):
        return False
    marks = node.get("marks", [])
    known = isinstance(marks, list) and all(
        isinstance(mark, dict) and set(mark) == {"type"} and mark["type"] in _MARKS
        for mark in marks
    )
    twice = known and len({mark["type"] for mark in marks}) != len(marks)
    return known and not twice and (node["type"] != "text" or isinstance(node.get("text"), str))


def _is_blank(block: Any) -> bool:
    """Tell whether it is a line without a word: an editor has such, a letter does not."""
    return (
        isinstance(block, dict)
        and block.get("type") in ("paragraph", "heading", "centre")
        and block.get("content") == []
    )


def _place(mark: Mapping[str, str]) -> int:
    return _MARKS.index(mark["type"])
