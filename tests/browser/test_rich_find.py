"""Find and replace in a long letter: every hit comes into view, clear of what sticks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.browser.conftest import violations
from tests.browser.writing import emptied, text

pytestmark = pytest.mark.browser

WORD = "vắc xin"
#: Whether the hit is what stands at its own place: nothing lies over it, and it is on the screen.
SEEN = """() => {
    const {left, top, width, height} = document.querySelector('.hit.on').getBoundingClientRect();
    return Boolean(document.elementFromPoint(left + width / 2, top + height / 2)?.closest('.hit.on'));
}"""


@pytest.fixture(scope="module")
def office(open_stage):
    """A staged department of this module's own."""
    return open_stage()


@pytest.fixture
def opened(office, visitor):
    """Open the draft at a size and fill it with far more than a screen holds."""

    def start(size: str, theme: str = "light") -> Page:
        url, stage, _app = office
        guest = visitor(url, size=size, theme=theme)
        guest.sign_in(people.DRAFTER)
        page = guest.open(f"/dispatches/{stage.keys['draft']}/edit")
        emptied(page)
        for place in range(24):
            more = f" {WORD}" if place % 2 else ""
            page.keyboard.insert_text(f"Đoạn {place}: " + "bảo quản và sử dụng, " * 12 + more)
            page.keyboard.press("Enter")
        page.keyboard.press("Control+Home")
        return page

    return start


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_every_hit_comes_into_view_under_a_bar_that_stays(opened, size):
    page = opened(size)
    page.keyboard.press("Control+h")
    bar, count = page.locator("[data-find]"), page.locator("[data-find-count]")
    page.keyboard.type(WORD)
    expect(count).to_have_text("1/12")
    assert page.evaluate(SEEN)
    for place in [*range(2, 13), 1]:
        page.keyboard.press("Enter")
        expect(count).to_have_text(f"{place}/12")
        assert page.evaluate(SEEN), place
        expect(bar).to_be_in_viewport(ratio=1)
    for place in (12, 11):
        page.keyboard.press("Shift+Enter")
        expect(count).to_have_text(f"{place}/12")
        assert page.evaluate(SEEN), place
        expect(bar).to_be_in_viewport(ratio=1)
    # Both bars and their buttons are where a finger can reach them.
    page.locator("[data-find-do=next]").click()
    expect(count).to_have_text("12/12")
    page.locator("#rich-query").press("Escape")
    expect(bar).to_be_hidden()
    expect(text(page)).to_be_focused()
    assert page.evaluate("getSelection().toString()") == WORD
    page.keyboard.type("thuốc")
    expect(text(page)).to_contain_text("sử dụng,  thuốc")


def test_behind_the_last_hit_comes_the_first(opened):
    page = opened("desk")
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+f")
    page.keyboard.type(WORD)
    count = page.locator("[data-find-count]")
    expect(count).to_have_text("12/12")
    assert page.evaluate(SEEN)
    page.locator("[data-find-do=one]").click()
    expect(count).to_have_text("11/11")
    page.locator("#rich-query").press("Enter")
    expect(count).to_have_text("1/11")
    assert page.evaluate(SEEN)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_stuck_bar_is_in_order(opened, size, theme):
    page = opened(size, theme)
    page.keyboard.press("Control+f")
    page.keyboard.type(WORD)
    for _ in range(4):
        page.keyboard.press("Enter")
    assert violations(page) == []


def test_what_is_typed_never_hides_under_what_sticks(opened):
    page = opened("phone")
    page.keyboard.press("Control+End")
    free = """() => {
        const caret = getSelection().getRangeAt(0).getClientRects()[0]
            ?? getSelection().focusNode.getBoundingClientRect();
        const dock = document.querySelector('.actions.dock').getBoundingClientRect();
        return caret.bottom <= dock.top;
    }"""
    for _ in range(6):
        page.keyboard.press("Enter")
        page.keyboard.type("dòng cuối")
        assert page.evaluate(free)
