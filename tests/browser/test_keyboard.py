"""The main jobs by keyboard alone; that every stop of every page is right says test_every_stop.py."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.browser.stage import FIGURES

pytestmark = pytest.mark.browser
_MOST_STOPS = 120
_FOCUSED = """() => {
  const one = document.activeElement;
  const look = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const ring = (el) => { const s = getComputedStyle(el);
    return parseFloat(s.outlineWidth) > 0 && s.outlineStyle !== 'none'; };
  return {
    name: (one.getAttribute('aria-label') || one.innerText || one.name || one.id || one.tagName).trim(),
    tag: one.tagName, key: [one.tagName, one.id, one.name, one.innerText].join('|'),
    seen: ring(one) || ring(one.parentElement ?? one),
    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


@pytest.fixture(scope="module")
def office(open_stage):
    """A staged department of this module's own; what is signed here waits for no window."""
    return open_stage(DOCFLOW_UNDO_SECONDS=0)


@pytest.fixture
def seat(office, visitor):
    """Seat somebody of the cast before a page."""

    def sit(login: str, path: str) -> Page:
        url, stage, _app = office
        guest = visitor(url)
        if login:
            guest.sign_in(login)
        return guest.open(path.format(**{**stage.keys, **stage.rows, **stage.tokens}))

    return sit


def tab_to(page: Page, name: str, *, back: bool = False) -> None:
    """Press Tab until what bears this name has the focus, and see each stop on the way."""
    wanted = re.compile(name)
    for _stop in range(_MOST_STOPS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        here: dict[str, Any] = page.evaluate(_FOCUSED)
        if here["tag"] != "BODY":
            assert here["seen"], f"no focus to be seen at {here['name']!r}"
            assert here["inside"], f"{here['name']!r} has the focus outside the window"
        if wanted.search(here["name"]):
            return
    raise AssertionError(f"{_MOST_STOPS} stops and no {name!r}")


def test_the_first_stop_leads_past_the_bar(seat):
    page = seat(people.DRAFTER, "/")
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUSED)["name"] == "Đến nội dung chính"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_letter_is_drafted_and_submitted(seat):
    page = seat(people.DRAFTER, "/")
    page.keyboard.press("n")
    page.wait_for_url("**/drafts")
    tab_to(page, "Hướng dẫn cài đặt ứng dụng")
    page.keyboard.press("Enter")
    page.wait_for_url("**/drafts/new/*")
    answers = {"trich_yeu": "hướng dẫn cài đặt ứng dụng theo dõi thai kỳ", "can_cu": "Thực hiện Kế hoạch của Sở",
               "boi_canh": "Để kịp thời hỗ trợ người dân", "ung_dung": "Smart Thanh Hóa",
               "noi_dang": "trang thông tin điện tử của Sở Y tế", "muc_dich": "chăm sóc sức khỏe người dân"}  # fmt: skip
    for name, text in answers.items():
        if page.evaluate("document.activeElement.name") != f"answers.{name}":
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == f"answers.{name}"
        page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/edit")
    page.locator("#rich-text").focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/dispatches/\d+$"))
    expect(page.locator("main .page-h .tag").first).to_have_text("Chờ ký")


def test_sending_back_opens_a_dialog_and_escape_returns_the_focus(seat):
    page = seat(people.DEPUTY, "/dispatches/{waiting}/review")
    tab_to(page, "Trả lại")
    page.keyboard.press("Enter")
    assert page.locator("#send-back").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#send-back").is_visible()
    assert "Trả lại" in page.evaluate(_FOCUSED)["name"]
    page.keyboard.press("r")
    tab_to(page, "reason")
    page.keyboard.insert_text("Ghi rõ nơi nhận báo cáo.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review")
    expect(page.locator("#toasts")).to_contain_text("Đã trả lại cho Phước HN")


def test_j_and_k_turn_the_queue_and_a_signs(seat):
    page = seat(people.DEPUTY, "/review")
    first = page.url
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != first)
    page.keyboard.press("k")
    page.wait_for_url(first)
    page.keyboard.press("a")
    page.wait_for_url(lambda url: url != first)
    expect(page.locator("#toasts")).to_contain_text("Đã ký, số")


def test_a_letter_is_issued(seat):
    page = seat(people.RECORDS_CLERK, "/issue")
    tab_to(page, "^Đóng dấu và phát hành")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("phát hành")


def test_a_clinic_takes_note_and_reports(seat):
    page = seat("", "/l/{link}")
    tab_to(page, "^name$")
    page.keyboard.type("Người phụ trách")
    page.keyboard.press("Tab")
    page.keyboard.type("Phụ trách")
    page.keyboard.press("Enter")
    page.locator("[name=people]").wait_for()
    tab_to(page, "^people$")
    page.keyboard.type(FIGURES["people"])
    for name in ("bluezone", "smart_thanh_hoa", "guided"):
        tab_to(page, f"^{name}$")
        page.keyboard.type(FIGURES[name])
    tab_to(page, "^prepared_by$")
    page.keyboard.press("Control+A")
    page.keyboard.type("Người phụ trách")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("Phụ trách")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/receipt")
    expect(page.locator("main")).to_contain_text("BC-")


def test_the_tracking_is_filtered(seat):
    page = seat(people.DRAFTER, "/dispatches/{issued}/tracking")
    tab_to(page, "^Đã báo cáo")
    page.keyboard.press("Enter")
    page.wait_for_url("**standing=reported**")
    for tag in page.locator("#recipients tbody .tag").all():
        assert tag.inner_text().strip() == "Đã báo cáo"


def test_control_k_searches(seat, office):
    page = seat(people.DRAFTER, "/")
    page.keyboard.press("Control+k")
    page.keyboard.type("tiem chung")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=**")
    expect(page.locator("main")).to_contain_text("quản lý tiêm chủng")


def test_arrows_turn_the_tabs_of_the_editor_on_a_phone(office, visitor):
    url, stage, _app = office
    clerk = visitor(url, size="phone")
    clerk.sign_in(people.DRAFTER)
    page = clerk.open(f"/dispatches/{stage.keys['draft']}/edit")
    page.locator("#tab-pane-write").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-pane-sheet"
    assert page.locator("#pane-sheet").is_visible()
    assert not page.locator("#pane-write").is_visible()
    page.keyboard.press("ArrowLeft")
    assert page.locator("#pane-write").is_visible()
