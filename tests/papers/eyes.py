"""What a paper says and where it stands, read back from the two files that were made of it."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.table import Table

from docflow.papers.fonts import MM
from docflow.papers.parts import Paper, joined

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
    texts = [text for place in places for text in _texts(place)]
    return [" ".join(text.split()) for text in texts if text.strip()]


def _texts(container) -> Iterator[str]:
    for part in container.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                for cell in row.cells:
                    yield from _texts(cell)
        else:
            yield part.text


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
    expected = _letters([*lines, *numbers])
    if expected - said or _without_heads(said - expected, paper):
        found.append("the PDF says something else")
    if numbers[0] or [number for number in numbers if number] != _counted(numbers):
        found.append(f"the pages are numbered {numbers}")
    for place, page in enumerate(seen, start=1):
        if words := out_of_place(page):
            found.append(f"page {place}: {words[:5]} in the margin")
        if sorted((round(page.width), round(page.height))) != [210, 297]:
            found.append(f"page {place} is not A4")
    return found


def _without_heads(more: Counter[str], paper: Paper) -> Counter[str]:
    """Take out what the heads of tables say again on every further page."""
    for part in (paper, *paper.annexes):
        for block in part.body:
            head = _letters(joined(cell) for cell in block.rows[0]) if block.head else Counter()
            while head and not head - more:
                more -= head
    return more


def _letters(lines: Iterable[str]) -> Counter[str]:
    return Counter(re.sub(r"\s+", "", "".join(lines)))


def _counted(numbers: list[str]) -> list[str]:
    """Return the numbers as they should be: each part begins with a page that shows none."""
    told, count = [], 0
    for number in numbers:
        count = count + 1 if number else 1
        told += [str(count)] if number else []
    return told
