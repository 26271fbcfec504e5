"""Annexes in the letter's own file: written, ordered, filled from a table, compared."""

from __future__ import annotations

import copy

import pytest

from docflow.office import annexes, approval, comparing, copying, drafting, proof
from docflow.office.drafting import Edit
from docflow.papers.paper import compose
from docflow.rules.evidence import digest
from tests import people
from tests.office.acts import few, letter, refused, who
from tests.papers import files


def save(desk, dispatch, told, **more):
    edit = Edit(annexes=told, **more)
    return drafting.save(desk, dispatch, edit, seen=dispatch.version, by=who(desk, people.DRAFTER))


@pytest.fixture
def dispatch(desk):
    """A letter with two annexes, the second on its side."""
    made = letter(desk, few())
    told = [
        {
            "title": " Danh  sách ",
            "text": "| TT | Tên |\n| --- | --- |\n| 1 | a |",
            "landscape": False,
        },
        {"title": "", "text": "Một đoạn.", "landscape": True},
    ]
    return save(desk, made, told)


def test_annexes_are_numbered_titled_and_printed(desk, dispatch):
    first, second = compose(dispatch.content).annexes
    assert (first.number, first.title, first.landscape) == ("Phụ lục I", "DANH SÁCH", False)
    assert (second.number, second.title, second.landscape) == ("Phụ lục II", "", True)
    assert first.body[0].head
    # Annex I, III.1.c: who issues it is told; number and date stay blank on an electronic document.
    blank = "(Kèm theo Công văn số      /SYT-NVY ngày     tháng     năm      của Sở Y tế Thanh Hóa)"
    assert first.source == second.source == blank
    assert "" not in compose(dispatch.content).lines()
    assert [one["id"] for one in dispatch.content["annexes"]] == ["x1", "x2"]


def test_order_changes_and_what_is_not_told_stays(desk, dispatch):
    one, two = dispatch.content["annexes"]
    save(
        desk,
        dispatch,
        [{"id": "x2", "title": "Biểu mẫu", "landscape": False}, {**one, "body": None}],
    )
    now = dispatch.content["annexes"]
    assert [(it["id"], it["title"]) for it in now] == [("x2", "Biểu mẫu"), ("x1", "Danh sách")]
    assert (now[0]["body"], now[1]["body"]) == (two["body"], one["body"])
    save(desk, dispatch, [now[1], {"title": "Mới"}])
    assert [it["id"] for it in dispatch.content["annexes"]] == ["x1", "x3"]
    assert annexes.markup(dispatch.content["annexes"][0]).startswith("| TT | Tên |")


def test_saving_what_was_read_changes_nothing(desk, dispatch):
    before = (dispatch.version, digest(dispatch.content))
    told = [{**it, "body": None, "text": annexes.markup(it)} for it in dispatch.content["annexes"]]
    save(desk, dispatch, told)
    assert (dispatch.version, digest(dispatch.content)) == before


def test_a_table_from_a_file_takes_the_place_of_the_text(desk, dispatch):
    content = files.workbook(files.ROWS, **files.FORMATS)
    save(desk, dispatch, annexes.with_table(dispatch.content["annexes"], "x2", content))
    printed = list(compose(dispatch.content).annexes[1].lines())
    assert "1.234.567" in "\n".join(printed)
    # What looks like markup or a field in a cell is only text, also when the annex is saved again.
    sheet = files.workbook([["Tên"], ["{due_on} *a* | b"]])
    save(desk, dispatch, annexes.with_table(dispatch.content["annexes"], "x1", sheet))
    told = [{**it, "body": None, "text": annexes.markup(it)} for it in dispatch.content["annexes"]]
    save(desk, dispatch, told)
    assert "{due_on} *a* | b" in "\n".join(compose(dispatch.content).annexes[0].lines())
    with refused("missing"):
        annexes.with_table(dispatch.content["annexes"], "x9", content)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ([{"title": "a"}] * 11, "annex.too_many"),
        ([{"title": "a" * 301}], "annex.title_too_long"),
        ([{"heading": "a" * 61}], "annex.heading_too_long"),
        ([{"title": "a", "text": "b" * 200_001}], "annex.too_long"),
        ([{"title": "a", "text": "|" + "a|" * 21}], "body.malformed"),
    ],
)
def test_limits_are_told_and_nothing_is_written(desk, dispatch, told, code):
    before = (dispatch.version, digest(dispatch.content))
    with refused(code):
        save(desk, dispatch, told)
    desk.session.rollback()
    assert (dispatch.version, digest(dispatch.content)) == before


def test_the_check_asks_for_a_word_in_the_text_and_for_every_field(desk, dispatch):
    def rules():
        return [one.rule for one in approval.findings(desk, dict(dispatch.content))]

    assert "annex.not_named" in rules()
    assert "field.unknown" not in rules()
    save(desk, dispatch, [{"title": "Danh sách", "text": "Hạn {khong_co}."}])
    assert "field.unknown" in rules()
    save(
        desk,
        dispatch,
        [],
        body=proof.markup(dispatch.content) + "\n\nDanh sách tại Phụ lục kèm theo.",
    )
    assert "annex.not_named" not in rules()


def test_a_table_of_many_rows_is_compared_and_shown_in_few_words(desk, dispatch):
    before = dict(dispatch.content)
    rows = [["TT", "Tên", "Kết quả"], *([n, f"Trạm số {n}", "đạt"] for n in range(700))]
    save(desk, dispatch, annexes.with_table(before["annexes"], "x1", files.workbook(rows)))
    (change,) = comparing.changes(before, dispatch.content)
    assert max(len(run.text.split()) for run in change.runs) <= 61
    middle = dict(dispatch.content)
    rows[500][2] = "chưa đạt"
    save(desk, dispatch, annexes.with_table(middle["annexes"], "x1", files.workbook(rows)))
    (change,) = comparing.changes(middle, dispatch.content)
    assert [run.text.strip() for run in change.runs if run.kind == "in"] == ["chưa"]


def test_changes_of_an_annex_are_shown(desk, dispatch):
    before = dict(dispatch.content)
    told = [dict(it) for it in before["annexes"]]
    told[1] = {"id": "x2", "title": "", "text": "Hai đoạn.", "landscape": True}
    save(desk, dispatch, told)
    (change,) = comparing.changes(before, dispatch.content)
    assert change.part == "block x2-b1"
    assert [run.text for run in change.runs if run.kind == "in"] == ["Hai"]


def test_what_a_decision_issues_stays_what_it_is_whatever_is_written(desk):
    clerk = who(desk, people.DRAFTER)
    sample = desk.catalogue.get("quyet_dinh_ban_hanh").sample
    dispatch = drafting.draft(desk, "quyet_dinh_ban_hanh", sample, by=clerk)
    (issued,) = dispatch.content["annexes"]
    assert issued["heading"] == "Quy chế"
    told = [{"id": "x1", "title": "văn thư", "text": "Điều 1. **Phạm vi**"}]
    edit = Edit(annexes=[*told, {"title": "Danh sách", "text": "Một"}])
    drafting.save(desk, dispatch, edit, seen=dispatch.version, by=clerk)
    names = [(one.number, one.title, one.agency) for one in compose(dispatch.content).annexes]
    assert names == [("QUY CHẾ", "Văn thư", "SỞ Y TẾ"), ("Phụ lục", "DANH SÁCH", "")]


def test_the_name_over_an_issued_document_is_given_changed_compared_and_copied(desk):
    clerk = who(desk, people.DRAFTER)
    sample = desk.catalogue.get("quyet_dinh_ban_hanh").sample
    dispatch = drafting.draft(desk, "quyet_dinh_ban_hanh", sample, by=clerk)
    before = copy.deepcopy(dict(dispatch.content))
    (issued,) = before["annexes"]
    save(desk, dispatch, [{**issued, "heading": "Quy định"}, {"heading": "phụ lục", "title": "A"}])
    assert annexes.names(dispatch.content["annexes"]) == ["QUY ĐỊNH", "Phụ lục"]
    changed = {one.part: one for one in comparing.beside(before, dispatch.content)}
    runs = [(one.kind, one.text.strip()) for one in changed["annex x1"].runs]
    assert runs[:3] == [("same", "QUY"), ("out", "CHẾ"), ("in", "ĐỊNH")]
    rules = {one.rule for one in approval.findings(desk, dict(dispatch.content))}
    assert {"annex.heading_differs"} <= rules
    new = copying.copied(desk, dispatch, by=clerk)
    assert [one.get("heading") for one in new.content["annexes"]] == ["Quy định", None]
    # What stands at a place and is told nowhere leaves its name to what takes the place.
    save(desk, dispatch, [{"title": "Khác", "text": "Một"}])
    assert dispatch.content["annexes"][0]["heading"] == "Quy định"
    save(desk, dispatch, [{**dispatch.content["annexes"][0], "heading": ""}])
    assert annexes.names(dispatch.content["annexes"]) == ["Phụ lục"]


def test_an_id_told_twice_is_another_annex_and_no_change_is_hidden(desk, dispatch):
    save(
        desk,
        dispatch,
        [{"id": "x1", "title": "A", "text": "một"}, {"id": "x1", "title": "B", "text": "hai"}],
    )
    first, second = dispatch.content["annexes"]
    assert first["id"] != second["id"]
    before = copy.deepcopy(dispatch.content)
    told = [{"id": first["id"], "title": "A", "text": "một tỷ"}, {**second, "text": None}]
    save(desk, dispatch, told)
    (change,) = comparing.changes(before, dispatch.content)
    assert "tỷ" in "".join(run.text for run in change.runs)
