"""Citing as the decree asks: in full the first time, then short; laws by their name alone."""

from __future__ import annotations

from datetime import date

import pytest

from docflow.rules.citation import Cited, first_or_again, subject

DIRECTIVE = Cited(
    "Chỉ thị", "22/CT-UBND", date(2020, 8, 3), "Chủ tịch UBND tỉnh",
    "về việc thực hiện các biện pháp cấp bách phòng, chống dịch COVID-19",
)  # fmt: skip
DECREE = Cited("Nghị định", "30/2020/NĐ-CP", date(2020, 3, 5), "Chính phủ", "Về công tác văn thư")
OLD = Cited(
    "Nghị định", "110/2004/NĐ-CP", date(2004, 4, 8), "Chính phủ", "về công tác văn thư",
    ended=date(2020, 3, 5), successor="Nghị định số 30/2020/NĐ-CP",
)  # fmt: skip
LAW = Cited("Luật", "76/2015/QH13", date(2015, 6, 19), "Quốc hội", "Tổ chức Chính phủ")
URGENT = Cited("Công điện khẩn", "16/CĐ-UBND", date(2020, 7, 25), "Chủ tịch UBND tỉnh", "v/v A")


@pytest.mark.parametrize(
    ("cited", "full", "short"),
    [
        (
            DIRECTIVE,
            ("Chỉ thị số 22/CT-UBND ngày 03/8/2020 của Chủ tịch UBND tỉnh về việc thực hiện các "
            "biện pháp cấp bách phòng, chống dịch COVID-19"),
            "Chỉ thị số 22/CT-UBND",
        ),
        (
            DECREE,
            "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư",
            "Nghị định số 30/2020/NĐ-CP",
        ),
        (
            URGENT,
            "Công điện khẩn số 16/CĐ-UBND ngày 25/7/2020 của Chủ tịch UBND tỉnh về việc A",
            "Công điện khẩn số 16/CĐ-UBND",
        ),
        (LAW, "Luật Tổ chức Chính phủ", "Luật Tổ chức Chính phủ"),
        (Cited("Pháp lệnh", subject="Lưu trữ quốc gia"),) + ("Pháp lệnh Lưu trữ quốc gia",) * 2,
    ],
)  # fmt: skip
def test_first_in_full_then_short(cited, full, short):
    assert (cited.full(), cited.short()) == (full, short)
    assert first_or_again(cited, "Không viện dẫn gì.") == full
    assert first_or_again(cited, f"Thực hiện {full}; căn cứ tình hình.") == short


@pytest.mark.parametrize(
    ("cited", "line"),
    [
        (LAW, "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;"),
        (
            DECREE,
            (
                "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác "
                "văn thư;"
            ),
        ),
    ],
)
def test_a_line_of_grounds_has_its_day_in_words_and_ends_with_a_semicolon(cited, line):
    assert cited.basis() == line


@pytest.mark.parametrize(
    "text",
    [
        "theo Chỉ thị số 22/CT-UBND.", "Chỉ thị 22/CT-UBND", "Chỉ thị số 22 / CT–UBND;",
        "Chỉ thị số 22/CT-UBND ngày 03/8/2020", "Chỉ thị số 22/CT-UBND ngày 03 tháng 8 năm 2020",
        "chỉ thị số 22/ct-ubnd", "(22/CT-UBND)", "Chỉ thị số 022/CT-UBND",
        "Chỉ thị số 22/CT-UBND ngày 99/99/2020",
    ],
)  # fmt: skip
def test_a_citation_is_found_however_it_is_spaced(text):
    assert DIRECTIVE.is_cited(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ thị số 122/CT-UBND", "Chỉ thị số 22/CT-UBNDT", "Chỉ thị số 22/CT-UBND-VX",
        "Công văn số 5/22/CT-UBND", "Chỉ thị số 22/CT-UBND ngày 03/8/2019", "Chỉ thị số 22", "",
        "Chỉ thị số 22/CT-UBND, ngày 04 tháng 8 năm 2020",
    ],
)  # fmt: skip
def test_another_number_or_another_day_is_another_document(text):
    assert not DIRECTIVE.is_cited(text)


def test_a_law_is_cited_by_its_whole_name():
    assert LAW.is_cited("theo Luật tổ chức chính phủ năm 2015")
    assert not LAW.is_cited("theo Luật Tổ chức chính quyền địa phương; Bộ luật")


def test_a_text_with_letters_apart_is_read_like_one_with_letters_together():
    assert LAW.is_cited("Lua\u0323\u0302t To\u0302\u0309 chu\u031b\u0301c Chi\u0301nh phu\u0309")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("V/v  cài đặt.", "về việc cài đặt"), ("Về công tác văn thư", "về công tác văn thư"),
        ("Quy định chi tiết;", "quy định chi tiết"), ("Covid-19", "Covid-19"),
    ],
)  # fmt: skip
def test_a_subject_goes_on_in_the_middle_of_a_sentence(typed, told):
    assert subject(typed) == told


def test_a_document_is_over_from_its_last_day_on():
    day = date(2020, 3, 5)
    assert OLD.in_force(date(2020, 3, 4))
    assert not OLD.in_force(day)
    assert OLD.is_over(day)
    assert Cited("Luật", subject="A", since=day).in_force(day)
    assert not Cited("Luật", subject="A", since=day).in_force(date(2020, 3, 4))


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 30/2020/NĐ-CP thay thế Nghị định số 110/2004/NĐ-CP.",
        "bãi bỏ Nghị định số 110/2004/NĐ-CP",
    ],
)
def test_what_gives_way_is_named_but_not_relied_on(text):
    assert OLD.is_cited(text)
    assert OLD.relied_on(text) is None
    assert OLD.relied_on(f"{text}. Căn cứ Nghị định số 110/2004/NĐ-CP")
