"""How soon the sheet follows what is typed: the page's own at once, the server's after a pause."""

from __future__ import annotations

import statistics
import time

import pytest

from tests import people
from tests.browser.conftest import chromium, open_stage, staged, visitor  # noqa: F401

pytestmark = pytest.mark.stress

ROUNDS = 25
#: What the editor waits for after the last key, in milliseconds.
PAUSE = 800
#: Between the end of the pause and the server's sheet on the page; the median may be this much.
MOST = 300

# Time is taken inside the page: from the last key to the sheet's fragment being exchanged.
_WATCH = """() => {
    window.times = {typed: 0, own: [], exact: []};
    const text = document.querySelector('#rich-text');
    const body = () => document.querySelector('.paper [data-part=body]').textContent;
    text.addEventListener('beforeinput', () => {
        window.times.typed = performance.now();
        const before = body();
        requestAnimationFrame(() => window.times.own.push(body() !== before));
    }, true);
    new MutationObserver(() => window.times.exact.push(performance.now() - window.times.typed))
        .observe(document.querySelector('[data-fragment=sheet]'), {childList: true});
}"""


def test_the_exact_sheet_comes_within_300_ms_after_the_pause(open_stage, visitor):  # noqa: F811
    url, stage, _app = open_stage()
    clerk = visitor(url)
    clerk.sign_in(people.DRAFTER)
    page = clerk.open(f"/dispatches/{stage.keys['draft']}/edit")
    text = page.locator("#rich-text")
    text.locator("p").nth(1).click()
    page.keyboard.press("End")
    page.evaluate(_WATCH)
    for done in range(1, ROUNDS + 1):
        page.keyboard.type("ă")
        patience = time.monotonic() + 10
        while page.evaluate("times.exact.length") < done and time.monotonic() < patience:
            page.wait_for_timeout(20)
    told = page.evaluate("times")
    waits = sorted(wait - PAUSE for wait in told["exact"])
    median, late = statistics.median(waits), waits[int(len(waits) * 0.95) - 1]
    print(
        f"\nexact sheet after the pause: median {median:.0f} ms, p95 {late:.0f} ms, {len(waits)} rounds"
    )
    assert len(waits) == ROUNDS
    assert told["own"] == [True] * ROUNDS
    assert median <= MOST
