"""Form, date and report point belong together: put in, changed, taken out, and told apart."""

from __future__ import annotations

from datetime import date

import pytest

from docflow.models import Obligation, Owed
from docflow.office import approval, drafting, issuing, proof
from docflow.office.drafting import Edit
from docflow.office.duties import Ask, Drop
from docflow.papers import blocks
from tests import people
from tests.office.acts import decide, few, letter, refused, sign_what_waits, who

FORM = {"title": "Kết quả tiêm chủng", "fields": [{"label": "Số mũi tiêm", "kind": "count"}]}
POINT = "Thủ trưởng các đơn vị báo cáo kết quả tiêm chủng về Sở Y tế chậm nhất {due_on}."
DAY = date(2026, 12, 10)


def plain(dispatch):
    return [
        blocks.plain(one, dispatch.content["fields"]) for one in dispatch.content["body"]["content"]
    ]


def change(desk, dispatch, *duties, **more):
    edit = Edit(duties=duties, **more)
    return drafting.save(desk, dispatch, edit, seen=dispatch.version, by=who(desk, people.DRAFTER))


@pytest.fixture
def bare(desk):
    """A numbered letter that asks for no report."""
    body = "Mở đầu.\n\n1. Việc thứ nhất.\n\n2. Việc thứ hai:\n\na) Một;\n\nb) Hai.\n\nĐề nghị thực hiện./."
    dispatch = letter(desk, few())
    dispatch = change(desk, dispatch, Drop(1))
    return change(desk, dispatch, body=body)


def errors(desk, dispatch):
    return [
        one.rule for one in approval.findings(desk, dispatch.content)
        if one.rule.startswith("duty.") and one.severity == "error"
    ]  # fmt: skip


def test_the_point_is_the_next_number_and_prints_the_bound_day(desk, bare):
    change(desk, bare, Ask(FORM, DAY, point=POINT))
    told = plain(bare)
    assert told[-2] == "3. " + POINT.replace("{due_on}", "ngày 10/12/2026")
    assert told[-1] == "Đề nghị thực hiện./."
    (owed,) = bare.content["obligations"]
    assert owed["block_id"] == bare.content["body"]["content"][-2]["attrs"]["id"]
    assert (owed["due_on"], owed["form"]["fields"][0]["name"]) == ("2026-12-10", "so_mui_tiem")
    assert errors(desk, bare) == []


@pytest.mark.parametrize(
    ("body", "last"),
    [
        ("Mở đầu.\n\n1. Một.\n\n2. Hai./.", ["2. Hai.", "3. Báo cáo chậm nhất ngày 10/12/2026./."]),
        (
            "Mở đầu.\n\nĐề nghị thực hiện./.",
            ["Báo cáo chậm nhất ngày 10/12/2026.", "Đề nghị thực hiện./."],
        ),
        (
            "1) Một.\n\nThêm lời.\n\nĐề nghị./.",
            ["2) Báo cáo chậm nhất ngày 10/12/2026.", "Đề nghị./."],
        ),
        ("Chỉ một đoạn./.", ["Chỉ một đoạn.", "Báo cáo chậm nhất ngày 10/12/2026./."]),
    ],
)
def test_the_end_mark_stays_at_the_end_of_any_letter(desk, bare, body, last):
    change(desk, bare, body=body)
    change(desk, bare, Ask(FORM, DAY, point="Báo cáo chậm nhất {due_on}."))
    assert plain(bare)[-2:] == last
    change(desk, bare, Drop(1))
    assert proof.markup(bare.content) == body


def test_another_day_changes_the_text_and_typing_over_it_stops_the_submission(desk, bare):
    change(desk, bare, Ask(FORM, DAY, point=POINT))
    change(desk, bare, due_on=date(2026, 12, 15))
    assert any("chậm nhất ngày 15/12/2026" in line for line in plain(bare))
    assert errors(desk, bare) == []
    typed = proof.markup(bare.content).replace("{due_on}", "ngày 20/12/2026")
    change(desk, bare, body=typed)
    (wrong,) = [
        one for one in approval.findings(desk, bare.content) if one.rule == "duty.dates_differ"
    ]
    assert (wrong.facts["written"], wrong.facts["due"]) == ("20/12/2026", "15/12/2026")
    with refused("submit.errors"):
        approval.submit(desk, bare, seen=bare.version, by=who(desk, people.DRAFTER))


def test_a_form_without_its_point_and_a_point_without_a_form_are_told(desk, bare):
    change(desk, bare, Ask(FORM, DAY))
    assert errors(desk, bare) == ["duty.form_without_point"]
    change(desk, bare, Ask(ordinal=1, point=POINT))
    assert errors(desk, bare) == []
    change(desk, bare, body=proof.markup(bare.content).replace("{due_on}", "ngày 10/12/2026"))
    change(desk, bare, Drop(1, with_point=False))
    rules = [one.rule for one in approval.findings(desk, bare.content)]
    assert "duty.point_without_form" in rules


def test_a_point_cut_and_typed_anew_is_tied_again_by_its_field(desk, bare):
    change(desk, bare, Ask(FORM, DAY, point=POINT))
    text = proof.markup(bare.content)
    without = "\n\n".join(one for one in text.split("\n\n") if "{due_on}" not in one)
    change(desk, bare, body=without)
    change(
        desk,
        bare,
        body=without.replace("Đề nghị", "Báo cáo kết quả chậm nhất {due_on}.\n\nĐề nghị"),
    )
    (owed,) = bare.content["obligations"]
    assert owed["block_id"] in [one["attrs"]["id"] for one in bare.content["body"]["content"]]
    assert errors(desk, bare) == []


def test_two_reports_by_two_days_are_owed_apart(desk, bare):
    change(desk, bare, Ask(FORM, DAY, point=POINT))
    change(
        desk,
        bare,
        Ask(
            {**FORM, "title": "Kiểm tra"},
            date(2026, 12, 20),
            point="Báo cáo kiểm tra chậm nhất {due_on}.",
        ),
    )
    assert plain(bare)[-2] == "4. Báo cáo kiểm tra chậm nhất ngày 20/12/2026."
    change(desk, bare, due_on=date(2026, 12, 11))
    assert [one["due_on"] for one in bare.content["obligations"]] == ["2026-12-11", "2026-12-20"]
    assert errors(desk, bare) == []
    approval.submit(desk, bare, seen=bare.version, by=who(desk, people.DRAFTER))
    decide(desk, bare)
    sign_what_waits(desk)
    issuing.issue(desk, bare, by=who(desk, people.RECORDS_CLERK))
    rows = desk.session.query(Owed, Obligation).join(
        Obligation, Owed.obligation_id == Obligation.id
    )
    assert {(two.ordinal, one.due_on) for one, two in rows} == {
        (1, date(2026, 12, 11)), (2, date(2026, 12, 20)),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (Ask(FORM, None, point=POINT), "form.no_date"),
        (Ask(FORM, date(2020, 1, 1), point=POINT), "draft.due_in_past"),
        (Ask(FORM, DAY, point="Báo cáo chậm nhất mai."), "form.point"),
        (Ask({"title": "x", "fields": []}, DAY, point=POINT), "form.empty"),
        (Ask(FORM, DAY, ordinal=4), "form.unknown"),
        (Drop(4), "form.unknown"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_written(desk, bare, ask, code):
    before = (bare.version, bare.content)
    with refused(code):
        change(desk, bare, ask)
    desk.session.refresh(bare)
    assert (bare.version, bare.content) == before
