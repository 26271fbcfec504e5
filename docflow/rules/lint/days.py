"""The days that a text names, as officials write them, with or without their year."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from .draft import Passage

_YEARLESS = r"\d{1,2}\s?[/.-]\s?\d{1,2}|\d{1,2} tháng \d{1,2}"
_DATED = (
    r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})"
    r"|\d{1,2}(?:/\d{1,2}| tháng \d{1,2})\s+năm \d{4}"
)
#: Neither a longer number nor a code goes on, nor the year of a day that was read without it.
_ENDED = r"(?!\d|\.\d|[/-]\s?\w|\s+năm\s)"
#: A day of which nothing but its sign says that it is one must have its year.
_ANY = re.compile(
    rf"(?<![\w/.-])(?:ngày\s+(?:mùng\s+|mồng\s+)?(?P<named>{_DATED}|{_YEARLESS})|(?P<bare>{_DATED}))"
    + _ENDED,
    re.IGNORECASE,
)
_HOUR = r"(?:\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{2})?(?:\s?phút)?,?\s+)?"
_BY = re.compile(
    r"(?:chậm nhất|muộn nhất|trước|hạn cuối|thời hạn|không quá|hạn)\s*:?\s+"
    rf"(?:(?:là|đến|hết|vào|lúc|trước|báo cáo)\s+)*{_HOUR}"
    rf"(?:ngày\s+(?:mùng\s+|mồng\s+)?)?(?P<day>{_DATED}|{_YEARLESS})" + _ENDED,
    re.IGNORECASE,
)

Named = tuple[str, date]


def asked_by(passage: Passage, near: Collection[date]) -> list[Named]:
    """Return the days up to which a passage gives time, each with its words.

    A day without year is the one of ``near`` that it may mean, else of the same year.
    """
    found = (_read(match[0], match["day"], near) for match in _BY.finditer(passage.text))
    return [one for one in found if one is not None]


def named(passage: Passage, near: Collection[date]) -> Iterator[Named]:
    """Yield every day of a passage that stands outside a cited document."""
    for match in _ANY.finditer(passage.text):
        if not _is_cited(passage, match):
            found = _read(match[0], match["named"] or match["bare"], near)
            if found is not None:
                yield found


def names_a_day(passage: Passage) -> bool:
    """Tell whether a passage names any day at all."""
    return bool(_ANY.search(passage.text) or _BY.search(passage.text))


def _is_cited(passage: Passage, match: re.Match[str]) -> bool:
    before = passage.text[max(0, match.start() - 60) : match.start()]
    as_of = re.search(r"tính đến\s*(?:hết\s*)?$|\b(?:từ|kể từ)\s*$", before)
    numbered = re.search(r"\d+/\S*[A-ZĐ]\S*\s*$", before)
    return bool(as_of or numbered) or passage.is_title(*match.span())


def _read(words: str, text: str, near: Collection[date]) -> Named | None:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    day, month = numbers[:2]
    if len(numbers) > 2:
        year = numbers[2] if numbers[2] > 99 else 2000 + numbers[2]
        return _named(words, year, month, day)
    meant = [one for one in near if (one.day, one.month) == (day, month)]
    if meant:
        return words, min(meant)
    return _named(words, min(near).year, month, day) if near else None


def _named(words: str, year: int, month: int, day: int) -> Named | None:
    try:
        return words, date(year, month, day)
    except ValueError:
        return None
