"""The points of a DOCX are Word's own lists, which write just what the letter prints."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document

from docflow.papers import docx
from docflow.papers.blocks import from_markup
from docflow.papers.docx_lists import Lists
from docflow.papers.paper import compose
from docflow.papers.reading import read
from tests.papers.eyes import docx_lines
from tests.papers.seed import content

POINTS = """I. Mục đích

1. Khoản một

a) Điểm một

b) Điểm hai

Đoạn xen giữa.

2. Khoản hai

a) Điểm một của khoản hai

- Gạch một

+ Cộng một

- Gạch hai

2.1. Tiểu mục

2.2. Tiểu mục

II. Yêu cầu

1. Khoản một của mục hai

III/ Gõ tay

1/ Một

a. Chữ

(1) Ngoặc

(2) Ngoặc

b. Chữ

2/ Hai

2.1 Tiểu

2.2 Tiểu

3- Ba"""


def written(markup: str) -> bytes:
    return docx.write(compose(content(body=from_markup(markup))))


def labels(file: bytes) -> list[tuple[bool, str]]:
    """Return the points: whether Word counts them, and the text that is typed."""
    found = Document(BytesIO(file)).paragraphs
    return [(it._p.pPr.numPr is not None, it.text) for it in found if it.style.name == "Body Text"]


def test_every_point_is_an_item_of_a_list_and_says_what_it_said():
    file = written(POINTS)
    told = labels(file)
    assert [text for counted, text in told if not counted] == ["Đoạn xen giữa."]
    typed = [line.partition(" ")[2] for line in POINTS.split("\n\n") if "xen giữa" not in line]
    assert [text for counted, text in told if counted] == typed
    paper = compose(content(body=from_markup(POINTS)))
    assert docx_lines(file) == paper.lines()


def test_lists_begin_anew_and_go_on_as_the_labels_say():
    keys = Lists().numbered(["1.", "a)", "b)", "", "2.", "a)", "-", "3.", "-", "7.", "Điều 1."])
    assert keys == [1, 2, 2, None, 1, 3, 4, 1, 4, 5, 6]


@pytest.mark.parametrize("label", ["d)", "k)", "01.", "ab)", "XL.", "*", ""])
def test_what_word_would_write_otherwise_is_typed(label):
    alone = label != "d)"
    assert (Lists().numbered([label]) == [None]) is alone


def test_a_list_that_goes_past_d_is_typed_whole():
    marks = ["a)", "b)", "c)", "d)", "đ)", "e)"]
    assert Lists().numbered(marks) == [None] * 6
    assert None not in Lists().numbered(marks[:4])
    text = "\n\n".join(f"{mark} Điểm" for mark in marks)
    assert [text for _, text in labels(written(text))] == [f"{mark} Điểm" for mark in marks]


def test_an_article_is_counted_with_its_word_in_bold():
    file = written("Điều 1. Phạm vi\n\nĐiều 2. Đối tượng")
    assert [counted for counted, _ in labels(file)] == [True, True]
    part = Document(BytesIO(file)).part.numbering_part.element
    assert part.xpath("//w:lvlText/@w:val") == ["Điều %1."]
    assert part.xpath("//w:lvl/w:rPr/w:b")


def test_a_letter_without_points_has_no_lists():
    names = ZipFile(BytesIO(written("Một đoạn."))).namelist()
    assert not [name for name in names if "numbering" in name]


def test_what_is_read_back_has_the_same_labels():
    reading = read(written(POINTS), "x.docx")
    told = [one["attrs"].get("label", "") for one in reading.body]
    wanted = [one["attrs"].get("label", "") for one in from_markup(POINTS)["content"]]
    assert told == wanted
