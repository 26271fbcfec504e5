"""What real letters seldom have, and what no reader may get wrong without a doubt."""

from __future__ import annotations

from datetime import date

import pytest

from docflow.papers.docx_styles import xml
from docflow.papers.reading import linting, read
from docflow.papers.reading.numbering import Numbering
from docflow.rules.lint import days
from docflow.rules.purposes import Purpose
from docflow.rules.purposes import read as purpose_of

LETTER = """UBND TỈNH NGHỆ AN
SỞ Y TẾ

{number}
V/v tăng cường quản lý thuốc

Nghệ An, ngày 03 tháng 11 năm 2023

{addressees}

{body}

Nơi nhận:
- Như trên;
- Lưu: VT, NVD (05).

{authority}
PHÓ GIÁM ĐỐC

{name}
"""


def reading(**parts):
    plain = {
        "number": "Số: 2345/SYT-NVD",
        "addressees": "Kính gửi: Các bệnh viện công lập",
        "body": "Sở Y tế yêu cầu các đơn vị thực hiện nghiêm túc./.",
        "authority": "KT. GIÁM ĐỐC",
        "name": "Trịnh Hữu Hùng",
    }
    return read(LETTER.format(**plain | parts).encode(), "x.txt")


def said(blocks):
    return ["".join(node["text"] for node in one["content"]) for one in blocks]


def test_the_text_begins_after_the_empty_line_even_when_the_last_addressee_ends_open():
    told = reading(
        addressees="Kính gửi:\n- Bệnh viện A;\n- Bệnh viện B;",
        body="Sở Y tế nhận được báo cáo của các đơn vị.\n\nSở Y tế yêu cầu thực hiện./.",
    )
    assert told.addressees == ("Bệnh viện A", "Bệnh viện B")
    assert said(told.body)[0] == "Sở Y tế nhận được báo cáo của các đơn vị."


def test_a_hyphen_inside_a_name_cuts_no_listed_addressee():
    told = reading(addressees="Kính gửi:\n- Sở Lao động - Thương binh và Xã hội;\n- Sở Y tế.")
    assert told.addressees == ("Sở Lao động - Thương binh và Xã hội", "Sở Y tế")


@pytest.mark.parametrize("number", ["Số:........./SYT-NVD", "Số: ........./SYT-NVD"])
def test_a_number_of_dots_is_blank(number):
    told = reading(number=number)
    assert (told.agency, told.notation) == ("SỞ Y TẾ", "SYT-NVD")


def test_a_scanner_took_the_o_of_so_for_a_zero():
    told = reading(number="S0: 2345/SYT-NVD")
    assert (told.agency, told.number, told.notation) == ("SỞ Y TẾ", "2345", "SYT-NVD")


@pytest.mark.parametrize("sign", ["KT/GIÁM ĐỐC", "KT GIÁM ĐỐC", "KT.GIÁM ĐỐC"])
def test_an_authority_is_known_by_whatever_follows_its_letters(sign):
    told = reading(authority=sign)
    assert (told.authority, told.posts[0]) == ("KT.", "GIÁM ĐỐC")


@pytest.mark.parametrize(
    "name",
    ["TS. Trịnh Hữu Hùng", "BSCKII. Tăng Xuân Hải", "BS.CKII. Lê Văn Cường", "PGS.TS Trịnh Hữu Hùng",
     "BSCKII.Trịnh Hữu Hùng", "H'Yim Kđoh"],
)  # fmt: skip
def test_a_degree_stays_with_the_name_that_it_is_written_before(name):
    told = reading(name=name)
    assert (told.signer, told.posts) == (name, ("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))


def test_a_mark_of_the_end_within_the_text_ends_nothing():
    told = reading(body="Đoạn một./.\n\nĐoạn hai của văn bản.\n\nĐoạn ba của văn bản./.")
    assert said(told.body) == ["Đoạn một./.", "Đoạn hai của văn bản.", "Đoạn ba của văn bản./."]


def test_a_sentence_that_orders_is_no_line_of_grounds():
    order = "Theo đề nghị của Trưởng phòng, Sở Y tế yêu cầu thực hiện nghiêm túc."
    told = reading(body=f"{order}\n\nĐoạn hai./.")
    assert (told.grounds, said(told.body)[0]) == ((), order)


def test_nhu_kinh_gui_is_nhu_tren():
    assert purpose_of("Như kính gửi") is Purpose.THUC_HIEN


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("báo cáo trước ngày 15/11/2023. Trân trọng./.", "2023-11-15"),
        ("báo cáo trước ngày 15 tháng 11 năm 2023. Quá hạn", "2023-11-15"),
        ("báo cáo trước ngày 15/11. Quá hạn", "2026-11-15"),
    ],
)
def test_a_day_at_the_end_of_a_sentence_is_read_with_its_year(text, day):
    passage = days.Passage("body", "b1", text)
    assert [str(one) for _, one in days.asked_by(passage, [date(2026, 1, 1)])] == [day]


def test_lists_of_one_form_count_on_unless_one_begins_anew():
    number = '<w:num w:numId="{}"><w:abstractNumId w:val="0"/>{}</w:num>'
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    root = xml(
        '<w:numbering {ns}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        + number.format(1, "") + number.format(2, "") + number.format(3, anew) + "</w:numbering>"
    )  # fmt: skip
    lists = Numbering(root)
    item = '<w:pPr {ns}><w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr></w:pPr>'
    told = [lists.label(xml(item % key)) for key in (1, 1, 2, 3, 3)]
    assert told == ["1.", "2.", "3.", "7.", "8."]


def test_an_agency_keeps_its_capital_after_a_semicolon():
    listed = (
        "Các đơn vị: Sở Y tế; Bệnh viện Đa khoa tỉnh; Công an tỉnh; Kho bạc Nhà nước tỉnh báo cáo"
    )
    found = linting.findings(
        reading(body=f"{listed}; Đồng thời gửi về Sở./."), today=date(2023, 11, 3)
    )
    wrong = [one.excerpt for one in found if one.rule == "wording.capital_after_semicolon"]
    assert len(wrong) == 1
    assert "Đồng" in wrong[0]
