"""Every type of the decree, and dispatches made by chance: both files say the same, in place."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from docflow.papers import docx, html, pdf
from docflow.papers.blocks import from_markup
from docflow.papers.catalogue import Catalogue, draft, shipped
from docflow.papers.fit import LEFT_COLUMN, fit, shares
from docflow.papers.fonts import MM, width
from docflow.papers.paper import Paper, annex_names, compose
from docflow.papers.parts import MOTTO, NATION
from docflow.rules.types import TYPES
from tests.papers.eyes import docx_lines, faults, number_of, pages
from tests.papers.letters import made
from tests.papers.seed import content

SEALED = {"number": 7, "dated": date(2026, 12, 1)}
TEMPLATES = {template.code: template for template in Catalogue([shipped()]).all()}
COMMON = {"cong_van", "thong_bao", "quyet_dinh", "ke_hoach", "bao_cao", "to_trinh", "giay_moi"}


def paper_of(code: str) -> Paper:
    template = TEMPLATES[code]
    told = draft(template, template.sample, defaults=template.sample_defaults)
    return compose(told, **SEALED)


def test_there_is_a_template_of_every_type_and_the_seven_common_ones_come_first():
    assert len(TYPES) == 29 + 3
    assert {TEMPLATES[code].type for code in TYPES} == set(TYPES)
    assert {code for code in TYPES if TEMPLATES[code].common} == COMMON


@pytest.mark.parametrize("code", TEMPLATES)
def test_both_files_of_every_sample_say_what_the_paper_says(code, press):
    paper = paper_of(code)
    printed = pdf.write(paper, press)
    assert faults(paper, printed.bytes, docx.write(paper)) == []
    assert {"vi-tri-ky", "vi-tri-dau"} <= set(printed.boxes)


@pytest.mark.parametrize("seed", range(40))
def test_both_files_of_any_dispatch_say_what_the_paper_says(seed, press):
    paper = compose(made(seed), **SEALED)
    assert faults(paper, pdf.write(paper, press).bytes, docx.write(paper)) == []


@pytest.mark.parametrize("code", TYPES)
def test_the_notation_is_that_of_annex_three(code):
    line, short = paper_of(code).number_line, TYPES[code].abbreviation
    assert line.startswith(f"Số: 07/{short}-" if short else "Số: 07/SYT-")


def test_a_decision_reads_as_form_1_2():
    lines = paper_of("quyet_dinh").lines()
    place = lines.index("QUYẾT ĐỊNH")
    assert lines[place + 1].startswith("Về việc thành lập")
    assert lines[place + 2] == "GIÁM ĐỐC SỞ Y TẾ"
    assert lines[place + 3].startswith("Căn cứ Luật ")
    assert lines[place + 3].endswith(";")
    assert lines[place + 5 : place + 7] == [
        "Theo đề nghị của Trưởng phòng Nghiệp vụ Y.",
        "QUYẾT ĐỊNH:",
    ]
    assert lines[place + 7].startswith("Điều 1. Thành lập")
    assert "Kính gửi:" not in lines


@pytest.mark.parametrize("code", ["quyet_dinh", "nghi_quyet"])
def test_a_ground_typed_with_or_without_its_words_prints_them_once(code, press):
    template = TEMPLATES[code]
    typed = ["Luật A", "Căn cứ Luật B;", "căn cứ: Luật C", "- Căn cứ Căn cứ Luật D."]
    answers = {**template.sample, "can_cu": typed}
    paper = compose(draft(template, answers, defaults=template.sample_defaults), **SEALED)
    said = [f"Căn cứ Luật {letter};" for letter in "ABCD"]
    assert [line for line in paper.lines() if "ăn cứ" in line] == said
    written = docx.write(paper)
    assert [line for line in docx_lines(written) if "ăn cứ" in line] == said
    assert faults(paper, pdf.write(paper, press).bytes, written) == []
    assert re.sub(r"<[^>]+>", "", html.sheet(paper)).lower().count("căn cứ") == len(said)


def test_minutes_have_no_place_line_and_two_signatures_over_noi_nhan():
    lines = paper_of("bien_ban").lines()
    assert not [line for line in lines if line.startswith("Thanh Hoá, ngày")]
    names = ["THƯ KÝ", "Phước HN", "CHỦ TỌA", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Bá Cẩn"]
    assert lines[lines.index("THƯ KÝ") :][:7] == [*names, "Nơi nhận:"]


def test_the_second_party_signs_behind_the_agency():
    lines = paper_of("hop_dong").lines()
    assert lines.index("ĐẠI DIỆN BÊN A") < lines.index("ĐẠI DIỆN BÊN B")


def test_a_copy_has_its_head_under_what_it_copies():
    lines = paper_of("ban_trich_sao").lines()
    body = next(place for place, line in enumerate(lines) if line.startswith("Điều 15."))
    assert body < lines.index("TRÍCH SAO") < lines.index("Nơi nhận:")
    assert "Số: 07/TrS-SYT" in lines


def test_a_telegram_calls_and_is_stamped():
    lines = paper_of("cong_dien").lines()
    assert {"GIÁM ĐỐC SỞ Y TẾ điện:", "HỎA TỐC", "Kính gửi:"} & set(lines) == {
        "GIÁM ĐỐC SỞ Y TẾ điện:",
        "HỎA TỐC",
    }


def test_annexes_take_roman_numbers_only_when_there_are_several():
    one = {"id": "x1", "title": "Danh sách", "body": content()["body"]}
    alone = compose(content(annexes=[one]), **SEALED)
    both = compose(content(annexes=[one, one | {"id": "x2"}], agency_name="Sở Y tế"), **SEALED)
    assert [annex.number for annex in alone.annexes] == ["Phụ lục"]
    assert [annex.number for annex in both.annexes] == ["Phụ lục I", "Phụ lục II"]
    assert both.annexes[0].title == "DANH SÁCH"
    # Annex I, III.1.c: on an electronic document number and date stay blank.
    source = "(Kèm theo Công văn số      /SYT-NVY ngày     tháng     năm      của Sở Y tế)"
    assert both.annexes[0].source.replace("\u2007", " ").replace("\xa0", " ") == source
    assert both.annexes[1].body[0].id == "x2-b1"


def test_a_decision_that_issues_a_document_is_in_form_1_3():
    paper = paper_of("quyet_dinh_ban_hanh")
    name = "tiếp nhận, xử lý và quản lý văn bản điện tử của Sở Y tế"
    assert (paper.heading, paper.subject) == ("QUYẾT ĐỊNH", f"Ban hành Quy chế {name}")
    assert paper.title == f"Quyết định số 07/QĐ-SYT ban hành Quy chế {name}"
    (issued,) = paper.annexes
    head = ["UBND TỈNH THANH HOÁ", "SỞ Y TẾ", NATION, MOTTO, "QUY CHẾ", "T" + name[1:]]
    assert list(issued.lines())[:6] == head
    assert list(issued.lines())[6].startswith("(Kèm theo Quyết định số")


def test_what_is_issued_stands_beside_annexes_and_counts_as_none():
    one = {"id": "x1", "title": "Danh sách", "body": content()["body"]}
    issued = one | {"id": "x2", "title": "văn thư", "heading": "Quy chế"}
    told = content(annexes=[one, issued, one | {"id": "x3"}])
    assert annex_names(told["annexes"]) == ["Phụ lục I", "QUY CHẾ", "Phụ lục II"]
    assert annex_names([issued, one]) == ["QUY CHẾ", "Phụ lục"]
    # A letter says V/v whatever goes along.
    assert compose(told, **SEALED).subject.startswith("V/v ")


LIST = "| TT | Đơn vị |\n| --- | --- |\n" + "\n".join(f"| {n} | Trạm số {n} |" for n in range(60))


def annexed() -> Paper:
    wide = {"id": "x1", "title": "Danh sách", "landscape": True, "body": from_markup(LIST)}
    plain = {"id": "x2", "title": "Biểu mẫu", "body": from_markup("Một đoạn.")}
    marks = {"circulation": "luu_hanh_noi_bo", "footer": "Địa chỉ: 101\nĐiện thoại: 0"}
    return compose(content(annexes=[wide, plain], **marks), **SEALED)


def test_an_annex_may_lie_counts_its_own_pages_and_repeats_heads(press):
    seen = pages(pdf.write(annexed(), press).bytes)
    wide = [page for page in seen if page.width > page.height]
    assert len(wide) > 1
    assert [number_of(page) for page in wide] == ["", *map(str, range(2, len(wide) + 1))]
    assert all([text for text, *_ in page.words].count("TT") == 1 for page in wide)
    assert (number_of(seen[0]), number_of(seen[-1])) == ("", "")
    assert seen[-1].words[0][0] == "Phụ"


def test_the_annex_in_word_is_a_section_that_counts_from_one_and_has_a_head():
    letter = Document(BytesIO(docx.write(annexed())))
    main, wide, plain = letter.sections
    assert (wide.page_width > wide.page_height, plain.page_width > plain.page_height) == (
        True,
        False,
    )
    for section in (wide, plain):
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert section.header.is_linked_to_previous
        assert not [it.text for it in section.first_page_header.paragraphs if it.text]
        assert not [it.text for it in section.first_page_footer.paragraphs if it.text]
    assert main.first_page_header.paragraphs[0].text == "LƯU HÀNH NỘI BỘ"
    heads = list(letter.element.body.iter(qn("w:tblHeader")))
    assert len(heads) == 1


def test_the_circulation_mark_stands_top_right_of_page_one_only(press):
    first, *others = pages(pdf.write(annexed(), press).bytes)
    (mark,) = [word for word in first.words if word[0] == "LƯU"]
    assert mark[4] < 20
    assert mark[1] > 130
    assert not [word for page in others for word in page.words if word[0] == "LƯU"]


def test_long_agencies_stand_on_even_lines_and_long_places_break_after_the_comma():
    long = "TRUNG TÂM KIỂM SOÁT BỆNH TẬT VÀ PHÒNG CHỐNG DỊCH TỈNH THANH HÓA"
    fitted = fit(compose(content(agency=long, place="Thành phố Hồ Chí Minh"), **SEALED))
    assert " ".join(fitted.agency) == long
    widths = [width(line, 13, bold=True) for line in fitted.agency]
    assert max(widths) <= LEFT_COLUMN
    assert min(widths) > 0.6 * max(widths)
    assert fitted.place == ("Thành phố Hồ Chí Minh,", "ngày 01 tháng 12 năm 2026")
    assert fit(compose(content(agency="SỞ Y TẾ\nTHANH HOÁ"), **SEALED)).agency == (
        "SỞ Y TẾ",
        "THANH HOÁ",
    )


def test_columns_share_the_width_by_what_they_hold():
    (table,) = compose(content(body=from_markup(LIST)), **SEALED).body
    told = shares(table, 165 * MM)
    assert sum(told) == 100
    assert told[0] < told[1]


def test_a_draft_without_addressees_prints_in_both_formats(press):
    paper = compose(content(addressees=[]))
    assert faults(paper, pdf.write(paper, press).bytes, docx.write(paper)) == []


def test_only_a_decision_says_by_its_subject_that_it_issues_something():
    issued = {"id": "x1", "title": "văn thư", "heading": "Quy chế", "body": content()["body"]}
    told = content(annexes=[issued], type="thong_bao", subject="đổi địa điểm họp")
    assert compose(told, **SEALED).subject == "Về việc đổi địa điểm họp"
