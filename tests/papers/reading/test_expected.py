"""What is no letter, or lacks what its type must have, says so; a refusal tells its true reason."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document

from docflow.papers.reading import read, read_text
from docflow.rules.refusals import Refused
from tests.papers.reading.variants import BODY, FOOT, HEAD, TO, _letter


def missing(text):
    return {one.code for one in read_text(text).doubts if one.code.endswith(".missing")}


def test_a_text_that_is_no_letter_lacks_everything_and_says_so():
    told = read_text("xin chào")
    assert {one.code for one in told.doubts} == {
        "type.unknown", "agency.missing", "number.missing", "date.missing", "subject.missing",
        "addressees.missing", "body.missing", "recipients.missing", "archive.missing",
        "authority.missing", "signer.missing",
    }  # fmt: skip
    assert told.addressees == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (_letter(to=""), "addressees.missing"),
        (_letter(body=""), "body.missing"),
        (_letter(HEAD.replace("Thanh Hoá, ngày 12 tháng 8 năm 2020\n", "")), "date.missing"),
        (_letter(HEAD.replace("Số: 105/SYT-NVY\n", "")), "number.missing"),
        (_letter(HEAD.replace("V/v tăng cường giám sát bệnh truyền nhiễm\n", "")), "subject.missing"),
        (_letter(HEAD.replace("UBND TỈNH THANH HOÁ\nSỞ Y TẾ\n", "")), "agency.missing"),
        (_letter(foot=FOOT.replace("- Lưu: VT, NVY (02).\n", "")), "archive.missing"),
        (_letter(foot=FOOT.replace("Nguyễn Bá Cẩn\n", "")), "signer.missing"),
    ],
)  # fmt: skip
def test_each_part_that_is_missing_is_doubted_alone(text, code):
    assert missing(text) == {code}


def named(kind, sign, subject="\nVề việc phòng, chống dịch"):
    head = HEAD.replace("105/SYT-NVY\nV/v tăng cường giám sát bệnh truyền nhiễm", f"9/{sign}-SYT")
    return f"{head}\n{kind}{subject}\n{{}}{BODY}{FOOT}"


def test_only_what_the_type_has_is_missed():
    assert missing(named("TỜ TRÌNH", "TTr").format("")) == {"addressees.missing"}
    assert missing(named("TỜ TRÌNH", "TTr").format(TO)) == set()
    assert missing(named("THÔNG BÁO", "TB").format("")) == set()
    dateless = named("BIÊN BẢN", "BB").format("").replace("Thanh Hoá, ngày 12 tháng 8 năm 2020", "")
    assert missing(dateless) == set()


def test_a_number_and_a_day_that_wait_are_not_missing():
    waiting = HEAD.replace("105/", "     /").replace(
        "ngày 12 tháng 8 năm 2020", "ngày    tháng    năm"
    )
    assert missing(_letter(waiting)) == set()


def empty_of_word():
    out = BytesIO()
    Document().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "x.docx", "read.empty_file"),
        (b"", "x.txt", "read.empty_file"),
        (b"", "x.pdf", "read.format"),
        (empty_of_word(), "x.docx", "read.empty"),
        (b"\xef\xbb\xbf \n", "x.txt", "read.empty"),
        (bytes(21_000_000), "x.docx", "read.too_large"),
        (b"a b " * 5_250_000, "x.txt", "read.text_too_large"),
    ],
    ids=["no byte of Word", "no byte of text", "no byte of another kind", "no word", "a mark alone",
         "21 MB of Word", "21 MB of text"],
)  # fmt: skip
def test_a_refusal_tells_its_true_reason(content, name, code):
    with pytest.raises(Refused) as refused:
        read(content, name)
    assert refused.value.code == code
