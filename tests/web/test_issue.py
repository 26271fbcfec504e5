"""The records clerk's queue: one click each, one for all, what is stuck, sending back for format."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from docflow.models import Dispatch, Progress, Recipient, Task
from docflow.office import approval, worker
from docflow.rules.lifecycle import State
from docflow.rules.refusals import Unreachable
from tests import people
from tests.conftest import csrf


def _post(client, address, **fields):
    return client.post(address, data={"csrf_token": csrf(client.get("/register").text), **fields})


def _state(desk, key):
    desk.session.rollback()
    return desk.session.get(Dispatch, key, populate_existing=True).state


@pytest.fixture
def stuck(desk, submitted, person):
    """A letter that was approved and whose signing gave up."""
    approval.approve(
        desk,
        submitted,
        version=submitted.version,
        sha256=submitted.content_sha256,
        by=person(people.DEPUTY),
    )
    claim = worker.take(desk, Task)
    worker._put_off(desk, claim, "Thẻ ký số không phản hồi", give_up=True)
    return submitted


def test_the_queue_names_number_signer_and_how_many_receive(as_, signed):
    page = as_(people.RECORDS_CLERK).get("/issue").text
    assert "SYT-NVY" in page
    assert "Nguyễn Bá Cẩn" in page
    assert "317" in page
    assert "314" in page
    assert "7 chỉ gọi điện được" in page


def test_one_click_seals_and_issues(as_, signed, desk):
    clerk = as_(people.RECORDS_CLERK)
    answer = _post(clerk, f"/dispatches/{signed.id}/issue")
    assert answer.status_code == 303
    assert "Đã phát hành số 01/SYT-NVY tới 317 nơi nhận." in clerk.get(answer.location).text
    assert _state(desk, signed.id) is State.ISSUED


def test_a_second_click_changes_nothing(as_, signed, desk):
    clerk = as_(people.RECORDS_CLERK)
    _post(clerk, f"/dispatches/{signed.id}/issue")
    assert _post(clerk, f"/dispatches/{signed.id}/issue").status_code == 409
    desk.session.rollback()
    assert len(desk.session.scalars(select(Recipient.id)).all()) == 317


def test_one_click_issues_all_that_waits(as_, signed, desk):
    clerk = as_(people.RECORDS_CLERK)
    answer = _post(clerk, "/issue/all")
    assert "tới 317 nơi nhận" in clerk.get(answer.location).text
    assert _state(desk, signed.id) is State.ISSUED


@pytest.mark.parametrize("login", [people.DRAFTER, people.DEPUTY, people.AUDITOR])
def test_nobody_else_issues(as_, signed, desk, login):
    client = as_(login)
    assert client.get("/issue").status_code == 403
    assert _post(client, f"/dispatches/{signed.id}/issue").status_code == 403
    assert _state(desk, signed.id) is State.SIGNED


def test_an_unknown_dispatch_is_not_found(as_):
    assert _post(as_(people.RECORDS_CLERK), "/dispatches/999/issue").status_code == 404


def test_a_stuck_signing_says_why_and_is_tried_again_on_a_click(as_, stuck, desk):
    clerk = as_(people.RECORDS_CLERK)
    assert "Thẻ ký số không phản hồi" in clerk.get("/issue").text
    assert _post(clerk, f"/dispatches/{stuck.id}/signing").status_code == 303
    desk.session.rollback()
    assert desk.session.scalars(select(Task)).one().progress is Progress.WAITING
    worker.work_off(desk)
    assert _state(desk, stuck.id) is State.SIGNED


def test_a_signing_that_is_in_hand_is_not_started_twice(as_, submitted, desk, person):
    approval.approve(
        desk,
        submitted,
        version=submitted.version,
        sha256=submitted.content_sha256,
        by=person(people.DEPUTY),
    )
    assert (
        _post(as_(people.RECORDS_CLERK), f"/dispatches/{submitted.id}/signing").status_code == 409
    )


def test_an_author_may_not_retry_the_signing(as_, stuck):
    assert _post(as_(people.DRAFTER), f"/dispatches/{stuck.id}/signing").status_code == 403


def test_the_clerk_sends_back_what_is_out_of_form(as_, submitted, desk):
    clerk = as_(people.RECORDS_CLERK)
    assert submitted.subject in clerk.get("/issue").text
    answer = _post(
        clerk,
        f"/dispatches/{submitted.id}/return",
        sha256=submitted.content_sha256,
        reason="Sai thể thức",
    )
    assert answer.status_code == 303
    assert _state(desk, submitted.id) is State.DRAFT


def test_a_seal_that_does_not_answer_leaves_the_rest_to_be_tried(as_, signed, desk, app):
    class Silent:
        def sign(self, *_args, **_facts):
            raise Unreachable("silent")

    app.extensions["docflow"].signer = Silent()
    clerk = as_(people.RECORDS_CLERK)
    answer = _post(clerk, "/issue/all")
    assert "Chưa phát hành được số 01/SYT-NVY" in clerk.get(answer.location).text
    assert _state(desk, signed.id) is State.SIGNED
