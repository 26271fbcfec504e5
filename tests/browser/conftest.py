"""A served application and a real Chromium to open it with."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from docflow import create_app
from docflow.papers.press import Press
from docflow.service import Server, Worker
from tests import machine, people
from tests.browser import stage
from tests.browser.stage import Stage

_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1440, "height": 900}}
_HELD = "[data-hold-url] [data-take]"
AXE = Path(__file__).parents[1] / "web" / "axe" / "axe.min.js"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests of this worker."""
    # A busy machine prints and signs slowly; what fails here fails for another reason.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(machine.chromium_path()), args=_ARGUMENTS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def staged(
    department_folder: Path, tmp_path_factory: pytest.TempPathFactory, press: Press
) -> tuple[Path, Stage]:
    """An instance with a dispatch in every state, made once and copied by those who write to it."""
    folder = tmp_path_factory.mktemp("stage") / "instance"
    shutil.copytree(department_folder, folder)
    app = create_app(_settings(folder, DOCFLOW_UNDO_SECONDS=0), press=press)
    built = stage.build(app)
    app.extensions["docflow"].close()
    return folder, built


@pytest.fixture(scope="module")
def open_stage(
    staged: tuple[Path, Stage], tmp_path_factory: pytest.TempPathFactory, press: Press
) -> Iterator[Callable[..., tuple[str, Stage, Flask]]]:
    """Serve a copy of the staged department, without a worker, with settings of one's own."""
    running: list[Any] = []

    def start(*, into: Path | None = None, **settings: Any) -> tuple[str, Stage, Flask]:
        folder = into or tmp_path_factory.mktemp("copy") / "instance"
        if into is None:
            shutil.copytree(staged[0], folder)
        app = create_app(_settings(folder, **settings), press=press)
        running.append((Server(app).start(), app))
        return running[-1][0].url, staged[1], app

    yield start
    for server, app in running:
        server.stop()
        app.extensions["docflow"].close()


def _settings(folder: Path, **settings: Any) -> dict[str, Any]:
    # Whoever looks at many pages must not be taken for somebody who guesses passwords.
    plain = {"INSTANCE": folder, "DOCFLOW_DATABASE": "", "DOCFLOW_LINK_RATE": "1000 per hour"}
    return plain | {"DOCFLOW_SIGN_IN_RATE": "1000 per hour"} | settings


@pytest.fixture
def serve() -> Iterator[Callable[[Flask], str]]:
    """Serve an application with its worker; returns where."""
    running: list[Any] = []

    def start(app: Flask) -> str:
        running.append(Worker(app, pause=0.05).start())
        running.append(Server(app).start())
        return running[-1].url

    yield start
    for one in reversed(running):
        one.stop()


def settle(page: Page) -> None:
    """Wait until what was typed is saved and drawn: nothing moves, and nothing is on its way."""
    if page.locator("form[data-autosave]").count():
        page.wait_for_load_state("networkidle")
        page.wait_for_selector("[data-saved]:not([data-state=saving])", state="attached")
        page.wait_for_load_state("networkidle")
    # Another page of the same person may still be open: what is asked here is how this one looks.
    if page.locator(_HELD).count():
        page.locator(_HELD).get_by_role("button").click()
        page.wait_for_selector(_HELD, state="detached")


class Visitor:
    """Somebody before a screen: signs in, clicks, and counts the clicks."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.url = url
        self.page: Page = context.new_page()
        self.clicks = 0
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str) -> Page:
        """Go to a page."""
        self.page.goto(self.url + path)
        return self.page

    def sign_in(self, login: str) -> Page:
        """Sign in through the page."""
        self.open("/sign-in")
        self.page.fill("[name=username]", login)
        self.page.fill("[name=password]", people.PASSWORD)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/sign-in" not in url)
        return self.page

    def click(self, target: Any) -> None:
        """Click once, and count it."""
        self.clicks += 1
        (self.page.locator(target).first if isinstance(target, str) else target).click()

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(message.text)


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Callable[..., Visitor]]:
    """Seat somebody before a screen of a size and a theme."""
    contexts: list[BrowserContext] = []

    def seat(url: str, *, size: str = "desk", theme: str = "light", **more: Any) -> Visitor:
        context = chromium.new_context(
            viewport=SIZES[size], color_scheme=theme, locale="vi-VN",
            has_touch=size == "phone", is_mobile=size == "phone", reduced_motion="reduce", **more,
        )  # fmt: skip
        contexts.append(context)
        return Visitor(context, url)

    yield seat
    for context in contexts:
        context.close()


_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page, rules: list[str] = _RULES) -> list[str]:
    """Return what axe-core finds wrong with the page, one line each; ``rules`` are tags or names."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        """async (rules) => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']}
        )).violations.map(
            v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 4).join(' | '))""",
        rules,
    )
    return list(found)


def is_too_wide(page: Page) -> bool:
    """Tell whether the page scrolls sideways."""
    # On a phone the inner width grows with what does not fit, so it is compared with the screen.
    width = page.viewport_size["width"] if page.viewport_size else 0
    return int(page.evaluate("document.documentElement.scrollWidth")) > width + 1
