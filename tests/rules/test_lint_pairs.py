"""Each rule of the check has a text that trips it and one that does not."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from docflow.rules.citation import Cited
from docflow.rules.lint import RULES, Severity, check
from docflow.web.lint_sentences import LINT_REPAIRS, LINT_SENTENCES

from .letter import DUE, FORM, TODAY, body, field, line, members, paragraph, raw, sample
from .more_pairs import MORE

#: Article 37 of Decree 30/2020 ends it on 05/3/2020.
GROUNDS = (
    Cited(
        "Nghị định", "110/2004/NĐ-CP", date(2004, 4, 8), "Chính phủ", "về công tác văn thư",
        ended=date(2020, 3, 5), successor="Nghị định số 30/2020/NĐ-CP",
    ),
)  # fmt: skip
END = "Đề nghị các đơn vị triển khai./."
GROUP = "group:don-vi-trong-nganh"
_TITLED = "Chỉ thị số 22/CT-UBND ngày 03/8/2020 của Chủ tịch UBND tỉnh về việc "


def but(**changes):
    return {**sample(), **changes}


def says(*blocks):
    return but(body=body(*blocks, paragraph("b99", END)), obligations=[])


def about(subject):
    return but(subject=subject)


def to(words, purpose="thuc_hien", *targets):
    return but(addressees=[line("a1", words, purpose, *(targets or (GROUP,)))])


def copying(*lines):
    return but(copies=[line("c1", "Như trên (thực hiện)", "thuc_hien", "addressees"), *lines])


def keeping(*rooms):
    return but(archive={"rooms": list(rooms), "copies": 2, "drafter": "Phước HN"})


def signed(*lines, name="Nguyễn Bá Cẩn", agency="SỞ Y TẾ"):
    return but(agency=agency, authority={"kind": "KT", "lines": list(lines), "name": name})


def due_line(day, more=""):
    """Return the letter with a day of its own for its first line."""
    content = sample()
    content["addressees"][0]["due_on"] = day
    content["body"]["content"][6]["content"][-1] = {"type": "text", "text": f"{more}."}
    return content


def owing(words, due=DUE, form=FORM, block="b7"):
    """Return the sample with another report point, and the obligation as the system holds it."""
    point = paragraph("b7", *words) if isinstance(words, tuple) else paragraph("b7", words)
    owed = {"ordinal": 1, "block_id": block, "due_on": due, "form": form}
    made = body(point, paragraph("b99", END))
    return but(body=made, obligations=[owed], fields={"due_on": due or ""})


def nfd(words):
    return unicodedata.normalize("NFD", words)


_ASKS = "Các đơn vị báo cáo kết quả về Sở Y tế chậm nhất "
_PUBLIC = line("c2", "UBND tỉnh (để b/c)", "bao_cao", "unit:uy-ban-nhan-dan-tinh")

# rule → (what trips it, what does not)
PAIRS = MORE | {
    "head.missing": (but(place=" "), sample()),
    "notation.malformed": (but(notation="SYT NVY"), but(notation="BGDĐT-GDTrH")),
    "subject.missing": (about(""), sample()),
    "subject.too_long": (about("hướng dẫn " * 51), about("hướng dẫn " * 50)),
    "subject.wordy": (about("y tế " * 41), about("y tế " * 40)),
    "subject.starts_with_vv": (about("V/v hướng dẫn cài đặt"), about("hướng dẫn V/v cài đặt")),
    "body.empty": (but(body=body(), obligations=[]), sample()),
    "body.unfinished": (but(body=body("Đề nghị triển khai.")), but(body=body("Xin gửi./."))),
    "body.closed_early": (
        but(body=body("Đề nghị triển khai./. Các đơn vị báo cáo./.")),
        but(body=body("Sửa như sau: “Điều 5. Giao Sở./.”. Đề nghị triển khai./.")),
    ),
    "field.empty": (but(fields={}), sample()),
    "field.unknown": (
        but(body=body(paragraph("b1", "Nhằm ", field("khong_co"), "./."))),
        but(fields={}),
    ),
    "archive.no_rooms": (keeping(), keeping("VT")),
    "archive.no_records_office": (keeping("NVY"), keeping("VT", "NVY")),
    "archive.malformed": (raw(), keeping("VT", "GDTrH-ĐT")),
    "archive.in_copies": (
        copying(line("c2", "Lưu: VT, NVY", "luu")),
        copying(line("c2", "Trung tâm Lưu trữ lịch sử (để biết)", "biet", GROUP)),
    ),
    "addressees.none": (but(addressees=[]), but(addressees=[], type="quyet_dinh")),
    "addressees.no_purpose": (to("Các đơn vị", None), to("Các đơn vị")),
    "copies.no_purpose": (copying(line("c2", "UBND tỉnh", None, GROUP)), copying(_PUBLIC)),
    "copies.not_as_above": (but(copies=[_PUBLIC]), copying(_PUBLIC)),
    "lines.empty": (to("  "), to("Các đơn vị")),
    "lines.trailing_mark": (to("Các đơn vị trong ngành;"), to("Các đơn vị; các cơ sở tư nhân")),
    "lines.no_target": (
        but(addressees=[line("a1", "Các đơn vị", "thuc_hien")]),
        copying(line("c2", "Lưu: VT", "luu")),
    ),
    "lines.unknown_target": (to("Các đơn vị", "thuc_hien", "group:khong-co"), to("Các đơn vị")),
    "lines.empty_group": (to("Các đơn vị", "thuc_hien", "group:nhom-trong"), to("Các đơn vị")),
    "copies.half_abbreviated": (
        copying(line("c2", "Sở Thông tin TT (để ph/h)", "phoi_hop", GROUP)),
        copying(line("c2", "Sở TTTT (để p/h)", "phoi_hop", GROUP)),
    ),
    "agency.gone_recipient": (to("UBND các huyện, thị xã, thành phố"), copying(_PUBLIC)),
    "agency.gone_mentioned": (
        says("Đề nghị gửi số liệu cho Sở Giao thông vận tải."),
        says(f"Thực hiện {_TITLED}phối hợp với Sở Giao thông vận tải;"),
    ),
    "authority.missing": (but(authority=None), sample()),
    "authority.no_space": (signed("KT.GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), sample()),
    "authority.collective": (
        signed("TM. BAN GIÁM ĐỐC", "GIÁM ĐỐC"),
        signed("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", agency="ỦY BAN NHÂN DÂN TỈNH THANH HOÁ"),
    ),
    "authority.deputy_alone": (
        signed("TL. GIÁM ĐỐC", "PHÓ TRƯỞNG PHÒNG"),
        signed("TL. GIÁM ĐỐC", "KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"),
    ),
    "authority.degree": (
        signed("GIÁM ĐỐC", name="PGS.TS. Nguyễn Bá Cẩn"),
        signed("GIÁM ĐỐC", name="Nguyễn Bá Cẩn"),
    ),
    "secrecy.refused": (
        says("TỐI MẬT", "Về công tác phòng bệnh."),
        says("Không gửi văn bản mật qua thư điện tử."),
    ),
    "duty.no_due_date": (says("Các đơn vị cài đặt ứng dụng."), sample()),
    "duty.term_not_counted": (
        says("Các đơn vị cài đặt trong vòng 05 ngày kể từ ngày nhận."),
        says("Các đơn vị báo cáo kết quả trong vòng 05 ngày kể từ ngày nhận."),
    ),
    "duty.point_without_day": (
        owing(f"{_ASKS}sau 03 ngày làm việc kể từ ngày nhận."),
        owing(f"{_ASKS}sau 03 ngày làm việc, tức là ngày 07/12/2026."),
    ),
    "duty.no_report_asked": (
        says("Các đơn vị cài đặt ứng dụng."),
        says("Các đơn vị báo cáo kết quả về Sở Y tế."),
    ),
    "duty.report_of_nobody": (
        to("Như Điều 3", "thuc_hien", "outside") | {"copies": []},
        to("Như Điều 3", "thuc_hien", "outside", GROUP),
    ),
    "duty.form_without_date": (owing(f"{_ASKS}ngày 07/12/2026.", due=None), sample()),
    "duty.form_without_point": (
        owing(("Cài đặt chậm nhất ", field("due_on"), ".")),
        owing((_ASKS, field("due_on"), ".")),
    ),
    "duty.dates_differ": (owing(f"{_ASKS}ngày 10/12/2026."), owing(f"{_ASKS}ngày 07/12/2026.")),
    "duty.point_without_form": (says(f"{_ASKS}ngày 07/12/2026."), sample()),
    "duty.line_date_unnamed": (
        due_line("2026-12-05"),
        due_line("2026-12-05", "; riêng các bệnh viện chậm nhất ngày 05/12/2026"),
    ),
    "duty.line_date_nowhere": (
        {
            **says("Các đơn vị cài đặt ứng dụng."),
            "addressees": due_line("2026-12-05")["addressees"],
        },
        due_line("2026-12-05"),
    ),
    "duty.past": (
        owing((_ASKS, field("due_on")), due="2026-11-20"),
        owing((_ASKS, field("due_on")), due="2026-11-22"),
    ),
    "duty.not_a_working_day": (
        owing((_ASKS, field("due_on")), due="2026-11-24"),
        owing((_ASKS, field("due_on")), due="2026-11-25"),
    ),
    "annex.missing": (
        says("Cách cài đặt được nêu tại Phụ lục kèm theo."),
        says("Thực hiện theo Phụ lục II ban hành kèm theo Thông tư số 20/2020/TT-BYT."),
    ),
    "annex.not_named": (
        but(annexes=[{"title": "Hướng dẫn cài đặt"}]),
        {**says("Cách cài đặt nêu tại Phụ lục kèm theo."), "annexes": [{"title": "Hướng dẫn"}]},
    ),
    "spelling.decomposed": (about(nfd("hướng dẫn cài đặt")), sample()),
    "spelling.covid": (
        says("Dịch COVID-19 còn phức tạp; phòng, chống Covid-19 là cấp bách."),
        but(subject="phòng, chống dịch Covid-19", body=body("Dịch Covid-19 còn phức tạp./.")),
    ),
    "spelling.tone_marks": (
        but(subject="tìm kiếm từ khoá", body=body("Gõ từ khóa vào ô tìm kiếm./.")),
        but(place="Thanh Hóa", parent_agency="UBND TỈNH THANH HÓA", subject="quý II"),
    ),
    "spelling.date_zeros": (
        says("Hội nghị diễn ra ngày 7/08/2026."),
        says("Hội nghị diễn ra ngày 07/8/2026, trực ban 24/7, ngày 03/02/2026 tổng kết."),
    ),
    "spelling.bracketed_address": (
        says("Xem <https://syt.example/huong-dan> để biết."),
        says("Xem https://syt.example/huong-dan để biết, số ca < 5 và > 2."),
    ),
    "citation.no_number": (
        says("Thực hiện Chỉ thị của Chủ tịch UBND tỉnh về phòng, chống dịch;"),
        says(f"Thực hiện {_TITLED}phòng, chống dịch;"),
    ),
    "citation.no_date": (
        says("Thực hiện Kế hoạch số 30/KH-SYT của Sở Y tế;"),
        says(
            "Thực hiện Kế hoạch số 30/KH-SYT ngày 05/8/2026 của Sở; tiếp tục Kế hoạch số 30/KH-SYT."
        ),
    ),
    "wording.capital_after_semicolon": (
        says("Dịch còn phức tạp; Để kiểm soát dịch, Sở Y tế đề nghị."),
        says("Thực hiện chỉ đạo của tỉnh; Sở Y tế đề nghị; Công điện số 16/CĐ-UBND yêu cầu."),
    ),
    "wording.small_start": (
        says("Dịch còn phức tạp. các đơn vị cần chủ động."),
        says("Dịch còn phức tạp. Ủy ban nhân dân tỉnh yêu cầu v.v. và các việc khác."),
    ),
    "wording.part_capital": (
        says("Theo quy định tại Khoản 2 điều 5 của Nghị định."),
        says("Theo điểm a khoản 2 Điều 5 Chương II của Nghị định, có 3 điều 5 người nhớ."),
    ),
    "wording.doubled_app": (says("Mở ứng dụng App Bluezone."), says("Mở ứng dụng App Store.")),
    "citation.out_of_force": (
        says("Thực hiện Nghị định số 110/2004/NĐ-CP của Chính phủ về công tác văn thư."),
        says("Nghị định số 30/2020/NĐ-CP thay thế Nghị định số 110/2004/NĐ-CP."),
    ),
    "wording.repeated_word": (says("Đề nghị các các đơn vị."), says("Luôn luôn và dần dần.")),
}


def rules_of(content, today=TODAY):
    found = check(content, today=today, members=members, grounds=GROUNDS)
    return {finding.rule for finding in found}


@pytest.mark.parametrize("rule", PAIRS)
def test_a_rule_finds_its_fault(rule):
    assert rule in rules_of(PAIRS[rule][0])


@pytest.mark.parametrize("rule", PAIRS)
def test_a_rule_leaves_a_right_text_alone(rule):
    assert rule not in rules_of(PAIRS[rule][1])


def test_no_rule_lacks_its_pair_or_its_sentence():
    assert set(PAIRS) == set(RULES) == set(LINT_SENTENCES)


def test_there_are_forty_rules_each_with_its_article():
    assert len(RULES) >= 40
    assert all(rule.article for rule in RULES.values())


@pytest.mark.parametrize("rule", PAIRS)
def test_every_finding_has_a_sentence_and_every_repair_a_label(rule):
    for finding in check(PAIRS[rule][0], today=TODAY, members=members, grounds=GROUNDS):
        sentence = LINT_SENTENCES[finding.rule].format(**finding.facts)
        assert "{" not in sentence.replace(finding.excerpt, "")
        for mend in finding.repairs:
            assert LINT_REPAIRS[mend.label_code].format(before=mend.before, after=mend.after)


def test_errors_come_first():
    severities = [finding.severity for finding in check(raw(), today=TODAY, members=members)]
    assert severities == sorted(severities, key=list(Severity).index)
    assert severities[0] is Severity.ERROR


def test_an_empty_content_is_found_wanting_and_breaks_nothing():
    found = rules_of({})
    assert {"subject.missing", "body.empty", "addressees.none", "archive.no_rooms"} <= found


def test_district_and_department_are_still_there_before_their_end():
    content = but(addressees=[line("a1", "UBND các huyện, thị xã", "thuc_hien", GROUP)])
    assert "agency.gone_recipient" not in rules_of(content, date(2020, 8, 6))
    assert "agency.gone_recipient" in rules_of(content, date(2025, 7, 1))
