"""A table for an annex: what a workbook shows is what is printed, and a bad row is named."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from docflow.papers.shape import check
from docflow.papers.tables import read_table
from docflow.rules.refusals import Refused
from tests.papers import files


def texts(table):
    return [
        ["".join(node["text"] for node in cell["content"]) for cell in row["content"]]
        for row in table["content"]
    ]


def refusal(content):
    with pytest.raises(Refused) as caught:
        read_table(content)
    return caught.value


def test_numbers_and_dates_stand_as_their_cells_show_them_in_the_vietnamese_manner():
    table = read_table(files.workbook(files.ROWS, **files.FORMATS))
    assert texts(table) == files.SHOWN
    assert table["attrs"] == {"id": "b1", "head": True}
    check({"type": "doc", "schema": 1, "content": [table]})


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (2026, "General", "2026"),
        (0.1, "General", "0,1"),
        (1e15, "General", "1000000000000000"),
        (-1234.5, "#,##0.00", "-1.234,50"),
        (0.5, "0", "0"),
        (True, "General", "Có"),
        ("=1+1 {x} *y*", "@", "=1+1 {x} *y*"),
        ("Hoa\u0300", "General", "Hoà"),
        ("hai\ndòng\u202e", "General", "hai dòng"),
    ],
)
def test_a_value_is_printed_as_it_looks(value, form, shown):
    book = Workbook()
    book.active.append(["Tên"])
    cell = book.active.cell(2, 1, value)
    cell.number_format = form
    if isinstance(value, str):
        cell.data_type = "s"
    assert texts(read_table(files.saved(book)))[1] == [shown]


def test_hidden_rows_and_columns_and_hidden_sheets_stay_out():
    assert texts(read_table(files.hiding(files.ROWS, row=2, column=3))) == [
        [text for n, text in enumerate(row) if n != 2]
        if place
        else ["TT", "Đơn vị", "Tỷ lệ", "Ngày"]
        for place, row in enumerate(
            [files.SHOWN[0], ["2", "Trạm Y tế", "", "1", "08:30 07/12/2026"]]
        )
    ]
    book = Workbook()
    book.active.append(["mật"])
    book.active.sheet_state = "hidden"
    book.create_sheet().append(["in"])
    assert texts(read_table(files.saved(book))) == [["in"]]


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_a_csv_file_is_read_with_the_mark_that_its_first_line_has(mark):
    text = f'Tên{mark}Ghi chú\r\n"Trạm; Y, tế"{mark}\r\n\r\n'
    assert texts(read_table(text.encode("utf-8-sig"))) == [["Tên", "Ghi chú"], ["Trạm; Y, tế", ""]]


@pytest.mark.parametrize(
    "text",
    [
        '"Số, ký hiệu, ngày";"Tên, đơn vị"\r\n1;Trạm\r\n', "sep=;\r\nSố, ký hiệu, ngày;Tên, đơn vị\r\n1;Trạm",
        "\r\n;;\r\nSố;Tên\r\n1;Trạm;;\r\n",
    ],
)  # fmt: skip
def test_the_mark_is_told_by_the_cells_of_the_first_row_that_holds_something(text):
    _head, row = texts(read_table(text.encode()))
    assert row == ["1", "Trạm"]


def test_rows_are_numbered_as_the_file_shows_them_and_an_open_quotation_mark_is_named():
    told = refusal('Tên;Số\n\n;;\na;"Trạm\nb;2\n'.encode())
    assert told.facts["errors"] == [{"row": 4, "code": "table.quote"}]
    told = refusal(f"Tên;Số\n\n;;\na;{'d' * 2001}\n".encode())
    assert [one["row"] for one in told.facts["errors"]] == [4]
    book = Workbook()
    for row in [["Tên"], ["ẩn"], [], ["d" * 2001]]:
        book.active.append(row)
    book.active.row_dimensions[2].hidden = True
    assert [one["row"] for one in refusal(files.saved(book)).facts["errors"]] == [4]


def test_bad_rows_are_all_named_by_their_number():
    book = Workbook()
    for row in [["Tên", "Số"], ["a", 1], ["b", "#DIV/0!"], ["c", "=1/3"], ["d" * 2001, 2]]:
        book.active.append(row)
    book.active["B3"].data_type = "e"
    told = refusal(files.saved(book))
    assert told.code == "table.rows"
    assert [(one["row"], one["code"], one["cell"]) for one in told.facts["errors"]] == [
        (3, "table.error_value", "B3"),
        (4, "table.no_value", "B4"),
    ]
    told = refusal(b"a,b\n1,2\n1,2,3\n")
    assert told.facts["errors"] == [{"row": 3, "code": "table.width", "cells": 3, "expected": 2}]
    told = refusal(files.workbook([["Tên"], ["d" * 2001]]))
    assert [one["row"] for one in told.facts["errors"]] == [2]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "table.empty"),
        (files.workbook([[None]]), "table.empty"),
        (files.workbook([["a"]] * 1002), "table.rows_most"),
        (files.workbook([["a"] * 21]), "table.columns_most"),
        ("Tên,Số\n".encode("utf-16"), "table.encoding"),
        (b"a\0b", "table.format"),
        (b"PK\x03\x04 and nothing more", "table.broken"),
        (b"\xd0\xcf\x11\xe0 old", "table.format"),
        (b"a" * 5_000_001, "table.too_large"),
        (files.with_part(files.workbook([["a"]]), "xl/vbaProject.bin", b"x"), "table.unsafe"),
        (files.with_part(files.workbook([["a"]]), "xl/bomb.bin.xml", b"<a>" + b"0" * 9_000_000 + b"</a>"), "table.unsafe"),
        (files.with_part(files.workbook([["a"]]), "xl/worksheets/sheet1.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'), "table.unsafe"),
        (files.with_part(files.workbook([["a"]]), "xl/worksheets/sheet1.xml", b"<worksheet><"), "table.broken"),
        (files.with_part(files.workbook([["a"]]), "xl/worksheets/sheet1.xml",
                         b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'), "table.rows_most"),
    ],
)  # fmt: skip
def test_what_is_no_plain_table_is_refused(content, code):
    assert refusal(content).code == code


def test_a_workbook_with_what_excel_keeps_of_a_printer_is_read():
    content = files.with_part(
        files.workbook([["a"]]), "xl/printerSettings/printerSettings1.bin", b"x"
    )
    assert texts(read_table(content)) == [["a"]]
