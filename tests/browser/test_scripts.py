"""What the scripts add to the pages: saving while one types, undoing, counting, remembering."""

from __future__ import annotations

import re
import time
import urllib.request

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from docflow.models import Dispatch, Event, Person, Recipient
from docflow.office import approval, drafting
from tests import people
from tests.browser.stage import TEMPLATE

pytestmark = pytest.mark.browser
#: Typed with marks of their own (NFD), as some machines paste it.
_APART = "Hu\u031bo\u031b\u0301ng da\u0302\u0303n ye\u0302u ca\u0302\u0300u"
_TOGETHER = "Hướng dẫn yêu cầu"


@pytest.fixture(scope="module")
def office(open_stage):
    """A staged department of this module's own, with the undo window of real life."""
    return open_stage(DOCFLOW_UNDO_SECONDS=3)


@pytest.fixture
def seat(office, visitor):
    """Seat somebody of the cast before a page."""

    def sit(login: str, path: str, **more) -> Page:
        url, stage, _app = office
        guest = visitor(url, **more)
        if login:
            guest.sign_in(login)
        return guest.open(path.format(**{**stage.keys, **stage.rows, **stage.tokens}))

    return sit


@pytest.fixture
def kept(office):
    """Return a row of the database as it is now."""

    def look(model, key: int):
        with office[2].test_request_context("/"):
            session = office[2].extensions["docflow"].desk().session
            row = session.get_one(model, key)
            session.refresh(row)
            session.expunge(row)
            return row

    return look


def state_of_saving(page: Page, state: str) -> None:
    expect(page.locator("[data-saved]").first).to_have_attribute("data-state", state)


def _never_left(route: Route) -> None:
    if "leave" in str(route.request.post_data):
        route.abort()
    else:
        route.continue_()


def type_subject(page: Page, text: str) -> None:
    page.locator("[name=subject]").fill(text)


class TestTheEditor:
    """The draft's form."""

    def test_what_is_typed_stands_on_the_sheet_at_once_and_is_saved(self, seat, office, kept):
        page = seat(people.DRAFTER, "/dispatches/{draft}/edit")
        type_subject(page, "hướng dẫn dùng sổ sức khỏe")
        part = page.locator(".paper [data-part=subject]")
        assert part.inner_text() == "V/v hướng dẫn dùng sổ sức khỏe"
        state_of_saving(page, "saving")
        with page.expect_response("**/preview"):
            state_of_saving(page, "saved")
        assert kept(Dispatch, office[1].keys["draft"]).subject == "hướng dẫn dùng sổ sức khỏe"

    def test_the_exact_sheet_comes_after_a_pause(self, seat):
        page = seat(people.DRAFTER, "/dispatches/{draft}/edit")
        page.locator("[data-rich-switch]").click()
        body = page.locator("[name=body]")
        expect(body).to_be_focused()
        with page.expect_response("**/preview"):
            body.fill(body.input_value() + "\n\nĐoạn **đậm** mới viết.")
        expect(page.locator(".paper [data-part=body] strong")).to_have_text("đậm")

    def test_without_a_network_it_waits_and_saves_when_it_comes_back(self, seat, office, kept):
        page = seat(people.DRAFTER, "/dispatches/{draft}/edit")
        page.context.set_offline(True)
        type_subject(page, "viết khi mất mạng")
        state_of_saving(page, "lost")
        page.context.set_offline(False)
        state_of_saving(page, "saved")
        assert kept(Dispatch, office[1].keys["draft"]).subject == "viết khi mất mạng"

    def test_an_ended_session_is_told_and_after_signing_in_the_words_are_there(
        self, seat, office, kept
    ):
        page = seat(people.DRAFTER, "/dispatches/{draft}/edit")
        # An answer that is still on its way would bring the session back.
        page.wait_for_load_state("networkidle")
        page.context.clear_cookies()
        page.fill("[name=subject]", "trích yếu gõ khi phiên đã hết")
        expect(page.locator("[data-saved]").first).to_contain_text("Phiên làm việc đã hết")
        again = page.get_by_role("link", name="Đăng nhập lại")
        # Pressed all the same, the form takes nothing along and the way on is shown.
        page.locator(".ws-h [name=keep]:not([data-conflict])").click()
        expect(again).to_be_focused()
        with page.expect_navigation(url="**/sign-in**"):
            again.click()
        page.fill("[name=username]", people.DRAFTER)
        page.fill("[name=password]", people.PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/edit")
        state_of_saving(page, "saved")
        draft = kept(Dispatch, office[1].keys["draft"])
        assert draft.subject == "trích yếu gõ khi phiên đã hết"

    def test_a_form_sent_while_words_are_unsaved_takes_them_along(self, seat, office, kept):
        page = seat(people.DRAFTER, "/dispatches/{draft}/edit")
        page.context.set_offline(True)
        page.fill("[name=subject]", "trích yếu gõ khi mất mạng")
        page.locator(".ws-h [name=keep]:not([data-conflict])").click()
        state_of_saving(page, "lost")
        assert page.url.endswith("/edit")
        page.context.set_offline(False)
        state_of_saving(page, "saved")
        page.fill("[name=subject]", "trích yếu gõ rồi bấm lưu ngay")
        with page.expect_navigation():
            page.locator(".ws-h [name=keep]:not([data-conflict])").click()
        draft = kept(Dispatch, office[1].keys["draft"])
        assert draft.subject == "trích yếu gõ rồi bấm lưu ngay"

    def test_a_page_loaded_anew_is_not_told_of_itself(self, seat):
        page = seat(people.DRAFTER, "/dispatches/{returned}/edit")
        # The word that a page was left may never arrive.
        page.route("**/holding", _never_left)
        for _time in range(2):
            with page.expect_response("**/holding") as told:
                page.reload()
            assert told.value.ok
            expect(page.locator("#held")).to_be_empty()

    def test_two_windows_are_told_of_their_conflict(self, seat):
        first = seat(people.DRAFTER, "/dispatches/{draft}/edit")
        second = seat(people.DRAFTER, "/dispatches/{draft}/edit")
        type_subject(first, "bản của cửa sổ thứ nhất")
        state_of_saving(first, "saved")
        type_subject(second, "bản của cửa sổ thứ hai")
        state_of_saving(second, "conflict")
        assert second.locator("[data-conflict]").is_visible()
        assert second.locator("[name=subject]").input_value() == "bản của cửa sổ thứ hai"

    def test_typed_text_comes_back_after_a_crash(self, seat):
        page = seat(people.DRAFTER, "/dispatches/{draft}/edit")
        page.route("**/draft", lambda route: route.abort())
        type_subject(page, "gõ ngay trước khi máy tắt")
        state_of_saving(page, "lost")
        page.reload()
        assert page.locator("[name=subject]").input_value() == "gõ ngay trước khi máy tắt"

    def test_vietnamese_pasted_apart_is_kept_together(self, seat, office, kept):
        page = seat(people.DRAFTER, "/dispatches/{draft}/edit")
        page.locator("[name=subject]").fill("")
        page.keyboard.insert_text(_APART)
        state_of_saving(page, "saved")
        assert kept(Dispatch, office[1].keys["draft"]).subject == _TOGETHER

    def test_an_input_method_composes_in_the_text(self, seat):
        page = seat(people.DRAFTER, "/dispatches/{draft}/edit")
        page.locator("[data-rich-switch]").click()
        body = page.locator("[name=body]")
        expect(body).to_be_focused()
        body.fill("")
        body.focus()
        keys = page.context.new_cdp_session(page)
        for text in ("d", "da", "dan", "dân", "dẫn"):
            keys.send(
                "Input.imeSetComposition",
                {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
            )
        with page.expect_response("**/preview"):
            keys.send("Input.insertText", {"text": "dẫn"})
        assert body.input_value() == "dẫn"
        expect(page.locator(".paper [data-part=body] p")).to_have_text("dẫn")

    def test_a_repair_leaves_the_page_where_it_was(self, seat):
        page = seat(people.DRAFTER, "/dispatches/{draft}/edit")
        panes = (
            "() => ['pane-write', 'pane-sheet'].map(id => document.getElementById(id).scrollTop)"
        )
        page.evaluate("""() => ['pane-write', 'pane-sheet'].forEach(
            id => { document.getElementById(id).scrollTop = 100; })""")
        assert page.evaluate(panes) == [100, 100]
        with page.expect_navigation():
            page.locator("[name=repair]").first.click()
        # The page forbids evaluating strings, so waiting is done here and not in the browser.
        patience = time.monotonic() + 10
        while page.evaluate(panes) != [100, 100] and time.monotonic() < patience:
            page.wait_for_timeout(50)
        assert page.evaluate(panes) == [100, 100]


class TestTheSigner:
    """One tap, its window, and the way back."""

    def test_the_toast_counts_down_and_undoing_leaves_nothing_signed(self, seat, office, kept):
        page = seat(people.DEPUTY, "/dispatches/{waiting}/review")
        page.locator("form.sign button").click()
        toast = page.locator("[data-undo]")
        expect(toast).to_contain_text(re.compile(r"Ký sau [123] giây"))
        toast.locator("button").first.click()
        expect(page.locator("#toasts")).to_contain_text("Đã hoàn tác")
        row = kept(Dispatch, office[1].keys["waiting"])
        assert (row.state, row.number) == ("submitted", None)

    def test_the_outcome_is_told_when_the_window_closes(self, make_app, serve, visitor, letter):
        app = make_app(real_clock=True, DOCFLOW_UNDO_SECONDS=1)
        key = letter(app)
        deputy = visitor(serve(app))
        deputy.sign_in(people.DEPUTY)
        page = deputy.open(f"/dispatches/{key}/review")
        # A second tap while the first is on its way changes nothing.
        page.locator("form.sign button").dblclick()
        expect(page.locator("#toasts")).to_contain_text("Đã ký, số 01/SYT-NVY", timeout=30_000)
        with app.test_request_context("/"):
            verbs = list(app.extensions["docflow"].desk().session.scalars(select(Event.verb)))
        assert verbs.count("approved") == 1


@pytest.fixture
def letter():
    """Submit the seed's letter in an application that runs by the real clock; return its key."""

    def write(app) -> int:
        with app.test_request_context("/"):
            desk = app.extensions["docflow"].desk()
            template = desk.catalogue.get(TEMPLATE)
            answers = template.sample | {"due_on": drafting.expected_due_date(desk).isoformat()}
            wanted = select(Person).where(Person.login == people.DRAFTER)
            author = desk.session.scalars(wanted).unique().one()
            draft = drafting.draft(desk, template.code, answers, by=author)
            return approval.submit(desk, draft, seen=draft.version, by=author).id

    return write


class TestTheUnit:
    """The page that a unit opens."""

    def test_looking_for_two_seconds_is_seeing_and_a_get_is_not(self, seat, office, kept):
        url, stage, _app = office
        row = stage.rows["link"]
        urllib.request.urlopen(f"{url}/l/{stage.tokens['link']}").read()
        assert kept(Recipient, row).seen_at is None
        page = seat("", "/l/{link}")
        with page.expect_response("**/seen") as answer:
            began = time.monotonic()
        assert time.monotonic() - began > 1
        assert answer.value.status == 204
        assert kept(Recipient, row).seen_at is not None

    def test_a_figure_is_read_as_people_write_it_and_its_rate_is_told(self, seat):
        page = seat("", "/l/{link_noted}")
        page.fill("[name=people]", "1680")
        page.press("[name=people]", "Tab")
        assert page.input_value("[name=people]") == "1.680"
        page.fill("[name=bluezone]", "840")
        expect(page.locator("[data-rate-out=f-bluezone]")).to_contain_text("50")
        page.fill("[name=bluezone]", "16800")
        expect(page.locator("[data-rate-out=f-bluezone]")).to_contain_text("1.680")

    def test_figures_typed_stay_after_a_reload(self, seat):
        page = seat("", "/l/{link_noted}")
        page.fill("[name=people]", "77")
        page.reload()
        assert page.input_value("[name=people]") == "77"


class TestFollowing:
    """The tracking page."""

    def test_the_head_is_asked_for_anew_and_not_sent_again(self, seat):
        page = seat(people.DRAFTER, "/dispatches/{issued}/tracking")
        page.clock.install()
        page.reload()
        with page.expect_response("**/tracking/head*") as answer:
            page.clock.run_for(16_000)
        assert answer.value.status == 304
        expect(page.locator("#h-td")).to_contain_text("đơn vị đã báo cáo")

    def test_telephone_numbers_are_copied(self, seat):
        page = seat(people.DRAFTER, "/dispatches/{issued}/tracking")
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.locator("#recipients [data-copy]").first.click()
        expect(page.locator("#live")).to_contain_text("chép")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert re.match(r".+\t[\d ]{8,}", copied)

    def test_a_question_comes_before_a_link_is_replaced(self, seat):
        page = seat(people.DRAFTER, "/dispatches/{issued}/tracking")
        form = page.locator("form[data-confirm]").first
        form.locator("button").click()
        assert page.locator("#confirm").is_visible()
        page.locator("#confirm [data-close]").first.click()
        assert not page.locator("#confirm").is_visible()
        form.locator("button").click()
        page.locator("[data-confirm-yes]").click()
        expect(page.locator("#toasts")).to_contain_text("Đã gửi đường dẫn mới")


def test_the_chosen_theme_is_remembered(seat):
    page = seat(people.DRAFTER, "/")
    page.locator("summary.me").click()
    page.locator("[data-theme-set=dark]").click()
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_a_form_is_sent_once_however_often_it_is_pressed(seat):
    page = seat(people.DRAFTER, f"/drafts/new/{TEMPLATE}")
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    with page.expect_navigation():
        page.evaluate("""() => { const form = document.querySelector('main form');
            for (let n = 0; n < 3; n += 1) form.requestSubmit(); }""")
    assert len(sent) == 1
