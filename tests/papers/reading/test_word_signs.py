"""What Word keeps beside plain text: boxes, signs, formulas, labels that it counts, tables."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document

from docflow.papers.docx_styles import xml
from docflow.papers.reading import read
from docflow.papers.reading.numbering import Numbering

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
HEAD = "SỞ Y TẾ\nSố: 05/SYT-NVY\nV/v báo cáo số liệu\nKính gửi: Các bệnh viện"
TEXT = "Sở Y tế yêu cầu các đơn vị báo cáo đầy đủ số liệu và gửi về Sở trước ngày quy định theo bảng sau"
LIST, SIGNED = "Nơi nhận:\n- Như trên;\n- Lưu: VT.", "GIÁM ĐỐC\n\nNguyễn Bá Cẩn"
BOX = "<w:txbxContent>{}</w:txbxContent>"
PICT = f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>"
DRAWN = (
    f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def para(inner):
    return xml(f"<w:p {SPACES}>{inner}</w:p>")


def of(*between, foot=f"{LIST}\n{SIGNED}"):
    """Read a letter with paragraphs or tables between its first sentence and its last."""
    letter = Document()
    for line in (*HEAD.splitlines(), TEXT):
        letter.add_paragraph(line)
    for one in between:
        if isinstance(one, list):
            table = letter.add_table(len(one), len(one[0]))
            for row, told in zip(table.rows, one, strict=True):
                for cell, text in zip(row.cells, told, strict=True):
                    cell.text = text
        else:
            letter.element.body.insert(len(letter.element.body) - 1, one)
    for line in ("Yêu cầu các đơn vị thực hiện nghiêm túc./.", *foot.splitlines()):
        letter.add_paragraph(line)
    out = BytesIO()
    letter.save(out)
    return read(out.getvalue(), "x.docx")


def said(told):
    return [
        "".join(it["text"] for it in one.get("content", ()) if "text" in it) for one in told.body
    ]


@pytest.mark.parametrize("drawn", [PICT, DRAWN], ids=["VML", "DrawingML"])
def test_the_words_of_a_text_box_are_read_once(drawn):
    inner = "<w:p><w:r><w:t>Lưu ý: hạn nộp 5/8</w:t></w:r></w:p>"
    told = of(para("<w:r><w:t>Đoạn có khung.</w:t></w:r>" + drawn.replace("{}", inner)))
    assert said(told)[1:3] == ["Đoạn có khung.", "Lưu ý: hạn nộp 5/8"]
    assert sum("Lưu ý" in text for text in said(told)) == 1


def test_a_sign_by_its_code_and_a_formula_are_text():
    symbol = '<w:r><w:t>Sốt </w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 38 </w:t></w:r>'
    formula = "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"
    assert said(of(para(symbol + formula)))[1] == "Sốt ≥ 38 x+1"


def test_a_sign_that_cannot_be_read_is_a_doubt():
    told = of(para('<w:r><w:t>Ô </w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'))
    assert [one.excerpt for one in told.doubts if one.code == "text.sign_unread"] == ["Ô \ufffd"]


@pytest.mark.parametrize("cell", ["GIÁM ĐỐC", "TRƯỞNG PHÒNG", "Số: 12/QĐ-SYT", "Nơi nhận:"])
def test_a_table_of_the_text_stays_one_whatever_its_cells_say(cell):
    told = of([["Chức danh", cell], ["một", "hai"]])
    assert [one["type"] for one in told.body] == ["paragraph", "table", "paragraph"]
    assert told.signer == "Nguyễn Bá Cẩn"


def numbering(levels):
    return Numbering(xml(
        f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ))  # fmt: skip


def level(place, kind, text, more=""):
    return (f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
            f'<w:lvlText w:val="{text}"/></w:lvl>')  # fmt: skip


def counted(lists, *places):
    item = "<w:pPr {ns}><w:numPr><w:ilvl w:val='%d'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    return [lists.label(xml(item % place)) for place in places]


@pytest.mark.parametrize(
    ("more", "last"), [('<w:lvlRestart w:val="0"/>', "Điều 3."), ("", "Điều 1.")]
)
def test_articles_count_on_over_chapters_where_word_says_so(more, last):
    lists = numbering(level(0, "upperRoman", "Chương %1") + level(1, "decimal", "Điều %2.", more))
    assert counted(lists, 0, 1, 1, 0, 1) == ["Chương I", "Điều 1.", "Điều 2.", "Chương II", last]


def test_a_legal_level_writes_plain_numbers():
    lists = numbering(level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2.", "<w:isLgl/>"))
    assert counted(lists, 0, 1) == ["I.", "1.1."]


def numbered(text, kind, label):
    """Return a document whose list has such labels, and a table whose first column Word counts."""
    letter = Document()
    root = letter.part.numbering_part.element
    root.insert(
        0,
        xml(
            f'<w:abstractNum {SPACES} w:abstractNumId="90">{level(0, kind, label)}</w:abstractNum>'
        ),
    )
    root.append(xml(f'<w:num {SPACES} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    item = f'<w:numPr {SPACES}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>'
    for line in (*HEAD.splitlines(), TEXT):
        letter.add_paragraph(line)
    if text:
        for line in text:
            letter.add_paragraph(line)._p.get_or_add_pPr().append(xml(item))
    else:
        table = letter.add_table(2, 2)
        for row in table.rows:
            row.cells[1].text = "Nội dung"
            row.cells[0].paragraphs[0]._p.get_or_add_pPr().append(xml(item))
    for line in ("Yêu cầu thực hiện./.", *LIST.splitlines(), *SIGNED.splitlines()):
        letter.add_paragraph(line)
    out = BytesIO()
    letter.save(out)
    return read(out.getvalue(), "x.docx").body


@pytest.mark.parametrize(("kind", "label", "labels"), [
    ("lowerLetter", "%1.", ["a.", "b."]), ("decimal", "(%1)", ["(1)", "(2)"]),
])  # fmt: skip
def test_a_list_of_word_is_one_whatever_letter_follows(kind, label, labels):
    body = numbered(["việc một", "Việc hai"], kind, label)
    assert [one["attrs"].get("label") for one in body if one["type"] == "point"] == labels


def test_a_column_that_word_counts_has_its_numbers():
    table = next(one for one in numbered([], "decimal", "%1") if one["type"] == "table")
    first = [row["content"][0]["content"] for row in table["content"]]
    assert [cell[0]["text"] for cell in first] == ["1", "2"]
