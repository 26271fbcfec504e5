"""The same call again: one effect, one answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from docflow.models import Answered, Dispatch, Event
from docflow.office import drafting, repeats
from docflow.rules.refusals import Refused
from tests import people
from tests.api.conftest import decision


def test_the_same_call_gets_the_same_answer(program, seed):
    clerk = program(people.DRAFTER)
    first, again = (clerk("POST", "/dispatches", seed, Idempotency_Key="k1") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    assert first.headers["Location"] == again.headers["Location"]
    assert first.headers["ETag"] == again.headers["ETag"]
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(clerk("GET", "/dispatches").json["items"]) == 1


def test_another_call_under_the_same_key_is_refused(program, seed):
    clerk = program(people.DRAFTER)
    here = clerk("POST", "/dispatches", seed, Idempotency_Key="k1").headers["Location"]
    other = seed | {"answers": seed["answers"] | {"trich_yeu": "việc khác"}}
    refused = clerk("POST", "/dispatches", other, Idempotency_Key="k1")
    assert (refused.status_code, refused.json["code"]) == (422, "api.key_reused")
    elsewhere = clerk("POST", f"{here.removeprefix('/api/v1')}/withdrawal", Idempotency_Key="k1")
    assert elsewhere.json["code"] in ("api.key_reused", "lifecycle.not_now")


def test_two_people_may_use_the_same_key(program, seed):
    for login in (people.DRAFTER, people.HEAD_OF_ROOM):
        answer = program(login)("POST", "/dispatches", seed, Idempotency_Key="k1")
        assert (answer.status_code, answer.headers.get("Idempotent-Replayed")) == (201, None)


def test_a_refused_call_may_be_made_again(program, seed, dump):
    clerk, before = program(people.DRAFTER), None
    before = dump()
    late = seed | {"answers": seed["answers"] | {"due_on": "2026-01-01"}}
    assert clerk("POST", "/dispatches", late, Idempotency_Key="k1").status_code == 422
    assert dump() == before
    assert clerk("POST", "/dispatches", seed, Idempotency_Key="k1").status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 201, "hai từ", "a b"])
def test_a_key_that_is_none_is_refused(program, seed, key):
    refused = program(people.DRAFTER)(
        "POST", "/dispatches", seed, Idempotency_Key=key.encode().decode("latin-1")
    )
    assert (refused.status_code, refused.json["code"]) == (400, "api.key")


def test_the_approval_is_made_once_however_often_it_is_sent(app, program, submitted):
    deputies = [program(people.DEPUTY) for _ in range(8)]
    here = f"/dispatches/{submitted.id}"
    body = decision(deputies[0]("GET", here).json)

    def send(call):
        return call("POST", f"{here}/decision", body, Idempotency_Key="once")

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, deputies * 3))
    good = [one for one in answers if one.status_code == 200]
    assert good
    assert {one.status_code for one in answers} <= {200, 409}
    assert {one.json["code"] for one in answers if one.status_code == 409} <= {"api.key_busy"}
    assert {one.json["code"] for one in good} == {"01/SYT-NVY"}
    assert sum("Idempotent-Replayed" not in one.headers for one in good) == 1
    assert send(deputies[0]).headers["Idempotent-Replayed"] == "true"
    with app.app_context():
        session = app.extensions["docflow"].desk().session
        assert session.scalar(select(func.count()).where(Event.verb == "approved")) == 1


def test_threads_without_keys_still_approve_once(program, submitted):
    deputies = [program(people.DEPUTY) for _ in range(8)]
    here = f"/dispatches/{submitted.id}"
    body = decision(deputies[0]("GET", here).json)
    with ThreadPoolExecutor(8) as pool:
        statuses = list(
            pool.map(lambda call: call("POST", f"{here}/decision", body).status_code, deputies)
        )
    assert sorted(statuses) == [200] + [409] * 7


def test_no_password_can_be_tried_out_on_what_is_kept(app, program, submitted):
    deputy, here = program(people.DEPUTY), f"/dispatches/{submitted.id}"
    body = decision(deputy("GET", here).json)
    assert deputy("POST", f"{here}/decision", body, Idempotency_Key="k").status_code == 200
    with app.app_context():
        row = app.extensions["docflow"].desk().session.scalars(select(Answered)).one()
        app.secret_key = "another"
        assert people.PASSWORD not in str(row.body)
    again = deputy("POST", f"{here}/decision", body, Idempotency_Key="k")
    assert again.json["code"] in ("api.key_reused", "lifecycle.not_now")


def test_a_call_that_died_before_it_did_anything_is_taken_over(desk, person, clock):
    call = repeats.Call(person(people.DRAFTER).id, "k", "0" * 64)
    assert repeats.claim(desk, call) is None
    with pytest.raises(Refused, match=r"api\.key_busy"):
        repeats.claim(desk, call)
    clock.forward(minutes=6)
    assert repeats.claim(desk, call) is None


def test_a_call_that_died_after_its_effect_is_not_made_again(desk, person, answers, clock):
    clerk = person(people.DRAFTER)
    call = repeats.Call(clerk.id, "k", "0" * 64)
    repeats.claim(desk, call)
    with repeats.marking(desk, call):
        drafting.draft(desk, "huong_dan_cai_dat_ung_dung", answers, by=clerk)
    clock.forward(minutes=6)
    with pytest.raises(Refused, match=r"api\.key_lost"):
        repeats.claim(desk, call)
    assert desk.session.scalar(select(func.count(Dispatch.id))) == 1
    clock.forward(days=8)
    assert repeats.forget_old(desk) == 1
