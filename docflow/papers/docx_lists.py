"""Labels of points as Word's own lists: a point that a clerk puts in between is counted by Word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

from docx.document import Document as Letter
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.text.paragraph import Paragraph

from docflow.rules.numbering import roman

from .docx_styles import xml

#: Word counts a b c d e, a Vietnamese list a b c d đ e: up to here both say the same.
_SHARED_LETTERS = "abcd"
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_BULLETS = "-+–"
_DECIMAL = re.compile(r"(Điều |\(|(?:\d{1,3}\.)*)(\d{1,3})([.)/-]|)")
_LETTER = re.compile(rf"(\(?)([{_LETTERS}])([.)/])")
_ROMAN = re.compile(r"([IVX]+)([./])")
_ROMANS = {roman(number): number for number in range(1, 40)}

_LEVEL = (
    '<w:abstractNum {ns} w:abstractNumId="%d"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:suff w:val="space"/>'
    '<w:lvlText w:val=%s/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr><w:rPr>%s</w:rPr></w:lvl></w:abstractNum>'
)
_LIST = (
    '<w:num {ns} w:numId="%d"><w:abstractNumId w:val="%d"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="%d"/></w:lvlOverride></w:num>'
)


class Form(NamedTuple):
    """How a list counts and what it writes: ``("decimal", "Điều %1.")``."""

    counts: str
    writes: str


@dataclass
class _Run:
    """Points that count on from each other."""

    form: Form
    start: int
    last: int
    places: list[int] = field(default_factory=list)


class Lists:
    """The lists of one letter, gathered while it is written."""

    def __init__(self) -> None:
        self._forms: dict[Form, int] = {}
        self._starts: list[tuple[int, int]] = []

    def numbered(self, labels: Sequence[str]) -> list[int | None]:
        """Return for each label the list that counts it, or None where it must be typed.

        A list is Word's only when Word writes every label of it just as the letter prints it.
        """
        found: list[int | None] = [None] * len(labels)
        for run in _runs(labels):
            letters = run.form.counts == "lowerLetter"
            if letters and run.last > len(_SHARED_LETTERS):
                continue
            for place in run.places:
                found[place] = len(self._starts) + 1
            form = self._forms.setdefault(run.form, len(self._forms))
            self._starts.append((form, run.start))
        return found

    def write(self, letter: Letter) -> None:
        """Add the part that tells how the lists count; a letter without lists has none."""
        if not self._starts:
            return
        root: Any = xml("<w:numbering {ns}/>")
        for form, key in self._forms.items():
            bold = "<w:b/><w:bCs/>" if form.writes.startswith("Điều") else ""
            root.append(xml(_LEVEL % (key, form.counts, quoteattr(form.writes), bold)))
        for key, (form_key, start) in enumerate(self._starts, start=1):
            root.append(xml(_LIST % (key, form_key, start)))
        package = letter.part.package
        part = XmlPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, root, package)
        letter.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)


def put_in(paragraph: Paragraph, key: int) -> None:
    """Make a paragraph an item of a list."""
    numbered = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
    numbered.get_or_add_ilvl().val = 0
    numbered.get_or_add_numId().val = key


def _runs(labels: Sequence[str]) -> Iterator[_Run]:
    """Cut the labels into runs; what stands between two labels of a run does not end it."""
    open_runs: dict[Form, _Run] = {}
    found: list[_Run] = []
    for place, label in enumerate(labels):
        read = _read(label)
        if read is None:
            continue
        form, number = read
        run = open_runs.get(form)
        if run is None or number not in (0, run.last + 1):
            run = open_runs[form] = _Run(form, number or 1, number)
            found.append(run)
        run.last = number
        run.places.append(place)
    return iter(found)


def _read(label: str) -> tuple[Form, int] | None:
    """Return how a label is counted and its number, 0 for a sign that is not counted."""
    if label and label in _BULLETS:
        return Form("bullet", label), 0
    if found := _DECIMAL.fullmatch(label):
        before, number, after = found.groups()
        plain = number == str(int(number)) and bool(before or after)
        return (Form("decimal", f"{before}%1{after}"), int(number)) if plain else None
    if found := _LETTER.fullmatch(label):
        return Form("lowerLetter", f"{found[1]}%1{found[3]}"), _LETTERS.index(found[2]) + 1
    if (found := _ROMAN.fullmatch(label)) and found[1] in _ROMANS:
        return Form("upperRoman", f"%1{found[2]}"), _ROMANS[found[1]]
    return None
