"""The day in the text and the day of the data: every wording, agreeing and not."""

from __future__ import annotations

from datetime import date

import pytest

from docflow.rules.lint import check
from docflow.rules.recipients import expand

from .letter import DUE, TODAY, line, paragraph, sample

ASKS = "Các đơn vị báo cáo kết quả về Sở Y tế "
#: The due date of the letter is 07/12/2026; each wording is filled with day, month and year.
WORDINGS = [
    "chậm nhất ngày {d:02}/{m}/{y}.",
    "chậm nhất {d}/{m}/{y}.",
    "trước ngày {d:02}/{m:02}/{y}.",
    "trước ngày {d}/{m}.",
    "trước {d}/{m}/{y}.",
    "chậm nhất là ngày {d} tháng {m} năm {y}.",
    "chậm nhất ngày {d} tháng {m}.",
    "chậm nhất đến hết ngày {d:02}-{m}-{y}.",
    "trước 17 giờ 00 ngày {d}/{m}/{y}.",
    "trước 17h00 ngày {d:02}/{m}/{y}.",
    "muộn nhất vào ngày mùng {d} tháng {m} năm {y}.",
    "(thời hạn: {d}.{m}.{y}).",
    "hạn cuối ngày {d}/{m} năm {y}.",
    "không quá ngày {d:02}/{m:02}/{y}.",
    "vào ngày {d:02}/{m}/{y}.",
    "ngày {d}/{m}.",
]


def asking(words):
    content = sample()
    content["body"]["content"][6] = paragraph("b7", ASKS + words, label="3.")
    return content


def codes(content):
    return [one.rule for one in check(content, today=TODAY) if one.rule.startswith("duty.")]


def dates(finding):
    return finding.facts["written"], finding.facts["due"]


@pytest.mark.parametrize("words", WORDINGS)
def test_the_same_day_in_any_wording_agrees(words):
    assert codes(asking(words.format(d=7, m=12, y=2026))) == []


@pytest.mark.parametrize("words", WORDINGS)
def test_another_day_in_any_wording_is_an_error_that_names_both(words):
    found = check(asking(words.format(d=9, m=12, y=2026)), today=TODAY)
    wrong = [one for one in found if one.rule == "duty.dates_differ"]
    assert [(one.severity.value, dates(one)) for one in wrong] == [
        ("error", ("09/12/2026", "07/12/2026"))
    ]


@pytest.mark.parametrize(
    "words",
    [
        "theo Công văn số 12/SYT-NVY ngày 09/12/2026, chậm nhất ngày 07/12/2026.",
        "số liệu tính đến ngày 01/12/2026, gửi trước ngày 07/12/2026.",
        "chậm nhất ngày 07/12/2026, tỷ lệ tối thiểu 1/2 số người.",
    ],
)
def test_other_days_of_the_point_are_not_its_term(words):
    assert codes(asking(words)) == []


def test_a_point_that_names_only_the_day_of_one_line_leaves_its_own_out():
    content = asking("chậm nhất ngày 05/12/2026.")
    content["addressees"][0]["due_on"] = "2026-12-05"
    (found,) = [one for one in check(content, today=TODAY) if one.rule == "duty.dates_differ"]
    assert dates(found) == ("05/12/2026", "07/12/2026")


def test_the_day_of_a_line_that_the_text_does_not_name_stops_with_both_named():
    content = asking("chậm nhất ngày 07/12/2026.")
    content["addressees"][1]["due_on"] = "2026-12-10"
    (found,) = [one for one in check(content, today=TODAY) if "line_date" in one.rule]
    assert (found.severity.value, found.block) == ("error", "a2")
    assert dates(found) == ("07/12/2026", "10/12/2026")


def due_of(content, unit="benh-vien-nhi"):
    units = {"group:a": [unit], "group:b": [unit], "group:c": ["khac"]}
    return {one.unit: one.due_on for one in expand(content, units.__getitem__)}[unit]


@pytest.mark.parametrize(
    ("first", "second", "purpose", "due"),
    [
        (None, None, "thuc_hien", date(2026, 12, 7)),
        ("2026-12-10", None, "biet", date(2026, 12, 10)),
        ("2026-12-10", None, "thuc_hien", date(2026, 12, 7)),
        ("2026-12-10", "2026-12-09", "phoi_hop", date(2026, 12, 9)),
        ("2026-12-01", None, "thuc_hien", date(2026, 12, 1)),
    ],
)
def test_the_earliest_day_of_a_units_lines_wins(first, second, purpose, due):
    content = sample()
    content["addressees"] = [
        {**line("a1", "A", "thuc_hien", "group:a"), "due_on": first},
        {**line("a2", "B", purpose, "group:b"), "due_on": second},
        line("a3", "C", "thuc_hien", "group:c"),
    ]
    content["copies"] = [line("c1", "Như trên", "thuc_hien", "addressees")]
    assert due_of(content) == due
    assert content["obligations"][0]["due_on"] == DUE
