"""The days that a text names, as officials write them, with or without their year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterator
from datetime import date

from .draft import Passage
from .spans import overlaps

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

#: A month with its year; "lương tháng 13" has none and is a salary.
_MONTH = re.compile(
    r"(?<!\d )\btháng\s+(?P<month>\d{1,2})\s?(?:/|-|\s?năm\s)\s?\d{4}\b", re.IGNORECASE
)

_PAY = re.compile(r"(?:lương|thưởng|thu nhập)(?: tăng thêm)?(?: của)?\s+$", re.IGNORECASE)

#: What may well be a share of a number of things, and no day: "trong ngày 15/20 đơn vị đã báo cáo".
_COUNTED = re.compile(
    r"\s+(?:đơn vị|cơ sở|người|ca|xã|phường|thôn|huyện|tỉnh|trạm|trường|mẫu|bệnh|hộ|tổ|phòng|khoa"
    r"|giường|lượt|liều|cán bộ|chỉ tiêu|nội dung|nhiệm vụ|tiêu chí)\b"
)
#: Behind these stands a number of something and no day, however it is written.
_NUMBERING = re.compile(r"(?:\bsố|\bĐT|điện thoại|phiên bản)\s*:?\s*$", re.IGNORECASE)
#: A year that may be a leap year, for a day that was written without its own.
_LEAP = 2024

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


def impossible(passage: Passage) -> list[tuple[tuple[int, int], str]]:
    """Return the place of each day that no calendar has, and why there is none.

    What a cited title, a quotation or an address says stays out: it is not the writer's.
    """
    found = [(match.span(), why) for match, _, why in _impossible(passage, _ANY)]
    # "chậm nhất 31/4" has neither "ngày" nor a year, and is a day by what stands before it.
    more = [(match.span("day"), why) for match, _, why in _impossible(passage, _BY)]
    more += [
        (match.span(), why)
        for match in _MONTH.finditer(passage.text)
        if (why := why_none(1, int(match["month"])))
        and not passage.is_others(*match.span())
        and not _PAY.search(passage.text, 0, match.start())
    ]
    taken = [place for place, _ in sorted(found)]
    return found + [one for one in more if not overlaps(taken, *one[0])]


def asked_impossibly(passage: Passage) -> list[str]:
    """Return each day, as it is written, that a passage gives as a term and no calendar has."""
    return [text for _, text, _why in _impossible(passage, _BY)]


def why_none(day: int, month: int, year: int | None = None) -> str:
    """Say in the clerk's language why there is no such day, or nothing where there is one."""
    if not 1 <= month <= 12:
        return f"không có tháng {month:02}"
    if day < 1:
        return f"không có ngày {day:02}"
    whole = year if year is None or year > 99 else 2000 + year
    if whole == 0:
        return "không có năm 0"
    most = monthrange(whole or _LEAP, month)[1]
    if day <= most:
        return ""
    of_year = f" năm {whole}" if whole and month == 2 else ""
    return f"tháng {month}{of_year} chỉ có {most} ngày"


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


def _impossible(
    passage: Passage, pattern: re.Pattern[str]
) -> Iterator[tuple[re.Match[str], str, str]]:
    for match in pattern.finditer(passage.text):
        text = next(filter(None, match.groups()))
        why = why_none(*map(int, re.findall(r"\d+", text))) if _is_day(match, text) else ""
        if why and not passage.is_others(*match.span()):
            yield match, text, why


def _is_day(match: re.Match[str], text: str) -> bool:
    """Tell whether what looks like an impossible day was meant as one.

    Without its year and outside of the months only what is said to be a day is one, and "ngày
    30-40 ca" is a number of cases. Without "ngày" and "tháng" it takes strokes.
    """
    numbers, said = re.findall(r"\d+", text), "ngày" in match[0].casefold()
    if _NUMBERING.search(match.string[max(0, match.start() - 20) : match.start()]):
        return False
    if "tháng" in text or (said and len(numbers) > 2):
        return True
    if len(numbers) > 2:
        return "/" in text and len(numbers[2]) == 4
    meant = said or 1 <= int(numbers[1]) <= 12
    return meant and "/" in text and not _COUNTED.match(match.string, match.end())
