"""Two who sign side by side: minutes, contracts, and what the model can hold of them."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document

from docflow.papers.reading import read, read_text
from tests.papers.reading.variants import BODY, HEAD

MINUTES = (
    HEAD.replace("105/SYT-NVY\nV/v tăng cường giám sát bệnh truyền nhiễm", "02/BB-SYT")
    + "\nBIÊN BẢN\nHọp giao ban công tác y tế dự phòng\n"
    + BODY
)
LISTED = "\nNơi nhận:\n- Các đơn vị dự họp;\n- Lưu: VT.\n"


def of(reading):
    beside = [one.excerpt for one in reading.doubts if one.code == "signature.second"]
    return reading.posts, reading.signer, beside


@pytest.mark.parametrize(
    ("text", "posts", "beside"),
    [
        ("THƯ KÝ\t\tCHỦ TRÌ\n(Ký, ghi rõ họ tên)\t\t(Ký tên)\n\nTrần Văn Hai\t\tNguyễn Bá Cẩn",
         ("CHỦ TRÌ",), "THƯ KÝ: Trần Văn Hai"),
        ("THƯ KÝ CHỦ TRÌ\n\nTrần Văn Hai Nguyễn Bá Cẩn", ("CHỦ TRÌ",), "THƯ KÝ: Trần Văn Hai"),
        ("Thư ký          Chủ tọa\n\nTrần Văn Hai          Nguyễn Bá Cẩn", ("Chủ tọa",), "Thư ký: Trần Văn Hai"),
        ("NGƯỜI GHI BIÊN BẢN\n\nTrần Văn Hai\n\nCHỦ TỌA\nPHÓ GIÁM ĐỐC\n\nNguyễn Bá Cẩn",
         ("CHỦ TỌA", "PHÓ GIÁM ĐỐC"), "NGƯỜI GHI BIÊN BẢN: Trần Văn Hai"),
        ("THƯ KÝ\t\tKT. GIÁM ĐỐC\n\t\tPHÓ GIÁM ĐỐC\n\nTrần Văn Hai\t\tNguyễn Bá Cẩn",
         ("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "THƯ KÝ: Trần Văn Hai"),
        ("TM. ĐOÀN KIỂM TRA\tĐẠI DIỆN ĐƠN VỊ\nTRƯỞNG ĐOÀN\tGIÁM ĐỐC\n\nNguyễn Bá Cẩn\tTrần Văn Hai",
         ("ĐOÀN KIỂM TRA", "TRƯỞNG ĐOÀN"), "ĐẠI DIỆN ĐƠN VỊ / GIÁM ĐỐC: Trần Văn Hai"),
        ("ĐẠI DIỆN BÊN A\tĐẠI DIỆN BÊN B\nGIÁM ĐỐC\tGIÁM ĐỐC\n\nNguyễn Bá Cẩn\tTrần Văn Hai",
         ("ĐẠI DIỆN BÊN A", "GIÁM ĐỐC"), "ĐẠI DIỆN BÊN B / GIÁM ĐỐC: Trần Văn Hai"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("order", ["signed first", "listed first", "not listed"])
def test_the_one_who_signs_for_the_agency_is_read_and_the_other_told(text, posts, beside, order):
    signed = f"\n{text}\n"
    texts = {
        "signed first": signed + LISTED,
        "listed first": LISTED + signed,
        "not listed": signed,
    }
    assert of(read_text(MINUTES + texts[order])) == (posts, "Nguyễn Bá Cẩn", [beside])


@pytest.mark.parametrize("rows", [["THƯ KÝ\n\nTrần Văn Hai|CHỦ TRÌ\n\nNguyễn Bá Cẩn"],
                                  ["THƯ KÝ|CHỦ TRÌ", "Trần Văn Hai|Nguyễn Bá Cẩn"]])  # fmt: skip
def test_two_signatures_in_a_table_of_word(rows):
    letter = Document()
    for line in MINUTES.split("\n"):
        letter.add_paragraph(line)
    table = letter.add_table(len(rows), 2)
    for row, text in zip(table.rows, rows, strict=True):
        row.cells[0].text, row.cells[1].text = text.split("|")
    out = BytesIO()
    letter.save(out)
    told = of(read(out.getvalue(), "x.docx"))
    assert told == (("CHỦ TRÌ",), "Nguyễn Bá Cẩn", ["THƯ KÝ: Trần Văn Hai"])


def test_the_name_below_the_left_part_is_not_the_right_one_s():
    told = read_text(MINUTES + "\nTHƯ KÝ\t\tCHỦ TRÌ\n\nTrần Văn Hai\n" + LISTED)
    assert (told.posts, told.signer) == (("THƯ KÝ",), "Trần Văn Hai")
    assert ("signature.second", "CHỦ TRÌ") in {(one.code, one.excerpt) for one in told.doubts}


def test_the_drafter_s_sign_below_the_list_is_no_second_name():
    told = read_text(f"{MINUTES}\nGIÁM ĐỐC\n\nNguyễn Bá Cẩn\n{LISTED}Phước HN\n")
    assert (told.signer, told.archive.drafter, told.doubts) == ("Nguyễn Bá Cẩn", "Phước HN", [])


def test_a_partner_who_signs_below_the_list_keeps_his_name():
    first, second = (
        "ĐẠI DIỆN BÊN A\nGIÁM ĐỐC\nNguyễn Bá Cẩn\n",
        "ĐẠI DIỆN BÊN B\nGIÁM ĐỐC\nTrần Văn Hai\n",
    )
    told = read_text(f"{MINUTES}\n{first}{LISTED}Phước HN\n{second}")
    assert of(told) == (("ĐẠI DIỆN BÊN A", "GIÁM ĐỐC"), "Nguyễn Bá Cẩn",
                        ["ĐẠI DIỆN BÊN B / GIÁM ĐỐC: Trần Văn Hai"])  # fmt: skip
    assert told.archive.drafter == "Phước HN"


def test_a_partner_who_has_not_signed_above_the_list_gets_no_drafter_s_name():
    posts = "ĐẠI DIỆN BÊN A\nGIÁM ĐỐC\nNguyễn Bá Cẩn\nĐẠI DIỆN BÊN B\nGIÁM ĐỐC\n"
    told = read_text(f"{MINUTES}\n{posts}{LISTED}Phước HN\n")
    assert (told.signer, told.archive.drafter) == ("Nguyễn Bá Cẩn", "Phước HN")
    assert [one.excerpt for one in told.doubts] == ["ĐẠI DIỆN BÊN B / GIÁM ĐỐC"]
