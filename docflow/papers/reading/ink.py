"""What a paragraph of a DOCX says: its runs with their marks, signs and formulas, its text boxes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OFF = {"0", "false", "off", "none"}
_GONE = {f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr"}
_SKIPPED = {*_GONE, f"{_W}instrText", f"{_W}delText", f"{_W}object", f"{_W}pict", f"{_W}drawing",
            f"{_MC}Fallback"}  # fmt: skip
#: What the commonest signs of the font Symbol are; a sign of another font is no letter.
_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
    0xA5: "∞", 0xAE: "→", 0xAC: "←", 0xDE: "⇒", 0xB7: "•", 0x2D: "-", 0x6D: "μ", 0x61: "α",
    0x62: "β", 0x67: "γ", 0x64: "δ", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω", 0x70: "π", 0xE5: "∑",
    0xD6: "√", 0xCE: "∈", 0xA2: "′", 0xB2: "″",
}  # fmt: skip
#: Stands where a sign could not be read.
UNREAD = "\N{REPLACEMENT CHARACTER}"

Element = Any


def runs_of(element: Element) -> Iterator[tuple[str, bool, bool]]:
    """Yield the visible text of a paragraph with bold and italic, without its text boxes."""
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{_W}r":
            properties = child.find(f"{_W}rPr")
            if not switch(properties, "vanish"):
                text = "".join(map(_said, child))
                yield text, bool(switch(properties, "b")), bool(switch(properties, "i"))
        elif child.tag == f"{_MATH}t":
            yield (child.text or "").replace("\n", " "), False, False
        else:
            yield from runs_of(child)


def boxes_of(element: Element) -> Iterator[Element]:
    """Yield the text boxes of a paragraph; of two ways to draw one box, the first that has it."""
    for child in element:
        if child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            ways = ([*boxes_of(way)] for way in child)
            yield from next(filter(None, ways), [])
        elif child.tag not in _GONE:
            yield from boxes_of(child)


def paragraphs_of(container: Element) -> Iterator[Element]:
    """Yield the paragraphs in a cell, also those of its text boxes and of the tables within it."""
    for child in container:
        if child.tag == f"{_W}p":
            yield child
            for box in boxes_of(child):
                yield from paragraphs_of(box)
        elif child.tag not in _GONE:
            yield from paragraphs_of(child)


def words_of(element: Element) -> str:
    """Return the lines of a paragraph, a cell or a table, as they are without Word's labels."""
    whole = [element] if element.tag == f"{_W}p" else paragraphs_of(element)
    said = ("".join(text for text, _, _ in runs_of(it)) for it in whole)
    return "\n".join(text for text in said if text.strip())


def switch(properties: Element | None, name: str) -> bool | None:
    """Return a property that is on, off, or not told."""
    found = properties.find(f"{_W}{name}") if properties is not None else None
    return None if found is None else found.get(f"{_W}val", "1") not in _OFF


def _said(child: Element) -> str:
    """Return what one part of a run says."""
    if child.tag == f"{_W}t":
        return (child.text or "").replace("\n", " ")
    if child.tag == f"{_W}noBreakHyphen":
        return "-"
    if child.tag == f"{_W}sym":
        return _sign(child)
    if child.tag in {f"{_W}br", f"{_W}cr"}:
        return "" if child.get(f"{_W}type") == "page" else "\n"
    return "\t" if child.tag == f"{_W}tab" else ""


def _sign(child: Element) -> str:
    """Return a sign that is told by its code; F000 is where Word keeps the signs of such fonts."""
    try:
        code = int(str(child.get(f"{_W}char")), 16)
    except ValueError:
        return UNREAD
    if "symbol" in str(child.get(f"{_W}font")).casefold():
        return _SYMBOL.get(code & 0xFF if code & 0xFF00 == 0xF000 else code, UNREAD)
    is_letter = 0x20 < code < 0xD800 and chr(code).isprintable()
    return chr(code) if is_letter else UNREAD
