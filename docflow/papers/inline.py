"""The light markup inside one block: **bold**, *italic*, {field}, ^[footnote] and escapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Node = dict[str, Any]

#: How long a footnote may be.
LONGEST_NOTE = 500

# A note ends at its first bare bracket and holds no beginning of another: reading stays linear.
_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~–•])|(?P<star>\*\*|\*)|\{(?P<field>[a-z][a-z0-9_]{0,39})\}"
    r"|\^\[(?P<note>(?:\\.|\^(?!\[)|[^\\\]^])+)\]"
)
_SPECIAL = re.compile(r"\\(?=[!-/:-@\[-`{-~–•]|$)|\*|\{(?=[a-z][a-z0-9_]{0,39}\})|\^(?=\[)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~–•])")
_SPECIAL_IN_NOTE = re.compile(r"[\\\]]|\^(?=\[)")
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
        elif kind == "note":
            _append(nodes, {"type": "footnote", "attrs": {"text": value}})
        else:
            _append(nodes, _text(value, marks))
    return nodes


def trimmed(nodes: list[Node]) -> list[Node]:
    """Return the nodes of a block without blanks at its ends, and without what is left empty."""
    kept = list(nodes)
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while kept and kept[at]["type"] == "text":
            if text := strip(kept[at]["text"], " "):
                kept[at] = {**kept[at], "text": text}
                break
            kept.pop(at)
    return kept


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
    """Cut the text into plain runs, escapes, stars, fields and footnotes."""
    position = 0
    for found in _TOKEN.finditer(text):
        if found.start() > position:
            yield "text", text[position : found.start()]
        kind = str(found.lastgroup)
        if kind == "note":
            yield _note(found)
        else:
            yield ("text" if kind == "escaped" else kind), found[kind]
        position = found.end()
    if position < len(text):
        yield "text", text[position:]


def _note(found: re.Match[str]) -> tuple[str, str]:
    """Read a footnote; what is blank or too long for one stays text, so that nothing is lost."""
    text = _ESCAPED.sub(r"\1", found["note"])
    return ("note", text) if text.strip() and len(text) <= LONGEST_NOTE else ("text", found[0])


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
    if node["type"] == "footnote":
        return f"^[{_SPECIAL_IN_NOTE.sub(lambda found: chr(92) + found[0], node['attrs']['text'])}]"
    return _SPECIAL.sub(lambda found: "\\" + found[0], node["text"])
