"""The printed letter, read back from the PDF itself."""

from __future__ import annotations

import io
import re
from datetime import date

import pikepdf
import pytest

from docflow.papers import pdf
from docflow.papers.fonts import MM
from docflow.papers.paper import compose
from docflow.rules.vietnamese import LETTERS
from tests.papers.seed import content

SEALED = {"number": 5, "dated": date(2020, 8, 7)}
LEFT, RIGHT, TOP, BOTTOM = 30 * MM, 195 * MM, 20 * MM, 277 * MM


@pytest.fixture(scope="module")
def printed(press):
    return pdf.write(compose(content(), **SEALED), press)


@pytest.fixture
def seen(printed, see):
    return see(printed.bytes)


def test_the_seed_fills_two_pages_of_a4(seen, printed):
    facts = seen.facts()
    assert printed.pages == 2
    assert facts["Pages"] == "2"
    assert "A4" in facts["Page size"]


def test_the_pdf_says_every_line_in_reading_order(seen):
    said, place = seen.flat(), 0
    for line in compose(content(), **SEALED).lines():
        found = said.find(re.sub(r"\s+", "", line), place)
        assert found >= 0, line
        place = found


def test_the_pdf_says_nothing_but_the_lines_and_the_page_number(seen):
    lines = "".join(compose(content(), **SEALED).lines())
    assert sorted(seen.flat()) == sorted(re.sub(r"\s+", "", lines) + "2")


def test_all_134_letters_come_back_from_the_text_layer(press, see):
    body = {
        "type": "doc",
        "schema": 1,
        "content": [
            {
                "type": "paragraph",
                "attrs": {"id": "b1"},
                "content": [
                    {"type": "text", "text": LETTERS, "marks": [{"type": mark} for mark in marks]}
                ],
            }
            for marks in ([], ["strong"], ["em"], ["strong", "em"])
        ],
    }
    assert see(pdf.write(compose(content(body=body)), press).bytes).flat().count(LETTERS) == 4


def test_fonts_are_embedded_and_of_one_family(seen):
    assert seen.fonts()
    for font in seen.fonts():
        assert "Liberation-Serif" in font[0]
        assert font[-5:-2] == ["yes", "yes", "yes"]


def test_a_letter_without_glyph_is_not_borrowed_from_another_font(press, see):
    one = see(
        press.print('<html lang="vi"><title>x</title><p>Ấm 中 😀</p></html>', seconds=20).bytes
    )
    assert [font[0].split("+")[1] for font in one.fonts()] == ["Liberation-Serif"]


def test_the_pdf_is_tagged_archival_and_named(printed, seen):
    facts = seen.facts()
    assert facts["Tagged"] == "yes"
    assert facts["Title"].startswith("Công văn số 05/SYT-NVY V/v hướng dẫn cài đặt")
    assert facts["Author"] == "SỞ Y TẾ"
    with pikepdf.open(io.BytesIO(printed.bytes)) as opened:
        assert str(opened.Root.Lang) == "vi"
        metadata = opened.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "U")
        tags = {str(item.S) for item in opened.objects if _is_element(item)}
    assert {"/Document", "/H1", "/H2", "/P"} <= tags


def _is_element(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"


def test_everything_stands_inside_the_margins(seen):
    words = [word for word in seen.words() if not (word.page == 2 and word.text == "2")]
    assert min(word.x0 for word in words) >= LEFT - 0.5
    assert max(word.x1 for word in words) <= RIGHT + 0.5
    assert min(word.y0 for word in words) >= TOP - 1
    assert max(word.y1 for word in words) <= BOTTOM + 1


def test_page_numbers_begin_on_page_two_centred_in_the_top_margin(seen):
    above = [word for word in seen.words() if word.y1 < TOP]
    assert [(word.page, word.text) for word in above] == [(2, "2")]
    assert (above[0].x0 + above[0].x1) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
    assert (above[0].y0 + above[0].y1) / 2 == pytest.approx(TOP / 2, abs=2)


def test_the_head_shares_its_baselines_and_quoc_hieu_stays_on_one_line(seen):
    nation = seen.line("CỘNG", "HÒA", "XÃ", "HỘI", "CHỦ", "NGHĨA", "VIỆT", "NAM")
    agency, motto = seen.line("SỞ", "Y", "TẾ"), seen.line("Độc", "lập", "-", "Tự", "do")
    number, place = seen.line("Số:", "05/SYT-NVY"), seen.line("Thanh", "Hoá,", "ngày", "07")
    assert len({word.y1 for word in nation}) == 1
    assert nation[-1].x1 <= RIGHT
    assert agency[0].y1 == pytest.approx(motto[0].y1, abs=1.5)
    assert number[0].y1 == pytest.approx(place[0].y1, abs=1.5)
    assert nation[0].y1 < motto[0].y1 < place[0].y1


def centre(words):
    return (words[0].x0 + words[-1].x1) / 2


def test_the_left_column_and_the_right_column_are_centred(seen):
    left = [seen.line("UBND", "TỈNH", "THANH", "HOÁ"), seen.line("SỞ", "Y", "TẾ")]
    right = [seen.line("CỘNG", "HÒA", "XÃ", "HỘI", "CHỦ", "NGHĨA", "VIỆT", "NAM")]
    right += [seen.line("Độc", "lập", "-", "Tự", "do", "-", "Hạnh", "phúc")]
    assert [centre(line) for line in left] == pytest.approx([LEFT + 34 * MM] * 2, abs=1)
    assert [centre(line) for line in right] == pytest.approx([LEFT + 116.5 * MM] * 2, abs=1)


def test_rules_are_as_long_as_the_decree_says(printed, seen):
    motto = seen.line("Độc", "lập", "-", "Tự", "do", "-", "Hạnh", "phúc")
    agency = seen.line("SỞ", "Y", "TẾ")
    rules = drawn_rules(printed.bytes)
    under_motto = [r for r in rules if abs(r[0] - motto[0].x0) < 1 and abs(r[1] - motto[-1].x1) < 1]
    assert under_motto
    length, middle = agency[-1].x1 - agency[0].x0, centre(agency)
    short = [r for r in rules if abs((r[0] + r[1]) / 2 - middle) < 1]
    assert any(1 / 3 <= (right - left) / length <= 1 / 2 for left, right in short)


def drawn_rules(printed: bytes) -> list[tuple[float, float]]:
    """Return the x-ranges of the flat lines on page 1, in points."""
    return [(x0, x1) for x0, y0, x1, y1 in drawn_boxes(printed) if y1 - y0 < 2]


def drawn_boxes(printed: bytes) -> list[tuple[float, float, float, float]]:
    """Return the boxes of all borders on page 1, in points: rectangles and clipping paths."""
    with pikepdf.open(io.BytesIO(printed)) as opened:
        matrix, saved, path, found = pikepdf.Matrix(), [], [], []
        for operands, operator in pikepdf.parse_content_stream(opened.pages[0]):
            name, numbers = str(operator), operands
            if name == "q":
                saved.append(matrix)
            elif name == "Q":
                matrix = saved.pop()
            elif name == "cm":
                matrix = pikepdf.Matrix(*map(float, numbers)) @ matrix
            elif name in {"m", "l"}:
                path = [
                    *(path if name == "l" else []),
                    matrix.transform(tuple(map(float, numbers))),
                ]
            elif name == "re":
                x, y, width, height = map(float, numbers)
                path = [matrix.transform((x, y)), matrix.transform((x + width, y + height))]
            if name in {"re", "W*"} and path:
                across, down = zip(*path, strict=True)
                found.append((min(across), min(down), max(across), max(down)))
    return found


def test_the_summary_stands_six_points_under_the_number(seen):
    number, summary = seen.line("Số:", "05/SYT-NVY"), seen.line("V/v", "hướng", "dẫn")
    line_height = 1.15 * 13
    step = summary[0].y1 - number[0].y1
    assert step == pytest.approx(line_height + 6, abs=1.5)


def test_hyphens_stand_under_the_colon_of_kinh_gui(seen):
    colon = seen.line("Kính", "gửi:")[1].x1
    hyphens = [seen.line("-", "Thủ", "trưởng")[0], seen.line("-", "Các", "cơ")[0]]
    assert hyphens[0].x0 == hyphens[1].x0
    assert hyphens[0].x0 == pytest.approx(colon - 3.9, abs=1.5)


def test_paragraphs_are_indented_by_12_7_mm(seen):
    assert seen.line("Thực", "hiện", "Chỉ")[0].x0 == pytest.approx(LEFT + 12.7 * MM, abs=0.5)


def test_noi_nhan_is_level_with_the_post_and_the_name_30_mm_below(seen):
    copies, post = seen.line("Nơi", "nhận:"), seen.line("KT.", "GIÁM", "ĐỐC")
    second, signer = seen.line("PHÓ", "GIÁM", "ĐỐC"), seen.line("Nguyễn", "Bá", "Cẩn")
    assert copies[0].x0 == pytest.approx(LEFT, abs=0.5)
    assert copies[0].y1 == pytest.approx(post[0].y1, abs=2)
    assert centre(post) == pytest.approx(centre(signer), abs=0.5)
    assert centre(post) == pytest.approx(LEFT + 122.5 * MM, abs=1)
    assert signer[0].y0 - second[0].y1 == pytest.approx(30 * MM, abs=2)


def test_marks_stand_between_post_and_name_and_the_seal_covers_a_third(printed, seen):
    leader, seal = printed.boxes["vi-tri-ky"], printed.boxes["vi-tri-dau"]
    post, signer = seen.line("PHÓ", "GIÁM", "ĐỐC"), seen.line("Nguyễn", "Bá", "Cẩn")
    height = 297 * MM
    assert leader.page == seal.page == post[0].page == 2
    assert post[0].y1 < height - leader.y1 < height - leader.y0 < signer[0].y1
    assert (leader.x0 + leader.x1) / 2 == pytest.approx(centre(post), abs=1)
    assert seal.x0 < leader.x0
    assert (seal.x1 - leader.x0) / (leader.x1 - leader.x0) == pytest.approx(1 / 3, abs=0.02)


@pytest.mark.parametrize("paragraphs", range(11, 20))
def test_the_signature_never_stands_alone_on_a_page(paragraphs, press, see):
    words = "Đề nghị các đơn vị trong ngành tổ chức triển khai thực hiện nghiêm túc. "
    content_blocks = [
        {
            "type": "paragraph",
            "attrs": {"id": f"b{place}"},
            "content": [{"type": "text", "text": words * 2 + "Hết./."}],
        }
        for place in range(paragraphs)
    ]
    body = {"type": "doc", "schema": 1, "content": content_blocks}
    seen = see(pdf.write(compose(content(body=body)), press).bytes)
    foot = seen.line("Nơi", "nhận:")[0].page
    assert seen.line("Nguyễn", "Bá", "Cẩn")[0].page == foot
    assert max(word.page for word in seen.words() if word.text == "Hết./.") == foot


@pytest.mark.parametrize(
    ("urgency", "words", "length"),
    [
        ("khan", ("KHẨN",), 20),
        ("hoa_toc", ("HỎA", "TỐC"), 30),
        ("thuong_khan", ("THƯỢNG", "KHẨN"), 40),
    ],
)
def test_urgency_is_stamped_in_its_box_under_the_summary(urgency, words, length, press, see):
    printed = pdf.write(compose(content(urgency=urgency)), press)
    seen = see(printed.bytes)
    stamp, summary = seen.line(*words), seen.line("V/v", "hướng")
    assert stamp[0].y0 > summary[0].y1
    assert centre(stamp) == pytest.approx(LEFT + 34 * MM, abs=1)
    sizes = [((x1 - x0) / MM, (y1 - y0) / MM) for x0, y0, x1, y1 in drawn_boxes(printed.bytes)]
    assert pytest.approx((length, 8), abs=0.1) in sizes


def test_the_address_stands_at_the_foot_of_page_one_only(press, see):
    paper = compose(content(footer="Địa chỉ: 101 Nguyễn Trãi\nĐiện thoại: 0237 3852 000"))
    seen = see(pdf.write(paper, press).bytes)
    address = [word for word in seen.words() if word.text == "Địa"]
    line = seen.line("Địa", "chỉ:", "101")
    assert len([word for word in address if word.page == line[0].page]) == 1
    assert line[0].page == 1
    assert 255 * MM < line[0].y0 < BOTTOM
    assert "101Nguyễn" not in seen.flat().split("KT.GIÁMĐỐC")[1].split("Điệnthoại")[-1]
