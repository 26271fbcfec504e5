"""What a document is called in lists, mails, titles and registers."""

from __future__ import annotations

import pytest

from docflow.papers.naming import called, registered, said_of, sent_as, subject_line

ISSUED = [{"id": "x1", "title": "", "heading": "Quy chế", "body": {"content": []}}]


@pytest.mark.parametrize(
    ("kind", "subject", "wanted"),
    [
        ("cong_van", "phòng dịch", "V/v phòng dịch"),
        ("cong_van", "V/v phòng dịch", "V/v phòng dịch"),
        ("cong_van", "Về việc: phòng dịch", "V/v phòng dịch"),
        ("quyet_dinh", "cử cán bộ", "Quyết định về việc cử cán bộ"),
        ("quyet_dinh", "về việc cử cán bộ", "Quyết định về việc cử cán bộ"),
        ("nghi_quyet", "về việc sáp nhập", "Nghị quyết về sáp nhập"),
        ("ke_hoach", "về việc tiêm chủng", "Kế hoạch về việc tiêm chủng"),
        ("cong_van", "về việc", "V/v về việc"),
        ("phieu_gui", "gửi hồ sơ", "Phiếu gửi hồ sơ"),
        ("giay_gioi_thieu", "Giới thiệu cán bộ", "Giấy giới thiệu cán bộ"),
        ("quyet_dinh", "", "Quyết định về việc"),
        ("cong_van", "V/v.phòng dịch", "V/v phòng dịch"),
        ("cong_van", "v/vphòng dịch", "V/v phòng dịch"),
    ],
)
def test_nothing_is_said_twice(kind, subject, wanted):
    assert called({"type": kind, "subject": subject}) == wanted


def test_a_decision_that_issues_a_document_goes_on_after_its_name():
    content = {"type": "quyet_dinh", "subject": "Ban hành Quy chế thi đua", "annexes": ISSUED}
    assert called(content) == "Quyết định ban hành Quy chế thi đua"
    assert sent_as(content) == ("quyết định", "ban hành Quy chế thi đua")
    assert registered(content) == "Quyết định ban hành Quy chế thi đua"
    assert subject_line(content) == "Ban hành Quy chế thi đua"


def test_the_paper_prints_what_was_typed_and_a_register_says_it_once():
    content = {"type": "cong_van", "subject": "V/v phòng dịch"}
    # What is printed is what the check shows beside the text; nothing is mended in silence.
    assert subject_line(content) == "V/v V/v phòng dịch"
    assert registered(content) == "Công văn về việc phòng dịch"
    assert said_of(content) == "V/v phòng dịch"


@pytest.mark.parametrize(
    ("kind", "subject", "wanted"),
    [
        ("phieu_gui", "gửi tài liệu", "Phiếu gửi tài liệu"),
        ("giay_nghi_phep", "nghỉ phép của Ông", "Giấy nghỉ phép của Ông"),
        ("bao_cao", "báo cáo quý I", "Báo cáo báo cáo quý I"),
        ("chi_thi", "phòng dịch", "Chỉ thị về việc phòng dịch"),
    ],
)
def test_a_register_says_the_deed_once(kind, subject, wanted):
    assert registered({"type": kind, "subject": subject}) == wanted


def test_a_letter_of_courtesy_is_called_by_its_heading():
    content = {"type": "thu_cong", "heading": "THƯ CHÚC MỪNG", "subject": "nhân Ngày Thầy thuốc"}
    assert called(content) == "Thư chúc mừng nhân Ngày Thầy thuốc"
