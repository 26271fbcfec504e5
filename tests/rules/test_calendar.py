"""Dates of law and working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docflow.rules.calendar import (
    holidays,
    is_working,
    long_date,
    parse_date,
    short_date,
    working_day_after,
    working_days_between,
)
from docflow.rules.refusals import Refused

DAYS = st.dates(date(2020, 1, 1), date(2030, 11, 30))


def test_the_culture_day_is_free_since_2026():
    assert not is_working(date(2026, 11, 24))
    assert is_working(date(2025, 11, 24))


def test_the_tenth_working_day_steps_over_the_culture_day():
    assert working_day_after(date(2026, 11, 22), 10) == date(2026, 12, 7)


def test_the_lunar_new_year_is_free_from_its_eve_on():
    days = [date(2026, 2, 16) + timedelta(days=offset) for offset in range(5)]
    assert not any(is_working(day) for day in days)
    assert is_working(date(2026, 2, 13))
    assert is_working(date(2026, 2, 23))


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 4, 27),  # Giỗ Tổ fell on Sunday 26/4/2026.
        date(2023, 5, 2),  # 29/4 and 30/4/2023 were a week-end, 01/5 a holiday itself.
        date(2023, 5, 3),
        date(2027, 2, 10),  # The first two days of the lunar year 2027 are a week-end.
        date(2027, 2, 11),
    ],
)
def test_a_holiday_on_a_week_end_is_made_up_for(day):
    assert day in holidays(day.year)
    assert not is_working(day)


def test_the_day_after_the_substitutes_is_worked():
    assert is_working(date(2023, 5, 4))
    assert is_working(date(2027, 2, 12))


def test_the_government_may_swap_days():
    saturday, friday = date(2026, 11, 28), date(2026, 11, 27)
    assert is_working(saturday, also_working={saturday})
    assert not is_working(friday, also_free={friday})
    assert working_day_after(date(2026, 11, 26), 1, also_free={friday}) == date(2026, 11, 30)


@given(DAYS, st.integers(1, 30))
def test_counting_forth_and_back_agree(start, ordinal):
    end = working_day_after(start, ordinal)
    assert is_working(end)
    assert working_days_between(start, end) == ordinal
    assert working_days_between(end, start) == -ordinal


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2020, 8, 7), "ngày 07 tháng 8 năm 2020", "07/8/2020"),
        (date(2021, 2, 3), "ngày 03 tháng 02 năm 2021", "03/02/2021"),
        (date(2026, 12, 25), "ngày 25 tháng 12 năm 2026", "25/12/2026"),
    ],
)
def test_dates_print_as_the_decree_asks(day, long, short):
    assert long_date(day) == long
    assert short_date(day) == short


@given(DAYS)
def test_a_printed_date_reads_back(day):
    assert parse_date(short_date(day)) == parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/6/2020", "date.no_such_day"),
        ("29-02-2021", "date.no_such_day"),
        ("mai", "date.unreadable"),
        ("", "date.unreadable"),
        ("7/8/20", "date.unreadable"),
    ],
)
def test_a_day_that_is_none_is_refused(text, code):
    with pytest.raises(Refused) as refusal:
        parse_date(text)
    assert refusal.value.code == code
