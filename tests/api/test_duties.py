"""Recipients with days of their own and report points, by programs."""

from __future__ import annotations

import pytest

from tests import people

FORM = {
    "title": "Tiêm chủng",
    "fields": [
        {"label": "Số người", "kind": "count"},
        {"label": "Có tổ lưu động", "kind": "yes_no"},
    ],
}
POINT = "Các đơn vị báo cáo về Sở Y tế chậm nhất {due_on}."


@pytest.fixture
def clerk(program):
    return program(people.DRAFTER)


def made(clerk, seed, **more):
    answer = clerk("POST", "/dispatches", seed | more)
    assert answer.status_code == 201, answer.text
    return answer.headers["Location"].removeprefix("/api/v1"), answer.json["content"]


def test_a_draft_is_made_with_lines_that_have_days_and_a_second_report(clerk, seed):
    line = {
        "text": "Bệnh viện Nhi", "purpose": "thuc_hien", "due_on": "2026-12-01",
        "targets": [f"unit:{people.RECEIVER}"],
    }  # fmt: skip
    duty = {"form": FORM, "due_on": "2026-12-20", "point": POINT}
    _here, content = made(clerk, seed, addressees=[line], duties=[duty])
    assert content["addressees"][0]["due_on"] == "2026-12-01"
    second = content["obligations"][1]
    assert (second["ordinal"], second["due_on"]) == (2, "2026-12-20")
    assert content["fields"]["due_on_2"] == "2026-12-20"


def test_a_report_is_changed_and_dropped_with_its_point(clerk, seed):
    here, _content = made(clerk, seed)
    changed = clerk(
        "PATCH",
        here,
        {"duties": [{"ordinal": 1, "form": FORM, "due_on": "2026-12-15"}]},
        If_Match='"1"',
    )
    assert changed.status_code == 200, changed.text
    (owed,) = changed.json["content"]["obligations"]
    assert (owed["due_on"], owed["form"]["fields"][1]["name"]) == ("2026-12-15", "co_to_luu_dong")
    dropped = clerk("PATCH", here, {"duties": [{"ordinal": 1, "drop": True}]}, If_Match='"2"')
    assert dropped.json["content"]["obligations"] == []
    assert "{due_on}" not in dropped.json["body"]


@pytest.mark.parametrize(
    "duty",
    [
        {"drop": True},
        {"form": FORM, "due_on": "2026-12-20", "point": "không có ngày"},
        {"form": {**FORM, "fields": [{"label": "x", "kind": "file"}]}, "due_on": "2026-12-20"},
        {"form": {**FORM, "extra": 1}, "due_on": "2026-12-20"},
        {"ordinal": 5, "due_on": "2026-12-20"},
        {"form": FORM},
    ],
)
def test_a_faulty_duty_is_refused_and_nothing_is_written(clerk, seed, duty):
    here, content = made(clerk, seed)
    answer = clerk("PATCH", here, {"duties": [duty]}, If_Match='"1"')
    assert answer.status_code == 422, answer.text
    assert clerk("GET", here).json["content"] == content
