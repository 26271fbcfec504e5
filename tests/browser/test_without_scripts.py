"""The main job where no script runs: every act is also a plain form or link."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests import people
from tests.browser.stage import FIGURES, TEMPLATE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def office(open_stage):
    """A staged department of this module's own."""
    return open_stage(DOCFLOW_UNDO_SECONDS=0)


@pytest.fixture
def seat(office, visitor):
    """Seat somebody before a page whose scripts do not run."""

    def sit(login: str, path: str):
        url, stage, _app = office
        guest = visitor(url, java_script_enabled=False)
        if login:
            guest.sign_in(login)
        return guest.open(path.format(**{**stage.keys, **stage.rows, **stage.tokens}))

    return sit


def test_a_letter_is_drafted_changed_and_submitted(seat):
    page = seat(people.DRAFTER, f"/drafts/new/{TEMPLATE}")
    fields = page.locator("main form :is(textarea, input[type=text])").locator("visible=true")
    for field in fields.all():
        if not field.input_value():
            field.fill("hướng dẫn cài đặt ứng dụng")
    page.get_by_role("button", name=re.compile("Tạo dự thảo")).click()
    page.wait_for_url("**/edit")
    page.fill("[name=subject]", "hướng dẫn cài đặt ứng dụng khi không có mã chạy kèm")
    page.get_by_role("button", name=re.compile("^Lưu")).first.click()
    expect(page.locator(".paper [data-part=subject]")).to_contain_text("không có mã chạy kèm")
    page.get_by_role("button", name=re.compile("^Trình")).first.click()
    page.wait_for_url(re.compile(r"/dispatches/\d+$"))
    expect(page.locator("main .page-h .tag").first).to_have_text("Chờ ký")


def test_a_letter_is_sent_back_on_a_page_of_its_own(seat):
    page = seat(people.DEPUTY, "/dispatches/{again}/review")
    page.get_by_role("button", name=re.compile("Trả lại")).click()
    page.fill("[name=reason]", "Ghi rõ nơi nhận báo cáo.")
    page.get_by_role("button", name=re.compile("Trả lại")).click()
    expect(page.locator("#toasts")).to_contain_text("Đã trả lại")


def test_a_letter_is_signed(seat):
    page = seat(people.DEPUTY, "/dispatches/{waiting}/review")
    page.get_by_role("button", name=re.compile("Ký ban hành")).click()
    expect(page.locator("#toasts")).to_contain_text("Đã ký, số")


def test_a_letter_is_issued(seat):
    page = seat(people.RECORDS_CLERK, "/issue")
    page.get_by_role("button", name=re.compile("^Đóng dấu và phát hành")).first.click()
    expect(page.locator("#toasts")).to_contain_text("phát hành")


def test_a_clinic_takes_note_and_reports(seat):
    page = seat("", "/l/{link}")
    page.fill("[name=name]", "Người phụ trách")
    page.fill("[name=post]", "Phụ trách")
    page.get_by_role("button", name=re.compile("Xác nhận đã nhận")).click()
    for name, value in FIGURES.items():
        page.fill(f"[name={name}]", value)
    page.fill("[name=prepared_by]", "Người phụ trách")
    page.fill("[name=approved_by]", "Phụ trách")
    page.get_by_role("button", name=re.compile("Gửi báo cáo")).click()
    page.wait_for_url("**/receipt")
    expect(page.locator("main")).to_contain_text("BC-")
