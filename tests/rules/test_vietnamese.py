"""How Vietnamese text is read, compared and printed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docflow.rules.vietnamese import LETTERS, count, fold, nfc, percent, slug

WORDS = st.text(alphabet=LETTERS + " aeiouyAEIOUY", max_size=40)


def test_there_are_134_letters_each_folding_to_one_plain_letter():
    assert len(set(LETTERS)) == len(LETTERS) == 134
    assert all(len(fold(letter)) == 1 and fold(letter).isascii() for letter in LETTERS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thanh Hoá", "THANH HÓA"),
        ("Đa khoa", "da  khoa"),
        ("ủy quyền", "uỷ quyền"),
        ("Sở Y tế", unicodedata.normalize("NFD", "sở y tế")),
    ],
)
def test_what_sounds_alike_is_found_alike(one, other):
    assert fold(one) == fold(other)


@given(WORDS)
def test_folding_is_blind_to_the_encoding_and_done_once(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(text) == fold(fold(text))


@given(WORDS)
def test_composing_loses_no_letter(text):
    assert nfc(unicodedata.normalize("NFD", text)) == unicodedata.normalize("NFC", text)


def test_composing_drops_what_cannot_be_seen():
    assert nfc("Sở\x00 Y\u202e tế\x07\n") == "Sở Y tế\n"


@pytest.mark.parametrize(("number", "shown"), [(0, "0"), (186, "186"), (11486, "11.486")])
def test_a_number_prints_with_points(number, shown):
    assert count(number) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(1, 3, "33,3%"), (87, 100, "87%"), (0, 5, "0%"), (0, 0, "–")]
)
def test_a_rate_prints_with_a_comma(part, whole, shown):
    assert percent(part, whole) == shown


@pytest.mark.parametrize(
    ("text", "name"), [("Bệnh viện Đa khoa", "benh-vien-da-khoa"), ("../…", "van-ban")]
)
def test_a_file_name_is_plain(text, name):
    assert slug(text) == name
