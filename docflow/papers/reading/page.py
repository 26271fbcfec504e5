"""What a DOCX says of its pages: paper, margins, fonts, sizes, spacing, page numbers."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .guard import parsed
from .lines import words

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MM = 25.4 / 1440
_FONT = "times new roman"
#: A paragraph of so many letters outside of tables and frames is text; shorter ones are names.
_TEXT = 80
_SMALLEST, _LARGEST = 26, 28
_SINGLE, _WIDEST, _GAP = 240, 360, 120
_MOST_KINDS = 5
_SIDES = {"top": "top", "bottom": "bottom", "left": "left", "right": "right"}

Element = Any


@dataclass
class _Styles:
    """Styles by their ids, and what stands under all of them."""

    by_id: dict[str, Element]
    normal: str
    defaults: Element | None
    fonts: dict[str, str] = field(default_factory=dict)

    def chain(self, style: str) -> Iterator[Element]:
        """Yield a style, then what it is based on, then the defaults."""
        for _ in range(12):
            found = self.by_id.get(style)
            if found is None:
                break
            yield found
            base = found.find(f"{_W}basedOn")
            style = str(base.get(f"{_W}val")) if base is not None else ""
        if self.defaults is not None:
            yield self.defaults


def facts(parts: dict[str, bytes], main: str, folder: str) -> dict[str, Any]:
    """Return what the check asks of a page, in millimetres and points, with words to show."""
    document = parsed(parts[main])
    body = document.find(f"{_W}body")
    section = next(body.iter(f"{_W}sectPr"), None) if body is not None else None
    if body is None or section is None:
        return {}
    styles = _styles(parts, folder)
    return {
        **_paper(section),
        **_numbers(parts, main, section),
        **_paragraphs(body, styles),
    }


def _paper(section: Element) -> dict[str, float]:
    size, edges = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    told = {}
    if size is not None:
        told["width"], told["height"] = _mm(size, "w"), _mm(size, "h")
    if edges is not None:
        told |= {side: _mm(edges, name) for side, name in _SIDES.items()}
    return {name: value for name, value in told.items() if value is not None}


def _mm(element: Element, name: str) -> float | None:
    number = _number(element, name)
    return round(abs(number) * _MM, 1) if number is not None else None


def _number(element: Element | None, name: str) -> float | None:
    text = element.get(f"{_W}{name}") if element is not None else None
    try:
        return float(text) if text is not None and len(text) < 12 else None
    except ValueError:
        return None


def _numbers(parts: dict[str, bytes], main: str, section: Element) -> dict[str, bool]:
    """Tell where the page numbers stand: none on page 1, the rest in the middle of the top."""
    shown = {
        (kind, str(one.get(f"{_W}type"))): _numbered(parts, main, one)
        for kind in ("header", "footer")
        for one in section.findall(f"{_W}{kind}Reference")
    }
    apart = section.find(f"{_W}titlePg")
    own_first = apart is not None and apart.get(f"{_W}val", "1") not in {"0", "false", "off"}
    first = "first" if own_first else "default"
    return {
        "numbered_first": any(where for (_, kind), where in shown.items() if kind == first),
        "numbered_wrongly": any(
            where and (name == "footer" or where != "center")
            for (name, kind), where in shown.items()
            if kind == "default"
        ),
    }


def _numbered(parts: dict[str, bytes], main: str, reference: Element) -> str:
    """Return how the page number in a header or footer is aligned; empty where there is none."""
    name = _target(parts, main, str(reference.get(f"{_R}id")))
    if name not in parts:
        return ""
    for paragraph in parsed(parts[name]).iter(f"{_W}p"):
        codes = [str(one.text or "") for one in paragraph.iter(f"{_W}instrText")]
        codes += [str(one.get(f"{_W}instr")) for one in paragraph.iter(f"{_W}fldSimple")]
        if any(code.split()[:1] == ["PAGE"] for code in codes):
            return _aligned(parts, main, paragraph)
    return ""


def _aligned(parts: dict[str, bytes], main: str, paragraph: Element) -> str:
    styles = _styles(parts, posixpath.dirname(main))
    found = _property(paragraph, styles, "jc")
    framed = paragraph.find(f"{_W}pPr/{_W}framePr")
    if framed is not None and framed.get(f"{_W}xAlign") == "center":
        return "center"
    return str(found.get(f"{_W}val")) if found is not None else "left"


def _target(parts: dict[str, bytes], main: str, key: str) -> str:
    folder, name = posixpath.split(main)
    relations = parts.get(f"{folder}/_rels/{name}.rels")
    for relation in parsed(relations) if relations else ():
        if relation.get("Id") == key:
            return posixpath.normpath(posixpath.join(folder, str(relation.get("Target"))))
    return ""


def _paragraphs(body: Element, styles: _Styles) -> dict[str, Any]:
    told: dict[str, Any] = {"fonts": {}, "sizes": {}}
    for paragraph in body.iterchildren(f"{_W}p"):
        text = words("".join(str(one.text or "") for one in paragraph.iter(f"{_W}t")))
        if not text:
            continue
        excerpt = text[:60]
        _note_runs(paragraph, styles, told, is_text=len(text) >= _TEXT)
        framed = paragraph.find(f"{_W}pPr/{_W}framePr") is not None
        if len(text) >= _TEXT and not framed:
            _note_spacing(paragraph, styles, told, excerpt)
    return told


def _note_runs(paragraph: Element, styles: _Styles, told: dict[str, Any], *, is_text: bool) -> None:
    for run in paragraph.iter(f"{_W}r"):
        text = words("".join(str(one.text or "") for one in run.iter(f"{_W}t")))
        if not any(letter.isalpha() for letter in text):
            continue
        font = _font(run, paragraph, styles)
        if font and font.casefold() != _FONT and len(told["fonts"]) < _MOST_KINDS:
            told["fonts"].setdefault(font, text[:60])
        size = _number(_run_property(run, paragraph, styles, "sz"), "val") or 20
        if is_text and not _SMALLEST <= size <= _LARGEST and len(told["sizes"]) < _MOST_KINDS:
            told["sizes"].setdefault(size / 2, text[:60])


def _note_spacing(paragraph: Element, styles: _Styles, told: dict[str, Any], excerpt: str) -> None:
    spacing = list(_properties(paragraph, styles, "spacing"))
    line, rule = _first(spacing, "line", _SINGLE), _first_word(spacing, "lineRule", "auto")
    before, after = _first(spacing, "before", 0), _first(spacing, "after", 0)
    if rule == "auto" and not _SINGLE - 5 <= line <= _WIDEST + 5:
        told.setdefault("tight", excerpt)
    if before + after < _GAP:
        told.setdefault("close", excerpt)
    aligned = _property(paragraph, styles, "jc")
    if aligned is None or aligned.get(f"{_W}val") not in {"both", "distribute", "center"}:
        told.setdefault("ragged", excerpt)


def _first(elements: list[Element], name: str, otherwise: float) -> float:
    told = (_number(one, name) for one in elements)
    return next((number for number in told if number is not None), otherwise)


def _first_word(elements: list[Element], name: str, otherwise: str) -> str:
    told = (one.get(f"{_W}{name}") for one in elements)
    return next((str(word) for word in told if word is not None), otherwise)


def _font(run: Element, paragraph: Element, styles: _Styles) -> str:
    found = _run_property(run, paragraph, styles, "rFonts")
    if found is None:
        return ""
    named = found.get(f"{_W}ascii") or found.get(f"{_W}hAnsi")
    return str(named or styles.fonts.get(str(found.get(f"{_W}asciiTheme")), ""))


def _run_property(run: Element, paragraph: Element, styles: _Styles, name: str) -> Element | None:
    own = run.find(f"{_W}rPr")
    if own is not None and (found := own.find(f"{_W}{name}")) is not None:
        return found
    character = own.find(f"{_W}rStyle") if own is not None else None
    chains = [str(character.get(f"{_W}val"))] if character is not None else []
    chains.append(_style_of(paragraph, styles))
    for style in chains:
        for one in styles.chain(style):
            found = one.find(f".//{_W}rPr/{_W}{name}")
            if found is not None:
                return found
    return None


def _property(paragraph: Element, styles: _Styles, name: str) -> Element | None:
    return next(_properties(paragraph, styles, name), None)


def _properties(paragraph: Element, styles: _Styles, name: str) -> Iterator[Element]:
    """Yield a property of a paragraph, the nearest first: one may say less than the next."""
    own = paragraph.find(f"{_W}pPr/{_W}{name}")
    if own is not None:
        yield own
    for one in styles.chain(_style_of(paragraph, styles)):
        found = one.find(f".//{_W}pPr/{_W}{name}")
        if found is not None:
            yield found


def _style_of(paragraph: Element, styles: _Styles) -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return str(found.get(f"{_W}val")) if found is not None else styles.normal


def _styles(parts: dict[str, bytes], folder: str) -> _Styles:
    name = f"{folder}/styles.xml"
    root = parsed(parts[name]) if name in parts else None
    if root is None:
        return _Styles({}, "", None)
    listed = {str(one.get(f"{_W}styleId")): one for one in root.iter(f"{_W}style")}
    normal = next(
        (key for key, one in listed.items()
         if one.get(f"{_W}default") == "1" and one.get(f"{_W}type") == "paragraph"), "",
    )  # fmt: skip
    return _Styles(listed, normal, root.find(f"{_W}docDefaults"), _theme(parts, folder))


def _theme(parts: dict[str, bytes], folder: str) -> dict[str, str]:
    """Return the fonts that a theme stands for."""
    name, space = (
        f"{folder}/theme/theme1.xml",
        "{http://schemas.openxmlformats.org/drawingml/2006/main}",
    )
    if name not in parts:
        return {}
    told: dict[str, str] = {}
    for kind in ("major", "minor"):
        found = parsed(parts[name]).find(f".//{space}{kind}Font/{space}latin")
        if found is not None:
            told |= {f"{kind}{end}": str(found.get("typeface")) for end in ("HAnsi", "Ascii")}
    return told
