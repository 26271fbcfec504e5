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
