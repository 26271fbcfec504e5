"""From the author's hands to the signer's word, and to the number."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from docflow.models import AuthorityRecord, Book, Decision, Dispatch, Person, PersonRole, Task
from docflow.office import approval, drafting, worker
from docflow.rules.lifecycle import State
from docflow.rules.permissions import Role
from tests import people
from tests.office.acts import decide, handed_in, letter, refused, verbs, who


def taken(desk):
    desk.session.rollback()
    return desk.session.scalar(select(func.max(Book.last_number))) or 0


def revoke(desk, now):
    with desk.work() as session:
        deputy = who(desk, people.DEPUTY)
        row = session.scalars(
            select(AuthorityRecord).where(AuthorityRecord.person_id == deputy.id)
        ).one()
        row.revoked_at = now


def test_the_number_stays_taken_when_the_signer_fails(desk, submitted, clock):
    desk.signer.break_down()
    decide(desk, submitted)
    worker.work_off(desk)
    assert submitted.state is State.APPROVED
    assert submitted.number == taken(desk) == 1
    desk.signer.mend()
    clock.forward(minutes=10)
    worker.work_off(desk)
    assert submitted.state is State.SIGNED
    assert submitted.number == taken(desk) == 1


def test_approval_takes_number_date_and_authority_and_leaves_a_task(desk, submitted):
    decide(desk, submitted)
    assert submitted.code == "01/SYT-NVY"
    assert submitted.dated == date(2026, 11, 23)
    assert submitted.authority.person_id == who(desk, people.DEPUTY).id
    assert desk.session.scalars(select(Task)).one().dispatch_id == submitted.id
    assert verbs(desk, submitted)[-1] == "approved"


def test_a_second_decision_is_refused_and_takes_no_number(desk, submitted):
    decide(desk, submitted)
    with refused("lifecycle.not_now"):
        decide(desk, submitted)
    assert taken(desk) == 1


def test_a_second_decision_inside_the_window_names_who_decided(window, submitted):
    decide(window, submitted)
    with refused("decision.taken") as caught:
        decide(window, submitted)
    assert caught.value.facts["name"] == "Nguyễn Bá Cẩn"


@pytest.mark.parametrize("seen", [{"version": 7}, {"sha256": "0" * 64}, {"sha256": ""}])
def test_a_signer_who_saw_something_else_signs_nothing(desk, submitted, seen):
    with refused("approval.changed"):
        decide(desk, submitted, **seen)
    assert submitted.state is State.SUBMITTED
    assert taken(desk) == 0
    assert desk.session.scalars(select(Decision)).all() == []


def test_a_text_changed_behind_the_signers_back_is_not_what_he_saw(desk, submitted):
    seen = {"version": submitted.version, "sha256": submitted.content_sha256}
    clerk = who(desk, people.DRAFTER)
    approval.withdraw(desk, submitted, by=clerk)
    drafting.save(desk, submitted, drafting.Edit(subject="khác hẳn"), seen=1, by=clerk)
    approval.submit(desk, submitted, seen=2, by=clerk)
    with refused("approval.changed"):
        decide(desk, submitted, **seen)


def test_nobody_signs_his_own_draft(desk, person):
    with desk.work() as session:
        session.add(PersonRole(person_id=person(people.DRAFTER).id, role=Role.SIGNER))
        session.add(
            AuthorityRecord(
                person_id=person(people.DRAFTER).id, kind="KT", on_behalf_of="GIÁM ĐỐC",
                post="PHÓ GIÁM ĐỐC", since=date(2020, 1, 1), created_at=desk.now(),
            )
        )  # fmt: skip
    dispatch = letter(desk, drafting.Edit(signer=person(people.DRAFTER).id))
    with refused("submit.signs_own"):
        approval.submit(desk, dispatch, seen=1, by=person(people.DRAFTER))


def test_whoever_edited_last_does_not_sign(desk, draft, person):
    with desk.work() as session:
        session.add(PersonRole(person_id=person(people.DEPUTY).id, role=Role.HEAD_OF_ROOM))
        person(people.DEPUTY).room_code = "NVY"
    edit = drafting.Edit(subject="hướng dẫn cài đặt ứng dụng")
    drafting.save(desk, draft, edit, seen=1, by=person(people.DEPUTY))
    approval.submit(desk, draft, seen=2, by=person(people.DRAFTER))
    with refused("approval.own"):
        decide(desk, draft)


def test_a_deputy_does_not_sign_what_lies_before_the_director(desk, submitted):
    with refused("permission.denied"):
        decide(desk, submitted, by=people.DIRECTOR)


@pytest.mark.parametrize("login", [people.DRAFTER, people.RECORDS_CLERK, people.AUDITOR])
def test_others_do_not_sign(desk, submitted, login):
    with refused("permission.denied"):
        decide(desk, submitted, by=login)


def test_an_authority_that_ended_yesterday_signs_nothing(desk, submitted, person):
    with desk.work() as session:
        for row in session.scalars(select(AuthorityRecord)).unique():
            row.until = desk.today() - timedelta(days=1)
    with refused("authority.none"):
        decide(desk, submitted)


def test_an_authority_revoked_inside_the_window_lets_the_word_lapse(window, submitted, clock):
    decision = decide(window, submitted)
    revoke(window, clock())
    clock.forward(seconds=9)
    assert approval.close_due(window) == 0
    window.session.refresh(decision)
    assert decision.refusal == "authority.none"
    assert submitted.state is State.SUBMITTED
    assert taken(window) == 0
    assert verbs(window, submitted)[-1] == "approval_lapsed"


def test_an_account_closed_inside_the_window_lets_the_word_lapse(window, submitted, clock, person):
    decision = decide(window, submitted)
    with window.work():
        person(people.DEPUTY).active = False
    clock.forward(seconds=9)
    approval.close_due(window)
    window.session.refresh(decision)
    assert decision.refusal is not None
    assert submitted.state is State.SUBMITTED


def test_a_lapsed_word_may_be_given_again(window, submitted, clock):
    decide(window, submitted)
    with window.work() as session:
        deputy = who(window, people.DEPUTY)
        deputy.active = False
    clock.forward(seconds=9)
    approval.close_due(window)
    with window.work() as session:
        session.get(Person, deputy.id).active = True
    decide(window, submitted)
    clock.forward(seconds=9)
    assert approval.close_due(window) == 1
    assert submitted.state is State.APPROVED


def test_the_word_is_taken_back_while_the_window_is_open(window, submitted, clock):
    decide(window, submitted)
    clock.forward(seconds=7)
    assert approval.close_due(window) == 0
    approval.undo(window, submitted, by=who(window, people.DEPUTY))
    clock.forward(seconds=60)
    assert approval.close_due(window) == 0
    assert (submitted.state, taken(window)) == (State.SUBMITTED, 0)


def test_the_word_is_not_taken_back_once_it_took_effect(window, submitted, clock):
    decide(window, submitted)
    clock.forward(seconds=9)
    approval.close_due(window)
    with refused("decision.closed") as caught:
        approval.undo(window, submitted, by=who(window, people.DEPUTY))
    assert caught.value.facts["code"] == "01/SYT-NVY"
    assert submitted.state is State.APPROVED


def test_nobody_takes_back_anothers_word(window, submitted):
    decide(window, submitted)
    with refused("decision.closed"):
        approval.undo(window, submitted, by=who(window, people.DIRECTOR))


def test_the_worker_closes_windows_in_order_without_any_page(window, clock):
    first, second = handed_in(window), handed_in(window)
    decide(window, second)
    clock.forward(seconds=1)
    decide(window, first)
    clock.forward(seconds=30)
    worker.work_off(window)
    assert (second.number, first.number) == (1, 2)
    assert {first.state, second.state} == {State.SIGNED}


def test_a_letter_with_an_open_decision_is_neither_withdrawn_nor_returned(window, submitted):
    decide(window, submitted)
    with refused("decision.taken"):
        approval.withdraw(window, submitted, by=who(window, people.DRAFTER))
    with refused("decision.taken"):
        approval.send_back(
            window, submitted, reason="sửa mục 3", seen=submitted.content_sha256,
            by=who(window, people.RECORDS_CLERK),
        )  # fmt: skip
    assert submitted.state is State.SUBMITTED


def test_the_year_changes_at_midnight_in_hanoi_and_the_book_begins_anew(desk, clock):
    clock.at = datetime(2026, 12, 31, 16, 59, 59, 900_000, tzinfo=UTC)
    old, new = handed_in(desk), handed_in(desk)
    decide(desk, old)
    clock.forward(milliseconds=200)
    decide(desk, new)
    assert (old.year, old.number, old.dated) == (2026, 1, date(2026, 12, 31))
    assert (new.year, new.number, new.dated) == (2027, 1, date(2027, 1, 1))


def test_year_and_date_are_those_of_the_closing_of_the_window(window, clock):
    clock.at = datetime(2026, 12, 31, 16, 59, 57, tzinfo=UTC)
    dispatch = handed_in(window)
    decide(window, dispatch)
    clock.forward(seconds=9)
    approval.close_due(window)
    assert (dispatch.year, dispatch.dated) == (2027, date(2027, 1, 1))


def test_whoever_waits_for_the_book_over_midnight_numbers_in_the_new_year(desk, clock):
    clock.at = datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC)
    dispatch = handed_in(desk)

    class Waiting:
        """The clock as it is for one who gets the lock two seconds after he asked for it."""

        asked = 0

        def __call__(self):
            self.asked += 1
            return clock() + timedelta(seconds=2 if self.asked > 4 else 0)

    decide(replace(desk, now=Waiting()), dispatch)
    assert dispatch.year == dispatch.dated.year


def test_a_clock_that_went_back_takes_no_number(desk, clock):
    first, second = handed_in(desk), handed_in(desk)
    decide(desk, first)
    clock.forward(days=-1)
    with refused("numbering.clock_went_back"):
        decide(desk, second)
    assert (second.state, taken(desk)) == (State.SUBMITTED, 1)


def test_a_text_with_errors_is_not_submitted(desk, draft, person):
    edit = drafting.Edit(body="Không có điểm nào yêu cầu báo cáo.")
    drafting.save(desk, draft, edit, seen=1, by=person(people.DRAFTER))
    with refused("submit.errors"):
        approval.submit(desk, draft, seen=2, by=person(people.DRAFTER))
    assert draft.state is State.DRAFT


def test_a_stale_text_is_not_submitted(desk, draft, person):
    with refused("draft.stale"):
        approval.submit(desk, draft, seen=3, by=person(people.DRAFTER))


def test_a_return_says_why_and_gives_the_text_back(desk, submitted):
    deputy = who(desk, people.DEPUTY)
    with refused("return.no_reason"):
        approval.send_back(desk, submitted, reason=" ", seen=submitted.content_sha256, by=deputy)
    approval.send_back(
        desk, submitted, reason="Sửa mục 3", seen=submitted.content_sha256, by=deputy
    )
    assert (submitted.state, submitted.was_returned) == (State.DRAFT, True)


def test_submission_records_both_checks(desk, submitted):
    from docflow.models import Check

    rows = desk.session.scalars(select(Check).where(Check.dispatch_id == submitted.id)).all()
    assert {row.kind for row in rows} == {"content", "format"}
    assert {row.by_id for row in rows} == {who(desk, people.DRAFTER).id}
    assert {row.sha256 for row in rows} == {submitted.content_sha256}


def test_a_thing_that_is_gone_is_refused(desk):
    with refused("missing"), desk.work():
        desk.lock(Dispatch, 4711)
