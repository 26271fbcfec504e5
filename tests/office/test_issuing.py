"""Printing, signing, sealing: each step resumes where a crash left it, and happens once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from docflow.models import Delivery, Dispatch, Recipient, Task
from docflow.office import issuing, worker
from docflow.office.desk import Desk
from docflow.rules.lifecycle import State
from tests import people
from tests.office.acts import decide, few, handed_in, refused, sign_what_waits, verbs, who


class Crash(BaseException):
    """The process dies here."""


@pytest.fixture
def approved(desk):
    dispatch = handed_in(desk, few())
    decide(desk, dispatch)
    return dispatch


def files(desk):
    return sorted(place.name for place in desk.storage.folder.rglob("*") if place.is_file())


def test_a_crash_after_printing_resumes_with_the_printed_paper(desk, approved):
    desk.signer.break_down(Crash())
    with pytest.raises(Crash):
        issuing.sign(desk, approved.id)
    desk.session.rollback()
    printed = approved.rendered_sha256
    assert printed
    assert approved.state is State.APPROVED
    desk.signer.mend()
    issuing.sign(desk, approved.id)
    assert (approved.state, approved.rendered_sha256) == (State.SIGNED, printed)
    assert verbs(desk, approved).count("printed") == 1


def test_a_crash_after_signing_registers_one_signed_paper(desk, approved, monkeypatch):
    real = Desk.record

    def dies(self, verb, *rest, **facts):
        if verb == "signed":
            raise Crash
        return real(self, verb, *rest, **facts)

    monkeypatch.setattr(Desk, "record", dies)
    with pytest.raises(Crash):
        issuing.sign(desk, approved.id)
    desk.session.rollback()
    assert (approved.state, approved.signed_sha256) == (State.APPROVED, None)
    monkeypatch.undo()
    issuing.sign(desk, approved.id)
    issuing.sign(desk, approved.id)
    assert approved.state is State.SIGNED
    assert verbs(desk, approved).count("signed") == 1
    assert desk.storage.get(approved.signed_sha256)


def test_a_signer_whose_account_was_closed_signs_nothing_more(desk, approved, person):
    with desk.work():
        person(people.DEPUTY).active = False
    sign_what_waits(desk)
    task = desk.session.scalars(select(Task)).one()
    assert (task.progress, task.outcome) == ("failed", "sign.signer_gone")
    assert approved.number == 1


def test_a_letter_is_not_sealed_before_it_is_signed(desk, approved):
    with refused("lifecycle.not_now"):
        issuing.issue(desk, approved, by=who(desk, people.RECORDS_CLERK))


def test_only_the_records_clerk_seals(desk, signed):
    for login in (people.DRAFTER, people.DEPUTY, people.DIRECTOR):
        with refused("permission.denied"):
            issuing.issue(desk, signed, by=who(desk, login))


def test_a_second_click_on_issue_changes_nothing(desk, approved):
    sign_what_waits(desk)
    clerk = who(desk, people.RECORDS_CLERK)
    issuing.issue(desk, approved, by=clerk)
    sealed, rows = approved.sealed_sha256, desk.session.scalar(select(func.count(Recipient.id)))
    with refused("lifecycle.not_now"):
        issuing.issue(desk, approved, by=clerk)
    # The second of two clicks at the very same time has passed the guard and seals in vain.
    with refused("lifecycle.not_now"):
        issuing._issue(desk, approved.id, by=clerk)
    assert approved.sealed_sha256 == sealed
    assert desk.session.scalar(select(func.count(Recipient.id))) == rows == 3


def test_a_failing_seal_issues_nothing(desk, approved):
    sign_what_waits(desk)
    desk.signer.break_down()
    with pytest.raises(Exception, match="no answer"):
        issuing.issue(desk, approved, by=who(desk, people.RECORDS_CLERK))
    desk.session.rollback()
    assert approved.state is State.SIGNED
    assert desk.session.scalar(select(func.count(Delivery.id))) == 0


def test_the_system_does_not_seal_without_a_written_assignment(desk, approved):
    sign_what_waits(desk)
    with refused("issue.not_assigned"):
        issuing.issue_by_system(desk, approved)
    bold = replace(desk, policy=replace(desk.policy, seal="system"))
    with refused("issue.not_assigned"):
        issuing.issue_by_system(bold, approved)
    assert approved.state is State.SIGNED


def test_the_system_seals_under_an_assignment_on_behalf_of_the_clerk(desk, approved):
    words = "Văn thư Sở, theo Quyết định phân công"
    policy = replace(desk.policy, seal="system", seal_assignment=words)
    assigned = replace(desk, policy=policy)
    sign_what_waits(assigned)
    assert approved.state is State.ISSUED
    assert desk.session.scalars(select(Task)).one().progress == "done"
    from docflow.models import Event

    event = desk.session.scalars(select(Event).where(Event.verb == "issued")).one()
    assert (event.actor, event.on_behalf_of) == ("Hệ thống", words)


def test_a_worker_that_died_after_sealing_finds_the_work_done(desk, approved, clock):
    policy = replace(desk.policy, seal="system", seal_assignment="Văn thư Sở")
    assigned = replace(desk, policy=policy)
    claim = worker.take(assigned, Task)
    issuing.sign(assigned, approved.id)
    issuing.issue_by_system(assigned, desk.session.get_one(Dispatch, approved.id))
    clock.forward(minutes=5)
    sign_what_waits(assigned)
    task = desk.session.get(Task, claim.key, populate_existing=True)
    assert (task.progress, task.outcome) == ("done", "")
