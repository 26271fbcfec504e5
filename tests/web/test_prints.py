"""A long letter is printed by a worker, never in a request; a page tells how far it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from docflow.models import Dispatch, Print, Progress, Task
from docflow.office import approval, drafting, printing, prints, worker
from docflow.office.drafting import Edit
from docflow.papers.blocks import from_markup
from docflow.papers.press import Press
from docflow.rules.lifecycle import State
from docflow.rules.refusals import Refused, Unreachable
from tests.conftest import csrf

ROWS = "| TT | Đơn vị |\n| --- | --- |\n" + "".join(
    f"| {place} | Trạm y tế xã số {place} |\n" for place in range(1, 61)
)


@pytest.fixture(autouse=True)
def soon_long(monkeypatch):
    """Let forty rows be long, so that the prints of these tests are soon made."""
    monkeypatch.setattr(prints, "MOST_AT_ONCE", 40)


@pytest.fixture
def long_draft(desk, draft, person):
    body = f"Báo cáo về Sở Y tế chậm nhất {{due_on}}.\n\n{ROWS}\n\nNhư trên./."
    return drafting.save(
        desk, draft, Edit(body=body), seen=draft.version, by=person("phuochn"), keep=True
    )


class Forbidden:
    """A press that no request may use."""

    def print(self, *_args, **_options):
        raise AssertionError("a long letter was printed in a request")


def row_of(desk, draft) -> Print:
    desk.session.rollback()
    return desk.session.scalars(select(Print).where(Print.dispatch_id == draft.id)).one()


def test_a_long_letter_is_asked_for_printed_by_the_worker_and_then_opened(
    as_, app, desk, long_draft, monkeypatch
):
    client, url = as_("phuochn"), f"/dispatches/{long_draft.id}"
    state = app.extensions["docflow"]
    monkeypatch.setattr(state, "press", Forbidden())
    waiting = client.get(f"{url}/paper.pdf")
    assert (waiting.status_code, waiting.mimetype) == (202, "text/html")
    assert "In bản xem" in waiting.text
    assert desk.session.scalar(select(Print)) is None
    asked = client.post(f"{url}/print", data={"csrf_token": csrf(waiting.text)})
    assert (asked.status_code, asked.location) == (303, f"{url}/paper.pdf")
    assert "Đang chờ in" in client.get(f"{url}/paper.pdf").text
    assert row_of(desk, long_draft).progress is Progress.WAITING
    assert worker.work_off(desk) == 1
    done = row_of(desk, long_draft)
    assert (done.progress, done.page >= 3) == (Progress.DONE, True)
    told = client.get(f"{url}/print")
    assert f"Văn bản dài {done.page} trang." in told.text
    assert (
        client.get(f"{url}/print", headers={"If-None-Match": told.headers["ETag"]}).status_code
        == 304
    )
    pdf = client.get(f"{url}/paper.pdf")
    assert (pdf.mimetype, pdf.data) == ("application/pdf", desk.storage.get(done.printed_sha256))


def test_an_edited_letter_is_printed_anew_and_the_old_print_thrown_away(
    as_, desk, long_draft, person
):
    client, url = as_("phuochn"), f"/dispatches/{long_draft.id}"
    prints.ask(desk, long_draft, by=person("phuochn"))
    worker.work_off(desk)
    old = row_of(desk, long_draft).printed_sha256
    draft = desk.session.get_one(Dispatch, long_draft.id)
    edit = Edit(subject="một trích yếu khác hẳn")
    draft = drafting.save(desk, draft, edit, seen=draft.version, by=person("phuochn"))
    page = client.get(f"{url}/paper.pdf")
    assert page.status_code == 202
    assert "Nội dung đã sửa sau lần in trước." in page.text
    with pytest.raises(Refused, match=r"print\.waits"):
        printing.pdf_of(desk, draft)
    prints.ask(desk, draft, by=person("phuochn"))
    worker.work_off(desk)
    new = row_of(desk, draft).printed_sha256
    assert new != old
    assert desk.storage.has(new)
    assert not desk.storage.has(old)


def test_asking_twice_prints_once(desk, long_draft, person):
    for _ in range(2):
        prints.ask(desk, long_draft, by=person("phuochn"))
    assert worker.work_off(desk) == 1
    prints.ask(desk, desk.session.get_one(Dispatch, long_draft.id), by=person("phuochn"))
    assert worker.work_off(desk) == 0


def test_rows_blocks_and_letters_make_a_text_long(monkeypatch):
    monkeypatch.undo()
    short = {"body": from_markup(ROWS), "annexes": []}
    assert not prints.is_long(short)
    assert prints.is_long(short | {"annexes": [short, short]})
    assert prints.is_long({"body": from_markup("Một câu. " * 9_000)})


def test_a_short_letter_is_printed_at_once(as_, draft):
    assert as_("phuochn").get(f"/dispatches/{draft.id}/paper.pdf").mimetype == "application/pdf"


def test_a_print_that_cannot_be_made_says_so(as_, desk, long_draft, person):
    class Broken:
        def print(self, *_args, **_options):
            raise Unreachable("render.memory")

    prints.ask(desk, long_draft, by=person("phuochn"))
    worker.work_off(replace(desk, press=Broken()))
    assert row_of(desk, long_draft).outcome == "render.memory"
    page = as_("phuochn").get(f"/dispatches/{long_draft.id}/paper.pdf")
    assert page.status_code == 202
    assert "Chưa in được văn bản này." in page.text


def test_the_signer_sees_which_page_is_being_printed(as_, desk, long_draft, person, monkeypatch):
    author, deputy = person("phuochn"), person("phogiamdoc")
    row = approval.submit(desk, long_draft, seen=long_draft.version, by=author)
    approval.approve(desk, row, version=row.version, sha256=row.content_sha256, by=deputy)
    monkeypatch.setattr(prints, "_PAUSE", 0.0)
    seen: list[str] = []
    tell = prints._tell

    def listen(desk, key, page):
        tell(desk, key, page)
        if page == 2:
            seen.append(as_("phogiamdoc").get(f"/dispatches/{key}").text)

    monkeypatch.setattr(prints, "_tell", listen)
    worker.work_off(desk)
    assert "Đang in trang 2 …" in seen[0]
    desk.session.rollback()
    assert desk.session.get_one(Dispatch, row.id).state is State.SIGNED
    assert "Đang in trang" not in as_("phogiamdoc").get(f"/dispatches/{row.id}").text


def test_a_worker_that_tells_of_pages_keeps_its_claim(desk, long_draft, person):
    row = approval.submit(desk, long_draft, seen=long_draft.version, by=person("phuochn"))
    approval.approve(
        desk, row, version=row.version, sha256=row.content_sha256, by=person("phogiamdoc")
    )
    approval.close_due(desk)
    claim = worker.take(desk, Task, lease=timedelta(seconds=5))
    before = desk.session.get_one(Task, claim.key).leased_until
    prints._tell(desk, row.id, 7)
    desk.session.rollback()
    assert desk.session.get_one(Task, claim.key).leased_until > before


def test_the_press_tells_of_every_page_in_order(press: Press):
    html = '<html lang="vi"><title>x</title><style>p{break-after:page}</style>' + "<p>x</p>" * 5
    pages: list[int] = []
    assert press.print(html, seconds=30, on_page=pages.append).pages == 5
    assert pages == [1, 2, 3, 4, 5]

    def deaf(_page: int) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        press.print(html, seconds=30, on_page=deaf)
    assert press.print(html, seconds=30).pages == 5
