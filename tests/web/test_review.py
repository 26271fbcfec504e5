"""The signer's page: what he sees, one tap, the undo window, the way back, proving who he is."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from docflow.models import Decision, Dispatch, Return
from docflow.office import approval, drafting, worker
from docflow.office.comparing import changes
from docflow.office.drafting import Edit
from docflow.rules.lifecycle import State
from tests import people
from tests.conftest import csrf


@pytest.fixture
def app(make_app):
    return make_app(DOCFLOW_UNDO_SECONDS=8)


def _post(client, address, **fields):
    token = csrf(client.get("/review", follow_redirects=True).text)
    return client.post(address, data={"csrf_token": token, **fields})


def _word(dispatch, **more):
    return {"version": dispatch.version, "sha256": dispatch.content_sha256, **more}


def _now(desk, dispatch):
    desk.session.rollback()
    return desk.session.get(Dispatch, dispatch.id, populate_existing=True)


def _returned_and_sent_again(desk, submitted, person):
    approval.send_back(
        desk,
        submitted,
        reason="Sửa trích yếu",
        seen=submitted.content_sha256,
        by=person(people.DEPUTY),
    )
    author = person(people.DRAFTER)
    edit = Edit(subject=submitted.subject.replace("tăng cường", "đẩy mạnh"))
    drafting.save(desk, submitted, edit, seen=submitted.version, by=author, keep=True)
    return approval.submit(desk, submitted, seen=submitted.version, by=author)


def test_the_page_shows_who_wrote_it_who_gets_it_and_by_when(as_, submitted):
    page = as_(people.DEPUTY).get(f"/dispatches/{submitted.id}/review").text
    assert "Phước HN" in page
    assert "317" in page
    assert "4 số liệu" in page
    assert page.count("Ký ban hành") >= 1


def test_one_tap_signs_and_no_number_is_told_before_the_window_closes(as_, submitted, desk, clock):
    deputy = as_(people.DEPUTY)
    answer = _post(deputy, f"/dispatches/{submitted.id}/decision", **_word(submitted))
    assert answer.status_code == 303
    page = deputy.get(answer.location, follow_redirects=True).text
    assert "Ký sau 8 giây" in page
    assert "Hoàn tác" in page
    assert deputy.get(f"/dispatches/{submitted.id}/decision").status_code == 204
    assert _now(desk, submitted).number is None
    clock.forward(seconds=9)
    desk.session.rollback()
    worker.work_off(desk)
    told = deputy.get(f"/dispatches/{submitted.id}/decision")
    assert told.text == f"Đã ký, số {_now(desk, submitted).code}"


def test_looking_at_the_outcome_closes_no_window(as_, submitted, desk, clock):
    deputy = as_(people.DEPUTY)
    _post(deputy, f"/dispatches/{submitted.id}/decision", **_word(submitted))
    clock.forward(seconds=60)
    for address in (
        "/review",
        f"/dispatches/{submitted.id}/review",
        f"/dispatches/{submitted.id}/decision",
    ):
        deputy.get(address)
    assert _now(desk, submitted).state is State.SUBMITTED


def test_a_word_taken_back_leaves_the_dispatch_waiting(as_, submitted, desk, clock):
    deputy = as_(people.DEPUTY)
    _post(deputy, f"/dispatches/{submitted.id}/decision", **_word(submitted))
    answer = _post(deputy, f"/dispatches/{submitted.id}/decision/undo")
    assert answer.status_code == 303
    clock.forward(seconds=60)
    desk.session.rollback()
    worker.work_off(desk)
    assert _now(desk, submitted).state is State.SUBMITTED
    assert desk.session.scalars(select(Decision)).all() == []


def test_after_the_window_nothing_is_taken_back(as_, submitted, desk, clock):
    deputy = as_(people.DEPUTY)
    _post(deputy, f"/dispatches/{submitted.id}/decision", **_word(submitted))
    clock.forward(seconds=9)
    desk.session.rollback()
    worker.work_off(desk)
    answer = _post(deputy, f"/dispatches/{submitted.id}/decision/undo")
    assert answer.status_code == 409
    assert "không hoàn tác được nữa" in answer.text


def test_a_second_tap_is_told_that_the_word_is_given(as_, submitted):
    deputy = as_(people.DEPUTY)
    _post(deputy, f"/dispatches/{submitted.id}/decision", **_word(submitted))
    assert (
        _post(deputy, f"/dispatches/{submitted.id}/decision", **_word(submitted)).status_code == 409
    )


@pytest.mark.parametrize("wrong", [{"version": 99}, {"sha256": "0" * 64}])
def test_what_changed_after_he_opened_it_is_not_signed(as_, submitted, desk, wrong):
    answer = _post(
        as_(people.DEPUTY), f"/dispatches/{submitted.id}/decision", **(_word(submitted) | wrong)
    )
    assert answer.status_code == 409
    assert desk.session.scalars(select(Decision)).all() == []


def test_an_unknown_field_is_refused(as_, submitted):
    answer = _post(
        as_(people.DEPUTY), f"/dispatches/{submitted.id}/decision", **_word(submitted, x="1")
    )
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("login", "status"),
    [(people.DRAFTER, 403), (people.RECORDS_CLERK, 403), (people.RECEIVER, 403)],
)
def test_nobody_else_signs(as_, submitted, login, status):
    client = as_(login)
    token = csrf(client.get("/", follow_redirects=True).text)
    answer = client.post(
        f"/dispatches/{submitted.id}/decision", data=_word(submitted, csrf_token=token)
    )
    assert answer.status_code == status


def test_the_other_signer_sees_it_and_may_not_sign(as_, submitted):
    answer = _post(as_(people.DIRECTOR), f"/dispatches/{submitted.id}/decision", **_word(submitted))
    assert answer.status_code == 403


def test_after_a_while_the_password_is_asked_for_and_the_same_form_goes_on(
    as_, submitted, desk, clock
):
    deputy = as_(people.DEPUTY)
    clock.forward(seconds=301)
    address = f"/dispatches/{submitted.id}/decision"
    asked = _post(deputy, address, **_word(submitted))
    assert asked.status_code == 401
    assert 'type="password"' in asked.text
    wrong = _post(deputy, address, **_word(submitted, password="nope"))
    assert wrong.status_code == 401
    assert "Mật khẩu chưa đúng" in wrong.text
    assert desk.session.scalars(select(Decision)).all() == []
    assert _post(deputy, address, **_word(submitted, password=people.PASSWORD)).status_code == 303


def test_each_decision_renews_the_proof_but_not_for_ever(as_, submitted, clock):
    deputy, address = as_(people.DEPUTY), f"/dispatches/{submitted.id}/decision"
    for _ in range(7):
        clock.forward(seconds=250)
        assert _post(deputy, address, **_word(submitted)).status_code == 303
        _post(deputy, f"{address}/undo")
    clock.forward(seconds=250)
    assert _post(deputy, address, **_word(submitted)).status_code == 401


def test_sending_back_needs_a_reason_and_keeps_what_was_typed(as_, submitted, desk):
    answer = _post(
        as_(people.DEPUTY), f"/dispatches/{submitted.id}/return",
        sha256=submitted.content_sha256, reason=" x ",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Viết ít nhất một ý" in answer.text
    assert f'<a class="btn" href="/dispatches/{submitted.id}/review">' in answer.text
    assert _now(desk, submitted).state is State.SUBMITTED


def test_a_canned_reason_is_enough(as_, submitted, desk):
    answer = _post(
        as_(people.DEPUTY), f"/dispatches/{submitted.id}/return",
        sha256=submitted.content_sha256, canned="noi_nhan",
    )  # fmt: skip
    assert answer.status_code == 303
    assert _now(desk, submitted).was_returned
    assert "nơi nhận" in desk.session.scalars(select(Return)).one().reason


def test_changes_since_the_return_come_first_word_by_word(as_, submitted, desk, person):
    again = _returned_and_sent_again(desk, submitted, person)
    page = as_(people.DEPUTY).get(f"/dispatches/{again.id}/review").text
    assert re.search(r'<del><span class="vh">bỏ: </span>tăng', page)
    assert "1 chỗ" in page
    assert page.index("<ins>") < page.index('class="paper')


def test_equal_contents_have_no_change(draft):
    assert changes(draft.content, draft.content) == []


def test_without_anything_waiting_the_page_says_so(as_):
    assert "Không còn văn bản chờ ký." in as_(people.DEPUTY).get("/review").text


def test_without_a_window_the_number_is_told_at_once(as_, app, submitted):
    state = app.extensions["docflow"]
    state.policy = replace(state.policy, undo_seconds=0)
    deputy = as_(people.DEPUTY)
    answer = _post(deputy, f"/dispatches/{submitted.id}/decision", **_word(submitted))
    assert "Đã ký, số 01/SYT-NVY" in deputy.get(answer.location, follow_redirects=True).text
