"""The page behind a personal link: no account, no cookie, nothing done by looking."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

import pytest
from sqlalchemy import select

from docflow.models import Delivery, Link, Recipient, Unit
from docflow.office import links
from docflow.rules.lifecycle import State
from tests import letters, people
from tests.conftest import csrf


@pytest.fixture
def clinic(desk, issued) -> Recipient:
    """The clinic's row of the issued letter."""
    rows = (
        select(Recipient).join(Unit, Unit.id == Recipient.unit_id).where(Unit.code == people.CLINIC)
    )
    return desk.session.scalars(rows).one()


@pytest.fixture
def token(desk, clinic) -> str:
    """A token of the clinic's link."""
    with desk.work():
        return links.mint(desk, clinic, None)


@pytest.fixture
def blocked(app):
    """A browser that keeps no cookies."""
    return app.test_client(use_cookies=False)


def fresh(desk, row) -> Recipient:
    desk.session.rollback()
    return desk.session.get_one(Recipient, row.id)


def test_the_link_works_without_cookies_from_opening_to_receipt(desk, clinic, token, blocked):
    page = blocked.get(f"/l/{token}")
    assert page.status_code == 200
    assert "Set-Cookie" not in page.headers
    sent = {"csrf_token": csrf(page.text), "name": "Người phụ trách", "post": "Phụ trách"}
    answer = blocked.post(f"/l/{token}/acknowledgment", data=sent, headers={"Origin": "null"})
    assert answer.status_code == 303
    page = blocked.get(f"/l/{token}").text
    assert "Đã xác nhận nhận văn bản" in page
    fields = clinic.dispatch.content["obligations"][0]["form"]["fields"]
    answers = {
        field["name"]: value for field, value in zip(fields, ("12", "9", "8", "30"), strict=True)
    }
    answers |= {
        "as_of": "23/11/2026",
        "prepared_by": "Người phụ trách",
        "approved_by": "Người phụ trách",
    }
    answer = blocked.post(f"/l/{token}/reports", data=answers | {"csrf_token": csrf(page)})
    assert answer.status_code == 303
    assert "BC-" in blocked.get(answer.location).text
    assert fresh(desk, clinic).standing == "reported"


def test_looking_is_not_answering(desk, clinic, token, blocked):
    for method in ("GET", "HEAD", "OPTIONS"):
        for what in ("", "/acknowledgment", "/reports", "/seen", "/receipt", "/paper.pdf"):
            blocked.open(f"/l/{token}{what}", method=method)
    page = blocked.get(f"/l/{token}").text
    # A robot that presses the button with what stands in the form, and one that knows no token.
    blocked.post(
        f"/l/{token}/acknowledgment", data={"csrf_token": csrf(page), "name": "", "post": ""}
    )
    blocked.post(f"/l/{token}/acknowledgment", data={"name": "Robot", "post": "Robot"})
    now = fresh(desk, clinic)
    assert (now.seen_at, now.acknowledged_at, now.reported_at) == (None, None, None)


def test_the_form_token_of_another_link_is_refused(desk, clinic, token, blocked):
    with desk.work():
        other = links.mint(desk, clinic, None)
    foreign = csrf(blocked.get(f"/l/{other}").text)
    sent = {"csrf_token": foreign, "name": "Ai đó", "post": "Ai đó"}
    assert blocked.post(f"/l/{token}/acknowledgment", data=sent).status_code == 400
    sent["csrf_token"] = csrf(blocked.get(f"/l/{token}").text)
    evil = {"Origin": "https://evil.example"}
    assert blocked.post(f"/l/{token}/acknowledgment", data=sent, headers=evil).status_code == 400
    assert fresh(desk, clinic).acknowledged_at is None


def test_unknown_revoked_and_closed_links_are_one_same_page_without_the_token(
    desk, clinic, token, blocked, issued
):
    unknown = blocked.get(f"/l/{'x' * 43}")
    desk.session.scalars(select(Link)).one().revoked_at = desk.now()
    desk.session.commit()
    revoked = blocked.get(f"/l/{token}")
    assert unknown.status_code == revoked.status_code == 404
    assert unknown.data == revoked.data
    assert token not in revoked.text
    assert "Gửi lại đường dẫn cho đơn vị" in revoked.text
    for odd in ("a", "%00", "..%2f..", "x" * 4000, token[:-1], token + "A"):
        assert blocked.get(f"/l/{odd}").status_code == 404


def test_the_page_is_not_kept_not_indexed_and_tells_no_referrer(token, blocked):
    for answer in (blocked.get(f"/l/{token}"), blocked.get("/l/unknown")):
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert '<meta name="referrer" content="no-referrer">' in answer.text


def test_renewal_answers_the_same_and_mails_only_the_address_on_file(desk, clinic, token, blocked):
    letters.send(desk, clinic)
    form = csrf(blocked.get("/l/unknown").text)
    known = blocked.post(f"/l/{token}/renewal", data={"csrf_token": form})
    unknown = blocked.post("/l/unknown", data={"csrf_token": form})
    assert known.status_code == unknown.status_code == 200
    assert known.data == unknown.data
    # What was read before would hide what the page has written since.
    desk.session.rollback()
    fresh_one = desk.session.scalars(
        select(Delivery).where(Delivery.recipient_id == clinic.id, Delivery.round == 2)
    ).one()
    assert fresh_one.address == clinic.unit.email
    assert blocked.get(f"/l/{token}").status_code == 404


def test_renewals_are_counted(make_app):
    client = make_app(DOCFLOW_LINK_RATE="2 per hour").test_client()
    form = csrf(client.get("/l/unknown").text)
    found = [client.post("/l/unknown", data={"csrf_token": form}).status_code for _ in range(3)]
    assert found == [200, 200, 429]


def test_a_unit_asks_for_its_links_anew_and_a_stranger_learns_nothing(desk, clinic, client):
    letters.send(desk, clinic)

    def ask(typed: str):
        token = csrf(client.get("/link-request").text)
        return client.post("/link-request", data={"unit": typed, "csrf_token": token}).text

    def rounds() -> int:
        desk.session.rollback()
        return len(desk.session.scalars(select(Delivery).where(Delivery.round == 2)).all())

    strange = ask("khong-co-don-vi-nay")
    assert rounds() == 0
    assert "Đã ghi nhận yêu cầu" in strange
    assert "Đã ghi nhận yêu cầu" in ask(people.CLINIC)
    assert rounds() == 1
    assert "Đã ghi nhận yêu cầu" in ask(people.UNREACHABLE)
    assert rounds() == 1


def test_a_recalled_dispatch_opens_no_link(desk, clinic, token, blocked):
    page = blocked.get(f"/l/{token}").text
    desk.session.get_one(Recipient, clinic.id).dispatch.state = State.RECALLED
    desk.session.commit()
    assert blocked.get(f"/l/{token}").status_code == 404
    sent = {"csrf_token": csrf(page), "name": "Ai đó", "post": "Ai đó"}
    assert blocked.post(f"/l/{token}/acknowledgment", data=sent).status_code == 404


def test_the_letter_names_task_and_date_and_asks_nothing_of_those_who_owe_nothing(
    desk, app, issued
):
    units = select(Recipient).join(Unit, Unit.id == Recipient.unit_id)
    wanted = units.where(Unit.code.in_([people.RECEIVER, "uy-ban-nhan-dan-tinh-thanh-hoa"]))
    assert letters.send(desk, *desk.session.scalars(wanted)) == 4
    sent = {}
    for file in (Path(app.instance_path) / "outbox").rglob("*.eml"):
        letter = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        sent[str(letter["To"])] = letter
    owing = next(one for to, one in sent.items() if people.RECEIVER in to)
    text = owing.get_body(("plain",)).get_content()
    assert owing["Subject"].startswith(f"Công văn {issued.code}: hướng dẫn cài đặt")
    assert owing["Subject"].endswith("…, báo cáo chậm nhất 08/12")
    assert "1. Xác nhận đã nhận văn bản;" in text
    assert "2. Báo cáo kết quả (4 số liệu), chậm nhất ngày" in text
    assert text.count("http") == 1
    superior = next(one for to, one in sent.items() if "uy-ban-nhan-dan-tinh" in to)
    told = superior.get_body(("plain",)).get_content()
    assert "Đề nghị đơn vị" not in told
    assert "báo cáo" not in superior["Subject"]
