"""Footnotes: counted through the paper, at the foot of their page in both files."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from docflow.papers import docx, pdf
from docflow.papers.blocks import from_markup
from docflow.papers.html import sheet
from docflow.papers.paper import Paper, compose
from docflow.rules.lint import check
from tests.papers.eyes import docx_lines, faults, pages
from tests.papers.seed import content

FIRST = "Xem Công văn số 15/SYT-NVY ngày 02/3/2020; <b>."
ANNEX = {
    "id": "x1",
    "title": "Danh sách",
    "landscape": True,
    "body": from_markup("| Đơn vị^[Đầu bảng.] | Số |\n|---|---|\n" + "| a | b |\n" * 60 + "| z^[Ô.] | |"),
}  # fmt: skip
BODY = f"1. Theo quy định^[{FIRST}] hiện hành;\n\n**Một ^[Hai.]đậm**\n\n" + "Chữ thêm. " * 300


def noted(**changes) -> Paper:
    body = from_markup(f"{BODY}\n\nCuối^[Ba.]./.")
    return compose(content(body=body, annexes=[ANNEX], **changes), number=5, dated=date(2020, 8, 7))


def test_notes_are_counted_through_the_body_and_the_annexes():
    paper = noted()
    told = [(note.number, note.note) for note in paper.notes()]
    assert told == [(1, FIRST), (2, "Hai."), (3, "Ba."), (4, "Đầu bảng."), (5, "Ô.")]
    lines = paper.lines()
    place = lines.index("1. Theo quy định hiện hành;")
    assert lines[place + 1] == f"1 {FIRST}"
    assert "Cuối./." in lines


def test_both_files_say_the_notes_and_keep_them_at_the_foot_of_their_page(press):
    paper = noted(footer="Số 101 Nguyễn Trãi\nĐiện thoại: 0000")
    printed = pdf.write(paper, press).bytes
    assert faults(paper, printed, docx.write(paper)) == []
    first, second, *_, last = pages(printed)
    # Above the address of page 1, and at the very foot of the page with the last line.
    (top,) = {top for text, _, top, *_ in first.words if text == "15/SYT-NVY"}
    assert 235 < top < 263
    (bottom,) = [bottom for text, *_, bottom in second.words if text == "Ba."]
    assert 272 < bottom < 277.5
    heads = [page for page in pages(printed) if any(word[0] == "Đầu" for word in page.words)]
    assert len(heads) == 1
    assert any(text == "Ô." for text, *_ in last.words)


def test_word_keeps_them_as_footnotes_of_its_own():
    with ZipFile(BytesIO(docx.write(noted()))) as parts:
        root = parse_xml(parts.read("word/footnotes.xml"))
        kinds = parts.read("[Content_Types].xml").decode()
        settings = parse_xml(parts.read("word/settings.xml"))
    assert [note.get(qn("w:id")) for note in root] == ["-1", "0", "1", "2", "3", "4", "5"]
    assert [note.get(qn("w:type")) for note in root][:3] == [
        "separator",
        "continuationSeparator",
        None,
    ]
    assert kinds.count("footnotes+xml") == 1
    order = [child.tag for child in settings]
    assert order.index(qn("w:footnotePr")) < order.index(qn("w:compat"))
    letter = Document(BytesIO(docx.write(noted())))
    assert letter.styles["footnote text"].font.size.pt == 10.5
    assert letter.styles["footnote reference"].font.superscript


def test_a_letter_without_notes_has_no_part_for_them():
    with ZipFile(BytesIO(docx.write(compose(content())))) as parts:
        assert "word/footnotes.xml" not in parts.namelist()
        assert b"footnotePr" not in parts.read("word/settings.xml")


class Sheet(HTMLParser):
    """Which notes a sheet calls, and the text of its last section."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.calls, self.foot, self._inside = [], "", False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        told = dict(attrs)
        if told.get("class") == "paper-call":
            self.calls.append(told["title"])
        self._inside |= told.get("data-part") == "notes"

    def handle_data(self, data: str) -> None:
        self.foot += data if self._inside else ""

    def handle_endtag(self, tag: str) -> None:
        self._inside &= tag != "section"


def test_on_a_screen_they_stand_at_the_end_of_the_sheet():
    paper = noted()
    seen = Sheet(sheet(paper))
    assert seen.calls == [note.note for note in paper.notes()]
    assert seen.foot.split() == " ".join(note.foot for note in paper.notes()).split()
    assert "paper-notes" not in sheet(compose(content()))


@pytest.mark.parametrize("note", ["", "^[covid-19,không dấu cách]"])
def test_the_check_reads_on_behind_a_note(note: str):
    tree = from_markup(f"Đề nghị các đơn vị thực hiện các nội dung trên./.{note}")
    found = check(content(body=tree, fields={}), today=date(2020, 8, 7))
    assert not [one for one in found if one.part == "body" and one.severity == "error"]


def test_both_files_have_the_same_words_for_every_kind_of_block():
    body = from_markup(
        "# Mục^[a.]\n\n## GIỮA^[b.]\n\n## *nghiêng*^[c.]\n\nĐiều 3. Ba^[d.]\n\n- g^[e.]"
    )
    paper = compose(content(body=body))
    assert docx_lines(docx.write(paper)) == paper.lines()
    assert [block.is_note for block in paper.body] == [False, False, True, False, False]
