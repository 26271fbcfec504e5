"""The pages of work where it is narrow, long, or refused: nothing is cut, and there is a way on."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from docflow.office import worker
from tests import people
from tests.browser.conftest import settle

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def office(open_stage):
    """A staged department of this module's own."""
    return open_stage()


@pytest.fixture
def seat(office, visitor) -> Callable[..., Page]:
    """Seat somebody of the cast before a page."""

    def sit(login: str, path: str, **more) -> Page:
        url, stage, _app = office
        guest = visitor(url, **more)
        if login:
            guest.sign_in(login)
        page = guest.open(path.format(**{**stage.keys, **stage.rows, **stage.tokens}))
        settle(page)
        return page

    return sit


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).locator("visible=true").first.bounding_box()
    assert found
    return dict(found)


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_reason_left_empty_is_asked_for_where_it_is_missing(seat, size):
    page = seat(people.DRAFTER, "/dispatches/{returned}/edit", size=size)
    if size == "phone":
        page.locator("#tab-pane-lint").click()
    page.locator("#pane-lint details.aside > summary").first.click()
    with page.expect_navigation():
        page.locator("[name=dismiss][value$=':typed']").locator("visible=true").first.click()
    field = page.locator("#pane-lint [aria-invalid=true]")
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()
    told = page.locator(f"#{field.get_attribute('aria-describedby')}")
    expect(told).to_have_text("Chọn hoặc ghi lý do bỏ qua, ít nhất 3 ký tự.")
    expect(page.locator("[data-saved]").first).to_contain_text("Đã lưu lúc")
    field.fill("Tên riêng của phần mềm")
    with page.expect_navigation():
        field.press("Tab")
        page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Đã bỏ qua.")


def test_a_menu_leads_a_phone_to_the_print_and_the_saved_texts(seat):
    page = seat(people.DRAFTER, "/dispatches/{draft}/edit", size="phone")
    menu = page.locator(".ws-h details[data-menu]")
    summary = menu.locator("summary")
    expect(menu.get_by_role("link", name="Xem PDF")).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="Xem PDF")).to_be_visible()
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link", name="Xem PDF")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="Xem PDF")).to_be_hidden()
    expect(summary).to_be_focused()
    summary.click()
    menu.get_by_role("link", name="Các bản đã lưu").click()
    expect(page.get_by_role("heading", name="Các bản đã lưu")).to_be_visible()


def test_a_merge_put_off_is_remembered_in_the_editor(seat, office):
    page = seat(people.DRAFTER, "/dispatches/{twice}/merge/2", size="phone")
    page.get_by_role("link", name=re.compile("Để sau")).click()
    page.get_by_role("link", name="Xem hai bản để gộp").click()
    page.wait_for_url("**/merge/2")
    page.get_by_role("button", name="Lấy tất cả: bản đã lưu").click()
    page.wait_for_url("**/edit")
    expect(page.locator("#unmerged")).to_have_count(0)


@pytest.mark.parametrize(
    ("login", "path"),
    [
        (people.DRAFTER, "/dispatches/{draft}/edit"),
        (people.DEPUTY, "/dispatches/{submitted}/review"),
        (people.ADMINISTRATOR, "/settings/templates/cong_van"),
    ],
)
def test_a_workspace_fills_the_window_whatever_its_head_says(seat, login, path):
    page = seat(login, path)
    long = "Bản này vừa được sửa ở nơi khác; phần anh chị gõ không mất. " * 6
    for height, words in ((900, ""), (900, long), (768, long)):
        page.set_viewport_size({"width": 1100, "height": height})
        page.evaluate(
            """(words) => document.querySelectorAll('.ws-h [data-saved] span')
                .forEach((one) => { one.textContent = words; })""",
            words,
        )
        assert page.evaluate("document.documentElement.scrollHeight") == height
        head, work = box(page, ".ws-h") if login != people.DEPUTY else None, box(page, ".ws")
        assert work["y"] + work["height"] == pytest.approx(height, abs=1)
        assert head is None or work["y"] == pytest.approx(head["y"] + head["height"], abs=1)


def test_a_long_print_is_asked_for_once_and_the_page_turns_into_its_own(seat, office):
    url, stage, app = office
    page = seat(people.DRAFTER, "/dispatches/{long}", size="phone")
    page.get_by_role("link", name="PDF", exact=True).click()
    expect(page.get_by_text("Đang chờ in …")).to_be_visible()
    with app.test_request_context("/"):
        worker.work_off(app.extensions["docflow"].desk())
    page.get_by_role("link", name="Mở bản PDF").wait_for()
    assert (
        page.request.get(f"{url}/dispatches/{stage.keys['long']}/paper.pdf")
        .headers["content-type"]
        .startswith("application/pdf")
    )


def test_the_chosen_file_is_named_in_its_box(seat):
    page = seat(people.DRAFTER, "/drafts/reading", size="phone")
    control, zone = box(page, "#f-file"), box(page, ".drop")
    assert (control["width"], control["height"]) == pytest.approx(
        (zone["width"] - 4, zone["height"] - 4), abs=1
    )
    with page.expect_file_chooser() as chooser:
        page.get_by_text("hoặc thả tệp vào đây").click(force=True)
    file = {"name": "cong-van-105.docx", "mimeType": "application/msword", "buffer": b"x"}
    chooser.value.set_files(file)
    expect(page.locator("[data-files-of=f-file]")).to_have_text("cong-van-105.docx")


def test_the_date_keeps_its_blanks_on_a_phone(seat):
    page = seat(people.DEPUTY, "/dispatches/{submitted}/review", size="phone")
    place = page.locator(".flow .paper-place")
    assert re.search(r"ngày\s{4,}tháng\s{4,}năm", place.inner_text())


def test_a_report_form_is_whole_on_a_phone(seat):
    page = seat(people.DRAFTER, "/dispatches/{draft}/report-form?ordinal=1", size="phone")
    widths = {round(one.bounding_box()["width"]) for one in page.locator(".form-rows .inp").all()}
    assert len(widths) == 1
    assert widths.pop() > 300


def test_the_way_back_from_a_return_without_a_reason(seat):
    page = seat(people.DEPUTY, "/dispatches/{waiting}/review", size="phone")
    page.locator("[data-dialog=send-back]").click()
    with page.expect_navigation():
        page.locator("#send-back .df button").click()
    page.get_by_role("link", name="Không trả lại nữa").click()
    page.wait_for_url("**/review")
