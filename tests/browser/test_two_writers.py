"""Two people, and one person in two windows, write into one draft: no word is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from docflow.models import Dispatch, Revision
from tests import people

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def office(open_stage):
    """A staged department of this module's own."""
    return open_stage()


def body_of(content):
    return [
        "".join(one.get("text", "") for one in block["content"])
        for block in content["body"]["content"]
    ]


def test_both_write_both_save_and_the_choice_is_exact(office, visitor):
    url, stage, app = office
    key = stage.keys["draft"]
    clerk, head = visitor(url), visitor(url)
    clerk.sign_in(people.DRAFTER)
    head.sign_in(people.HEAD_OF_ROOM)
    first = clerk.open(f"/dispatches/{key}/edit")
    with first.expect_response("**/holding"):
        first.evaluate("window.dispatchEvent(new Event('focus'))")
    second = head.open(f"/dispatches/{key}/edit")
    held = second.locator("#held")
    expect(held).to_contain_text("Chuyên viên đang sửa bản này")
    # The second takes it over, and the first is told.
    held.get_by_role("button", name="Tôi nhận sửa bản này").click()
    expect(held).to_be_empty()
    with first.expect_response("**/holding"):
        first.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(first.locator("#held")).to_contain_text("đã nhận sửa bản này lúc")
    expect(first.locator("#held")).to_contain_text("Trưởng phòng")
    # Both write from the same version, in the plain text.
    for page in (first, second):
        page.locator("[data-rich-switch]").click()
    was = first.input_value("[name=body]").split("\n\n")
    theirs = [was[0] + " Việc này gấp.", *was[1:], "Đoạn của trưởng phòng."]
    with second.expect_response("**/draft"):
        second.fill("[name=body]", "\n\n".join(theirs))
    mine = [was[0] + " Làm ngay trong tuần.", *was[1:]]
    first.fill("[name=subject]", "trích yếu của chuyên viên")
    first.fill("[name=body]", "\n\n".join(mine))
    expect(first.locator("[data-conflict]")).to_be_visible()
    with first.expect_navigation(url="**/merge/*"):
        first.locator("[data-conflict]").click()
    expect(first.locator("ins", has_text="Làm ngay trong tuần")).to_be_visible()
    expect(first.locator("del", has_text="Việc này gấp")).to_be_visible()
    # The subject of the one, both first paragraphs, and the paragraph that only the other has.
    first.locator("input[name='part.subject'][value=mine]").check()
    first.locator("input[name^='block.'][value=both]").check()
    with first.expect_navigation(url="**/edit"):
        first.get_by_role("button", name="Lưu bản đã gộp").click()
    merged = first.input_value("[name=body]").split("\n\n")
    assert merged == [mine[0], theirs[0], *was[1:], "Đoạn của trưởng phòng."]
    assert first.input_value("[name=subject]") == "trích yếu của chuyên viên"
    with app.test_request_context("/"):
        session = app.extensions["docflow"].desk().session
        assert session.get_one(Dispatch, key).subject == "trích yếu của chuyên viên"
        rows = session.scalars(select(Revision).where(Revision.dispatch_id == key)).all()
        kept = {one.reason: body_of(one.content) for one in rows}
        assert kept["aside"][0].endswith("Làm ngay trong tuần.")
        assert any(lines[0].endswith("Việc này gấp.") for lines in kept.values())
    assert [one for one in clerk.complaints if "409" not in one] == []
    assert head.complaints == []


def test_one_person_in_two_windows_is_told_and_closing_one_ends_it(office, visitor):
    url, stage, _app = office
    clerk = visitor(url)
    clerk.sign_in(people.DRAFTER)
    path = f"/dispatches/{stage.keys['returned']}/edit"
    with clerk.page.expect_response("**/holding"):
        first = clerk.open(path)
    second = first.context.new_page()
    second.goto(url + path)
    held = second.locator("#held")
    expect(held).to_contain_text("Anh chị đang mở bản này ở một cửa sổ khác.")
    first.goto(url + "/drafts")
    # The word that the first window is closed may come a moment after the page that follows it.
    for _ask in range(40):
        with second.expect_response("**/holding"):
            second.evaluate("window.dispatchEvent(new Event('focus'))")
        if not held.inner_text():
            break
    expect(held).to_be_empty()


def test_what_was_typed_before_a_crash_comes_back_where_another_took_the_place_out(office, visitor):
    url, stage, _app = office
    place = f"/dispatches/{stage.keys['issuing']}/edit"
    clerk, head = visitor(url), visitor(url)
    clerk.sign_in(people.DRAFTER)
    head.sign_in(people.HEAD_OF_ROOM)
    page = clerk.open(place)
    # The network is away, and the page is gone before it is back.
    page.route("**/draft", lambda route: route.abort())
    line = page.locator("[name^='lines.c']").last
    name = line.get_attribute("name")
    line.fill("Dòng gõ khi mất mạng")
    page.locator("#annex-x2 summary").click()
    page.locator("#annex-x2-rich-text").fill("Chữ gõ khi mất mạng.")
    expect(page.locator("[data-saved]").first).to_have_attribute("data-state", "lost")
    page.goto("about:blank")
    page.unroute("**/draft")
    other = head.open(place)
    other.locator("#annex-x2 summary").click()
    other.locator("button[value='drop:x2']").click()
    with other.expect_navigation():
        other.get_by_role("button", name="Tiếp tục").click()
    with other.expect_navigation():
        other.locator(f"button[name=drop][value='{name.removeprefix('lines.')}']").click()
    page.goto(url + place)
    expect(page.locator("[data-conflict]")).to_be_visible()
    with page.expect_navigation(url="**/merge/*"):
        page.locator("[data-conflict]").click()
    expect(page.locator(".two-sides")).to_contain_text("Chữ gõ khi mất mạng.")
    expect(page.locator(".two-sides")).to_contain_text("Dòng gõ khi mất mạng")


def test_keys_lead_from_change_to_change(office, visitor):
    url, stage, _app = office
    deputy = visitor(url)
    deputy.sign_in(people.DEPUTY)
    page = deputy.open(f"/dispatches/{stage.keys['again']}/comparison?a=1&view=side&only=1")
    many = page.locator("[data-change]").count()
    assert many >= 1
    for place in (*range(many), 0):
        page.keyboard.press("j")
        seen = page.evaluate(
            "[...document.querySelectorAll('[data-change]')].indexOf(document.activeElement)"
        )
        assert seen == place
