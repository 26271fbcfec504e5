"""The document that a decision issues: named in the subject, over the text, in an old file."""

from __future__ import annotations

import pytest

from docflow.rules import issued
from docflow.rules.lint import check

from .letter import TODAY
from .more_pairs import entitled, issuing


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("ban hành Quy chế làm việc", "Quy chế"),
        ("Về việc phê duyệt Kế hoạch tiêm chủng", "Kế hoạch"),
        ("V/v ban hành kèm theo Quyết định này quy định phân cấp", "Quy định"),
        ("sửa đổi Quy chế ban hành kèm theo Quyết định số 5/QĐ-SYT", ""),
        ("ban hành Quy chếx", ""),
        ("ban hành", ""),
        ("thành lập Tổ công tác", ""),
    ],
)
def test_the_subject_names_what_is_issued(subject, kind):
    assert issued.named(subject) == kind


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("QUY CHẾ Tiếp nhận văn bản", ("Quy chế", "Tiếp nhận văn bản")),
        ("QUY CHẾ: Tiếp nhận", ("Quy chế", "Tiếp nhận")),
        ("QUY CHẾ", ("Quy chế", "")),
        ("Quy chế tiếp nhận", ("", "Quy chế tiếp nhận")),
        ("DANH SÁCH ĐƠN VỊ", ("", "DANH SÁCH ĐƠN VỊ")),
        ("QUY CHẾĐỘ", ("", "QUY CHẾĐỘ")),
    ],
)
def test_a_printed_title_is_split_at_the_name_of_the_type(title, parts):
    assert issued.split(title) == parts


def test_who_writes_annex_over_an_annex_means_an_annex():
    assert [issued.read(text) for text in ("Phụ lục", "PHỤ LỤC II", " phụ lục 3 ")] == ["", "", ""]
    assert issued.read(" Quy   chế ") == "Quy chế"


def rules_of(content):
    return {one.rule for one in check(content, today=TODAY) if one.rule.startswith("annex.")}


def test_nothing_issued_is_told_once_and_not_where_the_document_is_elsewhere():
    bare = issuing("ban hành Quy chế làm việc")
    assert rules_of(bare) == {"annex.nothing_issued"}
    assert rules_of({**bare, "enclosures": [{"id": "f1"}]}) == set()
    # What is approved may stand in the articles themselves, unless they say that it comes along.
    approved = issuing("phê duyệt Kế hoạch tiêm chủng", words="Phê duyệt Kế hoạch như sau.")
    assert rules_of(approved) == set()
    along = issuing("phê duyệt Kế hoạch", words="Phê duyệt kèm theo Quyết định này Kế hoạch.")
    assert rules_of(along) == {"annex.nothing_issued"}
    # Another type of letter issues nothing, whatever it writes about.
    assert rules_of({**bare, "type": "cong_van"}) == {"annex.missing"}


def test_a_title_that_begins_with_the_printed_type_is_told_and_a_thing_of_that_name_is_not():
    for heading, title in (
        ("Quy chế", "Quy chế tiếp nhận văn bản"), ("Nội quy", " nội  quy: cơ quan"),
        ("Bộ tiêu chí", "Bộ tiêu chí"), ("Chương trình", "Chương trình hành động"),
    ):  # fmt: skip
        assert "annex.heading_twice" in rules_of(entitled(heading, title)), title
    for heading, title in (
        ("", "Quy chế tiếp nhận"), ("Quy chế", "Quy chếp"), ("Quy chế", ""), ("Quy chế", "làm việc"),
        ("Kế hoạch", "Kế hoạch hóa gia đình"), ("Chương trình", "Chương trình mục tiêu quốc gia"),
    ):  # fmt: skip
        assert "annex.heading_twice" not in rules_of(entitled(heading, title)), title
