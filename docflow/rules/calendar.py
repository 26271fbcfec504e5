"""Dates of law and working days in Vietnam."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from .refusals import Refused

#: Paid public holidays that fall on one date each year (Labour Code 2019, article 112;
#: 24/11 by Resolution 28/2026/QH16, since 01/7/2026).
_FIXED = ((1, 1), (4, 30), (5, 1), (9, 2))
_CULTURE_DAY = (11, 24)
_CULTURE_DAY_SINCE = date(2026, 7, 1)

#: First day of the lunar year and Giỗ Tổ (10th of the 3rd lunar month), in the solar calendar.
_LUNAR = {
    2020: (date(2020, 1, 25), date(2020, 4, 2)),
    2021: (date(2021, 2, 12), date(2021, 4, 21)),
    2022: (date(2022, 2, 1), date(2022, 4, 10)),
    2023: (date(2023, 1, 22), date(2023, 4, 29)),
    2024: (date(2024, 2, 10), date(2024, 4, 18)),
    2025: (date(2025, 1, 29), date(2025, 4, 7)),
    2026: (date(2026, 2, 17), date(2026, 4, 26)),
    2027: (date(2027, 2, 6), date(2027, 4, 16)),
    2028: (date(2028, 1, 26), date(2028, 4, 4)),
    2029: (date(2029, 2, 13), date(2029, 4, 23)),
    2030: (date(2030, 2, 2), date(2030, 4, 12)),
}


def holidays(year: int) -> frozenset[date]:
    """Return the public holidays of a year, substitutes for week-ends included.

    The days that the Government swaps by a yearly notice are not law but notice: a host adds
    them with ``DOCFLOW_HOLIDAYS`` and takes them away with ``DOCFLOW_WORKING_SATURDAYS``.
    """
    days = [date(year, month, day) for month, day in _FIXED]
    if date(year, *_CULTURE_DAY) >= _CULTURE_DAY_SINCE:
        days.append(date(year, *_CULTURE_DAY))
    # National Day is two days since 2021: 02/9 and the day before or after; 01/9 by default.
    days += [date(year, 9, 1)] if year >= 2021 else []
    if year in _LUNAR:
        new_year, ancestors = _LUNAR[year]
        days += [new_year + timedelta(days=offset) for offset in range(-1, 4)]
        days.append(ancestors)
    return frozenset(days) | frozenset(_substitutes(sorted(set(days))))


def _substitutes(days: list[date]) -> Iterator[date]:
    """Yield the working day that makes up for each holiday on a week-end (article 111(3))."""
    taken = set(days)
    for day in days:
        if day.weekday() >= 5:
            instead = day
            while instead in taken or instead.weekday() >= 5:
                instead += timedelta(days=1)
            taken.add(instead)
            yield instead


def is_working(
    day: date, *, also_free: Collection[date] = (), also_working: Collection[date] = ()
) -> bool:
    """Tell whether offices work on this day."""
    if day in also_working:
        return True
    return day.weekday() < 5 and day not in also_free and day not in holidays(day.year)


def working_day_after(
    day: date,
    ordinal: int,
    *,
    also_free: Collection[date] = (),
    also_working: Collection[date] = (),
) -> date:
    """Return the ``ordinal``-th working day after ``day`` (``ordinal`` ≥ 1)."""
    while ordinal > 0:
        day += timedelta(days=1)
        ordinal -= is_working(day, also_free=also_free, also_working=also_working)
    return day


def working_days_between(start: date, end: date) -> int:
    """Count working days after ``start`` up to and including ``end``; negative when late."""
    if end < start:
        return -working_days_between(end, start)
    days = (start + timedelta(days=offset) for offset in range(1, (end - start).days + 1))
    return sum(is_working(day) for day in days)


def long_date(day: date) -> str:
    """Return the date as it stands in the letter's head, e.g. ``ngày 07 tháng 8 năm 2020``.

    Decree 30/2020, annex I, II.4.b: a day below 10 and the months 1 and 2 take a leading zero.
    """
    return f"ngày {day.day:02} tháng {_month(day)} năm {day.year}"


def short_date(day: date) -> str:
    """Return the date as it stands in running text, e.g. ``07/8/2020``."""
    return f"{day.day:02}/{_month(day)}/{day.year}"


def _month(day: date) -> str:
    return f"{day.month:02}" if day.month <= 2 else str(day.month)


def parse_date(text: str) -> date:
    """Read ``25/8/2020``, ``25-08-2020`` or ``2020-08-25``.

    Raises ``Refused("date.unreadable")`` or ``Refused("date.no_such_day")``.
    """
    text = text.strip()
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    parts = found.groups() if found else None
    if not found and (found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)):
        parts = found.groups()[::-1]
    if not parts:
        raise Refused("date.unreadable", text=text[:40])
    year, month, day = map(int, parts)
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused("date.no_such_day", text=text, month=month, year=year) from None
