"""Texts of real life are read whole: every word ends in the draft or in a doubt, and quickly."""

from __future__ import annotations

import re
from collections import Counter
from time import process_time

import pytest

from docflow.papers.blocks import plain
from docflow.papers.paper import compose
from docflow.papers.reading import read_text, to_content
from docflow.papers.reading.lines import same
from docflow.rules.refusals import Refused
from tests.papers.reading.lives import LIVES
from tests.papers.reading.test_reading import DEFAULTS
from tests.papers.reading.variants import FOOT, HEAD, TO, VARIANTS

#: What the paper prints by itself or what only says that somebody signed here.
PRINTED = re.compile(
    r"\(ky[^)]*\)|\(?da ky\)?|\((?:ban hanh )?kem theo[^)]*\)|dieu l|\(ky ten\)", re.DOTALL
)


def words(text):
    return Counter(re.findall(r"[^\W_]+", same(text)))


def told(text):
    reading = read_text(text)
    return reading, to_content(reading, defaults=DEFAULTS)


@pytest.mark.parametrize("life", LIVES)
def test_every_word_is_in_the_draft_or_in_a_doubt(life):
    reading, content = told(LIVES[life])
    kept = "\n".join(
        [*compose(content).lines(), *(one.excerpt for one in reading.doubts),
         reading.number or "", f"{reading.date:%d}" if reading.date else ""]
    )  # fmt: skip
    text = PRINTED.sub("", same(LIVES[life]))
    lost = set(words(text)) - set(words(kept)) - {str(reading.date.day) if reading.date else ""}
    assert lost == set()


BLOCKS = {
    "a scanned decision in two columns": ["centre", "centre", "Điều 1.", "1.", "2.", "Điều 2.", "Điều 3.", "paragraph"],
    "a decision that ran together": ["centre", "centre", "Điều 1.", "Điều 2.", "Điều 3."],
    "a regulation with slashes and colons": [
        "centre", "centre", "centre", "Điều 1.", "1/", "2/", "Điều 2.", "a/", "b/", "centre", "centre", "centre", "centre",
        "Điều 3.", "paragraph", "centre", "Điều 4.", "paragraph", "centre", "Điều 5."],
    "a plan with Roman parts": [
        "paragraph", "I.", "1.", "-", "-", "2.", "paragraph", "II.", "1.", "1.1.", "1.2.", "2.", "a)", "b)", "III.", "1.", "2."],
    "a telegram with its hour": ["paragraph", "paragraph", "1.", "2."],
    "a resolution of a council": ["centre", "centre", "centre", "Điều 1.", "1.", "2.", "Điều 2.", "paragraph"],
    "a directive with torn citations": ["paragraph", "1.", "a)", "b)", "2."],
    "a decision with noise": ["centre", "centre", "Điều 1.", "Điều 2.", "Điều 3."],
    "a decision that amends": ["centre", "centre", "Điều 1.", "paragraph", "1.", "Điều 2.", "Điều 3."],
    "a regulation with lettered parts": ["centre", "centre", "Điều 1.", "paragraph", "centre", "Điều 2.", "paragraph"],
}  # fmt: skip


@pytest.mark.parametrize("life", BLOCKS)
def test_its_blocks_are_what_they_are(life):
    body = read_text(LIVES[life]).body
    assert [it["attrs"].get("label") or it["type"] for it in body] == BLOCKS[life]


def test_its_parts_are_read():
    reading, content = told(LIVES["a telegram with its hour"])
    assert (reading.place, reading.date.isoformat(), len(reading.addressees)) == (
        "Thanh Hóa",
        "2024-09-06",
        3,
    )
    assert ("head.left_out", "hồi 17 giờ 00") in {(it.code, it.excerpt) for it in reading.doubts}
    reading, content = told(LIVES["minutes of a meeting"])
    assert (content["heading"], content["subject"]) == (
        "BIÊN BẢN HỌP",
        "Về việc xét khen thưởng năm 2024",
    )
    assert read_text(LIVES["a contract with its number under the title"]).number == "12"
    reading, content = told(LIVES["a decision that approves a plan"])
    assert [(it["heading"], it["title"]) for it in content["annexes"]] == [
        ("Kế hoạch", "Kiểm tra an toàn thực phẩm năm 2024")
    ]
    # A point that begins as a ground does is no ground.
    assert read_text(LIVES["a directive with torn citations"]).grounds == ()


def test_three_who_sign_are_each_told_with_post_and_name():
    reading, content = told(LIVES["a joint plan of three"])
    assert [it.excerpt for it in reading.doubts if it.code == "signature.second"] == [
        "KT. BỘ TRƯỞNG BỘ NỘI VỤ / THỨ TRƯỞNG: Phước HN",
        "KT. BỘ TRƯỞNG BỘ Y TẾ / THỨ TRƯỞNG: Nguyễn Bá Cẩn",
    ]
    assert {"Trần Văn Hai", "Phước HN", "Nguyễn Bá Cẩn"} <= set(compose(content).lines())


def test_what_is_left_out_is_told_to_its_last_word():
    long = "Chữ ngoài phần nào " * 40 + "cuối cùng"
    text = HEAD.replace("Số:", f"{long}\nSố:") + TO + "\nĐề nghị thực hiện./.\n" + FOOT
    left = [it.excerpt for it in read_text(text).doubts if it.code == "head.left_out"]
    assert any(one.endswith("cuối cùng") for one in left)


@pytest.mark.parametrize(
    "again",
    ["Điều 1. Thành lập Đoàn. ", "Điều 1. ", "Chương I\n", "Mục 1. Quy định chung\n", "tại khoản 1 và\nĐiều 2. Các\n",
     "QUYẾT ĐỊNH: Căn cứ A; ", "Điều", "Điều 1. Đoàn;\n", "SAO Y\n", "GIÁM ĐỐC SỞ Y TẾ điện:\n", "Phần thứ "],
)  # fmt: skip
def test_a_million_letters_are_read_quickly_or_refused(again):
    text = VARIANTS["a decision"][0].split("QUYẾT ĐỊNH:")[0] + "QUYẾT ĐỊNH:\n"
    whole = (text + again * (1_000_000 // len(again)))[:990_000] + FOOT
    began = process_time()
    try:
        reading = read_text(whole)
    except Exception as refused:  # noqa: BLE001
        assert str(getattr(refused, "code", "")).startswith("read.")
    else:
        assert sum(len(plain(block, {})) for block in reading.body) > 0
    # A machine that is shared takes some of them; what grows with the square takes minutes.
    assert process_time() - began < 5


@pytest.mark.parametrize("again", ["ngày ... tháng ... ", "; QUYẾT ĐỊNH: "])
def test_one_line_of_a_head_that_never_ends_is_read_in_a_second(again):
    began = process_time()
    try:
        read_text((again * 80_000)[: 60_000 if "..." in again else 990_000])
    except Refused as refused:
        assert refused.code == "read.too_long"
    # Twice the bar, for a machine that is shared.
    assert process_time() - began < 2


def test_a_lettered_point_that_begins_as_a_ground_keeps_its_letter():
    body = "\n1. Sở Y tế:\na) Giám sát;\nb) Căn cứ diễn biến dịch, báo cáo;\nc) Xét nghiệm./.\n"
    reading = read_text(HEAD + TO + body + FOOT)
    assert [it["attrs"].get("label") for it in reading.body] == ["1.", "a)", "b)", "c)"]
    assert reading.grounds == ()
