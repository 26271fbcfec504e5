"""The library of grounds: kept once, found without accents, brought in whole or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from docflow.models import Event, Ground
from docflow.office import approval, drafting, grounds, pieces
from docflow.rules.lint import Severity
from tests import people
from tests.office.acts import letter, refused, who

FACTS = {
    "type": "Quyết định", "number": "15/QĐ-SYT", "dated": date(2026, 1, 5),
    "issuer": "Giám đốc Sở Y tế", "subject": "về việc phân công nhiệm vụ",
}  # fmt: skip
HEAD = "type,number,dated,issuer,subject,since,ended,replaced_by\n"
GOOD = "Quyết định,15/QĐ-SYT,05/01/2026,Sở Y tế,về việc hoá đơn,,,\n"


def count(desk, model=Ground):
    desk.session.rollback()
    return desk.session.scalar(select(func.count()).select_from(model))


def names(found):
    return [one.as_rule().short() for one in found.grounds]


def body_of(*paragraphs):
    return drafting.blocks.from_markup("\n\n".join(paragraphs))


def test_the_demo_knows_the_documents_of_the_seed_and_of_the_decree(desk):
    found = grounds.search(desk, "", limit=50)
    assert (found.total, found.counts) == (5, {"in_force": 3, "over": 2})
    assert {one.replaced_by.number for one in found.grounds if one.ended} == {"30/2020/NĐ-CP"}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("chi thi 22", "Chỉ thị số 22/CT-UBND"), ("nd-cp 30", "Nghị định số 30/2020/NĐ-CP"),
        ("cong dien khan", "Công điện khẩn số 16/CĐ-UBND"),
    ],
)  # fmt: skip
def test_a_document_is_found_without_accents(desk, words, first):
    assert names(grounds.search(desk, words, limit=5))[0] == first


@pytest.mark.parametrize("words", ["hoa", "hóa", "hoá", "HOA DON"])
def test_the_place_of_the_tone_does_not_matter(desk, words):
    grounds.import_grounds(desk, HEAD + GOOD, by=None)
    assert "Quyết định số 15/QĐ-SYT" in names(grounds.search(desk, words, limit=50))


def test_one_document_is_kept_once(desk):
    clerk = who(desk, people.DRAFTER)
    grounds.keep(desk, FACTS, by=clerk)
    with refused("ground.twice"):
        grounds.keep(desk, FACTS | {"subject": "khác"}, by=clerk)
    other_year = FACTS | {"dated": date(2025, 1, 5)}
    assert grounds.keep(desk, other_year, by=clerk).id
    assert count(desk) == 7


def test_what_ends_is_named_with_its_successor(desk):
    clerk = who(desk, people.DRAFTER)
    old = grounds.keep(desk, FACTS, by=clerk)
    new = grounds.keep(desk, FACTS | {"number": "16/QĐ-SYT"}, by=clerk)
    ended = FACTS | {"ended": date(2026, 11, 1), "replaced_by_id": new.id}
    grounds.keep(desk, ended, by=clerk, ground=old)
    told = {one.number: one.successor for one in grounds.over(desk)}
    assert told["15/QĐ-SYT"] == "Quyết định số 16/QĐ-SYT"
    verbs = select(Event.verb).where(Event.stream == "library").order_by(Event.id)
    assert list(desk.session.scalars(verbs))[1:] == ["ground_added"] * 2 + ["ground_changed"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"number": " "}, "ground.missing"), ({"dated": None}, "ground.missing"),
        ({"subject": ""}, "ground.missing"), ({"number": "1" * 61}, "ground.too_long"),
        ({"since": date(2026, 2, 1), "ended": date(2026, 1, 1)}, "ground.ends_before"),
        ({"replaced_by_id": 999}, "ground.no_successor"),
    ],
)  # fmt: skip
def test_a_document_that_could_not_be_cited_is_refused(desk, changed, code):
    with refused(code):
        grounds.keep(desk, FACTS | changed, by=who(desk, people.DRAFTER))
    assert count(desk) == 5


def test_only_those_who_answer_for_form_keep_the_library(desk):
    for login in (people.DEPUTY, people.AUDITOR, people.RECEIVER):
        with refused("permission.denied"):
            grounds.keep(desk, FACTS, by=who(desk, login))


def test_a_table_comes_in_once_and_ties_its_successors(desk):
    rows = GOOD + (
        "Quyết định,14/QĐ-SYT,05/01/2025,Sở Y tế,về việc B,,01/02/2026,Quyết định số 15/QĐ-SYT\n"
        "Luật,,,,Lưu trữ,,,\n"
    )
    assert grounds.import_grounds(desk, HEAD + rows, by=None)["added"] == 3
    assert grounds.import_grounds(desk, HEAD + rows, by=None) == {
        "added": 0, "changed": 0, "same": 3,
    }  # fmt: skip
    old = desk.session.scalars(select(Ground).where(Ground.number == "14/QĐ-SYT")).unique().one()
    assert old.replaced_by.number == "15/QĐ-SYT"


def test_a_tables_columns_may_bear_their_vietnamese_names(desk):
    named = (
        'Loại văn bản,"Số, ký hiệu",Ngày ban hành,Cơ quan ban hành,Trích yếu,'
        "Có hiệu lực từ ngày,Hết hiệu lực từ ngày,VĂN BẢN THAY THẾ\n"
    )
    assert grounds.import_grounds(desk, HEAD + GOOD, by=None)["added"] == 1
    assert grounds.import_grounds(desk, named + GOOD, by=None)["same"] == 1


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Quyết định,,05/01/2026,Sở,về A,,,", "import.empty"),
        ("Quyết định,1/QĐ,31/02/2026,Sở,về A,,,", "date.no_such_day"),
        ("Quyết định,1/QĐ,hôm qua,Sở,về A,,,", "date.unreadable"),
        ("Quyết định,1/QĐ,05/01/2026,Sở,về A,02/01/2026,01/01/2026,", "ground.ends_before"),
        ("Quyết định,1/QĐ,05/01/2026,Sở,về A,,,Luật Không có", "import.successor_unknown"),
        (GOOD.strip(), "import.twice"), (",1/QĐ,05/01/2026,Sở,về A,,,", "import.empty"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_and_nothing_is_written(desk, row, code):
    with refused("import.rows") as caught:
        grounds.import_grounds(desk, HEAD + GOOD + row + "\n", by=None)
    assert {(one["row"], one["code"]) for one in caught.value.facts["errors"]} == {(3, code)}
    assert count(desk) == 5


def test_the_check_names_the_successor_of_a_document_that_is_over(desk):
    draft = letter(desk, drafting.Edit(body="Căn cứ Nghị định số 110/2004/NĐ-CP, báo cáo./."))
    found = [
        one for one in approval.findings(desk, draft.content)
        if one.rule == "citation.out_of_force"
    ]  # fmt: skip
    assert [(one.severity, one.excerpt, one.facts["successor"]) for one in found] == [
        (Severity.WARNING, "110/2004/NĐ-CP", "Nghị định số 30/2020/NĐ-CP")
    ]


def test_a_ground_is_offered_in_full_first_and_short_where_it_is_cited(desk):
    def offer(*paragraphs):
        body = body_of(*paragraphs)
        return pieces.offers(desk, body, {}, "nghi dinh 30/2020 thu 05", limit=5)[0]

    first, again = offer("Kính gửi."), offer("Theo Nghị định số 30/2020/NĐ-CP.")
    assert first.citation.markup.endswith("của Chính phủ về công tác văn thư")
    assert (again.again, again.citation.markup) == (True, "Nghị định số 30/2020/NĐ-CP")
    assert first.basis.markup.startswith("*Căn cứ Nghị định")
    assert first.basis.alone
    assert first.basis.content[0]["content"][0]["marks"] == [{"type": "em"}]


def test_a_piece_is_put_where_it_was_asked_for(desk):
    clerk = who(desk, people.DRAFTER)
    draft = letter(desk, drafting.Edit(body="Đoạn một.\n\nĐoạn hai./."))
    citation = pieces.Piece("Nghị định số 30/2020/NĐ-CP", [])
    draft = pieces.insert(desk, draft, citation, after=1, seen=draft.version, by=clerk)
    basis = pieces.Piece("*Căn cứ A;*", [], alone=True)
    draft = pieces.insert(desk, draft, basis, after=0, seen=draft.version, by=clerk)
    assert drafting.blocks.to_markup(draft.content["body"]).split("\n\n") == [
        "*Căn cứ A;*", "Đoạn một. Nghị định số 30/2020/NĐ-CP", "Đoạn hai./.",
    ]  # fmt: skip
    with refused("pieces.no_place"):
        pieces.insert(desk, draft, basis, after=9, seen=draft.version, by=clerk)
