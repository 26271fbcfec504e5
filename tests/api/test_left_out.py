"""What a program leaves out, or sends as null, stays as it is; too many letters are told as letters."""

from __future__ import annotations

import pytest

from docflow.api import schemas_duties, schemas_in
from docflow.office import annexes
from docflow.office.drafting import Edit, save
from tests import people

ANNEXES = [
    {"id": "x1", "heading": "Quy chế", "title": "tiếp nhận", "text": "Một.", "landscape": True},
    {"id": "x2", "title": "Biểu mẫu", "text": "Hai.", "landscape": True},
]


@pytest.fixture
def full(desk, draft, person):
    """Return the address and the version of a draft in which every part holds something."""
    edit = Edit(annexes=ANNEXES, urgency="khan", expected="2026-12")
    saved = save(desk, draft, edit, seen=draft.version, by=person(people.DRAFTER))
    return f"/dispatches/{draft.id}", saved.version


def test_annexes_that_are_only_named_keep_all_they_have(program, full):
    clerk, (here, version) = program(people.DRAFTER), full
    before = clerk("GET", f"{here}/annexes").json["annexes"]
    assert [one["landscape"] for one in before] == [True, True]
    for told in (
        [{"id": "x2"}, {"id": "x1"}],
        [{"id": name, "title": None, "landscape": None, "text": None, "heading": None}
         for name in ("x2", "x1")],
    ):  # fmt: skip
        answer = clerk("PATCH", here, {"annexes": told}, If_Match=f'"{version}"')
        assert answer.status_code == 200, answer.text
        version = answer.json["version"]
        assert clerk("GET", f"{here}/annexes").json["annexes"] == before[::-1]


@pytest.mark.parametrize(
    ("name", "new"),
    [("title", ""), ("title", "khác"), ("landscape", False), ("text", ""), ("heading", "")],
)
def test_a_part_of_an_annex_that_is_told_is_the_only_one_that_changes(program, full, name, new):
    clerk, (here, version) = program(people.DRAFTER), full
    before = clerk("GET", f"{here}/annexes").json["annexes"]
    told = [{"id": "x1", name: new}, {"id": "x2"}]
    assert clerk("PATCH", here, {"annexes": told}, If_Match=f'"{version}"').status_code == 200
    assert clerk("GET", f"{here}/annexes").json["annexes"] == [{**before[0], name: new}, before[1]]


def test_a_new_annex_without_a_word_is_empty_and_upright():
    (made,) = annexes.revised([], [{"id": "x7"}])
    assert (made["id"], made["title"], made["landscape"]) == ("x7", "", False)


def test_every_part_of_an_edit_may_be_left_out_or_null(program, full):
    clerk, (here, version) = program(people.DRAFTER), full
    content = clerk("GET", here).json["content"]
    for left in ({}, *({name: None} for name in schemas_in.Edit.model_fields if name != "keep")):
        answer = clerk("PATCH", here, left, If_Match=f'"{version}"')
        assert answer.status_code == 200, (left, answer.text)
        version = answer.json["version"]
        assert answer.json["content"] == content, left


def test_every_part_of_a_duty_may_be_left_out_or_null(program, full):
    clerk, (here, version) = program(people.DRAFTER), full
    content = clerk("GET", here).json["content"]
    parts = set(schemas_duties.Duty.model_fields) - {"ordinal", "drop", "with_point"}
    assert parts == {"form", "due_on", "point"}
    for left in ({}, *({name: None} for name in sorted(parts))):
        told = {"duties": [{"ordinal": 1, **left}]}
        answer = clerk("PATCH", here, told, If_Match=f'"{version}"')
        assert answer.status_code == 200, (left, answer.text)
        version = answer.json["version"]
        assert answer.json["content"] == content, left


def test_letters_are_called_letters_and_items_items(program, full):
    clerk, (here, version) = program(people.DRAFTER), full

    def told(body):
        answer = clerk("PATCH", here, body, If_Match=f'"{version}"')
        assert answer.status_code == 422, answer.text
        return [(one["field"], one["detail"]) for one in answer.json["errors"]]

    assert told({"annexes": [{"heading": "q" * 61}]}) == [
        ("annexes.0.heading", "Dài quá 60 ký tự; rút ngắn.")
    ]
    assert told({"annexes": [{}] * 11}) == [("annexes", "Có quá 10 mục; bỏ bớt.")]
    assert told({"subject": ""}) == [("subject", "Phải có ít nhất 1 ký tự.")]
