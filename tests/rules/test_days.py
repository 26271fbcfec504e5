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


#: Due dates in words, as letters have them.
IN_WORDS = [
    "trong vòng 05 ngày (làm việc) kể từ ngày ký/nhận.",
    "trong vòng 05 ngày kể từ ngày nhận được văn bản này.",
    "trong vòng năm ngày làm việc sau khi ban hành.",
    "hằng tháng trước ngày 05.",
    "trước ngày 05 hằng tháng.",
    "trước ngày 20 của tháng cuối quý.",
    "hằng tuần (vào thứ Sáu).",
    "ngay trong ngày.",
    "trước 16 giờ hằng ngày.",
    "trước 10 giờ 00 ngày hôm sau.",
    "chậm nhất sau 03 ngày.",
    "chậm nhất 05 ngày làm việc kể từ khi nhận.",
    "sau 24 giờ kể từ khi phát hiện ca bệnh.",
    "đến hết quý III.",
    "trước quý IV/2026.",
]
#: Times of something else than a duty.
NO_TERMS = [
    "Cách ly y tế trong vòng 14 ngày kể từ ngày nhập cảnh.",
    "Hội nghị diễn ra trong 03 ngày.",
    "Từ đầu năm đến hết quý III, toàn tỉnh có 5 ca.",
    "Tính đến hết tháng 9 năm 2026 đã có 20 ca.",
    "Trong vòng 20 ngày qua có 15 ca mắc.",
    "Các đơn vị trực cấp cứu hằng ngày 24/24 giờ.",
]


def ordering(words):
    content = sample()
    content["body"]["content"][6] = paragraph("b7", words, label="3.")
    return {**content, "obligations": [], "fields": {}}


@pytest.mark.parametrize("words", IN_WORDS)
def test_a_due_date_in_words_is_a_due_date(words):
    found = codes(ordering(f"Các đơn vị hoàn thành {words}"))
    assert sorted(found) == ["duty.no_report_asked", "duty.term_not_counted"]
    assert codes(ordering(ASKS + words)) == ["duty.point_without_form"]


@pytest.mark.parametrize("words", NO_TERMS)
def test_the_time_of_something_else_is_no_due_date(words):
    assert codes(ordering(words)) == ["duty.no_due_date", "duty.no_report_asked"]


@pytest.mark.parametrize("words", IN_WORDS)
def test_a_form_with_a_day_wants_that_day_beside_the_words(words):
    found = check(asking(words), today=TODAY)
    (one,) = [one for one in found if one.rule.startswith("duty.")]
    assert (one.rule, one.severity.value, one.block) == ("duty.point_without_day", "error", "b7")
    assert (one.facts["excerpt"] in words, one.facts["due"]) == (True, "07/12/2026")
    assert codes(asking(f"{words[:-1]}, chậm nhất ngày 07/12/2026.")) == []


def test_a_line_with_a_day_of_its_own_is_told_of_words_without_a_day():
    content = ordering("Các đơn vị hoàn thành trong vòng 05 ngày kể từ ngày nhận.")
    content["addressees"][0]["due_on"] = "2026-12-04"
    assert sorted(codes(content)) == ["duty.line_date_nowhere", "duty.no_report_asked"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("ngày 31/02/2021", "tháng 2 năm 2021 chỉ có 28 ngày"),
        ("ngày 31 tháng 4", "tháng 4 chỉ có 30 ngày"),
        ("ngày 00/13", "không có tháng 13"),
        ("ngày 00 tháng 8 năm 2026", "không có ngày 00"),
        ("31/04/2026", "tháng 4 chỉ có 30 ngày"),
        ("ngày 30/02", "tháng 2 chỉ có 29 ngày"),
        ("tháng 13/2026", "không có tháng 13"),
        ("tháng 00 năm 2026", "không có tháng 00"),
    ],
)
def test_a_day_that_no_calendar_has_is_named_with_the_reason(words, why):
    (found,) = impossible(f"Hội nghị diễn ra {words}.")
    assert (found.excerpt, found.facts["why"], found.severity.value) == (words, why, "warning")
    assert [one.excerpt for one in impossible("Đã họp.", subject=f"họp {words}")] == [words]


@pytest.mark.parametrize(
    "words",
    [
        *("ngày 29/02", "ngày 29/02/2024", "trực 24/7", "số 31/13/2021", "tỷ lệ 35/40"),
        *("trong ngày 15/20 đơn vị đã gửi", "mỗi ngày 30-40 ca", "ĐT: 31.13.2021"),
        *("lương tháng 13", "lương tháng 13 năm nay", "trẻ 13 tháng", "tháng 12/2026"),
        "tại “Kế hoạch ngày 31/02/2021”",
        "theo Công văn số 5/SYT ngày 03/8/2026 của Sở Y tế về việc họp ngày 31/02/2021",
    ],
)
def test_what_is_a_day_or_none_of_ours_is_left_alone(words):
    assert impossible(f"Đề nghị xem {words}.") == []


def test_an_impossible_term_of_a_form_is_a_day_that_differs():
    found = check(asking("chậm nhất ngày 31/11/2026."), today=TODAY)
    assert [dates(one) for one in found if one.rule == "duty.dates_differ"] == [
        ("31/11/2026", "07/12/2026")
    ]


def test_the_head_of_a_file_may_bear_no_impossible_day():
    found = impossible("Đã họp.", file={"day": "31", "month": "4"})
    assert [one.excerpt for one in found] == ["ngày 31 tháng 4"]


def impossible(words, **more):
    found = check({**ordering(words), **more}, today=TODAY)
    return [one for one in found if one.rule == "date.no_such_day"]
