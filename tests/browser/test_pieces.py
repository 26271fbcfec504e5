"""Grounds and snippets from the dialog of the editor, in the textarea at the caret."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import people

pytestmark = pytest.mark.browser
_BODY = "textarea[name=body]"
_FULL = "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư"


def test_a_ground_goes_in_at_the_caret_in_full_then_short_and_one_that_is_over_asks(
    open_stage, visitor
):
    url, stage, _app = open_stage()
    guest = visitor(url)
    guest.sign_in(people.DRAFTER)
    page = guest.open(f"/dispatches/{stage.keys['draft']}/edit")
    body = page.locator(_BODY)
    # Without the rich editor the textarea takes what is inserted.
    if not body.is_visible():
        page.locator("[data-rich-switch]").click()
    body.fill("Theo .\n\nĐề nghị các đơn vị triển khai./.")

    def choose(words: str, button: str) -> None:
        page.locator("[data-pieces]").click()
        page.fill("#pieces-q", words)
        page.press("#pieces-q", "Enter")
        expect(page.locator("#pieces .piece")).to_have_count(1)
        page.locator("#pieces button[data-piece]", has_text=button).first.click()

    body.evaluate("(area) => area.setSelectionRange(5, 5)")
    choose("30/2020 thu 05", "Chèn viện dẫn")
    expect(page.locator("#pieces")).not_to_be_visible()
    assert body.input_value().startswith(f"Theo {_FULL}.\n\n")
    expect(page.locator("[data-saved]").first).to_have_attribute("data-state", "saved")

    choose("30/2020 thu 05", "Chèn viện dẫn ngắn")
    assert f"{_FULL} Nghị định số 30/2020/NĐ-CP.\n\n" in body.input_value()

    choose("09/2010", "Căn cứ")
    expect(page.locator("#confirm")).to_contain_text("thay bằng Nghị định số 30/2020/NĐ-CP")
    page.click("[data-confirm-yes]")
    expect(page.locator("#pieces")).not_to_be_visible()
    assert "\n\n*Căn cứ Nghị định số 09/2010/NĐ-CP ngày 08 tháng 02 năm 2010" in body.input_value()
    assert guest.complaints == []
