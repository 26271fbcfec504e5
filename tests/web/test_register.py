"""The register: ten columns of the decree, search without accents, gaps, the workbook."""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook
from sqlalchemy import update

from docflow.models import Book
from docflow.office import books
from docflow.web.labels import WORDS
from tests import people


def test_the_ten_columns_stand_in_the_order_of_the_decree(as_, issued):
    page = as_(people.RECORDS_CLERK).get("/register").text
    places = [page.index(title) for title in books.COLUMNS]
    assert len(places) == 10
    assert places == sorted(places)


def test_a_line_says_what_the_decree_asks(desk, issued):
    (line,), total = books.entries(desk, 2026, WORDS)
    assert total == 1
    assert line.code == "01/SYT-NVY"
    assert line.title.startswith("Công văn về việc hướng dẫn cài đặt")
    assert (line.signer, line.kept, line.copies, line.receipt) == (
        "Nguyễn Bá Cẩn", "VT, NVY (02)", 317, "điện tử",
    )  # fmt: skip
    assert line.sent_on == line.dated == desk.today()
    assert "Như trên" not in line.places
    assert "UBND tỉnh" in line.places


def test_a_letter_that_waits_for_the_seal_stands_in_it_already(desk, signed):
    (line,), _total = books.entries(desk, 2026, WORDS)
    assert (line.sent_on, line.receipt) == (None, "")
    assert "Chờ phát hành" in line.note


def test_words_are_found_without_accents_and_months_filter(as_, issued):
    clerk = as_(people.RECORDS_CLERK)
    assert "01/SYT-NVY" in clerk.get("/register?q=huong dan cai dat").text
    assert "Không có văn bản nào khớp" in clerk.get("/register?q=khongco").text
    assert "01/SYT-NVY" in clerk.get("/register?month=11").text
    assert "Không có văn bản nào khớp" in clerk.get("/register?month=3").text


def test_the_next_number_is_told_to_the_records_clerk_alone(as_, issued):
    assert "Số tiếp theo" in as_(people.RECORDS_CLERK).get("/register").text
    assert "Số tiếp theo" not in as_(people.DRAFTER).get("/register").text


def test_a_missing_number_is_named(as_, issued, desk):
    assert "Không có số bị nhảy" in as_(people.AUDITOR).get("/register").text
    desk.session.execute(update(Book).values(last_number=3))
    desk.session.commit()
    assert "Thiếu số: 2, 3" in as_(people.AUDITOR).get("/register").text


def test_the_workbook_has_the_same_ten_columns(as_, issued):
    answer = as_(people.RECORDS_CLERK).get("/register.xlsx?year=2026")
    page = load_workbook(BytesIO(answer.data)).active
    assert [cell.value for cell in page[1]] == list(books.COLUMNS)
    assert page["A2"].value == "01/SYT-NVY"
    assert page["G2"].value == 317


def test_a_unit_sees_no_register(as_, issued):
    assert as_(people.RECEIVER).get("/register").status_code == 403
