"""Annexes in the same rich editor as the body: opened late, sent as they are, never changed by looking."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from docflow.models import Dispatch, Person
from docflow.office import drafting
from docflow.office.drafting import Edit
from tests import people
from tests.browser.conftest import is_too_wide, settle, violations
from tests.browser.writing import saved, words

pytestmark = pytest.mark.browser

TEXT = (
    "## DANH SÁCH\n\n# Phần đầu\n\nMột đoạn **đậm** và *nghiêng*^[Lời chú thích].\n\n1. Khoản một;\n\n"
    "a) điểm a, hạn {due_on}\n\n- gạch \\| sổ\n\n| TT | Đơn vị |\n| --- | --- |\n| 1 | Bệnh viện^[Hạng một] |\n| 2 |  |"
)
BOX = "#annex-x1-rich-text"


@pytest.fixture(scope="module")
def office(open_stage):
    """A staged department of this module's own."""
    return open_stage()


@pytest.fixture
def annexed(office):
    """Give the draft two annexes with all that a text may hold; return their stored state."""
    _url, stage, app = office

    def look() -> list[dict[str, Any]]:
        return copy.deepcopy(_draft(app, stage.keys["draft"]).content["annexes"])

    with app.test_request_context("/"):
        desk = app.extensions["docflow"].desk()
        desk.session.rollback()
        draft = desk.session.get_one(Dispatch, stage.keys["draft"])
        author = desk.session.scalars(select(Person).where(Person.login == people.DRAFTER)).one()
        told = [
            {
                "id": name if draft.content["annexes"] else None,
                "title": title,
                "text": TEXT,
                "landscape": False,
            }
            for name, title in (("x1", "Danh sách"), ("x2", "Biểu mẫu"))
        ]
        drafting.save(desk, draft, Edit(annexes=told), seen=draft.version, by=author)
    return look


def _draft(app: Flask, key: int) -> Dispatch:
    with app.test_request_context("/"):
        session = app.extensions["docflow"].desk().session
        session.rollback()
        return session.get_one(Dispatch, key)


@pytest.fixture
def opened(office, annexed, visitor):
    """Open the draft as its author; nothing may be complained of while it is written."""
    guests = []

    def start(**more: Any) -> Page:
        url, stage, _app = office
        guests.append(visitor(url, **more))
        guests[-1].sign_in(people.DRAFTER)
        return guests[-1].open(f"/dispatches/{stage.keys['draft']}/edit")

    yield start
    told = [one for guest in guests for one in guest.complaints]
    assert [one for one in told if "Failed to load resource" not in one] == []


def unfold(page: Page, name: str = "x1") -> None:
    page.locator(f"#annex-{name} summary").click()
    expect(page.locator(f"#annex-{name}-rich-text")).to_be_visible()


def test_an_annex_is_opened_late_and_saved_as_it_was(opened, annexed):
    before = annexed()
    page = opened()
    expect(page.locator(".annex .rich")).to_have_count(0)
    for name in ("x1", "x2"):
        unfold(page, name)
    expect(page.locator("#annex-x1-text")).to_be_hidden()
    box = page.locator(BOX)
    expect(box.locator(".centre")).to_have_text("DANH SÁCH")
    expect(box.locator(".noteref")).to_have_count(2)
    expect(box.locator(".chip")).to_have_count(1)
    expect(page.locator("#annex-x1-text-hint")).to_be_hidden()
    page.locator("[name=subject]").fill("hướng dẫn kèm phụ lục")
    saved(page)
    with page.expect_navigation():
        page.keyboard.press("Control+s")
        page.locator(".ws-h button[name=keep]:visible").click()
    assert annexed() == before
    assert before[0]["body"]["content"]


def test_an_annex_is_written_by_keys_alone_and_stands_on_the_sheet(opened, annexed):
    page = opened()
    page.locator("#annex-x1 summary").focus()
    page.keyboard.press("Enter")
    focused = "document.activeElement.id || document.activeElement.dataset.do"
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate(focused) == BOX[1:]:
            break
    assert page.evaluate(focused) == BOX[1:]
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.type("1. Việc một")
    page.keyboard.press("Enter")
    page.keyboard.type("Việc hai")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+F10")
    while page.evaluate("document.activeElement.dataset.do") != "table":
        page.keyboard.press("ArrowRight")
    with page.expect_response("**/preview"):
        page.keyboard.press("Enter")
        page.keyboard.type("TT")
        page.keyboard.press("Tab")
        page.keyboard.type("Đơn vị")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate(focused) != BOX[1:]
    saved(page)
    settle(page)
    told = [
        (one["type"], one["attrs"].get("label"), words(one))
        for one in annexed()[0]["body"]["content"]
    ]
    assert told == [
        ("point", "1.", "Việc một"),
        ("point", "2.", "Việc hai"),
        ("table", None, "TTĐơn vị"),
    ]
    assert annexed()[1]["body"]["content"][0]["type"] == "centre"
    sheet = page.locator(".paper [data-part=annex]").first
    expect(sheet).to_contain_text("1. Việc một")
    expect(sheet.locator("th").first).to_have_text("TT")
    # The body and its own search know nothing of it.
    expect(page.locator("#rich-text")).not_to_contain_text("Việc một")


def test_what_was_typed_in_an_annex_comes_back_after_a_crash(opened, annexed):
    page = opened()
    unfold(page)
    page.route("**/draft", lambda route: route.abort())
    page.locator(BOX).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("chưa kịp lưu")
    expect(page.locator("[data-saved]").first).to_have_attribute("data-state", "lost")
    page.unroute("**/draft")
    page.reload()
    saved(page)
    assert "chưa kịp lưu" in "".join(map(words, annexed()[0]["body"]["content"]))
    unfold(page)
    expect(page.locator(BOX)).to_contain_text("chưa kịp lưu")


def test_who_writes_plain_finds_the_textarea_of_the_annex(opened, annexed):
    before = annexed()
    page = opened()
    page.locator("[data-rich-switch]").click()
    expect(page.locator("textarea[name=body]")).to_be_focused()
    page.locator("#annex-x1 summary").click()
    area = page.locator("#annex-x1-text")
    expect(area).to_be_visible()
    area.fill(area.input_value().replace("Khoản một", "Khoản đầu"))
    saved(page)
    now = annexed()
    assert words(now[0]["body"]["content"][3]) == "Khoản đầu;"
    assert now[1] == before[1]


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_finding_leads_into_its_annex_and_is_underlined_there(opened, size):
    page = opened(size=size)
    unfold(page, "x2")
    box = page.locator("#annex-x2-rich-text")
    box.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    with page.expect_response("**/preview"):
        page.keyboard.type("(3) Ba")
    found = box.locator(".found")
    expect(found.first).to_have_text("Ba")
    page.locator("#annex-x2 summary").click()
    if size == "phone":
        page.locator("#tab-pane-lint").click()
    page.locator("[data-goto]", has_text="Phụ lục II: Đánh số “(3)”").click()
    expect(box).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "Ba"
    expect(found.first).to_be_in_viewport()
    # An annex that nobody has opened yet is opened by its finding.
    with page.expect_response("**/preview"):
        page.keyboard.press("ArrowRight")
        page.keyboard.type("n")
    saved(page)
    page.reload()
    if size == "phone":
        page.locator("#tab-pane-lint").click()
    page.locator("[data-goto]", has_text="Phụ lục II: Đánh số “(3)”").click()
    expect(box).to_be_focused()
    expect(found.first).to_have_text("Ban")


def test_a_ground_goes_where_one_wrote_last(opened):
    page = opened()
    unfold(page)
    page.locator(BOX).focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowUp")

    def put() -> None:
        page.locator("[data-pieces]").click()
        page.fill("#pieces-q", "30/2020 thu 05")
        page.press("#pieces-q", "Enter")
        expect(page.locator("#pieces .piece")).to_have_count(1)
        page.locator("#pieces button[data-piece]", has_text="Chèn viện dẫn").first.click()

    put()
    expect(page.locator(f"{BOX} td", has_text="Nghị định số 30/2020/NĐ-CP")).to_have_count(1)
    expect(page.locator(BOX)).to_be_focused()
    expect(page.locator("#rich-text")).not_to_contain_text("Nghị định số 30/2020")
    # Where that annex is closed since, it goes into the body.
    page.locator("#annex-x1 summary").click()
    put()
    expect(page.locator("#rich-text")).to_contain_text("Nghị định số 30/2020")
    # Who writes plain text finds it in the textarea of the annex.
    page.locator("[data-rich-switch]").click()
    expect(page.locator("textarea[name=body]")).to_be_focused()
    page.reload()
    page.locator("#annex-x2 summary").click()
    page.locator("#annex-x2-text").focus()
    put()
    assert "Nghị định số 30/2020" in page.locator("#annex-x2-text").input_value()
    expect(page.locator("#annex-x2-text")).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_editor_of_an_annex_is_in_order(opened, size, theme):
    page = opened(size=size, theme=theme)
    unfold(page)
    page.locator(f"{BOX} td").last.click()
    page.locator("#annex-x1 [data-do=find]").click()
    page.keyboard.type("bệnh")
    expect(page.locator("#annex-x1 [data-find-count]")).to_have_text("1/1")
    assert violations(page) == []
    assert not is_too_wide(page)
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_be_focused()
