"""Keys: what they open, when they end, and that their text is nowhere."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from docflow.office import tokens
from docflow.rules.refusals import Refused
from tests import people


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Basic eDp5", "Bearer no", "Bearer \udcff"]
)
def test_without_a_living_token_nothing_opens(client, header):
    answer = client.get(
        "/api/v1/me",
        headers={}
        if header is None
        else {"Authorization": header.encode("utf-8", "replace").decode("latin-1")},
    )
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="docflow"')


def test_a_session_cookie_opens_nothing(app, person):
    client = app.test_client()
    key = person(people.DRAFTER)
    with client.session_transaction() as session:
        session["_user_id"] = f"{key.id}.{key.session_epoch}"
        session["_fresh"] = True
    assert client.get("/api/v1/me").status_code == 401
    assert client.post("/api/v1/dispatches", json={}).status_code == 401


def test_a_token_ends(app, client, token, clock):
    bearer = {"Authorization": f"Bearer {token(people.DRAFTER, days=2)}"}
    clock.forward(days=1, hours=23)
    assert client.get("/api/v1/me", headers=bearer).status_code == 200
    clock.forward(hours=1)
    assert client.get("/api/v1/me", headers=bearer).status_code == 401


def test_a_revoked_token_and_a_closed_account_open_nothing(app, client, desk, person, token):
    first, second = token(people.DRAFTER), token(people.DRAFTER)
    tokens.revoke(desk, tokens.find(desk, first))
    assert [_open(client, one) for one in (first, second)] == [401, 200]
    with desk.work():
        person(people.DRAFTER).active = False
    assert _open(client, second) == 401


def test_a_scope_that_was_not_given_is_missing(program):
    clerk = program(people.DRAFTER, ["read"])
    refused = clerk("POST", "/dispatches", {})
    assert (refused.status_code, refused.json["code"]) == (403, "api.scope")
    assert 'scope="draft"' in refused.headers["WWW-Authenticate"]
    assert clerk("GET", "/dispatches").status_code == 200


def test_a_token_gives_no_more_than_its_person_has(program):
    assert program(people.AUDITOR)("POST", "/dispatches", {}).json["code"] == "permission.denied"


def test_deciding_is_never_given_unasked(desk, person):
    text_ = tokens.create(desk, person(people.DEPUTY))
    assert "decide" not in tokens.find(desk, text_).scopes


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"scopes": ["all"]}, "token.scopes"),
        ({"scopes": []}, "token.scopes"),
        ({"days": 0}, "token.days"),
        ({"days": 4000}, "token.days"),
    ],
)
def test_a_token_that_makes_no_sense_is_not_made(desk, person, other, code):
    with pytest.raises(Refused) as refusal:
        tokens.create(desk, person(people.DRAFTER), **other)
    assert refusal.value.code == code


def test_the_text_of_a_token_is_kept_nowhere(app, token):
    secret = token(people.DRAFTER)
    with app.extensions["docflow"].engine.connect() as connection:
        names = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'table'")
        ).scalars()
        rows = [connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in names]
    assert secret not in repr(rows)
    assert secret.removeprefix("docflow_") not in repr(rows)


def _open(client, secret):
    return client.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).status_code
