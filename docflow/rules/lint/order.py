"""Rules on the order of points: after "1." comes "2.", after "d)" comes "đ)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from .draft import Block, Draft, sheets, text_of
from .finding import LAYOUT, Severity, Spot, rule

ALPHABET = "abcdđeghiklmnopqrstuvxy"
# Whether a label has the decree's form says another rule (``points.form``).
_LETTER = re.compile(r"([a-zđ])[)./]")
_NUMBER = re.compile(r"(\d{1,3})[./-]")
#: "i) ii) iii)" counts otherwise than the alphabet; alone "i)", "v)" and "x)" are letters.
_SMALL_ROMAN = re.compile(r"[ivx]+[)./]")
_QUOTE = re.compile("[“”]")


class Point(NamedTuple):
    """A block of a sheet with its place and the label before it; empty where it has none."""

    place: str | None
    label: str
    block: Block


def points_of(sheet: Sequence[tuple[str | None, Block]], fields: Mapping[str, Any]) -> list[Point]:
    """Return the points of the body or of an annex that are the writer's own.

    What stands between quotation marks over several blocks, as the new wording in an amendment
    does, is counted by what it will be part of.
    """
    quoted = _quoted([text_of(block, fields) for _place, block in sheet])
    return [
        Point(place, str((block.get("attrs") or {}).get("label") or ""), block)
        for ordinal, (place, block) in enumerate(sheet)
        if ordinal not in quoted
    ]


def _quoted(texts: Sequence[str]) -> set[int]:
    """Return the blocks from an opening quotation mark to its closing one in a later block."""
    found: set[int] = set()
    opened: int | None = None
    for place, text in enumerate(texts):
        marks = _QUOTE.findall(text)
        if opened is None and marks and marks[-1] == "“":
            opened = place
        elif opened is not None and "”" in marks:
            found.update(range(opened, place + 1))
            opened = place if marks[-1] == "“" else None
    return found


def out_of_order(points: Sequence[Point]) -> Iterator[tuple[Point, str, str, str]]:
    """Yield each point out of its order: its rule, the label before it, and the right one."""
    numbers = [(one, found[1]) for one in points if (found := _NUMBER.fullmatch(one.label))]
    for (_, last), (point, this) in pairwise(numbers):
        if int(this) not in (1, int(last) + 1):
            yield point, "points.numbers", f"{last}.", f"{int(last) + 1}."
    letters = [
        (one, found[1]) for one in _alphabetic(points) if (found := _LETTER.fullmatch(one.label))
    ]
    for (_, last), (point, this) in pairwise(letters):
        wanted = _after(last)
        if this not in ("a", wanted):
            yield point, "points.letters", f"{last})", f"{wanted})"


def _alphabetic(points: Sequence[Point]) -> Iterator[Point]:
    """Yield the points without those that small Roman figures count: their neighbour has several."""
    labelled = [one for one in points if one.label]
    for at, one in enumerate(labelled):
        near = labelled[max(0, at - 1) : at] + labelled[at + 1 : at + 2]
        beside = any(len(other.label) > 2 and _SMALL_ROMAN.fullmatch(other.label) for other in near)
        if not (beside and _SMALL_ROMAN.fullmatch(one.label)):
            yield one


def _after(letter: str) -> str:
    place = ALPHABET.find(letter)
    return ALPHABET[(place + 1) % len(ALPHABET)]


@rule("points.letters", f"{LAYOUT}.6.đ", Severity.WARNING)
def points_letters(draft: Draft) -> Iterator[Spot]:
    """Find points that leave the order of the Vietnamese alphabet: after "d)" comes "đ)"."""
    yield from _told(draft, "points.letters")


@rule("points.numbers", f"{LAYOUT}.6.đ", Severity.WARNING)
def points_numbers(draft: Draft) -> Iterator[Spot]:
    """Find "1.", "2.", "4.": a number was left out or stands twice."""
    yield from _told(draft, "points.numbers")


def _told(draft: Draft, name: str) -> Iterator[Spot]:
    for part, sheet in sheets(draft.content):
        for point, told, before, right in out_of_order(points_of(sheet, draft.fields)):
            if told == name:
                yield Spot(part, point.label, point.place, {"before": before, "right": right})
