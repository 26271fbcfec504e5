"""Existing letters are read part by part, and their draft prints the same words."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from docflow.papers.blocks import plain
from docflow.papers.paper import compose
from docflow.papers.reading import Reading, read, read_text, to_content
from tests.papers.reading.variants import VARIANTS
from tests.papers.seed import content

SEED = Path(__file__).parent.parent / "dispatch_SYT-NVY_2020.txt"
DEFAULTS = {
    "parent_agency": "UBND TỈNH THANH HOÁ", "agency": "SỞ Y TẾ", "notation_agency": "SYT",
    "room": "NVY", "place": "Thanh Hoá", "drafter": "Phước HN",
    "authority": {"kind": "KT", "lines": ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
                  "name": "Nguyễn Bá Cẩn", "person": 2},
}  # fmt: skip


def seed() -> Reading:
    return read(SEED.read_bytes(), SEED.name)


def said(reading: Reading) -> list[str]:
    return [plain(block, {}) for block in reading.body]


def test_every_part_of_the_real_letter_is_read():
    told = seed().as_json()
    body = told.pop("body")
    subject = content()["subject"]
    assert told == {
        "type": "Công văn", "parent_agency": "UBND TỈNH THANH HOÁ", "agency": "SỞ Y TẾ",
        "number": None, "notation": "SYT-NVY", "place": "Thanh Hoá", "date": None,
        "subject": subject,
        "addressees": ["Thủ trưởng các đơn vị y tế trong ngành",
                       "Các cơ sở khám, chữa bệnh tư nhân trên địa bàn"],
        "grounds": [],
        "recipients": [
            {"text": "Như trên (thực hiện)", "purpose": "thuc_hien"},
            {"text": "UBND tỉnh (để b/c)", "purpose": "bao_cao"},
            {"text": "Sở Thông tin TT (để ph/h)", "purpose": "phoi_hop"},
            {"text": "Giám đốc Sở (để b/c)", "purpose": "bao_cao"},
        ],
        "archive": {"rooms": ["VT", "NVY"], "drafter": "Phước HN", "copies": 2},
        "authority": "KT.", "posts": ["GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "signer": "Nguyễn Bá Cẩn",
        "annexes": [], "doubts": [],
    }  # fmt: skip
    kinds = [(block["type"], block["attrs"].get("label")) for block in body]
    assert (
        kinds
        == [("paragraph", None)] * 2
        + [("point", "1."), ("point", "2.")]
        + [("paragraph", None)] * 3
    )


def test_the_draft_of_the_real_letter_prints_the_same_words():
    printed = " ".join(compose(to_content(seed(), defaults=DEFAULTS)).lines())
    source = re.sub(r"_\{|[{}*]", " ", SEED.read_text("utf-8"))
    assert sorted(re.findall(r"[^\W_]+", printed)) == sorted(re.findall(r"[^\W_]+", source))
    assert "<http://stttt.thanhhoa.gov.vn/NewsDetail.aspx?Id=5662>" in printed


def test_the_draft_knows_its_month_its_template_and_the_office_s_signer():
    draft = to_content(seed(), defaults=DEFAULTS)
    assert (draft["expected"], draft["template"]["code"], draft["type"]) == (
        "2020-08",
        "cong_van",
        "cong_van",
    )
    assert draft["authority"] == DEFAULTS["authority"] | {"lines": ["KT.GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]}
    assert draft["copies"][0]["targets"] == ["addressees"]


def test_the_archive_line_stays_letter_for_letter_where_faults_are_marked():
    draft = to_content(seed(), defaults=DEFAULTS, verbatim=True)
    assert draft["archive"]["rooms"] == ["VT", "NVY_{Phước HN (02)}"]


def test_a_signer_whom_the_office_does_not_know_is_nobody_s_key():
    reading = read_text(SEED.read_text("utf-8").replace("Nguyễn Bá Cẩn", "Văn Thư Sở"))
    assert to_content(reading, defaults=DEFAULTS)["authority"]["person"] is None


@pytest.mark.parametrize("kind", VARIANTS)
def test_a_letter_of_real_life_is_read(kind: str):
    text, expected = VARIANTS[kind]
    reading = read_text(text)
    told = reading.as_json() | {
        "body": said(reading),
        "annexes": [(it.label, it.title, len(it.body)) for it in reading.annexes],
    }
    assert {part: told[part] for part in expected} == expected


@pytest.mark.parametrize("kind", VARIANTS)
def test_a_draft_can_be_made_of_it_and_printed(kind: str):
    reading = read_text(VARIANTS[kind][0])
    printed = compose(to_content(reading, defaults=DEFAULTS)).lines()
    assert all(text in printed for block in reading.body for text in _lines(block))


def test_what_was_left_out_or_not_sure_is_told():
    told = {
        kind: {doubt.code for doubt in read_text(VARIANTS[kind][0]).doubts}
        for kind in ("a footnote between two pages", "a scan that lost marks", "everything in its place",
                     "the head signs himself, and nobody has signed yet")
    }  # fmt: skip
    assert list(told.values()) == [
        {"footnote.left_out"}, {"scan.marks_restored", "signer.missing"}, set(), {"signer.missing"},
    ]  # fmt: skip


def test_a_scan_gives_what_can_be_told_and_doubts_the_rest():
    scan = (
        "Ký bởi: Tổng cục Thuế\nĐịa chỉ: 123 Lò Đúc\nThời gian ký: 01.03.2023 15:52\n\n"
        "BO TÀI CHÍNH CỘNG HOÀ XÃ HỘI CHỦ NGHIA VIỆT NAM\nTONG CỤC THUÊ Độc lập - Tự do - Hạnh phúc\n"
        "Số: 5Ï/TCT-TTKT Hà Nội, ngày C4 tháng 3 năm 2023\n\nv/v tăng cường công tác\nthanh tra, kiêm tra thuê\n"
        "năm 2023\n\nKính gửi: Cục Thuế các tỉnh, thành phố trực thuộc Trung ương.\n\n"
        "Tổng cục Thuế thông báo để các Cục Thuế biết và triển khai thực hiện.\n"
        "Nếu có vướng mắc, đề nghị các Cục Thuế phản ánh để kịp thời xử lý.⁄.\n\n"
        "Noi nhận: KT. TONG CỤC TRƯỞNG\n+ Như trên: . PHO TONG CỤC TRƯỜNG\n~ Cục Thuê DNL (để thực hiện);\n\n"
        "-Lưu VT, TTKT. ,„_ ồ\n"
    )
    reading = read_text(scan)
    told = reading.as_json()
    assert (told["parent_agency"], told["agency"]) == ("BỘ TÀI CHÍNH", "TỔNG CỤC THUẾ")
    assert (told["number"], told["notation"], told["place"], told["date"]) == (
        None,
        "TCT-TTKT",
        "Hà Nội",
        None,
    )
    assert reading.month == "2023-03"
    assert told["addressees"] == ["Cục Thuế các tỉnh, thành phố trực thuộc Trung ương"]
    assert (told["authority"], told["posts"]) == ("KT.", ["TỔNG CỤC TRƯỞNG", "PHÓ TỔNG CỤC TRƯỞNG"])
    assert [it["purpose"] for it in told["recipients"]] == ["thuc_hien", "thuc_hien"]
    assert told["archive"]["rooms"] == ["VT", "TTKT"]
    assert {"number.unreadable", "date.unreadable", "signer.missing"} <= {
        it["code"] for it in told["doubts"]
    }


def test_a_word_file_of_another_office_is_read():
    letter = Document()
    head = letter.add_table(2, 2)
    head.cell(0, 0).text, head.cell(0, 1).text = (
        "SỞ Y TẾ\nBỆNH VIỆN ĐA KHOA TỈNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    )
    head.cell(1, 0).text, head.cell(1, 1).text = (
        "Số: 09/BVĐK-KHTH\nV/v báo cáo số liệu",
        "Thanh Hoá, ngày 05 tháng 02 năm 2026",
    )
    letter.add_paragraph("Kính gửi: Sở Y tế")
    letter.add_paragraph("Số liệu trong tuần:")
    letter.add_paragraph("Khám bệnh", style="List Number")
    letter.add_paragraph("Điều trị", style="List Number")
    numbers = letter.add_table(2, 2)
    for cell, text in zip((it for row in numbers.rows for it in row.cells), "abcd", strict=True):
        cell.text = text
    letter.add_paragraph("Trân trọng ").add_run("báo cáo./.").bold = True
    foot = letter.add_table(1, 2)
    foot.cell(0, 0).text, foot.cell(0, 1).text = (
        "Nơi nhận:\n- Như trên;\n- Lưu: VT, KHTH.",
        "GIÁM ĐỐC\n\n\nNguyễn Bá Cẩn",
    )
    out = BytesIO()
    letter.save(out)
    told = read(out.getvalue(), "bao-cao.DOCX").as_json()
    assert (told["parent_agency"], told["agency"], told["number"]) == (
        "SỞ Y TẾ",
        "BỆNH VIỆN ĐA KHOA TỈNH",
        "09",
    )
    assert (told["date"], told["subject"], told["addressees"]) == (
        "2026-02-05",
        "báo cáo số liệu",
        ["Sở Y tế"],
    )
    assert [block["type"] for block in told["body"]] == [
        "paragraph",
        "point",
        "point",
        "table",
        "paragraph",
    ]
    assert [block["attrs"]["label"] for block in told["body"][1:3]] == ["1.", "2."]
    assert told["body"][-1]["content"][1]["marks"] == [{"type": "strong"}]
    assert (told["posts"], told["signer"], told["archive"]["rooms"]) == (
        ["GIÁM ĐỐC"],
        "Nguyễn Bá Cẩn",
        ["VT", "KHTH"],
    )


def _lines(block: dict[str, Any]) -> list[str]:
    return [line for line in plain(block, {}).split("\n") if line]
