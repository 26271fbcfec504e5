"""Signing in and out: the same answer for all strangers, a delay after many tries, no way out of the site."""

from __future__ import annotations

import statistics
import time

import pytest
from argon2 import extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY
from sqlalchemy import select

from docflow.models import Person
from docflow.office import passwords
from docflow.web.views.account import local
from tests import people
from tests.conftest import csrf
from tests.quick import STRONG

ELSEWHERE = [
    lead + host
    for lead in ("//", "///", "/\\", "\\\\", "\\/", "/\\/", "/\t/", "/\n/", "/%09/", "/%2f", "/%5c", "%2f%2f",
                 "/.//", "/..//", "//%5c", "http:", "http:/", "http://", "https:", "https://", "HTTPS://", "ftp://",
                 "javascript:", "data:text/html,", " //", "\x00//", "/@", "/ /", "?//", "#//")
    for host in ("evil.example", "evil.example/a")
]  # fmt: skip


def try_(client, login: str, password: str, **more: str):
    token = csrf(client.get("/sign-in").text)
    return client.post(
        "/sign-in", data={"username": login, "password": password, "csrf_token": token} | more
    )


def test_an_official_signs_in_and_out(client):
    answer = try_(client, people.RECEIVER, people.PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/inbox")
    token = csrf(client.get("/inbox").text)
    assert client.post("/sign-out", data={"csrf_token": token}).status_code == 303
    assert client.get("/inbox").status_code == 302


def test_a_wrong_password_and_an_unknown_name_say_the_same(client):
    wrong, unknown = try_(client, people.DEPUTY, "sai"), try_(client, "khong-ai", "sai")
    assert wrong.status_code == unknown.status_code == 401
    for answer in (wrong, unknown):
        assert "Tên đăng nhập hoặc mật khẩu chưa đúng. Còn 9 lần thử." in answer.text
        assert "sai" not in answer.text.split('id="f-password"')[1][:200]


@pytest.fixture
def strong(monkeypatch):
    """Hash as in real life; the other tests do it quickly."""
    monkeypatch.setattr(passwords, "_HASHER", STRONG)
    passwords._nobody.cache_clear()
    yield
    passwords._nobody.cache_clear()


def test_a_password_is_hashed_as_strongly_as_the_standard_asks(strong):
    # RFC 9106, section 4: the second recommended option, for machines with less memory.
    told = extract_parameters(passwords.hashed(people.PASSWORD))
    least = RFC_9106_LOW_MEMORY
    assert told.type is least.type
    assert (told.time_cost, told.memory_cost) >= (least.time_cost, least.memory_cost)


def test_a_wrong_password_and_an_unknown_name_take_the_same_time(make_app, strong):
    app = make_app(DOCFLOW_SIGN_IN_RATE="1000 per minute")
    desk = app.extensions["docflow"].open_desk()
    with desk.work() as session:
        deputy = session.scalars(select(Person).where(Person.login == people.DEPUTY)).unique().one()
        deputy.password_hash = passwords.hashed(people.PASSWORD)
    desk.session.close()
    client = app.test_client()
    spent: dict[str, list[float]] = {people.DEPUTY: [], "khong-ai": []}
    for _ in range(12):
        for login, times in spent.items():
            token = csrf(client.get("/sign-in").text)
            began = time.perf_counter()
            client.post(
                "/sign-in", data={"username": login, "password": "sai", "csrf_token": token}
            )
            times.append(time.perf_counter() - began)
    known, unknown = (statistics.median(times) for times in spent.values())
    assert known / unknown == pytest.approx(1, abs=0.35)


def test_many_tries_are_delayed_for_this_account_from_here_and_for_nobody_else(make_app):
    app = make_app(DOCFLOW_SIGN_IN_RATE="3 per 15 minutes")
    here, elsewhere = app.test_client(), app.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "10.1.1.1"
    assert "Còn 2 lần thử" in try_(here, people.DEPUTY, "sai").text
    assert "Còn 1 lần thử" in try_(here, people.DEPUTY, "sai").text
    assert "Đã hết số lần thử" in try_(here, people.DEPUTY, "sai").text
    late = try_(here, people.DEPUTY, people.PASSWORD)
    assert late.status_code == 429
    assert "phút" in late.text
    # A stranger's tries do not shut the deputy out, nor others at the same address.
    assert try_(elsewhere, people.DEPUTY, people.PASSWORD).status_code == 303
    assert try_(here, people.RECEIVER, people.PASSWORD).status_code == 303


def test_one_address_cannot_try_all_accounts(make_app):
    client = make_app(DOCFLOW_SIGN_IN_RATE="2 per 15 minutes").test_client()
    found = [try_(client, f"ten-{number}", "sai").status_code for number in range(12)]
    assert found == [401] * 10 + [429] * 2


def test_the_session_is_fresh_after_signing_in(app, client):
    with client.session_transaction() as session:
        session["planted"] = "by a stranger"
    try_(client, people.DEPUTY, people.PASSWORD)
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["docflow_proved_at"]


def test_signing_in_goes_on_to_where_one_came_from(client):
    assert (
        try_(client, people.DEPUTY, people.PASSWORD, next="/register?year=2026").location
        == "/register?year=2026"
    )


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_never_leads_out_of_the_site(target):
    assert local(target) is None


def test_signing_in_ignores_a_way_out(client):
    answer = try_(client, people.RECEIVER, people.PASSWORD, next="//evil.example")
    assert answer.location == "/inbox"


def test_signing_in_needs_the_form_token(client):
    answer = client.post("/sign-in", data={"username": people.DEPUTY, "password": people.PASSWORD})
    assert answer.status_code == 400
