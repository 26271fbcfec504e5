"""Annexes in a real browser: typed, loaded, ordered; what is typed beside is never lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.papers import files

pytestmark = pytest.mark.browser


def press(page: Page, value: str) -> None:
    with page.expect_navigation():
        page.locator(f"button[name=annex][value='{value}']").click()


def test_a_clerk_makes_annexes_without_losing_a_word(open_stage, visitor):
    url, stage, _app = open_stage()
    guest = visitor(url)
    guest.sign_in(people.DRAFTER)
    page = guest.open(f"/dispatches/{stage.keys['returned']}/edit")
    # Pressed while the words beside are not saved yet: they are sent along.
    page.locator("[name=subject]").fill("hướng dẫn cài đặt, kèm số liệu")
    press(page, "add")
    expect(page.locator("[name=subject]")).to_have_value("hướng dẫn cài đặt, kèm số liệu")
    expect(page.locator("#annex-x1-head")).to_be_focused()
    page.locator("#annex-x1-title").fill("Số liệu theo đơn vị")
    with page.expect_response("**/preview"):
        page.locator("#annex-x1-rich-text").fill("Một đoạn của phụ lục.")
    annex = page.locator(".paper [data-part=annex]")
    expect(annex).to_contain_text("SỐ LIỆU THEO ĐƠN VỊ")
    expect(annex).to_contain_text("Một đoạn của phụ lục.")
    press(page, "table:x1")
    sheet = {
        "name": "so-lieu.xlsx",
        "mimeType": "",
        "buffer": files.workbook(files.ROWS, **files.FORMATS),
    }
    page.locator("[name=file]").set_input_files(sheet)
    with page.expect_navigation():
        page.locator("main button.pri").click()
    expect(page.locator(".paper [data-part=annex] th").first).to_have_text("TT")
    expect(page.locator(".paper [data-part=annex]")).to_contain_text("1.234.567")
    press(page, "add")
    # What was moved stays open, and the keys go on from there.
    page.locator("#annex-x1-head").click()
    for act in ("down:x1", "up:x1"):
        press(page, act)
        expect(page.locator("#annex-x1-head")).to_be_focused()
        expect(page.locator("#annex-x1-title")).to_be_visible()
    press(page, "attach")
    page.locator("[name=file]").set_input_files(
        {"name": "Danh sách.pdf", "mimeType": "", "buffer": files.paper(2)}
    )
    with page.expect_navigation():
        page.locator("main button.pri").click()
    expect(page.locator("#file-f1")).to_contain_text("Danh sách.pdf")
    # Removing asks first; a "no" leaves everything.
    page.locator("button[value='drop:x2']").click()
    page.locator("#confirm [data-close]").click()
    expect(page.locator("#annex-x2")).to_be_visible()
    page.locator("button[value='drop:x2']").click()
    with page.expect_navigation():
        page.locator("#confirm [data-confirm-yes]").click()
    expect(page.locator("#annex-x2")).to_have_count(0)
    expect(page.locator("#part-annexes")).to_be_focused()
    expect(page.locator("#annex-x1 summary")).to_contain_text("Phụ lục: Số liệu theo đơn vị")


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_line_in_the_middle_stands_there_on_every_screen(open_stage, visitor, size):
    url, _stage, _app = open_stage()
    guest = visitor(url, size=size)
    guest.sign_in(people.DRAFTER)
    page = guest.open("/drafts/reading")
    page.fill(
        "[name=text]",
        "SỞ Y TẾ\nSố: 5/QĐ-SYT\n\nQUYẾT ĐỊNH\nVề việc cử cán bộ\n\nQUYẾT ĐỊNH:\nĐiều 1. Cử.",
    )
    with page.expect_navigation():
        page.click("main form button.pri")
    middle = page.locator(".flow .paper-centre", has_text="QUYẾT ĐỊNH:")
    assert middle.evaluate("one => getComputedStyle(one).textAlign") == "center"
