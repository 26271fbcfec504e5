"""Choosing recipients in the dialog with the keyboard: found by another name, counted by duty."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from docflow.models import Dispatch
from tests import people

pytestmark = pytest.mark.browser


def test_the_dialog_searches_while_one_types_and_counts_by_purpose(open_stage, visitor):
    url, stage, app = open_stage()
    guest = visitor(url)
    guest.sign_in(people.DRAFTER)
    page = guest.open(f"/dispatches/{stage.keys['draft']}/edit")
    page.locator("[data-pick$='/copies']").first.click()
    dialog = page.locator("#pick")
    expect(dialog.locator("#pick-q")).to_be_focused()
    page.keyboard.type("so ttTt")
    found = dialog.locator("#pick-units label")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("Sở Thông tin và Truyền thông")
    found.locator("input").focus()
    page.keyboard.press("Space")
    told = dialog.locator("[data-pick-count]")
    expect(told).to_contain_text("1 đơn vị, không trùng: 0 phải thực hiện, 1 nơi nhận khác")
    dialog.locator("input[name=purpose][value=thuc_hien]").check()
    expect(told).to_contain_text("1 phải thực hiện, 0 nơi nhận khác")
    # What was ticked stays while something else is searched for.
    dialog.locator("#pick-q").fill("benh vien nhi")
    expect(found).to_have_count(2)
    expect(found.first.locator("input")).to_be_checked()
    with page.expect_navigation():
        dialog.locator("button[name=do][value=keep].pri").click()
    with app.test_request_context("/"):
        session = app.extensions["docflow"].desk().session
        line = session.get_one(Dispatch, stage.keys["draft"]).content["copies"][-1]
    assert line["text"] == "Sở Thông tin và Truyền thông Thanh Hóa"
    assert line["purpose"] == "thuc_hien"
