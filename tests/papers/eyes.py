"""What a paper says and where it stands, read back from the two files that were made of it."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table

from docflow.papers.fonts import MM
from docflow.papers.parts import Paper, Span

_WORD = re.compile(r'<word xMin="(.*)" yMin="(.*)" xMax="(.*)" yMax="(.*)">(.*)</word')
_PAGE = re.compile(r'<page width="(.*)" height="(.*)">')
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}


@dataclass(frozen=True)
class Page:
    """A page in millimetres with its words: text, left, top, right, bottom."""

    width: float
    height: float
    words: list[tuple[str, float, float, float, float]]


def docx_lines(file: bytes) -> list[str]:
    """Return what a DOCX says, in the order of ``Paper.lines()``."""
    letter = Document(BytesIO(file))
    first = letter.sections[0]
    places = (first.first_page_header, letter, first.first_page_footer)
    notes, labels = _notes(file), Labels(file)
    texts = [text for place in places for text in _texts(place, notes, labels)]
    return [" ".join(text.split()) for text in texts if text.strip()]


class Labels:
    """What Word writes before the points of its lists, counted in the order of the paragraphs."""

    def __init__(self, file: bytes) -> None:
        self._lists: dict[str, tuple[str, str]] = {}
        self._next: dict[str, int] = {}
        with ZipFile(BytesIO(file)) as parts:
            if "word/numbering.xml" not in parts.namelist():
                return
            root = parse_xml(parts.read("word/numbering.xml"))
        forms = {one.get(qn("w:abstractNumId")): one for one in root.iter(qn("w:abstractNum"))}
        for one in root.iter(qn("w:num")):
            key, form = one.get(qn("w:numId")), forms[_told(one, "abstractNumId")]
            self._lists[key] = _told(form, "numFmt"), _told(form, "lvlText")
            self._next[key] = int(_told(one, "startOverride"))

    def of(self, paragraph) -> str:
        """Return the label of a paragraph with the space after it, or nothing."""
        properties = paragraph._p.pPr
        if properties is None or properties.numPr is None:
            return ""
        key = str(properties.numPr.numId.val)
        counts, text = self._lists[key]
        number, self._next[key] = self._next[key], self._next[key] + 1
        said = {"lowerLetter": chr(96 + number), "upperRoman": _ROMAN[number % 40]}
        return text.replace("%1", said.get(counts, str(number))) + " "


#: I to XXXIX, written out of tens and ones.
_ROMAN = [
    tens + ones
    for tens in ("", "X", "XX", "XXX")
    for ones in ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
]


def _told(element, name: str) -> str:
    return next(element.iter(qn(f"w:{name}"))).get(qn("w:val"))


def _texts(container, notes: dict[str, str], labels: Labels) -> Iterator[str]:
    for part in container.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                for cell in row.cells:
                    yield from _texts(cell, notes, labels)
        else:
            yield labels.of(part) + part.text
            calls = part._p.iter(qn("w:footnoteReference"))
            yield from (notes[call.get(qn("w:id"))] for call in calls)


def _notes(file: bytes) -> dict[str, str]:
    """Return what the footnotes say, by their ids, with the numbers that Word counts."""
    with ZipFile(BytesIO(file)) as parts:
        if "word/footnotes.xml" not in parts.namelist():
            return {}
        root = parse_xml(parts.read("word/footnotes.xml"))
    notes = [note for note in root if note.get(qn("w:type")) is None]
    return {
        note.get(qn("w:id")): f"{place} {''.join(it.text for it in note.iter(qn('w:t')))}"
        for place, note in enumerate(notes, start=1)
    }


def pages(pdf: bytes) -> list[Page]:
    """Return the pages of a PDF as poppler sees them."""
    command = ("pdftotext", "-bbox", "-", "-")
    seen = subprocess.run(command, input=pdf, check=True, capture_output=True).stdout
    found: list[Page] = []
    for line in seen.decode().splitlines():
        if page := _PAGE.search(line):
            found.append(Page(float(page[1]) / MM, float(page[2]) / MM, []))
        elif word := _WORD.search(line):
            *box, text = word.groups()
            for entity, letter in _ENTITIES.items():
                text = text.replace(entity, letter)
            found[-1].words.append((text, *(float(edge) / MM for edge in box)))
    return found


def number_of(page: Page) -> str:
    """Return what stands in the middle of the top margin, or nothing."""
    return "".join(
        text
        for text, left, _, right, bottom in page.words
        if bottom < 20 and abs((left + right - page.width) / 2 - 7.5) < 5
    )


def out_of_place(page: Page) -> list[str]:
    """Return the words that stand in a margin, but for page number and circulation mark."""
    return [
        text
        for text, left, top, right, bottom in page.words
        if not (left > 29.9 and right < page.width - 14.9 and bottom < page.height - 19.5)
        or (top < 19.5 and bottom > 20)
    ]


def faults(paper: Paper, pdf: bytes, docx: bytes) -> list[str]:
    """Return what both files say otherwise than the paper, and what leaves the decree's page."""
    lines = paper.lines()
    found = [] if docx_lines(docx) == lines else ["the DOCX says something else"]
    seen = pages(pdf)
    numbers = [number_of(page) for page in seen]
    said = Counter("".join(text for page in seen for text, *_ in page.words))
    calls = [str(note.number) for note in paper.notes()]
    expected = _letters([*lines, *numbers, *calls])
    if expected - said or _without_heads(said - expected, paper):
        found.append("the PDF says something else")
    if numbers[0] or [number for number in numbers if number] != _counted(numbers):
        found.append(f"the pages are numbered {numbers}")
    for place, page in enumerate(seen, start=1):
        if words := out_of_place(page):
            found.append(f"page {place}: {words[:5]} in the margin")
        if sorted((round(page.width), round(page.height))) != [210, 297]:
            found.append(f"page {place} is not A4")
        found += [f"page {place}: {one}" for one in collisions(page)]
    if bare_signature(seen, paper):
        found.append("the signature stands alone")
    return found


def collisions(page: Page) -> list[str]:
    """Return the pairs of words that stand on each other."""
    words = sorted(page.words, key=lambda word: word[2])
    found = []
    for place, (text, left, top, right, bottom) in enumerate(words):
        for other, left2, top2, right2, bottom2 in words[place + 1 :]:
            if top2 > bottom:
                break
            # A line's box is taller than its letters, and a call of a note stands in its line.
            deep = min(bottom, bottom2) - top2
            wide = min(right, right2) - max(left, left2)
            if wide > 0.5 and deep > 0.6 * min(bottom - top, bottom2 - top2):
                found.append(f"{text} on {other}")
    return found


def bare_signature(seen: list[Page], paper: Paper) -> bool:
    """Tell whether the last letters of the text stand on another page than the first signature."""
    texts = [[text for text, *_ in page.words] for page in seen]
    ends = [any("./." in text for text in page) for page in texts]
    if paper.signatories:
        post = (paper.signings()[0][0].lines if paper.signings()[0][0] else paper.authority)[0]
        signs = [_runs(page, post.split()) for page in texts]
    else:
        signs = [_runs(page, ["Nơi", "nhận:"]) for page in texts]
    return not any(end and sign for end, sign in zip(ends, signs, strict=True))


def _runs(words: list[str], wanted: list[str]) -> bool:
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words)))


def _without_heads(more: Counter[str], paper: Paper) -> Counter[str]:
    """Take out what the heads of tables say again on every further page."""
    blocks = [block for part in (paper, *paper.annexes) for block in part.body if block.head]
    heads = [_letters(map(_said, block.rows[0])) for block in blocks]
    # The longest first: a short head may be a part of it.
    for head in sorted(heads, key=Counter.total, reverse=True):
        while head and not head - more:
            more -= head
    return more


def _said(cell: Iterable[Span]) -> str:
    return "".join(str(span.number) if span.note else span.text for span in cell)


def _letters(lines: Iterable[str]) -> Counter[str]:
    return Counter(re.sub(r"\s+", "", "".join(lines)))


def _counted(numbers: list[str]) -> list[str]:
    """Return the numbers as they should be: each part begins with a page that shows none."""
    told, count = [], 0
    for number in numbers:
        count = count + 1 if number else 1
        told += [str(count)] if number else []
    return told
