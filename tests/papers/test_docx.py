"""The DOCX: the same words as the paper, made of styles, on the decree's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Letter
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table

from docflow.papers import docx
from docflow.papers.blocks import from_markup
from docflow.papers.fonts import width
from docflow.papers.html import size_set
from docflow.papers.paper import MOTTO, Paper, compose
from docflow.rules.vietnamese import LETTERS
from tests.papers.eyes import docx_lines
from tests.papers.seed import content

MM = 36_000


def paper_of(**changes) -> Paper:
    return compose(content(**changes), number=5, dated=date(2020, 8, 7))


def opened(paper: Paper) -> Letter:
    return Document(BytesIO(docx.write(paper)))


def paragraphs(container) -> Iterator:
    """Walk paragraphs in reading order, row by row and cell by cell through tables."""
    for part in container.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                for cell in row.cells:
                    yield from paragraphs(cell)
        else:
            yield part


def styled(letter: Letter, style: str):
    return [it for it in paragraphs(letter) if it.style.name == style]


TABLE = "| Đơn vị | *Số* người |\n| Trạm **A** | 12 |\n| | |"

LETTERS_TO_WRITE = {
    "the seed": {},
    "one addressee": {"addressees": [{"id": "a1", "text": "Bộ Y tế"}]},
    "urgent, with an address": {
        "urgency": "thuong_khan",
        "footer": "Số 101 Nguyễn Trãi, thành phố Thanh Hoá\nĐiện thoại: 0000 000 000",
    },
    "headings, points, a table": {
        "body": from_markup(f"# Mục *một*\n\n1. Khoản **đậm *và nghiêng***\n\na) Điểm\n\n{TABLE}"),
    },
    "no superior agency": {"parent_agency": ""},
    "all letters": {"body": from_markup(f"{LETTERS}\n\n< > & \" ' \\* \\{{due_on\\}} ./.")},
}


@pytest.mark.parametrize("changes", LETTERS_TO_WRITE.values(), ids=LETTERS_TO_WRITE)
def test_the_letter_says_exactly_what_the_paper_says(changes):
    paper = paper_of(**changes)
    assert docx_lines(docx.write(paper)) == paper.lines()


def test_a_draft_has_blanks_where_number_and_day_will_stand():
    paper = compose(content())
    letter = opened(paper)
    assert docx_lines(docx.write(paper)) == paper.lines()
    assert styled(letter, "Số, ký hiệu")[0].text == paper.number_line


def test_the_same_paper_gives_the_same_bytes():
    made = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
    assert docx.write(paper_of(), made=made) == docx.write(paper_of(), made=made)
    assert docx.write(paper_of()) == docx.write(paper_of())
    assert docx.write(paper_of()) != docx.write(replace(paper_of(), signer="Văn thư Sở"))


def test_the_file_says_title_author_language_and_time():
    made = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
    about = Document(BytesIO(docx.write(paper_of(), made=made))).core_properties
    assert about.title.startswith("Công văn số 05/SYT-NVY")
    assert (about.author, about.language) == ("SỞ Y TẾ", "vi-VN")
    assert about.created == about.modified == made
    silent = opened(paper_of()).core_properties
    assert silent.created is None
    assert silent.last_modified_by == ""


def test_nothing_of_the_english_sample_letter_stays():
    with ZipFile(BytesIO(docx.write(paper_of()))) as file:
        names = set(file.namelist())
        everything = b"".join(file.read(name) for name in names)
    assert not [name for name in names if "thumb" in name or "custom" in name or "Effects" in name]
    assert b"python-docx" not in everything
    assert b"Macintosh" not in everything


def test_the_page_is_that_of_the_decree():
    section = opened(paper_of()).sections[0]
    page = (section.page_width, section.page_height)
    assert [round(side / MM) for side in page] == [210, 297]
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(side / MM) for side in margins] == [20, 15, 20, 30]


def test_the_page_number_is_a_field_centred_from_the_second_page_on():
    section = opened(paper_of()).sections[0]
    assert section.different_first_page_header_footer
    (number,) = section.header.paragraphs
    fields = [it.text.strip() for it in number._p.iter(qn("w:instrText"))]
    assert fields == ["PAGE"]
    assert number.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert not "".join(it.text for it in section.first_page_header.paragraphs)


def test_every_letter_is_times_new_roman_and_vietnamese():
    letter = opened(paper_of())
    for place in ("docDefaults", "style"):
        letters = next(letter.styles.element.iter(qn(f"w:{place}"))).find(f".//{qn('w:rPr')}")
        fonts = letters.find(qn("w:rFonts"))
        named = {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert named == {"Times New Roman"}
        assert letters.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"
    others = list(letter.element.body.iter(qn("w:rFonts"), qn("w:sz"), qn("w:lang")))
    assert not others


@pytest.mark.parametrize(
    ("style", "size", "bold", "italic"),
    [
        ("Cơ quan chủ quản", 13, False, False),
        ("Cơ quan ban hành", 13, True, False),
        ("Quốc hiệu", 13, True, False),
        ("Tiêu ngữ", 14, True, False),
        ("Số, ký hiệu", 13, False, False),
        ("Trích yếu công văn", 13, False, False),
        ("Địa danh, thời gian", 14, False, True),
        ("Kính gửi", 14, False, False),
        ("Body Text", 14, False, False),
        ("Nơi nhận (đề mục)", 12, True, True),
        ("Nơi nhận", 11, False, False),
        ("Ký hiệu người soạn thảo", 11, False, False),
        ("Quyền hạn, chức vụ", 14, True, False),
        ("Họ tên người ký", 14, True, False),
    ],
)
def test_sizes_and_weights_are_those_of_annex_one(style, size, bold, italic):
    letter = opened(paper_of())
    used = styled(letter, style)
    font = letter.styles[style].font
    assert used
    # What a style leaves out is 14 pt, from the defaults of the letter.
    assert (font.size.pt if font.size else 14, bool(font.bold), bool(font.italic)) == (
        size, bold, italic,
    )  # fmt: skip
    assert all(run.bold is None and run.font.size is None for it in used for run in it.runs)


def test_the_body_is_justified_indented_and_spaced_by_its_style():
    letter = opened(paper_of())
    told = letter.styles["Body Text"].paragraph_format
    assert told.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert round(told.first_line_indent / MM, 1) == 12.7
    assert told.space_after.pt == 6
    body = styled(letter, "Body Text")
    assert len(body) == 8
    assert all(
        it.alignment is None and it.paragraph_format.first_line_indent is None for it in body
    )


def test_bold_and_italic_are_kept_word_by_word():
    letter = opened(paper_of(body=from_markup("thường **đậm *cả hai*** *nghiêng*")))
    (body,) = styled(letter, "Body Text")
    runs = [(run.text, run.bold, run.italic) for run in body.runs if run.text.strip()]
    assert runs == [
        ("thường ", None, None),
        ("đậm ", True, None),
        ("cả hai", True, True),
        ("nghiêng", None, True),
    ]


def test_head_and_foot_are_frames_without_lines_that_stay_whole():
    head, foot = opened(paper_of()).tables
    assert [round(cell.width / MM) for cell in head.rows[1].cells] == [68, 97]
    assert [round(cell.width / MM) for cell in foot.rows[0].cells] == [80, 85]
    for frame in (head, foot):
        assert frame.style.name == "Khung thể thức"
        assert not list(frame._tbl.iter(qn("w:tblBorders")))
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in frame.rows)


def test_two_tables_never_touch():
    letter = opened(paper_of(body=from_markup(f"{TABLE}\n\n# Mục\n\n{TABLE}")))
    kinds = [isinstance(part, Table) for part in letter.iter_inner_content()]
    assert kinds.count(True) == 4
    assert (True, True) not in list(pairwise(kinds))


def test_long_names_take_the_smaller_set_as_on_the_printed_page():
    paper = paper_of(parent_agency="UBND thành phố Hồ Chí Minh", agency="Sở Y tế")
    assert size_set(paper) == "b"
    letter = opened(paper)
    assert letter.styles["Normal"].font.size.pt == 13
    assert letter.styles["Cơ quan chủ quản"].font.size.pt == 12
    assert letter.styles["Header"].font.size.pt == 14
    motto = letter.styles["Gạch dưới tiêu ngữ"].paragraph_format
    length = 97 / 25.4 * 72 - motto.left_indent.pt - motto.right_indent.pt
    assert length == pytest.approx(width(MOTTO, 13, bold=True), abs=0.5)


@pytest.mark.parametrize(
    "body", ["Đoạn đầu\n\nĐoạn cuối./.", f"Bảng:\n\n{TABLE}"], ids=["text", "table"]
)
def test_the_signature_never_stands_alone_on_a_page(body):
    letter = opened(paper_of(body=from_markup(body)))
    *_, before, last, _, _ = letter.iter_inner_content()
    if isinstance(before, Table):
        cells = [cell for row in before.rows for cell in row.cells]
        assert all(it.paragraph_format.keep_with_next for cell in cells for it in cell.paragraphs)
        assert last.style.paragraph_format.keep_with_next
    else:
        assert last.text == "Đoạn cuối./."
        assert last.paragraph_format.keep_with_next


def test_a_table_keeps_its_rows_and_cells():
    letter = opened(paper_of(body=from_markup(TABLE)))
    table = letter.tables[1]
    assert table.style.name == "Table Grid"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Đơn vị", "Số người"],
        ["Trạm A", "12"],
        ["", ""],
    ]


def test_the_rules_under_motto_and_agency_are_measured():
    letter = opened(paper_of())
    motto = letter.styles["Gạch dưới tiêu ngữ"].paragraph_format
    column = 97 / 25.4 * 72
    length = column - motto.left_indent.pt - motto.right_indent.pt
    assert length == pytest.approx(width(MOTTO, 14, bold=True), abs=0.5)
    agency = letter.styles["Gạch dưới cơ quan"].paragraph_format
    length = 68 / 25.4 * 72 - agency.left_indent.pt - agency.right_indent.pt
    assert 1 / 3 <= length / width("SỞ Y TẾ", 13, bold=True) <= 1 / 2


def test_the_hyphens_of_the_addressees_stand_under_the_colon():
    letter = opened(paper_of())
    opening = letter.styles["Kính gửi"].paragraph_format
    listed = letter.styles["Nơi được kính gửi"].paragraph_format
    hyphen = listed.left_indent.pt + listed.first_line_indent.pt
    assert hyphen == pytest.approx(opening.left_indent.pt + width("Kính gửi", 14), abs=0.2)


def test_long_addressees_stay_on_the_page():
    long = [{"id": f"a{place}", "text": "Ủy ban nhân dân " * 12} for place in range(2)]
    listed = opened(paper_of(addressees=long)).styles["Nơi được kính gửi"].paragraph_format
    assert listed.left_indent.pt < 100


def test_one_addressee_stands_centred_beside_the_salutation():
    letter = opened(paper_of(addressees=[{"id": "a1", "text": "Bộ Y tế"}]))
    (only,) = styled(letter, "Kính gửi")
    assert only.text == "Kính gửi: Bộ Y tế"
    assert only.alignment == WD_ALIGN_PARAGRAPH.CENTER


@pytest.mark.parametrize(
    ("urgency", "text", "millimetres"), [("khan", "KHẨN", 20), ("hoa_toc", "HỎA TỐC", 30)]
)
def test_the_stamp_of_urgency_has_the_size_of_the_decree(urgency, text, millimetres):
    letter = opened(paper_of(urgency=urgency))
    (stamp,) = styled(letter, "Mức độ khẩn")
    told = stamp.style.paragraph_format
    assert stamp.text == text
    assert 68 - (told.left_indent + told.right_indent) / MM == pytest.approx(millimetres, abs=0.2)
    assert str(stamp.style.font.color.rgb) == "FF0000"


def test_the_measure_of_text_is_that_of_times_new_roman():
    # Widths that the decree's own sample letters have at these sizes.
    nation = width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True)
    assert nation / 72 * 25.4 == pytest.approx(95.7, abs=0.1)
    day = width("Thanh Hoá, ngày 06 tháng 8 năm 2020", 13, italic=True)
    assert day / 72 * 25.4 == pytest.approx(72.1, abs=0.1)
