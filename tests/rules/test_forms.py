"""Report forms as clerks build them, and answers of every kind."""

from __future__ import annotations

import pytest

from docflow.rules.forms import read_form
from docflow.rules.refusals import Refused
from docflow.rules.reports import read, shown, sums, typed

FIELDS = [
    {"label": "Tổng số người", "kind": "count", "unit": "người", "required": True},
    {"label": "Đã tiêm", "kind": "count", "at_most": "tong_so_nguoi"},
    {"label": "Công suất giường", "kind": "percent"},
    {"label": "Có tổ phản ứng nhanh", "kind": "yes_no"},
    {"label": "Ngày tập huấn", "kind": "date"},
    {"label": "Kiến nghị", "kind": "text"},
]
FORM = read_form(
    {
        "title": "Phòng dịch",
        "fields": FIELDS,
        "rates": [{"part": "da_tiem", "whole": "tong_so_nguoi"}],
    }
)


def test_names_are_made_from_labels_and_stay_when_they_are_told():
    assert [one["name"] for one in FORM["fields"]][:3] == [
        "tong_so_nguoi",
        "da_tiem",
        "cong_suat_giuong",
    ]
    again = read_form({**FORM, "fields": [{**FORM["fields"][0], "label": "Số người"}], "rates": []})
    assert again["fields"][0]["name"] == "tong_so_nguoi"
    clash = read_form(
        {
            "title": "x",
            "fields": [{"label": "Note", "kind": "text"}, {"label": "note!", "kind": "text"}],
        }
    )
    assert [one["name"] for one in clash["fields"]] == ["note_2", "note_3"]


def test_a_form_that_was_read_is_read_the_same_again():
    assert read_form(FORM) == FORM
    assert FORM["rates"] == [
        {
            "name": "rate_da_tiem",
            "label": "Tỷ lệ: Đã tiêm",
            "part": "da_tiem",
            "whole": "tong_so_nguoi",
        }
    ]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"title": " ", "fields": FIELDS}, "form.title"),
        ({"title": "x", "fields": []}, "form.empty"),
        ({"title": "x", "fields": FIELDS * 7}, "form.many"),
        ({"title": "x", "fields": [{"label": " ", "kind": "text"}]}, "form.label"),
        ({"title": "x", "fields": [{"label": "a", "kind": "file"}]}, "form.kind"),
        ({"title": "x", "fields": [FIELDS[0], FIELDS[0]]}, "form.twice"),
        ({"title": "x", "fields": [FIELDS[1]]}, "form.rate"),
        (
            {"title": "x", "fields": FIELDS, "rates": [{"part": "kien_nghi", "whole": "da_tiem"}]},
            "form.rate",
        ),
        (
            {"title": "x", "fields": FIELDS, "rates": [{"part": "da_tiem", "whole": "da_tiem"}]},
            "form.rate",
        ),
    ],
)
def test_a_faulty_form_is_refused_by_its_fault(told, code):
    with pytest.raises(Refused) as caught:
        read_form(told)
    assert caught.value.code == code


def test_answers_of_every_kind_are_typed_and_shown_again():
    answers = {
        "tong_so_nguoi": "1.200", "da_tiem": "900", "cong_suat_giuong": "95,5 %",
        "co_to_phan_ung_nhanh": "Có", "ngay_tap_huan": "5/12/2026", "kien_nghi": "Không",
    }  # fmt: skip
    values = read(FORM, answers)
    assert values == {
        "tong_so_nguoi": 1200, "da_tiem": 900, "cong_suat_giuong": 95.5,
        "co_to_phan_ung_nhanh": True, "ngay_tap_huan": "2026-12-05", "kien_nghi": "Không",
    }  # fmt: skip
    told = [shown(field, values[field["name"]]) for field in FORM["fields"]]
    assert told == ["1.200", "900", "95,5%", "có", "05/12/2026", "Không"]
    back = {field["name"]: typed(field, values[field["name"]]) for field in FORM["fields"]}
    assert read(FORM, back) == values


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("cong_suat_giuong", "100,5", "report.not_a_share"),
        ("cong_suat_giuong", "-1", "report.not_a_share"),
        ("cong_suat_giuong", "95,555", "report.not_a_share"),
        ("co_to_phan_ung_nhanh", "chắc có", "report.not_yes_or_no"),
        ("ngay_tap_huan", "31/02/2026", "date.no_such_day"),
        ("ngay_tap_huan", "mai", "date.unreadable"),
        ("da_tiem", "6", "report.above"),
    ],
)
def test_what_is_no_answer_of_its_kind_is_named(name, text, code):
    with pytest.raises(Refused) as caught:
        read(FORM, {"tong_so_nguoi": "5", name: text})
    assert caught.value.facts["errors"][name]["code"] == code


def test_a_question_adds_up_to_how_many_say_yes():
    many = [{"co_to_phan_ung_nhanh": True}, {"co_to_phan_ung_nhanh": False}, {"da_tiem": 4}]
    assert sums(FORM, many) == {"tong_so_nguoi": 0, "da_tiem": 4, "co_to_phan_ung_nhanh": 1}
