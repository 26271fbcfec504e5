"""What is printed of number, notation and power to sign."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docflow.rules.authority import Authority, Kind, block, resolve
from docflow.rules.lint import Severity, check
from docflow.rules.numbering import check_date, code, printed
from docflow.rules.refusals import Refused

from .letter import TODAY, sample

HEADS = ("Giám đốc", "Chánh Văn phòng", "Trưởng phòng Nghiệp vụ Y")
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(("number", "shown"), [(1, "01"), (9, "09"), (10, "10"), (1285, "1285")])
def test_a_number_below_ten_takes_a_zero(number, shown):
    assert printed(number) == shown
    assert code(number, "SYT-NVY") == f"{shown}/SYT-NVY"


def test_a_clock_that_ran_back_stops_the_numbers():
    check_date(TODAY, None)
    check_date(TODAY, TODAY)
    check_date(TODAY, TODAY - timedelta(days=1))
    with pytest.raises(Refused, match=r"numbering\.clock_went_back"):
        check_date(TODAY, TODAY + timedelta(days=1))


def test_the_deputy_signs_for_the_director():
    lines = block(Kind.KT, on_behalf_of="Giám đốc", post="Phó Giám đốc")
    assert lines == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]


@given(kind=st.sampled_from(Kind), head=st.sampled_from(HEADS))
def test_every_printed_block_is_legal(kind, head):
    post = f"Phó {head}" if kind is Kind.KT else head
    lines = block(kind, on_behalf_of=head, post=post)
    assert lines == [line.upper() for line in lines]
    assert not any(line.startswith("TM.") for line in lines)
    assert all(re.match(r"(?:KT|TL|TUQ|Q)\. \S", line) for line in lines[:-1])
    authority = {"kind": kind.value, "lines": lines, "name": "Nguyễn Bá Cẩn"}
    found = check({**sample(), "authority": authority}, today=TODAY)
    assert not [
        finding
        for finding in found
        if finding.part == "authority" and finding.severity is Severity.ERROR
    ]


@given(since=DAYS, until=st.none() | DAYS, day=DAYS, types=st.sets(st.sampled_from("abc")))
def test_a_record_covers_exactly_its_days_and_types(since, until, day, types):
    record = Authority(1, Kind.KT, "Giám đốc", "Phó Giám đốc", frozenset(types), since, until)
    in_time = since <= day <= (until or date.max)
    assert record.covers("a", day) == (in_time and (not types or "a" in types))


@given(st.lists(st.sets(st.sampled_from("ab"), max_size=2), min_size=1, max_size=5))
def test_the_record_that_names_the_type_wins(kinds):
    records = [
        Authority(ordinal, Kind.KT, "Giám đốc", "Phó Giám đốc", frozenset(types))
        for ordinal, types in enumerate(kinds)
    ]
    fitting = [record for record in records if record.covers("a", TODAY)]
    if not fitting:
        with pytest.raises(Refused, match=r"authority\.none"):
            resolve(records, "a", TODAY)
        return
    found = resolve(records, "a", TODAY)
    assert found in fitting
    assert found.types or not any(record.types for record in fitting)
