"""What others put onto a letter after it was written: stamps of arrival, blocks of signatures."""

from __future__ import annotations

import re
from dataclasses import replace

from . import agencies
from .confusions import SALUTATION
from .kinds import type_of_title
from .lines import Line, is_capital, same

_SIGNED_BY = re.compile(
    r"^(?:(?:duoc )?ky (?:boi|so boi|dien tu boi)|nguoi ky|digitally signed|signature (?:not|is|valid)"
    r"|signed by|da duoc ky so|chu ky (?:so|dien tu)|thoi gian ky|ngay ky|gio ky|signing time"
    r"|ngay gio ky)\b"
)
_SIGNED_MORE = re.compile(
    r"^(?:co quan|dia chi|email|e-mail|to chuc|chuc vu|thoi gian|ngay|ly do|date|reason|location"
    r"|cn|dn|o|ou|c|noi ky)\s*[:=]"
)
_ARRIVED = re.compile(
    r"(?:[|\[(]?\s*)(?:den|cong van den|van ban den|d\s*e\s*n)\b(?=\s*(?:$|[:|,.]|so\b|ngay\b|gio\b))"
)
#: What the lines of a stamp say (Decree 30/2020, annex IV): number, day, to whom, which file.
_ARRIVED_MORE = re.compile(
    r"(?:(?:so(?: den| cv den)?|ngay(?: den)?|gio|chuyen(?: cho)?|luu ho so(?: so)?|so va ky hieu hs"
    r"|ky hieu hs)\s*[:.]|(?:so|ngay|chuyen)\s*[:.]?\s*[.…_]{2,})"
)
_DATED = r"(?:ngay(?: den)?\s*[:.]?\s*)?\d{1,2}\s*(?:[/.-]|thang)\s*\d{1,2}(?:\s*(?:[/.-]|nam)\s*\d{2,4})?"
#: "Số 123 ngày 05/8/2020" without a notation, which every letter's own number has.
_NUMBERED = re.compile(
    rf"so(?: den| cv den)?\s*[:.…_]*\s*\d{{1,6}}[.…_]*(?:\s*$|[\s,;]+{_DATED}[.…_\s]*(?:$|chuyen\b|gio\b))"
)
_IN_FULL = re.compile(
    rf"\bso\s*[:.…]|\bchuyen\b|\bngay\s*[:.…]|\bso\s*\d+[\s,;]+{_DATED}|\bso\s*\d+$"
)
_MOST_NAMES = 3
_MOST_LINES = 45
_LONGEST = 160
_TIMESTAMP = re.compile(
    r"^\d{1,2}[./-]\d{1,2}[./-]\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[+-]\d{2}:?\d{2})?$"
)


def unstamped(lines: list[Line]) -> list[Line]:
    """Return the lines without stamps of arrival and blocks of signatures."""
    gone = _signed(lines) | _arrived(lines)
    kept: list[Line] = []
    gap = False
    for at, line in enumerate(lines):
        if at in gone:
            gap = gap or line.gap
            continue
        kept.append(replace(line, gap=True) if gap else line)
        gap = False
    return kept


def _signed(lines: list[Line]) -> set[int]:
    """Return the places of blocks such as "Ký bởi: …"."""
    gone: set[int] = set()
    for at, line in enumerate(lines):
        folded = _folded(line)
        more = at - 1 in gone and (_SIGNED_MORE.match(folded) or _TIMESTAMP.match(folded))
        if not line.rows and ((_SIGNED_BY.match(folded) and len(folded) < _LONGEST) or more):
            gone.add(at)
    return gone


def _arrived(lines: list[Line]) -> set[int]:
    """Return the places of stamps of arrival, with the name of the office that received."""
    gone: set[int] = set()
    for at, line in enumerate(lines):
        if _is_stamp(line) or (at - 1 in gone and _is_more(line)):
            gone.add(at)
    for at in sorted(gone):
        above = at - 1
        while above >= 0 and above not in gone and _is_numbered(lines[above]):
            gone.add(above)
            above -= 1
    first = min(gone, default=0)
    return gone | _names_above(lines, first, gone) if gone and first < _MOST_LINES else gone


def _names_above(lines: list[Line], first: int, gone: set[int]) -> set[int]:
    """Return the lines of the receiving office's name that a stamp is headed by.

    The letter's own office stands elsewhere; where no other name is left, it was its own.
    """
    names: set[int] = set()
    at = first - 1
    while at >= 0 and len(names) < _MOST_NAMES and _is_named(lines[at]):
        names.add(at)
        if lines[at].gap:
            break
        at -= 1
    if at >= 0 and at not in names and not lines[at + 1].gap:
        return set()
    head = [line for place, line in enumerate(lines[:_MOST_LINES]) if place not in names | gone]
    end = next((place for place, line in enumerate(head) if _is_text(line)), len(head))
    return names if any(_is_office(line) for line in head[:end]) else set()


def _is_office(line: Line) -> bool:
    bare = line.plain.strip("*_| ")
    if line.rows or any(letter.isdigit() for letter in bare):
        return False
    return is_capital(bare) and agencies.begins_name(bare)


def _is_named(line: Line) -> bool:
    bare = line.plain.strip("*_| ")
    return _is_office(line) or (is_capital(bare) and agencies.goes_on(bare))


def _is_text(line: Line) -> bool:
    """Tell whether the names are over here: at the salutation, a title or a line of text."""
    ended = SALUTATION.match(line.folded) or type_of_title(line.plain)
    return bool(ended) or len(line.plain) > _LONGEST


def _is_stamp(line: Line) -> bool:
    """Tell a stamp from a sentence that begins with "Đến"."""
    folded = _folded(line)
    if line.rows or len(folded) >= _LONGEST or not line.plain[:1].isupper():
        return False
    return bool(_ARRIVED.match(folded)) and bool(len(folded) < 20 or _IN_FULL.search(folded))


def _is_more(line: Line) -> bool:
    if line.rows or "/" in _first_number(line.plain):
        return False
    return bool(_ARRIVED_MORE.match(_folded(line))) or _is_numbered(line)


def _is_numbered(line: Line) -> bool:
    return not line.rows and bool(_NUMBERED.match(_folded(line)))


def _folded(line: Line) -> str:
    return line.folded.strip(" *|[]()")


def _first_number(text: str) -> str:
    """Return a number with its notation, as in "Số: 05/SYT-NVY", which no stamp of arrival has."""
    folded = same(text)
    if not folded.startswith("so"):
        return ""
    found = re.match(r"so\s*[:.]?\s*\d*\s*/\s*[a-z]", folded)
    return found[0] if found else ""
