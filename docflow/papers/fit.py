"""How words fit their places: the size set of the head, its line breaks, the columns of tables."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from . import fonts
from .parts import Block, Paper, Span

#: Widths of the head's two columns; Quốc hiệu at 13 points needs 95.7 mm.
LEFT_COLUMN = 68 * fonts.MM
RIGHT_COLUMN = 97 * fonts.MM
#: How wide the name of a document stands in the middle (forms 1.1 to 1.4 of annex III).
TITLE_WIDTH = 140 * fonts.MM

#: Sizes of parent agency, agency, place line and title in the large (a) and the small (b) set;
#: both keep to annex I of Decree 30/2020, which gives each part a range of one point.
HEAD_SIZES = {"a": (13, 13, 14, 14), "b": (12, 12, 13, 13)}

#: The column of *Nơi nhận*, and what a signature takes beside the lines over the name.
_COPIES = 80 * fonts.MM
_SIGNED = 30 * fonts.MM + 24
#: A page is 728 points high; some lines of the text, and a copy's own head, stand over the foot.
_TALLEST_FOOT, _OWN_HEAD = 500, 150

_TABLE_SIZE = 13
_CELL_PADDING = 10
# A column that holds running text is not measured by its longest line but by this much of it.
_WIDEST_WISH = 0.5


@dataclass(frozen=True)
class Fit:
    """The lines of the head at the sizes of one set; what fits on one line stays on one.

    ``tall`` says that the foot does not fit on one page with the end of the text.
    """

    size_set: str
    parent_agency: tuple[str, ...]
    agency: tuple[str, ...]
    place: tuple[str, ...]
    subject: tuple[str, ...]
    tall: bool


def fit(paper: Paper) -> Fit:
    """Choose the set of sizes and break what is longer than its column into even lines."""
    name = size_set(paper)
    parent, agency, place, title = HEAD_SIZES[name]
    return Fit(
        size_set=name,
        parent_agency=_even(paper.parent_agency, parent, LEFT_COLUMN),
        agency=_even(paper.agency, agency, LEFT_COLUMN, bold=True),
        place=_place(paper.place_line, place),
        subject=_even(paper.subject, title, TITLE_WIDTH, bold=True),
        tall=_foot(paper) > _TALLEST_FOOT - (_OWN_HEAD if paper.form == "copy" else 0),
    )


def size_set(paper: Paper) -> str:
    """Return ``a``, or ``b`` when only the smaller sizes keep a line of the head unbroken."""
    broken = [_broken(paper, HEAD_SIZES[name]) for name in ("a", "b")]
    return "b" if len(broken[1]) < len(broken[0]) else "a"


def shares(block: Block, width: float) -> tuple[int, ...]:
    """Return the widths of a table's columns in whole percent of ``width`` points.

    A column gets room for its longest word first; what is left goes to those that wish for more.
    """
    columns = list(zip(*block.rows, strict=False))
    if not columns:
        return ()
    needs = [_longest_word(column) + _CELL_PADDING for column in columns]
    wishes = [
        max(need, min(_longest_line(column) + _CELL_PADDING, _WIDEST_WISH * width))
        for need, column in zip(needs, columns, strict=True)
    ]
    room = max(0.0, width - sum(needs))
    more = [wish - need for wish, need in zip(wishes, needs, strict=True)]
    spread = sum(more) or 1.0
    told = [need + room * wish / spread for need, wish in zip(needs, more, strict=True)]
    return _percents(told if sum(more) else needs)


def _broken(paper: Paper, sizes: tuple[int, int, int, int]) -> list[str]:
    """Return the lines of the head that do not fit their column at these sizes."""
    parent, agency, place, _ = sizes
    measured = [
        *((text, fonts.width(text, parent), LEFT_COLUMN) for text in _typed(paper.parent_agency)),
        *(
            (text, fonts.width(text, agency, bold=True), LEFT_COLUMN)
            for text in _typed(paper.agency)
        ),
        (paper.place_line, fonts.width(paper.place_line, place, italic=True), RIGHT_COLUMN),
    ]
    return [text for text, width, column in measured if width > column]


def _typed(text: str) -> list[str]:
    """Return the lines as somebody broke them, e.g. a long agency on two lines."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _foot(paper: Paper) -> float:
    """Return how high the foot is, in points: signatures over *Nơi nhận*, or beside it."""
    texts = [*(line.text for line in paper.copies), *paper.confirmation]
    lines = sum(math.ceil(fonts.width(text, 11) / (0.95 * _COPIES)) for text in texts)
    listed = 12.65 * lines + 16.1
    signed = len(paper.signings()) * (_SIGNED + 16.1 * paper.most_posts())
    return signed + listed if paper.signatories else max(signed, listed)


def _even(text: str, size: float, limit: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break every typed line into as few lines as fit, and those as even as they can be."""
    lines: list[str] = []
    for typed in _typed(text):
        widths = {word: fonts.width(f"{word} ", size, bold=bold) for word in typed.split()}
        words = typed.split()
        fewest = len(_filled(words, widths, limit))
        narrow, wide = 0.0, limit
        # Sixteen halvings find the narrowest measure to less than a hundredth of a point.
        for _ in range(16 if fewest > 1 else 0):
            middle = (narrow + wide) / 2
            fits = len(_filled(words, widths, middle)) == fewest
            narrow, wide = (narrow, middle) if fits else (middle, wide)
        lines += [" ".join(line) for line in _filled(words, widths, wide)]
    return tuple(lines)


def _filled(words: list[str], widths: dict[str, float], limit: float) -> list[list[str]]:
    """Fill lines one after the other; a word that is wider than a line has one for itself."""
    lines: list[list[str]] = []
    used = limit + 1
    space = fonts.width(" ", 13)
    for word in words:
        if used + widths[word] - space > limit:
            lines.append([])
            used = 0.0
        lines[-1].append(word)
        used += widths[word]
    return lines


def _place(line: str, size: float) -> tuple[str, ...]:
    """Break place and date after the comma when they do not fit beside each other."""
    town, comma, day = line.rpartition(", ")
    if not comma or fonts.width(line, size, italic=True) <= RIGHT_COLUMN:
        return (line,) if line else ()
    return (f"{town},", day)


def _longest_word(column: tuple[tuple[Span, ...], ...]) -> float:
    words = {word for cell in column for word in _called(cell).split()}
    # A word that no column could hold is broken; it does not push the others off the page.
    return max((fonts.width(word, _TABLE_SIZE, bold=True) for word in words), default=0.0)


def _longest_line(column: tuple[tuple[Span, ...], ...]) -> float:
    return max((fonts.width(_called(cell), _TABLE_SIZE, bold=True) for cell in column), default=0.0)


def _called(cell: tuple[Span, ...]) -> str:
    """Return what a cell says with the numbers that call its footnotes."""
    return "".join(str(span.number) if span.note else span.text for span in cell)


def _percents(told: list[float]) -> tuple[int, ...]:
    """Round shares so that they add up to a hundred and none vanishes."""
    total, edges, running = sum(told), [0], 0.0
    for place, one in enumerate(told, start=1):
        running += one
        least = edges[-1] + 2
        most = 100 - 2 * (len(told) - place)
        edges.append(min(most, max(least, round(100 * running / total))))
    return tuple(end - start for start, end in pairwise(edges))
