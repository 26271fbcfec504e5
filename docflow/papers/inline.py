"""The light markup inside one block: **bold**, *italic*, {field} and backslash escapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Node = dict[str, Any]

_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<star>\*\*|\*)|\{(?P<field>[a-z][a-z0-9_]{0,39})\}"
)
_SPECIAL = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)|\*|\{(?=[a-z][a-z0-9_]{0,39}\})")
_MARKS = {"**": "strong", "*": "em"}


def parse(text: str) -> list[Node]:
    """Read one block's text into inline nodes; a star without a partner stays a star."""
    nodes: list[Node] = []
    marks: set[str] = set()
    for kind, value in _paired(list(_tokens(text))):
        if kind == "star":
            marks ^= {_MARKS[value]}
        elif kind == "field":
            _append(nodes, {"type": "field", "attrs": {"name": value}})
        else:
            _append(nodes, _text(value, marks))
    return nodes


def dump(nodes: Iterable[Mapping[str, Any]]) -> str:
    """Write inline nodes as light markup, such that ``parse`` gives the same nodes back."""
    written: list[str] = []
    before: frozenset[str] = frozenset()
    for node in nodes:
        marks = marks_of(node)
        written.append(_toggles(before ^ marks))
        written.append(_source(node))
        before = marks
    written.append(_toggles(before))
    return "".join(written)


def marks_of(node: Mapping[str, Any]) -> frozenset[str]:
    """Return the marks of a node as a set of names."""
    return frozenset(mark["type"] for mark in node.get("marks", ()))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Cut the text into plain runs, escapes, stars and fields."""
    position = 0
    for found in _TOKEN.finditer(text):
        if found.start() > position:
            yield "text", text[position : found.start()]
        kind = str(found.lastgroup)
        yield ("text" if kind == "escaped" else kind), found[kind]
        position = found.end()
    if position < len(text):
        yield "text", text[position:]


def _paired(tokens: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Turn the last star of an odd count into text: it opens nothing."""
    for star in _MARKS:
        places = [place for place, token in enumerate(tokens) if token == ("star", star)]
        if len(places) % 2:
            tokens[places[-1]] = ("text", star)
    return tokens


def _text(value: str, marks: set[str]) -> Node:
    """Return a text node; marks stand in one fixed order, since the tree is hashed."""
    node: Node = {"type": "text", "text": value}
    if marks:
        node["marks"] = [{"type": name} for name in ("strong", "em") if name in marks]
    return node


def _append(nodes: list[Node], node: Node) -> None:
    """Add a node, joining neighbours of text that carry the same marks."""
    last = nodes[-1] if nodes else None
    if last and last["type"] == node["type"] == "text" and marks_of(last) == marks_of(node):
        last["text"] += node["text"]
    else:
        nodes.append(node)


def _toggles(changed: frozenset[str]) -> str:
    """Return the stars for marks that begin or end here; two stars are always read first."""
    return "".join(star for star, name in _MARKS.items() if name in changed)


def _source(node: Mapping[str, Any]) -> str:
    """Write one node without its stars."""
    if node["type"] == "field":
        return "{" + str(node["attrs"]["name"]) + "}"
    return _SPECIAL.sub(lambda found: "\\" + found[0], node["text"])
