"""What whoever comes from Word expects of points and tables in the rich editor, in a real Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.browser.conftest import is_too_wide
from tests.browser.writing import emptied, paste, text

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def office(open_stage):
    """A staged department of this module's own."""
    return open_stage()


@pytest.fixture
def opened(office, visitor):
    """Open the draft as its author, on a screen of a size and a theme."""

    def start(**more: str) -> Page:
        url, stage, _app = office
        guest = visitor(url, **more)
        guest.sign_in(people.DRAFTER)
        return guest.open(f"/dispatches/{stage.keys['draft']}/edit")

    return start


def typed(page: Page, *lines: str) -> None:
    """Write lines; an empty one ends the points."""
    for line in lines:
        page.keyboard.type(line)
        page.keyboard.press("Enter")


def labels(page: Page) -> list[str]:
    """Return the blocks as the editor shows them: their labels, or their words without one."""
    told = "all => all.map(one => one.dataset.label ? `${one.dataset.label} ${one.innerText}` : one.innerText.trim())"
    found: list[str] = text(page).locator("> *").evaluate_all(told)
    return [one for one in found if one]


def at_line(page: Page, number: int) -> None:
    text(page).locator("> *").nth(number).click()
    page.keyboard.press("End")


def test_points_count_on_when_one_comes_between_or_goes(opened):
    page = opened()
    emptied(page)
    typed(page, "1/ Một", "Hai", "", "Đoạn xen giữa.", "3/ Ba", "Bốn", "")
    at_line(page, 0)
    page.keyboard.press("Enter")
    page.keyboard.type("Chèn")
    now = ["1/ Một", "2/ Chèn", "3/ Hai", "Đoạn xen giữa.", "4/ Ba", "5/ Bốn"]
    assert labels(page) == now
    # Deeper, it is the first of its kind, and the others close up; back again they make room.
    page.keyboard.press("Tab")
    assert labels(page) == ["1/ Một", "a) Chèn", "2/ Hai", "Đoạn xen giữa.", "3/ Ba", "4/ Bốn"]
    page.keyboard.press("Shift+Tab")
    assert labels(page) == now
    # What one does in one go is undone in one go.
    page.wait_for_timeout(700)
    page.keyboard.press("Home")
    page.keyboard.press("Backspace")
    assert labels(page) == ["1/ Một", "Chèn", "2/ Hai", "Đoạn xen giữa.", "3/ Ba", "4/ Bốn"]
    page.keyboard.press("Control+z")
    assert labels(page) == now
    page.locator("[data-do=khoan]").click()
    assert labels(page)[1:3] == ["Chèn", "2/ Hai"]


def test_points_close_up_whatever_takes_one_out(opened):
    page = opened()
    emptied(page)
    typed(page, "1. Một", "Hai", "Ba", "Bốn", "", "Điều 1. A", "B", "C", "")
    at_line(page, 0)
    page.keyboard.press("Delete")
    articles = ["Điều 1. A", "Điều 2. B", "Điều 3. C"]
    assert labels(page) == ["1. MộtHai", "2. Ba", "3. Bốn", *articles]
    page.keyboard.press("Control+z")
    assert labels(page) == ["1. Một", "2. Hai", "3. Ba", "4. Bốn", *articles]
    # A whole line marked from its beginning to that of the next one, cut, and put back.
    at_line(page, 1)
    page.keyboard.press("Home")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Backspace")
    assert [one.partition(" ")[0] for one in labels(page)[:3]] == ["1.", "2.", "3."]
    page.keyboard.press("Control+z")
    at_line(page, 5)
    page.keyboard.press("Home")
    page.keyboard.press("Backspace")
    assert labels(page)[4:] == ["Điều 1. A", "B", "Điều 2. C"]
    # Redone, nothing is counted twice.
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+y")
    assert labels(page)[4:] == ["Điều 1. A", "B", "Điều 2. C"]


def test_a_label_that_is_typed_stands_as_it_is(opened):
    page = opened()
    emptied(page)
    typed(page, "1. Một", "Hai", "")
    at_line(page, 0)
    page.keyboard.press("Enter")
    page.keyboard.press("Home")
    page.keyboard.press("Backspace")
    page.keyboard.type("5. Năm")
    assert labels(page) == ["1. Một", "5. Năm", "2. Hai"]


def test_what_is_counted_otherwise_is_left_alone(opened):
    page = opened()
    emptied(page)
    typed(page, "1. Một", "Hai", "a) Chữ", "Chữ", "7. Bảy", "Tám", "")
    at_line(page, 0)
    page.keyboard.press("Enter")
    page.keyboard.type("Chèn")
    now = ["1. Một", "2. Chèn", "3. Hai", "a) Chữ", "b) Chữ", "7. Bảy", "8. Tám"]
    assert labels(page) == now


def test_the_arrows_and_enter_keep_their_column_in_a_table(opened):
    page = opened()
    emptied(page)
    typed(page, "Trước")
    page.locator("[data-do=table]").click()
    for word in ("a", "b", "c", "d", "e"):
        page.keyboard.type(word)
        page.keyboard.press("Tab")
    page.keyboard.type("f")
    text(page).locator("td").nth(1).click()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("Sau")
    page.keyboard.press("ArrowUp")
    page.keyboard.type("2")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("End")
    page.keyboard.type("!")
    cells = ["a", "b", "c", "1d", "2e", "f"]
    assert text(page).locator("td").all_inner_texts() == cells
    assert text(page).locator("> p").all_inner_texts() == ["Trước!", "Sau"]
    text(page).locator("td").last.click()
    page.keyboard.press("Enter")
    page.keyboard.type("g")
    assert text(page).locator("td").all_inner_texts() == [*cells, "\n", "g"]
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(text(page).locator("tr")).to_have_count(3)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_a_long_label_stands_beside_its_words(opened, size, theme):
    page = opened(size=size, theme=theme)
    emptied(page)
    typed(page, "10.12.3. Nhãn dài", "", "(12) Ngoặc", "", "a. Chữ", "", "• Chấm", "")
    # The label is drawn, so its width is measured by the words that it pushes.
    gaps = (
        text(page)
        .locator(".point")
        .evaluate_all(
            """all => all.map(one => {
            const words = document.createRange();
            words.selectNodeContents(one);
            const label = document.createElement("span");
            label.style.cssText = "position:absolute;font:inherit;font-weight:600;white-space:nowrap";
            label.textContent = one.dataset.label;
            one.parentElement.append(label);
            const wide = label.getBoundingClientRect().width;
            label.remove();
            const style = getComputedStyle(one);
            const left = one.getBoundingClientRect().left;
            return words.getClientRects()[0].left - left - wide;
        })"""
        )
    )
    assert len(gaps) == 4
    assert min(gaps) >= 0, gaps
    assert not is_too_wide(page)


LISTS = [
    "<ol><li><p>một</p></li><li><p>hai</p></li></ol>",
    '<ol><li dir="ltr"><p dir="ltr"><span>một</span></p></li><li dir="ltr"><p><span>hai</span></p></li></ol>',
    "".join(
        f'<div class="ListContainerWrapper"><ol start="{n}"><li><p class="Paragraph">{word}</p></li></ol></div>'
        for n, word in ((1, "một"), (2, "hai"))
    ),
    "<ol><li><div>một</div></li><li> <div>hai</div></li></ol>",
]


@pytest.mark.parametrize("html", LISTS)
def test_a_list_whose_items_are_paragraphs_keeps_its_numbers(opened, html):
    page = opened()
    emptied(page)
    paste(page, html)
    assert labels(page) == ["1. một", "2. hai"]


def test_an_item_gives_its_number_to_its_first_words_alone(opened):
    page = opened()
    emptied(page)
    inner = "<li><p>một</p><p>thêm</p><ol><li><p>con</p></li></ol></li><li></li>"
    paste(page, f"<ol>{inner}</ol><p>sau</p><ol type=I><li>phần</li><li>phần</li></ol>")
    assert labels(page) == ["1. một", "thêm", "a) con", "sau", "I. phần", "II. phần"]
