"""The tiny HTML of ``body.html`` (p, h2, h3, strong, em, table), read into the tree of blocks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from typing import Any

from docflow.rules.refusals import Refused

from . import blocks, inline
from .fields import Piece
from .lineage import inherit

Node = dict[str, Any]

#: Every tag of the dialect with the attributes that it may carry.
TAGS = {
    "p": {"data-point", "data-report"},
    "h2": set(),
    "h3": set(),
    "strong": set(),
    "em": set(),
    "table": set(),
    "tr": set(),
    "td": set(),
    "th": set(),
}
#: Which block a tag of one line opens, unless it carries a label.
_LINES = {"p": "paragraph", "h2": "heading", "h3": "centre"}
_SPACES = " \t\r\n\f"
_RUN = re.compile(f"[{_SPACES}]+")


def read(
    pieces: Iterable[Piece], report: Callable[[], list[Piece]]
) -> tuple[list[Node], str | None]:
    """Build the blocks that a template says; also return the id of its report point, if any.

    :param report: what the report point says; an empty list leaves the point out of the letter.

    Raises ``Refused("template.not_allowed", line=…, what=…)`` for a tag or attribute outside the
    dialect, for tags that do not match and for text outside a paragraph.
    """
    builder = _Builder(report)
    for piece in pieces:
        builder.take(piece)
    return builder.finish()


class _Builder(HTMLParser):
    """Holds the open block, the open marks and the finished blocks while pieces come in."""

    def __init__(self, report: Callable[[], list[Piece]]) -> None:
        super().__init__(convert_charrefs=True)
        self._report = report
        self._blocks: list[Node] = []
        self._open: list[str] = []
        self._heads: list[bool] = []
        self._block: Node | None = None
        self._report_block: Node | None = None

    def take(self, piece: Piece) -> None:
        if piece.kind == "markup":
            self.feed(piece.text)
            # A tag that is still open here would let a value become an attribute.
            if self.rawdata:
                self._refuse("markup")
        elif piece.kind == "text":
            self._text(piece.text)
        elif piece.kind == "bound":
            self._add({"type": "field", "attrs": {"name": piece.text}})
        elif piece.text:
            self._add({"type": "text", "text": piece.text})

    def finish(self) -> tuple[list[Node], str | None]:
        if self._open:
            self._refuse(self._open[-1])
        inherit(self._blocks, None)
        found = self._report_block
        return self._blocks, found["attrs"]["id"] if found else None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in TAGS or not set(given) <= TAGS[tag]:
            self._refuse(tag)
        self._nest(tag)
        self._open.append(tag)
        if tag == "p" and (label := given.get("data-point")):
            self._block = _block("point", label=label)
        elif tag in _LINES:
            self._block = _block(_LINES[tag])
        elif tag == "table":
            self._blocks.append(_block("table"))
        elif tag == "tr":
            self._blocks[-1]["content"].append({"type": "row", "content": []})
            self._heads.append(True)
        elif tag in {"td", "th"}:
            self._block = {"type": "cell", "content": []}
            self._heads[-1] &= tag == "th"
        if "data-report" in given:
            self._say_report()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self._refuse(tag)
        if tag in _LINES:
            self._close()
        elif tag == "table":
            self._end_table()
        elif tag in {"td", "th"} and self._block is not None:
            cell, self._block = self._block, None
            cell["content"] = _trimmed(cell["content"])
            self._blocks[-1]["content"][-1]["content"].append(cell)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._refuse(tag)

    def handle_data(self, data: str) -> None:
        if self._block is None:
            if data.strip():
                blank = len(data) - len(data.lstrip())
                self._refuse("text", further=data[:blank].count("\n"))
            return
        self._add({"type": "text", "text": _RUN.sub(" ", data)})

    def handle_comment(self, data: str) -> None:
        """Leave a comment of the template's author out of the letter."""

    def handle_decl(self, decl: str) -> None:
        self._refuse("declaration")

    def handle_pi(self, data: str) -> None:
        self._refuse("instruction")

    def unknown_decl(self, data: str) -> None:
        self._refuse("declaration")

    def _end_table(self) -> None:
        """Mark the table whose first row has nothing but ``th``: its head returns on each page."""
        if self._heads and self._heads[0]:
            self._blocks[-1]["attrs"]["head"] = True
        self._heads.clear()

    def _say_report(self) -> None:
        pieces = self._report()
        if not pieces:
            self._block = None
            return
        self._report_block = self._block
        for piece in pieces:
            self._add(
                {"type": "field", "attrs": {"name": piece.text}}
                if piece.kind == "bound"
                else {"type": "text", "text": piece.text}
            )

    def _text(self, source: str) -> None:
        """Splice a text of several blocks in: its first joins what is open, so does its last."""
        new = blocks.from_markup(source)["content"]
        if self._block is None:
            if self._open:
                self._refuse("text")
            self._blocks += [_bare(block) for block in new]
            return
        if self._block["type"] == "cell":
            if any(block["type"] == "table" for block in new):
                self._refuse("table")
            new = [_block("paragraph", [node for block in new for node in block["content"]])]
        for place, block in enumerate(new):
            if place:
                self._close()
                self._block = _block("paragraph")
            self._join(_bare(block))

    def _join(self, block: Node) -> None:
        if self._block is None:
            return
        empty = not _trimmed(self._block["content"])
        if block["type"] == "table":
            self._close()
            self._blocks.append(block)
            self._block = _block("paragraph")
        elif empty and self._block["type"] == "paragraph" and block["type"] != "paragraph":
            self._block = block
        else:
            for node in block["content"]:
                self._add(node)

    def _add(self, node: Node) -> None:
        if self._block is None:
            # The report point may be left out together with what stands around it.
            if "p" not in self._open:
                self._refuse("text")
            return
        marks = inline.marks_of(node) | {tag for tag in self._open if tag in {"strong", "em"}}
        if marks and node["type"] == "text":
            node = node | {"marks": [{"type": m} for m in ("strong", "em") if m in marks]}
        _append(self._block["content"], node)

    def _close(self) -> None:
        if self._block is not None:
            self._block["content"] = _trimmed(self._block["content"])
            if self._block["content"]:
                self._blocks.append(self._block)
        self._block = None

    def _nest(self, tag: str) -> None:
        parent = self._open[-1] if self._open else ""
        inside = {"tr": {"table"}, "td": {"tr"}, "th": {"tr"}}
        inline_parents = {"p", "h2", "h3", "td", "th", "strong", "em"}
        allowed = inside.get(tag, inline_parents if tag in {"strong", "em"} else {""})
        if parent not in allowed or tag in self._open:
            self._refuse(tag)

    def _refuse(self, what: str, *, further: int = 0) -> None:
        line = self.getpos()[0] + further
        raise Refused("template.not_allowed", line=line, what=what[:40])


def _block(kind: str, content: list[Node] | None = None, **attrs: str) -> Node:
    return {"type": kind, "attrs": attrs, "content": content if content is not None else []}


def _bare(block: Node) -> Node:
    """Take the id off: ids are given once, when all the blocks of the letter are known."""
    return block | {"attrs": {name: is_ for name, is_ in block["attrs"].items() if name != "id"}}


def _append(nodes: list[Node], node: Node) -> None:
    last = nodes[-1] if nodes else None
    if node["type"] == "text" and last and last["type"] == "text":
        if inline.marks_of(last) == inline.marks_of(node):
            last["text"] += node["text"]
            return
        # Template markup may put a space on both sides of a tag; only one is printed.
        if last["text"].endswith(" ") and node["text"].startswith(" "):
            node = node | {"text": node["text"].lstrip(" ")}
    if node["type"] != "text" or node["text"]:
        nodes.append(dict(node))


def _trimmed(nodes: list[Node]) -> list[Node]:
    """Cut the spaces at both ends of a block, as a browser does."""
    nodes = [dict(node) for node in nodes]
    while nodes and nodes[0]["type"] == "text":
        nodes[0]["text"] = nodes[0]["text"].lstrip(_SPACES)
        if nodes[0]["text"]:
            break
        nodes.pop(0)
    while nodes and nodes[-1]["type"] == "text":
        nodes[-1]["text"] = nodes[-1]["text"].rstrip(_SPACES)
        if nodes[-1]["text"]:
            break
        nodes.pop()
    return nodes
