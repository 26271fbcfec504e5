"""The check on the department's real letter, and what a repair may touch."""

from __future__ import annotations

import copy
import unicodedata

import pytest

from docflow.rules.lint import Finding, Repair, Severity, check, repair
from docflow.rules.refusals import Refused
from docflow.web.lint_sentences import LINT_SENTENCES
from tests.machine import within

from .letter import (
    ADDRESS,
    CITATIONS,
    DUE,
    TODAY,
    body,
    count,
    field,
    members,
    paragraph,
    raw,
    sample,
    text,
    words_of,
)

TITLES = [title.split(";")[0] for title in CITATIONS.split("về việc ")[1:]]


def findings(content):
    return check(content, today=TODAY, members=members)


def only(rule, content):
    return next(finding for finding in findings(content) if finding.rule == rule)


def mended(rule, content, index=0):
    return repair(content, only(rule, content), index)


def saying(*blocks):
    return {**sample(), "body": body(*blocks), "obligations": []}


def test_the_sample_has_no_error():
    assert [one for one in findings(sample()) if one.severity is Severity.ERROR] == []


def test_the_raw_letter_shows_the_faults_a_records_clerk_would_mark():
    found = {(finding.rule, finding.excerpt) for finding in findings(raw())}
    assert {
        ("authority.no_space", "KT.GIÁM ĐỐC"),
        ("archive.malformed", "NVY_{Phước HN (02)}"),
        ("wording.capital_after_semicolon", "; Để"),
        ("wording.doubled_app", "ứng dụng App"),
        ("spelling.covid", "Covid-19"),
        ("spelling.bracketed_address", f"<{ADDRESS}>"),
        ("copies.half_abbreviated", "Sở Thông tin TT"),
        ("duty.no_due_date", ""),
        ("duty.no_report_asked", ""),
    } <= found
    assert only("spelling.tone_marks", raw()).facts["old"] == "Hóa"


def test_pressing_every_repair_leaves_titles_names_and_the_address_untouched():
    content, pressed = raw(), 0
    while todo := [finding for finding in findings(content) if finding.repairs]:
        content = repair(content, todo[0], 0)
        pressed += 1
        assert pressed < 50
    assert pressed >= 6
    assert all(title in words_of(content) for title in TITLES)
    assert count("Smart Thanh Hóa", content) == count("Smart Thanh Hóa", raw()) == 6
    assert count("App Store", content) == 1
    assert ADDRESS in words_of(content)
    assert f"<{ADDRESS}>" not in words_of(content)
    assert content["copies"] == raw()["copies"]
    assert content["authority"]["lines"] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]


def test_a_repair_changes_a_copy_only():
    content = raw()
    before = copy.deepcopy(content)
    mended("wording.doubled_app", content)
    assert content == before


def test_a_semicolon_before_a_capital_offers_a_full_stop_or_a_small_letter():
    assert "phức tạp. Để nhanh" in words_of(mended("wording.capital_after_semicolon", raw(), 0))
    assert "phức tạp; để nhanh" in words_of(mended("wording.capital_after_semicolon", raw(), 1))


def test_one_spelling_of_the_disease_everywhere_but_in_the_cited_titles():
    content = mended("spelling.covid", mended("spelling.covid", raw()))
    assert content["subject"].count("COVID-19") == 1
    assert count("Covid-19", content) == 1
    assert "dịch Covid-19 trên địa bàn" in TITLES[1]
    assert "spelling.covid" not in {finding.rule for finding in findings(content)}


def test_only_common_words_change_the_place_of_their_mark():
    content = saying("Gõ từ khoá Smart Thanh Hóa, Nhà máy Hoá chất và Thuỷ sản./.")
    assert "từ khóa Smart Thanh Hóa, Nhà máy Hoá chất" in words_of(
        mended("spelling.tone_marks", content)
    )


def test_a_date_in_a_cited_title_stays_as_it_was_issued():
    cited = (
        "Thực hiện Công văn số 12/SYT-NVY ngày 5/08/2026 của Sở Y tế về việc họp ngày 7/08/2026;"
    )
    content = saying(cited, "Xin gửi./.")
    dates = [finding for finding in findings(content) if finding.rule == "spelling.date_zeros"]
    assert [finding.excerpt for finding in dates] == ["5/08/2026"]
    assert "ngày 05/8/2026 của" in words_of(repair(content, dates[0], 0))


def test_a_repair_keeps_bold_and_bound_fields_around_it():
    block = paragraph(
        "b1", text("Mở ứng dụng ", "strong"), text("App Bluezone trước "), field("due_on"), "./."
    )
    done = mended("wording.doubled_app", saying(block))["body"]["content"][0]["content"]
    assert done[0] == text("Mở ứng dụng", "strong")
    assert done[1:] == [text(" Bluezone trước "), field("due_on"), text("./.")]


def test_the_end_mark_is_added_after_the_last_word():
    for ending in ("triển khai", "triển khai.", "triển khai./", "triển khai. "):
        done = mended("body.unfinished", saying(f"Đề nghị {ending}"))
        assert words_of(done).strip() == "Đề nghị triển khai./."


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        (["Đề nghị triển khai./. Các đơn vị báo cáo"], ["Đề nghị triển khai. Các đơn vị báo cáo./."]),
        (["Rà soát./. và báo cáo ngay."], ["Rà soát và báo cáo ngay./."]),
        (["Rà soát thuốc;./. Sau đó báo cáo"], ["Rà soát thuốc. Sau đó báo cáo./."]),
        (["Rà soát thuốc, v.v../.", "Báo cáo ngay;"], ["Rà soát thuốc, v.v.", "Báo cáo ngay./."]),
        (["Triển khai./. ./.", "Xin gửi./. ", "Kính trình"], ["Triển khai.", "Xin gửi. ", "Kính trình./."]),
        (["Sửa như sau: “Giao Sở./.”", "Thực hiện."], ["Sửa như sau: “Giao Sở./.”", "Thực hiện./."]),
    ],
)  # fmt: skip
def test_the_end_mark_is_moved_and_never_stands_twice(typed, right):
    content = saying(*typed)
    found = only("body.unfinished", content)
    assert [one.label_code for one in found.repairs] == [
        "finish" if "“" in typed[0] else "move_end"
    ]
    done = mended("body.unfinished", content)
    assert words_of(done).split("\n") == right
    assert "body.closed_early" not in {one.rule for one in findings(done)}


def test_a_colon_announces_more_and_gets_no_end_mark():
    assert only("body.unfinished", saying("Thực hiện như sau:")).repairs == ()


def test_an_end_mark_that_a_field_prints_is_not_moved():
    block = paragraph("b1", "Hạn là ", field("due_on"), " của Sở")
    content = {**saying(block, "Đề nghị triển khai"), "fields": {"due_on": "mai./."}}
    assert only("body.unfinished", content).repairs[0].also == ()


def test_a_quoted_name_keeps_its_spelling():
    content = saying('Mở “Covid-19”, ghi vào "Covid-19" khi có dịch Covid-19 hoặc COVID-19./.')
    done = mended("spelling.covid", mended("spelling.covid", content))
    assert words_of(done) == (
        'Mở “Covid-19”, ghi vào "Covid-19" khi có dịch COVID-19 hoặc COVID-19./.'
    )
    quoted = saying("Mở “Covid-19” khi có dịch COVID-19 và “các các đơn vị”./.")
    assert [one.repairs for one in findings(quoted) if one.block == "b1"] == [()]


def test_an_empty_field_is_called_as_its_label_is():
    content = {**sample(), "fields": {}}
    assert only("field.empty", content).facts["field"] == "Hạn báo cáo"
    named = {**content, "labels": {"due_on": "Hạn cuối"}}
    assert only("field.empty", named).facts["field"] == "Hạn cuối"
    assert "due_on" not in LINT_SENTENCES["field.empty"].format(**only("field.empty", named).facts)


def test_text_from_a_mac_is_composed_with_its_marks_and_fields_kept():
    content = saying(
        paragraph(
            "b1", text(unicodedata.normalize("NFD", "Đề nghị "), "em"), field("due_on"), "./."
        )
    )
    done = mended("spelling.decomposed", content)
    assert done["body"]["content"][0]["content"][0] == text("Đề nghị ", "em")
    assert only("spelling.decomposed", content).repairs[0].label_code == "compose"


def test_a_degree_is_taken_from_the_name_and_the_name_is_left():
    content = {
        **sample(),
        "authority": {"kind": "head", "lines": ["GIÁM ĐỐC"], "name": "TS. BS. Nguyễn Bá Cẩn"},
    }
    assert mended("authority.degree", content)["authority"]["name"] == "Nguyễn Bá Cẩn"


def test_a_stale_repair_is_refused():
    finding = only("wording.doubled_app", raw())
    with pytest.raises(Refused, match=r"lint\.repair_stale"):
        repair(saying("Câu khác hẳn./."), finding, 0)
    with pytest.raises(Refused, match=r"lint\.no_such_repair"):
        repair(raw(), finding, 7)


@pytest.mark.parametrize(
    ("part", "block", "before", "after"),
    [
        ("body", "b1", "COVID-19", "Covid-19"),
        ("body", "b3", "Thanh Hóa", "Thanh Hoá"),
        ("body", "b6", "stttt.thanhhoa", "tttt.thanhhoa"),
        ("copies", "c3", "Sở Thông tin TT", "Sở TTTT"),
    ],
)
def test_a_forged_repair_of_something_kept_is_refused(part, block, before, after):
    content = sample()
    blocks = {one["attrs"]["id"]: one for one in content["body"]["content"]}
    words = blocks[block]["content"][0]["text"] if part == "body" else before
    mend = Repair("respell", before, after, part, block, words.index(before))
    forged = Finding("spelling.covid", "", Severity.ADVICE, part, block, before, {}, (mend,))
    with pytest.raises(Refused, match=r"lint\.protected"):
        repair(content, forged, 0)


def test_text_and_system_that_differ_name_both_dates():
    content = sample()
    content["fields"]["due_on"] = "2026-12-10"
    found = only("duty.dates_differ", content)
    assert (found.facts["written"], found.facts["due"]) == ("10/12/2026", "07/12/2026")
    assert (found.severity, found.block) == (Severity.ERROR, "b7")


def test_a_day_in_words_is_read_like_a_day_in_figures():
    content = sample()
    content["body"]["content"][6] = paragraph("b7", "Báo cáo chậm nhất ngày 10 tháng 12 năm 2026.")
    assert only("duty.dates_differ", content).facts["due"] == "07/12/2026"


def test_the_day_of_the_figures_is_no_due_date():
    content = sample()
    point = "Báo cáo kết quả (số liệu tính đến ngày 01/12/2026) chậm nhất "
    content["body"]["content"][6] = paragraph("b7", point, field("due_on"), ".")
    assert "duty.dates_differ" not in {finding.rule for finding in findings(content)}
    assert content["obligations"][0]["due_on"] == DUE


def test_a_secret_is_refused_by_its_mark_too():
    found = only("secrecy.refused", {**sample(), "confidentiality": "mat"})
    assert found.severity is Severity.ERROR
    assert "117/2025/QH15" in found.article


def test_a_holiday_as_due_date_names_the_next_working_day():
    content = sample()
    content["fields"]["due_on"] = content["obligations"][0]["due_on"] = "2026-11-24"
    assert only("duty.not_a_working_day", content).facts["next"] == "25/11/2026"


@pytest.mark.parametrize(
    "words",
    [
        *("a.", "Sở Y Tế ", "Chỉ thị của Sở a ", "; Vinh ", "1/1/2020 ", "Luật số ", "a,b@c.vn "),
        *("Căn cứ ", "Nguyễn văn ", "Chỉ thị số 5/SYT ngày 1/1/2020 của ", "thứ hai ngày ", "a ."),
        *(
            "a./. ",
            "“a./.” ",
            "“./.",
            "hằng tháng vào ",
            "ngày 31/4 ",
            "trong vòng 5 ngày ",
            "“a” ",
        ),
        *('"a', "Căn cứ Căn cứ ", "đến hết quý ", "từ đến hết quý I ", "Ứng dụng App App "),
    ],
)
def test_a_hostile_text_is_read_in_bounded_time(words):
    content = saying(words * 5000)
    assert len(within(5, lambda: findings(content))) < 150


def test_a_citation_without_its_end_keeps_its_whole_title():
    content = saying(
        "Theo Công văn số 5/SYT ngày 05/8/2026 về việc dùng ứng dụng App, các các máy./."
    )
    assert not [one for one in findings(content) if one.block == "b1" and one.repairs]
