"""What is attached in the same file: its own head, its labels, and what stands behind them."""

from __future__ import annotations

import pytest

from docflow.papers.blocks import plain
from docflow.papers.reading import read_text, to_content
from tests.papers.reading.test_forms import DECIDED
from tests.papers.reading.test_reading import DEFAULTS
from tests.papers.reading.variants import _letter

BESIDE = (
    "\nUBND TỈNH THANH HOÁ      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "SỞ Y TẾ                  Độc lập - Tự do - Hạnh phúc\n\n"
)
RULES = "QUY CHẾ\nLàm việc của Sở Y tế\n(Ban hành kèm theo Quyết định số 15/QĐ-SYT)\n\nĐiều 1. Phạm vi.\n"


def codes(reading):
    return {one.code for one in reading.doubts}


def annexed(text):
    reading = read_text(_letter() + "\n" + text)
    return reading, [(one.label, one.title) for one in reading.annexes]


@pytest.mark.parametrize(
    "head", [BESIDE, BESIDE.replace("UBND TỈNH", "ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH").replace(
        "HOÁ      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "HOÁ      Độc lập - Tự do - Hạnh phúc").replace("SỞ Y TẾ                  Độc lập - Tự do - Hạnh phúc\n", "SỞ Y TẾ\n")]
)  # fmt: skip
def test_what_a_decision_issues_may_have_a_head_in_two_columns(head):
    reading = read_text(DECIDED.format("Ban hành Quy chế làm việc của Sở Y tế") + head + RULES)
    told = to_content(reading, defaults=DEFAULTS)
    assert told["template"]["code"] == "quyet_dinh_ban_hanh"
    issued = reading.annexes[0]
    assert (issued.heading, issued.title) == ("Quy chế", "Làm việc của Sở Y tế")


@pytest.mark.parametrize("within", ["", " (lần 2)"])
def test_what_stands_behind_the_note_of_an_annex_is_its_text(within):
    note = f"(Kèm theo Quyết định số 15/QĐ-SYT{within} ngày 14/8/2023 của Giám đốc Sở Y tế)"
    for text in (f"PHỤ LỤC\nDANH SÁCH\n{note} I. MỤC ĐÍCH\n1. Một.\n",
                 f"PHỤ LỤC {note} I. MỤC ĐÍCH\n1. Một.\n"):  # fmt: skip
        reading = annexed(text)[0]
        assert [plain(one, {}) for one in reading.annexes[0].body] == ["I. MỤC ĐÍCH", "1. Một."]
    issued = DECIDED.format("Ban hành Quy chế làm việc") + "\nQUY CHẾ\nLàm việc\n"
    reading = read_text(f"{issued}{note} Điều 1. Phạm vi.\n")
    assert [plain(one, {}) for one in reading.annexes[0].body] == ["Điều 1. Phạm vi."]


def test_annexes_with_letters_behind_their_numbers_are_two():
    reading, told = annexed("PHỤ LỤC 1A\nBIỂU MỘT\nA.\nPHỤ LỤC 1B\nBIỂU HAI\nB.\n")
    assert told == [("PHỤ LỤC 1A", "BIỂU MỘT"), ("PHỤ LỤC 1B", "BIỂU HAI")]
    assert "annex.unlabelled" not in codes(reading)
    assert annexed("PHỤ LỤC VỀ CHẾ ĐỘ\nA.\n")[1] != [("PHỤ LỤC VỀ", "CHẾ ĐỘ")]


@pytest.mark.parametrize(
    ("labels", "doubted"),
    [(("số 03", "số 05"), 2), (("1A", "1B"), 2), (("A", "B"), 2), (("I", "II"), 0), (("số 01", "số 02"), 0)],
)  # fmt: skip
def test_an_annex_that_gets_another_number_is_doubted(labels, doubted):
    text = "".join(f"Phụ lục {label}\nDANH SÁCH\n1. Một.\n\n" for label in labels)
    found = [one for one in annexed(text)[0].doubts if one.code == "annex.renumbered"]
    assert len(found) == doubted


def test_the_head_of_a_form_belongs_to_the_form():
    text = "Mẫu số 01\nĐƠN VỊ: ........\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBÁO CÁO\nKết quả.\n"
    reading, told = annexed(text)
    assert told == [("Mẫu số 01", None)]
    said = " ".join(plain(one, {}) for one in reading.annexes[0].body)
    assert said.startswith("ĐƠN VỊ: ........")
    assert "CỘNG HÒA" in said


def test_the_head_of_another_office_in_an_annex_is_told():
    text = "PHỤ LỤC\nUBND XÃ HOẰNG LỘC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBÁO CÁO\nKết quả.\n"
    assert ("text.left_out", "UBND XÃ HOẰNG LỘC") in {
        (one.code, one.excerpt) for one in annexed(text)[0].doubts
    }
