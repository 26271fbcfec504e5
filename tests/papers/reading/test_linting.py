"""The check of files: what our paper does by itself and a file may have wrong."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from docflow.papers import docx
from docflow.papers.catalogue import Catalogue, draft, shipped
from docflow.papers.paper import compose
from docflow.papers.reading import linting, read, read_text
from docflow.rules.lint import Severity, repair
from tests.papers.reading.variants import FOOT, _letter

TODAY = date(2026, 11, 22)
SEED = Path(__file__).parent.parent / "dispatch_SYT-NVY_2020.txt"
TEMPLATES = Catalogue([shipped()]).all()
#: Both ways of setting a mark truly stand in these samples: "Thanh Hoá" and "Hóa", "Ủy".
HABITS = {"spelling.tone_marks"}
#: The department's own letter keeps its oddities; the minutes ask for no report.
SEEDS_OWN = HABITS | {
    "spelling.covid", "wording.doubled_app", "wording.capital_after_semicolon",
    "copies.half_abbreviated",
}  # fmt: skip


def rules_of(reading):
    return {one.rule for one in linting.findings(reading, today=TODAY)}


def test_the_raw_letter_shows_its_faults():
    found = linting.findings(read(SEED.read_bytes(), SEED.name), today=TODAY)
    assert {(one.rule, one.excerpt) for one in found} == {
        ("authority.no_space", "KT.GIÁM ĐỐC"),
        ("archive.malformed", "NVY_{Phước HN (02)}"),
        ("duty.no_due_date", ""),
        ("duty.no_report_asked", ""),
        ("wording.capital_after_semicolon", "; Để"),
        ("wording.doubled_app", "ứng dụng App"),
        ("spelling.covid", "Covid-19"),
        ("spelling.tone_marks", "Hóa"),
        (
            "spelling.bracketed_address",
            "<http://stttt.thanhhoa.gov.vn/NewsDetail.aspx?Id=5662>",
        ),
        ("copies.half_abbreviated", "Sở Thông tin TT"),
    }


def test_every_repair_of_the_raw_letter_leaves_titles_names_and_the_address_alone():
    reading = read(SEED.read_bytes(), SEED.name)
    content = linting.as_typed(reading)
    before = " ".join(compose(content).lines())
    for _ in range(20):
        offers = [one for one in linting.check(content, today=date(2020, 8, 6)) if one.repairs]
        if not offers:
            break
        content = repair(content, offers[0], 0)
    after = " ".join(compose(content).lines())
    assert after != before
    for kept in ("dịch COVID-19 trên địa bàn tỉnh trong tình hình mới;", "Smart Thanh Hóa",
                 "phòng, chống dịch Covid-19 trên địa bàn tỉnh trong tình hình mới;",
                 "http://stttt.thanhhoa.gov.vn/NewsDetail.aspx?Id=5662"):  # fmt: skip
        assert after.count(kept) == before.count(kept) > 0


def test_an_agency_that_ended_later_was_still_there_on_the_letter_s_day():
    text = SEED.read_text("utf-8")
    assert "agency.gone_recipient" not in rules_of(read_text(text))
    later = text.replace("tháng 8 năm 2020", "tháng 8 năm 2025")
    assert "agency.gone_recipient" in rules_of(read_text(later))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.code)
def test_what_docflow_prints_has_no_fault_of_form(template):
    content = draft(template, template.sample, defaults=template.sample_defaults)
    found = linting.findings(read(docx.write(compose(content)), "x.docx"), today=TODAY)
    allowed = SEEDS_OWN if template.code == "huong_dan_cai_dat_ung_dung" else HABITS
    assert {one.rule for one in found} <= allowed
    assert not [one for one in found if one.severity is Severity.ERROR]


def careless() -> bytes:
    """Return a letter as Word makes it for somebody who sets nothing."""
    letter = Document()
    section = letter.sections[0]
    section.page_width, section.page_height = Mm(215.9), Mm(279.4)
    section.left_margin = section.right_margin = Mm(25.4)
    footer = section.footer.paragraphs[0]._p
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    footer.append(field)
    for text in ("SỞ Y TẾ", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập-Tự do-Hạnh phúc",
                 "Số: 5/SYT-NVY", "V/v rà soát thuốc", "Thanh Hoá, ngày 5 tháng 08 năm 2026",
                 "Kính gửi:", "- Bệnh viện Nhi", "- Bệnh viện Phụ sản"):  # fmt: skip
        letter.add_paragraph(text)
    text = letter.add_paragraph(f"Đề nghị các đơn vị rà soát {'thuốc, vật tư, ' * 12}hoá chất./.")
    text.runs[0].font.size = Pt(12)
    text.paragraph_format.line_spacing = 0.9
    text.paragraph_format.space_after = Pt(0)
    for line in ("Nơi nhận:", "- Như trên", "- Lưu: VT, NVY", "GIÁM ĐỐC", "Nguyễn Bá Cẩn"):
        letter.add_paragraph(line)
    out = BytesIO()
    letter.save(out)
    return out.getvalue()


def test_a_careless_word_file_shows_every_fault_of_its_pages():
    found = rules_of(read(careless(), "x.docx"))
    assert {rule for rule in found if rule.startswith("file.")} == {
        "file.motto", "file.number_zero", "file.date_zeros", "file.addressee_marks",
        "file.copies_marks", "file.paper", "file.margins", "file.font", "file.size",
        "file.line_spacing", "file.paragraph_gap", "file.alignment", "file.page_one_numbered",
        "file.page_number_place",
    }  # fmt: skip


def test_a_page_number_in_the_middle_of_the_top_from_page_two_on_is_right():
    letter = Document(BytesIO(careless()))
    section = letter.sections[0]
    section.footer.is_linked_to_previous = True
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    header._p.append(field)
    out = BytesIO()
    letter.save(out)
    found = rules_of(read(out.getvalue(), "x.docx"))
    assert not found & {"file.page_one_numbered", "file.page_number_place"}


@pytest.mark.parametrize(("line", "is_order"), [("Như trên", False), ("Như trên (t/hiện)", True)])
def test_only_who_is_told_to_act_has_work_without_a_due_date(line, is_order):
    letter = _letter(foot=FOOT.replace("- Như trên;", f"- {line};"))
    found = rules_of(read_text(letter))
    assert ("duty.no_due_date" in found, "addressees.no_purpose" in found) == (is_order, False)
