"""The editor of templates in a browser: the sheet follows what is typed, a fault keeps the last one."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import people

pytestmark = pytest.mark.browser


def test_the_sheet_follows_and_a_fault_keeps_the_last_good_one(make_app, serve, visitor):
    guest = visitor(serve(make_app(real_clock=True)))
    guest.sign_in(people.ADMINISTRATOR)
    page = guest.open("/settings/templates/quyet_dinh")
    sheet, body = page.locator(".paper"), page.locator("[name=body]")
    text = body.input_value()
    body.fill(text + "\n<p>Câu vừa gõ.</p>")
    expect(sheet).to_contain_text("Câu vừa gõ.")
    body.fill(text + "\n<p>Câu khác {{ a.b }}</p>")
    faults = page.locator("[data-fragment=faults]")
    expect(faults).to_contain_text("dấu chấm sau tên trường không dùng được")
    expect(sheet).to_contain_text("Câu vừa gõ.")
    body.fill(text + "\n<p>Câu sau cùng.</p>")
    expect(sheet).to_contain_text("Câu sau cùng.")
    expect(faults).to_be_empty()
    page.locator("[name=why]").fill("Thêm một câu")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast")).to_contain_text("Đã lưu mẫu")
    expect(page.locator("[name=body]")).to_have_value(text + "\n<p>Câu sau cùng.</p>")
