"""The row is the job: claims that run out, letters that are put off, doubt that is told."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from docflow.channels.channel import Receipt, Unsure
from docflow.models import Base, Delivery, Dispatch, Link, Progress, Recipient, Task
from docflow.office import links, worker
from docflow.rules.lifecycle import State
from docflow.rules.refusals import Unreachable
from docflow.rules.standing import Standing
from tests import people
from tests.office.acts import (
    decide,
    deliveries,
    few,
    handed_in,
    issued_to,
    recipient,
    refused,
    sign_what_waits,
    who,
)


class Postbox:
    """A way out that keeps what it is given, or fails as it is told."""

    name = "email"

    def __init__(self):
        self.letters = []
        self.faults = {}
        self.before = lambda envelope: None

    def send(self, envelope):
        self.before(envelope)
        fault = self.faults.get(envelope.address, self.faults.get("*"))
        if fault is not None:
            raise fault
        self.letters.append(envelope)
        return Receipt("250 taken")


@pytest.fixture
def desk(desk):
    return replace(desk, channels={**desk.channels, "email": Postbox()})


@pytest.fixture
def box(desk):
    return desk.channels["email"]


def one(desk, dispatch, code=people.CLINIC):
    return deliveries(desk, recipient(desk, dispatch, code))[0]


def test_all_that_is_due_is_done_and_nothing_stays_leased(desk, box):
    issued_to(desk)
    assert worker.work_off(desk) == 5
    assert len(box.letters) == 2
    rows = desk.session.scalars(select(Delivery)).all()
    assert {row.progress for row in rows} == {Progress.DONE}
    assert {row.lease for row in rows} == {None}
    assert worker.work_off(desk) == 0


def test_a_claimed_row_is_nobody_elses_until_the_lease_runs_out(desk, clock):
    issued_to(desk, people.CLINIC)
    mine = worker.take(desk, Delivery)
    other = worker.take(desk, Delivery)
    assert mine.key != other.key
    assert worker.take(desk, Delivery) is None
    assert worker.take(desk, Delivery, key=mine.key) is None
    clock.forward(seconds=worker.LEASE.total_seconds() + 1)
    assert worker.take(desk, Delivery, key=mine.key) is not None


def test_a_worker_whose_lease_ran_out_writes_nothing_more(desk, clock, box):
    dispatch = issued_to(desk, people.CLINIC)
    row = one(desk, dispatch)
    slow = worker.take(desk, Delivery, key=row.id)

    def overtaken(_envelope):
        clock.forward(minutes=3)
        box.before = lambda envelope: None
        worker.run(desk, worker.take(desk, Delivery, key=row.id))
        box.faults["*"] = Unreachable("550 no such", permanent=True)

    box.before = overtaken
    worker.run(desk, slow)
    desk.session.refresh(row)
    assert (row.progress, row.outcome) == (Progress.DONE, "250 taken")


def test_a_letter_is_put_off_longer_each_time_and_given_up_after_three_days(desk, clock, box):
    dispatch = issued_to(desk, people.CLINIC)
    box.faults["*"] = Unreachable("451 try later")
    row, waits = one(desk, dispatch), []
    while row.progress is not Progress.FAILED:
        worker.work_off(desk)
        desk.session.refresh(row)
        waits.append((row.due_at - clock()).total_seconds() / 60)
        clock.at = max(row.due_at, clock.at + timedelta(seconds=1))
    assert 3 < waits[0] < 5
    assert 12 < waits[1] < 20
    assert all(wait < 300 for wait in waits)
    assert 15 < len(waits) < 30
    assert "451" in row.outcome
    assert recipient(desk, dispatch, people.CLINIC).standing is Standing.FAILED


def test_a_letter_sent_again_weeks_later_has_its_own_three_days(desk, clock, box):
    dispatch = issued_to(desk, people.CLINIC)
    worker.work_off(desk)
    clock.forward(days=30)
    row = links.resend(
        desk, recipient(desk, dispatch, people.CLINIC), by=who(desk, people.RECORDS_CLERK)
    )
    box.faults["*"] = Unreachable("451 try later")
    worker.work_off(desk)
    desk.session.refresh(row)
    assert row.progress is Progress.WAITING


def test_a_dead_address_fails_at_once_and_only_where_there_is_no_account(desk, box):
    dispatch = issued_to(desk, people.CLINIC, people.RECEIVER)
    box.faults["*"] = Unreachable("550 no such user", permanent=True)
    worker.work_off(desk)
    clinic, hospital = (
        recipient(desk, dispatch, code) for code in (people.CLINIC, people.RECEIVER)
    )
    assert (clinic.standing, clinic.reached) == (Standing.FAILED, False)
    assert (hospital.standing, hospital.reached) == (Standing.UNSEEN, True)
    assert one(desk, dispatch).progress is Progress.FAILED


def test_a_unit_is_reached_again_when_a_later_letter_arrives(desk, box):
    dispatch = issued_to(desk, people.CLINIC)
    box.faults["*"] = Unreachable("550 no such user", permanent=True)
    worker.work_off(desk)
    box.faults.clear()
    row = recipient(desk, dispatch, people.CLINIC)
    links.resend(desk, row, by=who(desk, people.RECORDS_CLERK))
    worker.work_off(desk)
    desk.session.refresh(row)
    assert (row.reached, row.standing) == (True, Standing.UNSEEN)


def test_a_later_letter_that_fails_does_not_undo_an_earlier_one_that_arrived(desk, box):
    dispatch = issued_to(desk, people.CLINIC)
    worker.work_off(desk)
    row = recipient(desk, dispatch, people.CLINIC)
    links.resend(desk, row, by=who(desk, people.RECORDS_CLERK))
    box.faults["*"] = Unreachable("550 no such user", permanent=True)
    worker.work_off(desk)
    desk.session.refresh(row)
    assert (row.reached, row.standing) == (True, Standing.UNSEEN)


def test_doubt_is_told_and_the_letter_goes_again_under_the_same_id(desk, clock, box):
    dispatch = issued_to(desk, people.CLINIC)
    seen = []
    box.before = seen.append
    box.faults["*"] = Unsure("line cut after the last byte")
    worker.work_off(desk)
    row = one(desk, dispatch)
    assert (row.progress, row.lease) == (Progress.UNSURE, None)
    box.faults.clear()
    assert worker.work_off(desk) == 0
    clock.forward(minutes=16)
    worker.work_off(desk)
    desk.session.refresh(row)
    assert row.progress is Progress.DONE
    assert len({envelope.message_id for envelope in seen}) == 1
    assert len(seen) == 2


def test_the_hash_of_a_link_is_committed_before_the_letter_leaves(desk, box, app):
    dispatch = issued_to(desk, people.CLINIC)
    found = []

    def look(envelope):
        token = re.search(r"/l/([\w-]+)", envelope.text)[1]
        with app.extensions["docflow"].sessions() as other:
            link = other.get(Link, hashlib.sha256(token.encode()).hexdigest())
            row = other.get(Delivery, envelope.delivery_id)
            found.append((link.recipient_id, row.progress))

    box.before = look
    worker.work_off(desk)
    row = recipient(desk, dispatch, people.CLINIC)
    assert found == [(row.id, Progress.ATTEMPTING)]


def test_no_token_is_kept_in_the_database(desk, box):
    issued_to(desk, people.CLINIC)
    worker.work_off(desk)
    token = re.search(r"/l/([\w-]+)", box.letters[0].text)[1]
    for table in Base.metadata.sorted_tables:
        for row in desk.session.execute(select(table)):
            assert token not in repr(row)


def test_a_row_that_trips_over_a_fault_of_ours_does_not_jam_the_others(desk, box, clock):
    dispatch = issued_to(desk, people.CLINIC, people.RECEIVER)
    row = one(desk, dispatch)
    box.faults[row.address] = RuntimeError("a bug")
    worker.work_off(desk)
    desk.session.refresh(row)
    assert (row.progress, row.lease) == (Progress.WAITING, None)
    assert "a bug" in row.outcome
    assert [letter.recipient for letter in box.letters] == [
        recipient(desk, dispatch, people.RECEIVER).name
    ]
    assert worker.work_off(desk) == 0


def test_a_task_that_trips_again_and_again_is_given_up(desk, clock):
    dispatch = handed_in(desk, few())
    decide(desk, dispatch)
    desk.signer.break_down(RuntimeError("a bug"))
    for _ in range(12):
        worker.work_off(desk)
        clock.forward(hours=6)
    task = desk.session.scalars(select(Task)).one()
    assert (task.progress, task.tries) == (Progress.FAILED, 8)


def test_windows_and_papers_do_not_wait_for_all_letters(desk, box, clock):
    issued_to(desk, people.CLINIC, people.RECEIVER, people.STRANGER)
    window = replace(desk, policy=replace(desk.policy, undo_seconds=8))
    waiting = handed_in(window, few())
    decide(window, waiting)
    states = []

    def slow(_envelope):
        clock.forward(seconds=30)
        with_fresh = desk.session.get(Dispatch, waiting.id, populate_existing=True)
        states.append(with_fresh.state)
        desk.session.rollback()

    box.before = slow
    worker.work_off(window)
    assert states == [State.SUBMITTED, State.SIGNED, State.SIGNED]


def test_portals_rows_come_before_all_letters(desk, box):
    issued_to(desk, people.CLINIC, people.RECEIVER)
    left = []
    waiting = select(func.count(Delivery.id)).where(
        Delivery.channel == "portal", Delivery.progress == Progress.WAITING
    )
    box.before = lambda _envelope: (
        left.append(desk.session.scalar(waiting)),
        desk.session.rollback(),
    )
    worker.work_off(desk)
    assert left == [0, 0]


def test_a_resent_link_kills_the_old_one(desk, box):
    dispatch = issued_to(desk, people.CLINIC)
    worker.work_off(desk)
    old = re.search(r"/l/([\w-]+)", box.letters[0].text)[1]
    links.resend(desk, recipient(desk, dispatch, people.CLINIC), by=who(desk, people.DRAFTER))
    worker.work_off(desk)
    new = re.search(r"/l/([\w-]+)", box.letters[1].text)[1]
    with refused("link.dead"):
        links.holder(desk, old)
    assert links.holder(desk, new)[1].id == recipient(desk, dispatch, people.CLINIC).id
    assert box.letters[0].message_id != box.letters[1].message_id


def test_nothing_is_sent_of_a_letter_that_is_not_sealed(desk, box):
    dispatch = handed_in(desk, few())
    decide(desk, dispatch)
    sign_what_waits(desk)
    worker.work_off(desk)
    assert box.letters == []
    assert desk.session.scalar(select(func.count(Recipient.id))) == 0
