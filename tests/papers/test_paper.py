"""Composing: the words of the letter, and the one markup they are set in."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from docflow.papers.fonts import MM, missing, width
from docflow.papers.html import RIGHT_COLUMN, page, sheet, size_set
from docflow.papers.paper import NATION, compose
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import LETTERS
from tests.papers.seed import BODY, content

SEALED = {"number": 5, "dated": date(2020, 8, 7)}


def test_the_seed_reads_word_for_word():
    lines = compose(content(), **SEALED).lines()
    assert lines[:11] == [
        "UBND TỈNH THANH HOÁ",
        "SỞ Y TẾ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/SYT-NVY",
        f"V/v {content()['subject']}",
        "Thanh Hoá, ngày 07 tháng 8 năm 2020",
        "Kính gửi:",
        "- Thủ trưởng các đơn vị y tế trong ngành;",
        "- Các cơ sở khám, chữa bệnh tư nhân trên địa bàn.",
        BODY.split("\n\n")[0],
    ]
    assert lines[16].endswith("(qua phòng Nghiệp vụ Y) chậm nhất ngày 21/8/2020.")
    assert lines[-10:] == [
        "Nơi nhận:",
        "- Như trên (thực hiện);",
        "- UBND tỉnh (để b/c);",
        "- Sở Thông tin TT (để ph/h);",
        "- Giám đốc Sở (để b/c);",
        "- Lưu: VT, NVY (02).",
        "Phước HN",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Nguyễn Bá Cẩn",
    ]


def test_a_draft_leaves_room_for_number_and_day():
    paper = compose(content())
    assert re.fullmatch(r"Số: {3,}/SYT-NVY", paper.number_line)
    assert re.fullmatch(r"Thanh Hoá, ngày {3,}tháng 8 năm 2020", paper.place_line)
    open_date = compose(content(expected=None)).place_line
    assert re.fullmatch(r"Thanh Hoá, ngày {3,}tháng {3,}năm {3,}", open_date)
    assert "tháng 02 năm 2027" in compose(content(expected="2027-02")).place_line


@pytest.mark.parametrize(("number", "shown"), [(1, "01"), (9, "09"), (10, "10"), (2615, "2615")])
def test_a_number_below_ten_takes_a_zero(number, shown):
    paper = compose(content(), number=number, dated=date(2026, 1, 5))
    assert paper.number_line == f"Số: {shown}/SYT-NVY"
    assert paper.place_line == "Thanh Hoá, ngày 05 tháng 01 năm 2026"


def test_one_addressee_stands_beside_kinh_gui():
    paper = compose(content(addressees=[{"id": "a1", "text": "Bộ Y tế"}]))
    assert "Kính gửi: Bộ Y tế" in paper.lines()


def test_box_12_shows_the_issued_copies_only_when_told():
    assert compose(content()).drafter == "Phước HN"
    assert compose(content(issued_copies=300)).drafter == "Phước HN.(300)"


def test_an_unbound_field_shows_on_a_draft_and_stops_a_numbered_paper():
    bare = content(fields={})
    assert any("[thiếu: Hạn báo cáo]" in line for line in compose(bare).lines())
    with pytest.raises(Refused) as refusal:
        compose(bare, **SEALED)
    assert refusal.value.code == "paper.unbound"
    assert refusal.value.facts == {"names": ["Hạn báo cáo"]}


def test_a_field_without_a_value_is_called_by_its_label_and_braces_as_they_were_typed():
    body = {"type": "doc", "schema": 1, "content": [
        {"type": "paragraph", "attrs": {"id": "b1"}, "content": [
            {"type": "field", "attrs": {"name": name}} for name in ("due_on_2", "khong_co")
        ]},
    ]}  # fmt: skip
    owed = [{"ordinal": 1, "due_on": None}, {"ordinal": 2, "due_on": None}]
    bare = content(body=body, fields={}, obligations=owed)
    assert "[thiếu: Hạn báo cáo 2][thiếu: {khong_co}]" in "\n".join(compose(bare).lines())
    with pytest.raises(Refused) as refusal:
        compose(bare, **SEALED)
    assert refusal.value.facts == {"names": ["Hạn báo cáo 2", "{khong_co}"]}


class Words(HTMLParser):
    """The text of a document, and the attributes that it carries."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.attributes, self.tags = "", [], []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def test_the_sheet_says_what_the_lines_say_and_nothing_else():
    paper = compose(content(urgency="hoa_toc", footer="Địa chỉ: …\nĐiện thoại: …"), **SEALED)
    said = Words(sheet(paper)).text
    assert re.sub(r"\s+", "", said) == re.sub(r"\s+", "", "".join(paper.lines()))


def test_the_sheet_marks_blocks_and_parts_and_has_no_inline_style():
    found = Words(sheet(compose(content())))
    names = [name for name, _ in found.attributes]
    blocks = [value for name, value in found.attributes if name == "data-block"]
    parts = {value for name, value in found.attributes if name == "data-part"}
    assert blocks == ["a1", "a2", *(f"b{n}" for n in range(1, 9)), "c1", "c2", "c3", "c4", "luu"]
    assert {"subject", "number", "place", "agency", "signer", "drafter"} <= parts
    assert "style" not in names
    assert "id" not in names
    assert found.tags.count("h1") == 1
    assert not {"style", "script", "link"} & set(found.tags)


def test_text_is_escaped_wherever_it_stands():
    evil = "<script>alert(1)</script>\"&'"
    body = {
        "type": "doc",
        "schema": 1,
        "content": [
            {
                "type": "paragraph",
                "attrs": {"id": "b1"},
                "content": [{"type": "text", "text": evil}],
            }
        ],
    }
    names = ("parent_agency", "agency", "notation", "place", "subject", "footer")
    changes = dict.fromkeys(names, evil)
    paper = compose(content(body=body, **changes, addressees=[{"id": evil, "text": evil}]))
    assert "script" not in Words(page(paper)).tags
    assert evil in Words(sheet(paper)).text


def test_citations_dates_and_the_last_stop_do_not_break():
    html = sheet(compose(content()))
    for tight in ("số 22/CT-UBND", "ngày 03/8/2020", "COVID-19", "Covid-19", "trên./."):
        assert f'<span class="paper-tight">{tight}</span>' in html
    assert "http://stttt.thanhhoa.gov.vn/<wbr>NewsDetail.aspx?Id=5662</a>" in html


def test_a_head_line_that_is_too_long_chooses_the_smaller_set():
    assert size_set(compose(content())) == "a"
    assert size_set(compose(content(parent_agency="UBND THÀNH PHỐ HỒ CHÍ MINH"))) == "b"


def test_font_widths_are_those_of_times_new_roman():
    assert width(NATION, 13, bold=True) / MM == pytest.approx(95.7, abs=0.4)
    assert width(NATION, 13, bold=True) < RIGHT_COLUMN
    assert width("Độc lập - Tự do - Hạnh phúc", 14, bold=True) / MM == pytest.approx(60.5, abs=0.4)


def test_the_font_has_every_vietnamese_letter():
    assert missing(LETTERS + "₫–…“”") == []
    assert missing("a😀b") == ["😀"]
