"""Copies as offices make them: other words, other orders of the block, an electronic mark."""

from __future__ import annotations

import pytest

from docflow.papers.blocks import plain
from docflow.papers.reading import read_text
from tests.papers.reading.test_forms import BLOCK, COPIED
from tests.papers.reading.variants import _letter

DAY = "Thanh Hoá, ngày 20 tháng 8 năm 2020"
BELOW = BLOCK.replace(f"\n{DAY}\n", "")


@pytest.mark.parametrize(
    "head",
    [
        f"SỞ Y TẾ\nSAO Y BẢN CHÍNH\nSố: 03/SY-SYT\n{DAY}",
        f"SỞ Y TẾ\nSố: 03/SY-SYT\n{DAY}\nSAO Y",
        f"UBND TỈNH THANH HOÁ\nSỞ Y TẾ\nSố: 03/SY-SYT\n\n{DAY}\n\nSAO Y BẢN CHÍNH",
        f"SỞ Y TẾ\t\tSAO Y BẢN CHÍNH\nSố: 03/SY-SYT\t\t{DAY}",
    ],
)
def test_a_copy_is_known_by_any_of_its_heads(head):
    reading = read_text(f"{COPIED}\n{head}{BELOW}")
    assert (reading.type, reading.agency, reading.number) == ("Bản sao y", "SỞ Y TẾ", "03")
    assert reading.date.isoformat() == "2020-08-20"
    assert (reading.posts_typed, reading.signer, reading.annexes) == (
        ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"), "Phước HN", (),
    )  # fmt: skip
    assert "03/SY-SYT" not in " ".join(plain(block, {}) for block in reading.body)
    assert [one.code for one in reading.doubts] == ["copy.of_another"]


@pytest.mark.parametrize(
    "mark", ["SAO Y; SỞ Y TẾ; 14/08/2023\n", "SAO Y;\nSỞ Y TẾ;\n14/08/2023 08:30:15\n\n"]
)
def test_the_mark_of_an_electronic_copy_is_no_office(mark):
    reading = read_text(mark + _letter())
    assert (reading.parent_agency, reading.agency) == ("UBND TỈNH THANH HOÁ", "SỞ Y TẾ")
    told = [(one.code, one.excerpt) for one in reading.doubts]
    assert told == [("copy.of_another", " ".join(mark.split()))]
