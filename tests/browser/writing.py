"""How a test writes in the rich editor, pastes into it, and reads what is stored."""

from __future__ import annotations

from typing import Any

from flask import Flask
from playwright.sync_api import Locator, Page, expect

from docflow.models import Dispatch
from docflow.papers import shape


def stored(app: Flask, key: int) -> list[dict[str, Any]]:
    """Return the blocks of a draft as they are stored now."""
    with app.test_request_context("/"):
        session = app.extensions["docflow"].desk().session
        session.rollback()
        blocks: list[dict[str, Any]] = session.get_one(Dispatch, key).content["body"]["content"]
        shape.check({"type": "doc", "schema": 1, "content": blocks})
        return blocks


def text(page: Page) -> Locator:
    """Return the body's text."""
    return page.locator("#rich-text")


def emptied(page: Page) -> Locator:
    """Take everything out and stand in the one empty line that is left."""
    text(page).focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    return text(page)


def saved(page: Page) -> None:
    """Wait until what was typed is stored."""
    expect(page.locator("[data-saved]").first).to_have_attribute("data-state", "saved")


def said(block: dict[str, Any]) -> str:
    """Return a block's label and words."""
    return block["attrs"].get("label", "") + "|" + "".join(map(words, block.get("content", [])))


def words(node: dict[str, Any]) -> str:
    """Return the words of a node."""
    return node.get("text") or "".join(map(words, node.get("content", [])))


def paste(page: Page, html: str = "", plain: str = "", *, pictures: int = 0) -> None:
    """Hand the editor a paste event that carries what a clipboard would."""
    text(page).evaluate(
        """(element, [html, plain, pictures]) => {
            const carried = new DataTransfer();
            if (html) carried.setData('text/html', html);
            if (plain) carried.setData('text/plain', plain);
            for (let n = 0; n < pictures; n += 1) carried.items.add(new File(['x'], `${n}.png`, {type: 'image/png'}));
            element.dispatchEvent(new ClipboardEvent('paste', {clipboardData: carried, bubbles: true, cancelable: true}));
        }""",
        [html, plain, pictures],
    )
