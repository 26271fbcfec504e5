"""Take the README's pictures from a running demo: ``python tools/pictures.py http://127.0.0.1:8000``.

A maintainer runs it after ``make run``; the pictures are committed.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
PASSWORD = "docflow"  # noqa: S105 - the demo's.
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


def main(url: str) -> None:
    """Take all pictures and write them, small, into docs/pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        take(browser, url)
        browser.close()
    overview()


def take(browser: Browser, url: str) -> None:
    """Visit each page as the one whose page it is."""
    clerk = seat(browser, url, "phuochn", DESK)
    clerk.goto(f"{url}/drafts")
    clerk.goto(url + first(clerk, "a[href$='/edit']"))
    shot(clerk, "editor")
    clerk.goto(f"{url}/tracking")
    clerk.goto(url + last(clerk, "a[href$='/tracking']:not([href='/tracking'])"))
    shot(clerk, "tracking")
    shot_at(seat(browser, url, "phogiamdoc", PHONE), f"{url}/review", "review-phone")
    shot_at(seat(browser, url, "vanthu", DESK), f"{url}/issue", "issue")
    shot_at(seat(browser, url, "vanthu", DESK), f"{url}/register", "register")
    unit = seat(browser, url, "benh-vien-nhi-thanh-hoa", PHONE)
    unit.goto(f"{url}/inbox")
    unit.goto(url + first(unit, "a[href*='/inbox/']"))
    shot(unit, "unit-phone")


def seat(browser: Browser, url: str, login: str, size: dict[str, int]) -> Page:
    """Return a page on which somebody has signed in."""
    page = browser.new_context(viewport=size, locale="vi-VN", reduced_motion="reduce").new_page()
    page.goto(f"{url}/sign-in")
    page.fill("[name=username]", login)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda at: "/sign-in" not in at)
    return page


def first(page: Page, selector: str) -> str:
    """Return where the first such link leads."""
    return page.locator(selector).first.get_attribute("href") or "/"


def last(page: Page, selector: str) -> str:
    """Return where the last such link leads."""
    return page.locator(selector).last.get_attribute("href") or "/"


def shot_at(page: Page, url: str, name: str) -> None:
    """Go there and take the picture."""
    page.goto(url)
    shot(page, name)


def shot(page: Page, name: str) -> None:
    """Write what is seen, in 256 colours: the pages have few, and a clone should stay small."""
    page.wait_for_load_state("networkidle")
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(256).save(FOLDER / f"{name}.png", optimize=True)


def overview() -> None:
    """Lay three pictures side by side for the top of the README."""
    height = 620
    many = [
        Image.open(FOLDER / f"{name}.png").convert("RGB")
        for name in ("editor", "review-phone", "tracking")
    ]
    scaled = [one.resize((round(one.width * height / one.height), height)) for one in many]
    gap = 16
    sheet = Image.new(
        "RGB", (sum(one.width for one in scaled) + gap * 4, height + 2 * gap), "#e9e6de"
    )
    at = gap
    for one in scaled:
        sheet.paste(one, (at, gap))
        at += one.width + gap
    sheet.quantize(256).save(FOLDER / "overview.png", optimize=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
