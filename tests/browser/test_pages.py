"""Every page, on a phone and on a desk, by day and by night: nothing sticks out, nothing is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Response

from docflow.rules.permissions import Act
from docflow.web.gate import allow
from tests import people
from tests.browser.conftest import SIZES, is_too_wide, settle, violations
from tests.browser.places import PLACES, Place
from tests.browser.stage import Stage

pytestmark = pytest.mark.browser
#: What a GET returns that is no page: files, a fragment of a page, a plain word.
_NO_PAGES = {
    "static", "healthz", "paper_pdf", "paper_docx", "received_pdf", "link_pdf", "register_xlsx",
    "tracking_xlsx", "tracking_head", "decision_outcome", "enclosed", "received_file",
    "link_file", "template_export", "units_sample", "print_progress",
}  # fmt: skip
#: A page that answers with an error is told as one by the browser; that is no fault of the page.
_TOLD = "Failed to load resource: the server responded with a status of"


class Gallery:
    """Opens places, one at a time."""

    def __init__(self, chromium: Browser, url: str, strict_url: str, stage: Stage) -> None:
        self._chromium, self._urls, self._stage = chromium, (url, strict_url), stage
        self._signed_in: dict[str, Any] = {"": []}
        # One page for each size: what all of them share, the browser fetches and compiles once.
        self._seats: dict[str, Page] = {}
        self._heard: list[tuple[str, str]] = []
        self._refused: set[str] = set()
        self.status = 0

    def look(self, place: Place, size: str) -> Page:
        """Return the page of a place, of a size, by day."""
        page = self._seat(size, self._cookies(place.login))
        page.goto(self._urls[place.strict] + self.address(place))
        if place.act:
            place.act(page)
            settle(page)
        return page

    def leave(self) -> None:
        """Close what is open."""
        for page in self._seats.values():
            page.context.close()

    @property
    def complaints(self) -> list[str]:
        """Return what the browser's console says is wrong with the page that is open."""
        return [
            text
            for text, url in self._heard
            if not (text.startswith(_TOLD) and url in self._refused)
        ]

    def address(self, place: Place) -> str:
        """Return the path of a place."""
        stage = self._stage
        return place.path.format(**{**stage.keys, **stage.rows, **stage.tokens})

    def _cookies(self, login: str) -> Any:
        if login not in self._signed_in:
            page = self._seat("desk", [])
            page.goto(self._urls[0] + "/sign-in")
            page.fill("[name=username]", login)
            page.fill("[name=password]", people.PASSWORD)
            page.press("[name=password]", "Enter")
            page.wait_for_url(lambda url: "/sign-in" not in url)
            self._signed_in[login] = page.context.cookies()
        return self._signed_in[login]

    def _seat(self, size: str, cookies: Any) -> Page:
        """Return the page of a size, empty, for somebody who has just come in."""
        page = self._seats.get(size) or self._seats.setdefault(size, self._open(size))
        # What the last pages still do as they go is not heard of the next, and none holds a draft.
        for one in self._seats.values():
            one.goto("about:blank")
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.context.clear_cookies()
        page.context.add_cookies(cookies)
        self._heard, self._refused, self.status = [], set(), 0
        return page

    def _open(self, size: str) -> Page:
        phone = size == "phone"
        context = self._chromium.new_context(
            viewport=SIZES[size], locale="vi-VN", has_touch=phone, is_mobile=phone
        )
        # What a script kept for one page is nothing to the next.
        context.add_init_script("if (location.origin !== 'null') localStorage.clear()")
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._heard.append((str(error), "")))
        page.on("response", self._note)
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self._heard.append((message.text, message.location["url"]))

    def _note(self, response: Response) -> None:
        if response.request.is_navigation_request() and not 300 <= response.status < 400:
            self.status = response.status
        # A form that is refused was tried before by the script that saves it.
        if response.status >= 400 and (
            response.request.is_navigation_request() or response.status == 422
        ):
            self._refused.add(response.url)


@pytest.fixture(scope="module")
def gallery(
    chromium: Browser, open_stage: Callable[..., tuple[str, Stage, Flask]]
) -> Iterator[Gallery]:
    """The staged department, and a second application on the same folder that is strict and broken."""
    # Whoever signed in for the first page is still believed on the last one.
    url, stage, app = open_stage(DOCFLOW_REAUTH_SECONDS=86_400, DOCFLOW_REAUTH_MOST=86_400)
    strict_url, _stage, strict = open_stage(into=Path(app.instance_path), DOCFLOW_REAUTH_SECONDS=0)
    strict.view_functions["docflow.healthz"] = allow(Act.OPEN)(_break)
    opened = Gallery(chromium, url, strict_url, stage)
    yield opened
    opened.leave()


def _break() -> str:
    raise RuntimeError("broken on purpose")


@pytest.mark.parametrize(
    ("place", "size"),
    [
        pytest.param(place, size, id=f"{place.name.replace(' ', '-')}-{size}")
        for place in PLACES
        for size in place.sizes
    ],
)
def test_a_page_is_right_in_every_size_and_theme(gallery: Gallery, place: Place, size: str):
    page = gallery.look(place, size)
    assert gallery.status == place.status
    assert violations(page) == []
    assert not is_too_wide(page)
    assert page.evaluate(_VISIBLE_H1) == 1
    assert page.locator("html").get_attribute("lang") == "vi"
    name, _dash, agency = page.title().rpartition(" – ")
    assert name.strip()
    assert agency == "Sở Y tế Thanh Hóa"
    # By night the same page has other colours, and nothing else that axe could see.
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert violations(page, ["color-contrast"]) == []
    assert not is_too_wide(page)
    assert gallery.complaints == []


# A sheet on the page has a heading of its own, the letter's; it counts where there is no other.
_VISIBLE_H1 = """(() => {
  const seen = [...document.querySelectorAll('h1')].filter(one => one.getClientRects().length);
  return seen.filter(one => !one.closest('.paper')).length || seen.length;
})()"""


def test_no_page_is_left_out(gallery: Gallery, open_stage):
    app = open_stage()[2]
    addresses = app.url_map.bind("127.0.0.1")
    visited = {
        addresses.match(gallery.address(one).partition("?")[0])[0]
        for one in PLACES
        if one.status != 404
    }
    pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.endpoint.startswith("docflow.api.")
    }
    assert pages - {f"docflow.{name}" for name in _NO_PAGES} <= visited
