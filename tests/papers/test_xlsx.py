"""Workbooks: what is written is read back as what it was, and no text becomes a formula."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

from openpyxl import load_workbook

from docflow.papers.xlsx import Column, Sheet, write

COLUMNS = [
    Column("Tên"),
    Column("Số", kind="number"),
    Column("Ngày", kind="date"),
    Column("Tỷ lệ", kind="percent"),
]


def read_back(rows):
    book = load_workbook(BytesIO(write([Sheet("Bảng", COLUMNS, rows)], title="Thử")))
    return book["Bảng"]


def test_values_come_back_with_their_kinds():
    page = read_back([("Bệnh viện Nhi", 11486, date(2020, 8, 7), 0.87)])
    assert [cell.value for cell in page[1]] == ["Tên", "Số", "Ngày", "Tỷ lệ"]
    assert [cell.value for cell in page[2]] == ["Bệnh viện Nhi", 11486, datetime(2020, 8, 7), 0.87]  # noqa: DTZ001 - as the workbook has it.


def test_a_text_is_never_a_formula_a_link_or_a_number():
    for text in ("=1+1", "+84 237", "@SUM(A1)", "https://example.invalid", "0237"):
        cell = read_back([(text, None, None, None)])["A2"]
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_numbers_dates_and_rates_print_as_in_vietnam():
    page = read_back([("a", 1, date(2020, 8, 7), 0.5)])
    assert [page.cell(2, place).number_format for place in (2, 3, 4)] == [
        "#,##0",
        "dd/mm/yyyy",
        "0.0%",
    ]


def test_nothing_is_an_empty_cell():
    assert [cell.value for cell in read_back([("", None, None, None)])[2]] == [None] * 4


def test_a_long_name_of_a_sheet_is_cut_to_what_excel_takes():
    book = load_workbook(BytesIO(write([Sheet("t" * 50, COLUMNS, [])], title="Thử")))
    assert book.sheetnames == ["t" * 31]


def test_the_sheet_prints_on_a4_landscape_with_its_head_on_each_page():
    page = read_back([])
    assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
    assert page.print_title_rows == "$1:$1"
