"""How soon the exact sheet stands beside the text once a clerk pauses, in a real Chromium."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from playwright.sync_api import Page, sync_playwright

from docflow.demo import department
from docflow.papers import pdf
from docflow.papers.paper import compose
from docflow.service import Server
from tests import machine

from .stand import Stand

#: From the end of the pause (the page asks) until the sheet in the page has been replaced.
MOST_MEDIAN = 300.0
_WORD = " thực hiện"

_WATCH = """() => {
  const sheet = document.querySelector('[data-fragment=sheet]');
  const form = document.querySelector('form[data-autosave]');
  const fetched = window.fetch;
  window.fetch = (url, ...more) => {
    if (String(url).endsWith(form.dataset.previewUrl)) window.asked = performance.now();
    return fetched(url, ...more);
  };
  new MutationObserver(() => {
    if (window.asked === undefined) return;
    (window.took ??= []).push(performance.now() - window.asked);
    window.asked = undefined;
  }).observe(sheet, { childList: true });
}"""

# The page's own policy forbids what Playwright's waiting for a function would do in it.
_UNTIL = """(many) => new Promise((done) => {
  const look = () => ((window.took ?? []).length > many ? done() : setTimeout(look, 5));
  look();
})"""


@dataclass(frozen=True)
class Sheet:
    """Milliseconds of one run."""

    median: float
    p95: float
    pages: int


def measure(stand: Stand, rounds: int) -> Sheet:
    """Type a word, pause, and wait for the sheet, so many times."""
    server = Server(stand.app).start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=machine.chromium_path(), args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            _open(page, f"{server.url}/dispatches/{stand.draft.id}/edit", server.url)
            took = _typed(page, rounds)
            browser.close()
    finally:
        server.stop()
    cuts = statistics.quantiles(took, n=20)
    return Sheet(statistics.median(took), cuts[-1], _pages(stand))


def _open(page: Page, address: str, url: str) -> None:
    page.goto(f"{url}/sign-in")
    page.fill("[name=username]", "phuochn")
    page.fill("[name=password]", department.PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda told: "/sign-in" not in told)
    page.goto(address)
    page.evaluate(_WATCH)


def _typed(page: Page, rounds: int) -> list[float]:
    body = page.locator("[contenteditable=true]").first
    body.click()
    for place in range(rounds + 3):
        # In turn, so that every other round sets the very same two pages.
        if place % 2:
            for _ in _WORD:
                page.keyboard.press("Backspace")
        else:
            page.keyboard.type(_WORD)
        page.evaluate(_UNTIL, place)
    took: list[float] = page.evaluate("window.took")
    return took[3:]


def _pages(stand: Stand) -> int:
    return pdf.write(compose(stand.draft.content), stand.state.press).pages
