"""Every page is walked by Tab from top to bottom: each stop is seen, named, in order, and left again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from docflow.rules.permissions import Act
from docflow.web.gate import allow
from tests import people
from tests.browser.conftest import SIZES, settle
from tests.browser.places import PLACES, Place

pytestmark = pytest.mark.browser
_WATCH = (Path(__file__).parent / "stops.js").read_text("utf-8")
_BACK = 3
#: On a phone each kind of page is walked once: what sticks to its edges, its panes, its dialogs.
_PHONE = frozenset({
    "home of the clerk", "drafts", "draft form", "reading part by part", "edit the findings",
    "edit the annexes", "edit, the menu of a phone", "units of a line in a dialog", "merge",
    "pieces in a dialog", "tracking filtered", "review", "review sending back", "issue queue",
    "register", "received", "link noted", "new ground", "sign-in",
})  # fmt: skip


@pytest.fixture(scope="module")
def house(open_stage):
    """Both doors of the staged department, and what their addresses name."""
    url, stage, app = open_stage(DOCFLOW_REAUTH_SECONDS=86_400, DOCFLOW_REAUTH_MOST=86_400)
    strict_url, _stage, strict = open_stage(into=Path(app.instance_path), DOCFLOW_REAUTH_SECONDS=0)
    strict.view_functions["docflow.healthz"] = allow(Act.OPEN)(_break)
    return url, strict_url, {**stage.keys, **stage.rows, **stage.tokens}


@pytest.mark.parametrize(
    ("size", "login"),
    [("desk", login) for login in sorted({one.login for one in PLACES})]
    + [("phone", login) for login in sorted({one.login for one in PLACES if one.name in _PHONE})],
)
def test_every_stop_of_every_page_is_seen_named_in_order_and_left_again(
    chromium, house, size, login
):
    url, strict_url, known = house
    page = _seat(chromium, url, login, size)
    wrong: list[str] = []
    # What an act does may leave a wide screen as it is: the same stops of one page are walked once.
    walked: set[str] = set()
    for place in (one for one in _walks(size) if one.login == login):
        page.goto((strict_url if place.strict else url) + place.path.format(**known))
        if place.act:
            place.act(page)
        settle(page)
        wrong += [f"{place.name}: {one}" for one in _walked(page, walked)]
    page.context.close()
    assert not wrong, "\n".join(wrong)


def test_the_walk_finds_what_is_wrong(chromium, house):
    page = _seat(chromium, house[0], "")
    page.goto(f"{house[0]}/sign-in")
    page.evaluate(
        """() => {
          const add = (html) => document.querySelector("main").insertAdjacentHTML("beforeend", html);
          add('<span data-print>In</span>');
          add('<button id="bare"></button>');
          add('<a href="#x" id="flat">Không thấy khung</a>');
          add('<p><a href="#y" id="under">Bị che</a></p>');
          document.getElementById("flat").style.outline = "none";
          const cover = document.createElement("div");
          Object.assign(cover.style, {position: "absolute", zIndex: 99, background: "red"});
          const box = document.getElementById("under").getBoundingClientRect();
          Object.assign(cover.style, {left: 0, right: 0, top: `${box.top + scrollY}px`, height: "60px"});
          document.body.append(cover);
        }"""
    )
    found = " ".join(_walked(page, set()))
    for fault in ("only for a pointer: <span", 'no name: <button id="bare"',
                  "no sign of the focus: a#flat", "not to be seen: a#under"):  # fmt: skip
        assert fault in found, found
    page.context.close()


def _walks(size: str) -> list[Place]:
    """Return the pages that are walked on a screen of this size."""
    return [one for one in PLACES if size in one.sizes and (size == "desk" or one.name in _PHONE)]


def _seat(chromium: Any, url: str, login: str, size: str = "desk") -> Page:
    """Sign somebody in, in a context of his own."""
    page: Page = chromium.new_context(
        viewport=SIZES[size], locale="vi-VN", reduced_motion="reduce"
    ).new_page()
    if login:
        page.goto(url + "/sign-in")
        page.fill("[name=username]", login)
        page.fill("[name=password]", people.PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda address: "/sign-in" not in address)
    return page


def _walked(page: Page, walked: set[str]) -> list[str]:
    """Press Tab once round the page, and a few times back; return what is wrong."""
    told = page.evaluate(_WATCH)
    if told["page"] in walked:
        return []
    walked.add(told["page"])
    # A key that is held down steps on at each repeat, as for a person.
    for _stop in range(told["many"] + 2):
        # In a rich text Tab goes from cell to cell and moves points; Escape leaves the text.
        if told["rich"] and page.evaluate("document.activeElement?.matches('.rich-text')"):
            page.keyboard.press("Escape")
        page.keyboard.down("Tab")
    found = page.evaluate("window.stops.result()")
    page.keyboard.up("Tab")
    wrong = [*found["wrong"]]
    met = [one for one in found["met"] if one >= 0]
    turn = next((n for n in range(1, len(met)) if met[n] < met[n - 1]), len(met))
    tail = met[turn:]
    if tail != sorted(tail):
        wrong.append(f"not in the reading order: {met}")
    wrong += [f"never reached: {one}" for one in found["left"]]
    if told["many"]:
        wrong += _back(page, told["many"])
    if told["modal"]:
        page.keyboard.press("Escape")
        if page.evaluate("document.activeElement === document.body"):
            wrong.append("the dialog does not give the focus back")
    return wrong


def _back(page: Page, many: int) -> list[str]:
    """Go a few stops on from the first one and back again; return what is wrong."""
    on = min(_BACK, many - 1)
    page.evaluate("window.stops.begin()")
    for key in ("Tab",) * on + ("Shift+Tab",) * on:
        page.keyboard.press(key)
    met = page.evaluate("window.stops.again()")
    wanted = [*range(on + 1), *reversed(range(on))]
    return [] if met == wanted else [f"Shift Tab does not come back: {met}"]


def _break() -> str:
    raise RuntimeError("broken on purpose")
