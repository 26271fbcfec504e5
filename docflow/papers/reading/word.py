"""The lines of a DOCX, from parts that the guard has passed; nothing else of it is opened."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import Any

from docflow.rules.refusals import Refused

from . import page
from .cleaning import MOST_LETTERS, MOST_TABLES, cleaned
from .frames import Place, cells_of, is_frame, rows_of
from .guard import parsed, parts_of
from .ink import UNREAD, boxes_of, paragraphs_of, runs_of, switch
from .lines import Line, same, words
from .model import Reading
from .numbering import Numbering

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ADDRESS = re.compile(r"(?:dia chi|dien thoai|fax|e-?mail|website)\s?[:.]")
MOST_DEPTH = 4

Node = dict[str, Any]
Element = Any


@dataclass
class _Letter:
    """What is needed while the document is walked."""

    reading: Reading
    numbering: Numbering
    styles: dict[str, dict[str, Any]]
    lines: list[Line] = field(default_factory=list)
    letters: int = 0
    gap: bool = False
    place: Place = field(default_factory=Place)


def lines_of(content: bytes, reading: Reading) -> list[Line]:
    """Return the paragraphs and tables of a DOCX. Raises ``Refused("read.…")``."""
    parts = parts_of(content)
    main = _main_part(parts)
    folder = posixpath.dirname(main)
    letter = _Letter(
        reading, Numbering(_root(parts, f"{folder}/numbering.xml")), _styles(parts, folder)
    )
    body = parsed(parts[main]).find(f"{_W}body")
    if body is None:
        raise Refused("read.format")
    _check_tables(body)
    reading.typed.page = page.facts(parts, main, folder)
    _walk(body, letter)
    _notes(parts, folder, reading)
    letter.lines += [Line(text, whole=True) for text in _address(parts, folder)]
    return letter.lines


def _main_part(parts: dict[str, bytes]) -> str:
    """Return the name of the document's part, as the package's relations tell it."""
    for relation in parsed(parts["_rels/.rels"]):
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            name = str(relation.get("Target", "")).lstrip("/")
            if name in parts:
                return name
    raise Refused("read.format")


def _root(parts: dict[str, bytes], name: str) -> Element | None:
    return parsed(parts[name]) if name in parts else None


def _styles(parts: dict[str, bytes], folder: str) -> dict[str, dict[str, Any]]:
    """Return of each style whether it is bold or italic, what it is based on, its name."""
    root = _root(parts, f"{folder}/styles.xml")
    told: dict[str, dict[str, Any]] = {}
    for style in root.iter(f"{_W}style") if root is not None else ():
        name, base = style.find(f"{_W}name"), style.find(f"{_W}basedOn")
        told[str(style.get(f"{_W}styleId"))] = {
            "name": same(str(name.get(f"{_W}val"))) if name is not None else "",
            "base": str(base.get(f"{_W}val")) if base is not None else "",
            "bold": switch(style.find(f"{_W}rPr"), "b"),
            "list": style.find(f"{_W}pPr"),
            "align": _aligned(style.find(f"{_W}pPr")),
        }
    return told


def _check_tables(body: Element) -> None:
    """Refuse more tables, or tables deeper in each other, than a letter has."""
    for place, table in enumerate(body.iter(f"{_W}tbl")):
        if place >= MOST_TABLES:
            raise Refused("read.too_many_tables", most=MOST_TABLES)
        if sum(1 for _ in table.iterancestors(f"{_W}tbl")) >= MOST_DEPTH:
            raise Refused("read.too_deep")


def _walk(container: Element, letter: _Letter) -> None:
    """Add the lines of everything in a container, also inside controls and insertions."""
    for child in container:
        if child.tag == f"{_W}p":
            _paragraph(child, letter)
            for box in boxes_of(child):
                _walk(box, letter)
        elif child.tag == f"{_W}tbl":
            _table(child, letter)
        elif child.tag in {
            f"{_W}{it}" for it in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "tc")
        }:
            _walk(child, letter)


def _table(table: Element, letter: _Letter) -> None:
    """Add a ruled table whole, or the cells of an invisible one as lines."""
    if is_frame(table, letter.place):
        for row in rows_of(table):
            for cell in cells_of(row):
                _walk(cell, letter)
        return
    cells = [[_cell_text(cell, letter) for cell in cells_of(row)] for row in rows_of(table)]
    _count("".join(text for row in cells for text in row), letter)
    rows = tuple(
        tuple(words(cleaned(text, letter.reading)) for text in row) for row in cells if row
    )
    if any(text for row in rows for text in row):
        letter.lines.append(Line("", gap=True, whole=True, rows=rows))


def _cell_text(cell: Element, letter: _Letter) -> str:
    paragraphs = (_labelled(it, letter) for it in paragraphs_of(cell))
    return "\n".join(text for text in paragraphs if text.strip())


def _labelled(paragraph: Element, letter: _Letter) -> str:
    """Return the words of a paragraph behind the label that Word counts: a row's number alone."""
    properties = paragraph.find(f"{_W}pPr")
    label = _label(properties, _style_of(properties), letter)
    text = "".join(text for text, _, _ in runs_of(paragraph))
    return f"{label} {text}" if label and text.strip() else text or label


def _paragraph(paragraph: Element, letter: _Letter) -> None:
    """Add the lines of a paragraph: more than one when it was broken by hand."""
    properties = paragraph.find(f"{_W}pPr")
    style = _style_of(properties)
    bold_style = bool(_inherited(letter.styles, style, "bold"))
    heading = letter.styles.get(style, {}).get("name", "").startswith("heading")
    centred = (_aligned(properties) or _inherited(letter.styles, style, "align")) == "center"
    runs = [(cleaned(text, letter.reading), bold, em) for text, bold, em in runs_of(paragraph)]
    text = "".join(run[0] for run in runs)
    _count(text, letter)
    if not text.strip():
        letter.gap = True
        return
    letter.place.pass_by(text)
    if UNREAD in text:
        letter.reading.doubt("text.sign_unread", words(text))
    label = _label(properties, style, letter)
    nodes = [] if "\n" in text else [_node(*run) for run in runs if run[0]]
    if label:
        nodes = [{"type": "text", "text": f"{label} "}, *nodes]
    bold = bold_style or all(run[1] for run in runs if run[0].strip())
    for place, piece in enumerate(text.split("\n")):
        if piece.strip():
            told = f"{label} {piece}" if label and not place else piece
            letter.lines.append(Line(
                told, gap=letter.gap, whole=not place, bold=bold, heading=heading,
                centred=centred, nodes=tuple(nodes), label="" if place else label,
            ))  # fmt: skip
            letter.gap = False


def _count(text: str, letter: _Letter) -> None:
    letter.letters += len(text)
    if letter.letters > MOST_LETTERS:
        raise Refused("read.too_long", most=MOST_LETTERS)


def _node(text: str, bold: bool, em: bool) -> Node:  # noqa: FBT001
    marks = [{"type": name} for name, on in (("strong", bold), ("em", em)) if on]
    node: Node = {"type": "text", "text": text}
    return node | {"marks": marks} if marks else node


def _aligned(properties: Element | None) -> str | None:
    """Return how a paragraph or a style is aligned, or None where it does not say."""
    found = properties.find(f"{_W}jc") if properties is not None else None
    return str(found.get(f"{_W}val")) if found is not None else None


def _style_of(properties: Element | None) -> str:
    found = properties.find(f"{_W}pStyle") if properties is not None else None
    return str(found.get(f"{_W}val")) if found is not None else ""


def _label(properties: Element | None, style: str, letter: _Letter) -> str:
    """Return the label that Word counts, which the paragraph or its style asks for."""
    if properties is not None and properties.find(f"{_W}numPr") is not None:
        return letter.numbering.label(properties)
    return letter.numbering.label(letter.styles.get(style, {}).get("list"))


def _inherited(styles: dict[str, dict[str, Any]], style: str, name: str) -> Any:
    """Return what a style, or the nearest that it is based on, tells of a property."""
    for _ in range(12):
        told = styles.get(style)
        if told is None:
            return None
        if told[name] is not None:
            return told[name]
        style = told["base"]
    return None


def _notes(parts: dict[str, bytes], folder: str, reading: Reading) -> None:
    """Tell of footnotes, which have no place in the tree of blocks."""
    for name in ("footnotes", "endnotes"):
        root = _root(parts, f"{folder}/{name}.xml")
        for note in root if root is not None else ():
            text = words(" ".join(text for it in note.iter(f"{_W}p") for text, _, _ in runs_of(it)))
            if text:
                reading.doubt("footnote.left_out", text)


def _address(parts: dict[str, bytes], folder: str) -> list[str]:
    """Return box 13: the address at the foot of page 1."""
    for name in sorted(parts):
        if not name.startswith(f"{folder}/footer"):
            continue
        paragraphs = (
            "".join(text for text, _, _ in runs_of(it)) for it in parsed(parts[name]).iter(f"{_W}p")
        )
        told = [words(text) for text in paragraphs if text.strip()]
        if any(_ADDRESS.search(same(text)) for text in told):
            return told
    return []
