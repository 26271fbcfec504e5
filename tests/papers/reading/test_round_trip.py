"""What docflow printed is read back as it was written, from the text and from the DOCX."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from docflow.papers import docx
from docflow.papers.blocks import plain
from docflow.papers.lineage import inherit
from docflow.papers.paper import compose
from docflow.papers.reading import Reading, read, read_text, to_content
from docflow.rules import purposes
from tests.papers.reading.test_reading import DEFAULTS
from tests.papers.seed import content

OFTEN = settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
WORDS = ("giám", "sát", "bệnh", "phòng", "chống", "dịch", "Sở", "Y", "tế", "báo", "cáo", "triển",
         "khai", "thực", "hiện", "nghiêm", "túc", "các", "đơn", "vị", "trên", "địa", "bàn", "tỉnh",
         "Thanh", "Hóa", "Covid-19", "22/CT-UBND", "03/8/2020", "(nếu", "có)", "quý", "ngày", "và",
         "của", "35%", "hòa", "thủy", "đường", "Ưu", "ộ", "ỹ", "<http://a.vn/x?y=1>")  # fmt: skip
TITLE_WORDS = ("Nguyễn", "Bá", "Cẩn", "Văn", "Thư", "Sở")


def phrase(least: int, most: int) -> some.SearchStrategy[str]:
    return some.lists(some.sampled_from(WORDS), min_size=least, max_size=most).map(" ".join)


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


sentences = some.tuples(phrase(3, 40), some.sampled_from(".;:")).map(
    lambda it: f"Đề nghị {it[0]}{it[1]}"
)
labels = some.sampled_from(
    ["1.", "2.", "12.", "1.2.", "a)", "đ)", "-", "II.", "Điều 1.", "Điều 12.", "Điều 3a."]
)
paragraphs = sentences.map(lambda text: ("paragraph", None, text))
points = some.tuples(labels, sentences).map(lambda it: ("point", it[0], it[1]))
lines = phrase(1, 12).map(lambda text: f"Các {text} địa bàn")
asks = some.sampled_from(
    [
        "",
        " (để b/c)",
        " (để thực hiện)",
        " (để p/h)",
        " (để biết)",
        " (để chỉ đạo)",
        " (để theo dõi, kiểm tra)",
    ]
)
copies = some.tuples(
    some.sampled_from(["Như trên", "UBND tỉnh", "Các phòng thuộc Sở", "Sở Nội vụ"]), asks
).map("".join)
agencies = some.sampled_from(
    ["SỞ Y TẾ", "BỆNH VIỆN ĐA KHOA TỈNH", "TRUNG TÂM KIỂM SOÁT BỆNH TẬT", "CHI CỤC DÂN SỐ"]
)
authorities = some.sampled_from([
    ("head", ["GIÁM ĐỐC"]), ("KT", ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]), ("Q", ["Q. GIÁM ĐỐC"]),
    ("TL", ["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"]), ("TUQ", ["TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG NGHIỆP VỤ Y"]),
    ("TL", ["TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"]),
])  # fmt: skip
names = some.lists(some.sampled_from(TITLE_WORDS), min_size=2, max_size=4, unique=True).map(
    " ".join
)


middles = some.sampled_from(
    ["QUYẾT ĐỊNH:", "Chương I", "Phần thứ hai", "Mục 2", "Chương IX. QUY ĐỊNH CHUNG"]
).map(lambda text: ("centre", None, text))
written = some.one_of(paragraphs, points, middles)


@some.composite
def contents(draw: some.DrawFn, *, blocks: some.SearchStrategy[Any] = written) -> dict[str, Any]:
    kind, posts = draw(authorities)
    body = [
        *draw(some.lists(blocks, min_size=1, max_size=8)),
        ("paragraph", None, f"Đề nghị {draw(phrase(1, 9))}./."),
    ]
    return content(
        parent_agency=draw(some.sampled_from(["", "UBND TỈNH THANH HOÁ", "BỘ Y TẾ"])),
        agency=draw(agencies),
        notation=draw(some.sampled_from(["SYT-NVY", "BVĐK-KHTH", "UBND-VX", "SYT-GDTrH"])),
        place=draw(some.sampled_from(["Thanh Hoá", "Hà Nội", "Thành phố Hồ Chí Minh", "Bà Rịa - Vũng Tàu"])),
        subject=draw(phrase(2, 30)),
        addressees=[{"id": f"a{n}", "text": t} for n, t in enumerate(draw(some.lists(lines, min_size=1, max_size=5)))],
        copies=[{"id": f"c{n}", "text": t} for n, t in enumerate(draw(some.lists(copies, min_size=1, max_size=6)))],
        archive={"rooms": draw(some.sampled_from([["VT"], ["VT", "NVY"], ["VT", "VP", "KHTH"]])),
                 "copies": draw(some.sampled_from([None, 2, 5, 12])),
                 "drafter": draw(some.sampled_from(["", "Phước HN", "PHN"]))},
        body={"type": "doc", "schema": 1, "content": inherit([_node(*it) for it in body], None)},
        fields={},
        urgency=draw(some.sampled_from(["thuong", "khan", "thuong_khan", "hoa_toc"])),
        authority={"kind": kind, "lines": posts, "name": draw(names), "person": 2},
    )  # fmt: skip


def _node(kind: str, label: str | None, text: str) -> dict[str, Any]:
    node: dict[str, Any] = {"type": kind, "attrs": {"label": label} if label else {}}
    return node | {"content": [{"type": "text", "text": text}]}


def _table() -> some.SearchStrategy[Any]:
    return some.lists(
        some.lists(phrase(0, 4), min_size=2, max_size=2), min_size=1, max_size=4
    ).filter(lambda rows: any(text for row in rows for text in row))


def model(reading: Reading) -> dict[str, Any]:
    """Return what a reading says, as the content would say it."""
    said = to_content(reading, defaults=DEFAULTS)
    return _model(said) | {
        "number": reading.number,
        "date": reading.date,
        "urgency": reading.urgency,
    }


def _model(told: dict[str, Any]) -> dict[str, Any]:
    body = [(it["type"], it["attrs"].get("label"), plain(it, {})) for it in told["body"]["content"]]
    return {
        **{key: told[key] for key in ("parent_agency", "agency", "notation", "place", "subject", "expected", "urgency")},
        "addressees": [it["text"] for it in told["addressees"]],
        "copies": [(it["text"], purpose.value if (purpose := purposes.read(it["text"])) else None) for it in told["copies"]],
        "archive": {**told["archive"], "drafter": told["archive"]["drafter"] or ""},
        "body": body,
        "authority": (told["authority"]["kind"], told["authority"]["lines"], told["authority"]["name"]),
    }  # fmt: skip


def _expected(told: dict[str, Any], **more: Any) -> dict[str, Any]:
    return _model(told) | {"number": None, "date": None} | more


@OFTEN
@given(contents())
def test_a_draft_s_text_reads_back_as_the_same_model(told):
    assert model(read_text("\n".join(compose(told).lines()))) == _expected(told)


@OFTEN
@given(contents())
def test_with_empty_lines_between_it_reads_the_same(told):
    assert model(read_text("\n\n".join(compose(told).lines()))) == _expected(told)


@OFTEN
@given(contents(), some.integers(1, 2_000), some.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_an_issued_letter_reads_back_with_number_and_date(told, number, day):
    reading = read_text("\n".join(compose(told, number=number, dated=day).lines()))
    expected = _expected(told, number=f"{number:02}", date=day, expected=f"{day:%Y-%m}")
    assert model(reading) == expected


@settings(OFTEN, max_examples=25)
@given(contents(), _table())
def test_a_draft_s_docx_reads_back_tables_and_all(told, rows):
    cells = [{"type": "row", "content": [
        {"type": "cell", "content": [{"type": "text", "text": text}] if text else []} for text in row
    ]} for row in rows]  # fmt: skip
    blocks = told["body"]["content"]
    blocks.insert(1, {"type": "table", "attrs": {"id": "bt"}, "content": cells})
    blocks.insert(
        0,
        {
            "type": "heading",
            "attrs": {"id": "bh"},
            "content": [{"type": "text", "text": "Tổ chức thực hiện"}],
        },
    )
    reading = read(docx.write(compose(told)), "x.docx")
    assert model(reading) == _expected(told)


def test_marks_and_the_address_survive_the_way_through_word():
    told = content(footer="Địa chỉ: số 101 Nguyễn Trãi; Điện thoại: 0237.000000")
    told["body"] = {"type": "doc", "schema": 1, "content": [{
        "type": "paragraph", "attrs": {"id": "b1"}, "content": [
            {"type": "text", "text": "Báo cáo "},
            {"type": "text", "text": "chậm nhất", "marks": [{"type": "strong"}]},
            {"type": "text", "text": " theo mẫu", "marks": [{"type": "em"}]},
            {"type": "text", "text": "./."}],
    }]}  # fmt: skip
    reading = read(docx.write(compose(told)), "x.docx")
    again = to_content(reading, defaults=DEFAULTS)
    assert again["body"] == told["body"]
    assert again["footer"] == told["footer"]


def test_a_long_agency_without_a_parent_survives_its_line_break_in_word():
    told = content(parent_agency="", agency="TRUNG TÂM KIỂM SOÁT BỆNH TẬT")
    reading = read(docx.write(compose(told)), "x.docx")
    assert (reading.parent_agency, reading.agency) == (None, "TRUNG TÂM KIỂM SOÁT BỆNH TẬT")


def test_an_empty_line_parts_two_tables_and_the_end_of_a_page_does_not():
    told = ["SỞ Y TẾ", "Số: 05/SYT-NVY", "V/v báo cáo", "Kính gửi: Bộ Y tế", "", "Số liệu như sau:", "",
            "| a | 1 |", "| b | 2 |", "\f", "| c | 3 |", "", "| d | 4 |", "", "Nơi nhận:", "- Lưu: VT."]  # fmt: skip
    tables = [block for block in read_text("\n".join(told)).body if block["type"] == "table"]
    assert [len(table["content"]) for table in tables] == [3, 1]
