"""What a unit does with a dispatch: seeing, taking note, reporting, correcting; nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from docflow.models import Acknowledgment, Event, Report, Tally
from docflow.office import following, links, reporting
from docflow.office.desk import Holder
from docflow.rules.standing import Standing
from tests import people
from tests.office.acts import filled, issued_to, recipient, refused, verbs, who


@pytest.fixture
def issued(desk):
    return issued_to(desk)


@pytest.fixture
def row(desk, issued):
    return recipient(desk, issued, people.RECEIVER)


@pytest.fixture
def officer(desk):
    return who(desk, people.RECEIVER)


def note(desk, row, by):
    return following.acknowledge(desk, row, name="Văn thư đơn vị", post="Văn thư", by=by)


def test_taking_note_binds_the_sealed_paper_and_happens_once(desk, issued, row, officer, clock):
    first = note(desk, row, officer)
    at = first.at
    clock.forward(minutes=5)
    again = note(desk, row, officer)
    assert (again.recipient_id, again.at) == (row.id, at)
    assert first.paper_sha256 == issued.sealed_sha256
    assert desk.session.scalar(select(func.count()).select_from(Acknowledgment)) == 1
    assert verbs(desk, issued).count("acknowledged") == 1
    tally = desk.session.get(Tally, issued.id)
    assert (tally.acknowledged, tally.unseen, tally.failed) == (1, 1, 1)


def test_seeing_counts_the_first_time_only(desk, issued, row, officer):
    following.see(desk, row, by=officer)
    following.see(desk, row, by=officer)
    assert row.standing is Standing.SEEN
    assert verbs(desk, issued).count("seen") == 1


@pytest.mark.parametrize(("name", "post"), [("", "Văn thư"), ("A", "Văn thư"), ("Văn thư", " ")])
def test_nobody_takes_note_without_name_and_post(desk, row, officer, name, post):
    with refused("acknowledge.who"):
        following.acknowledge(desk, row, name=name, post=post, by=officer)


def test_an_overlong_name_is_refused(desk, row, officer):
    with refused("acknowledge.too_long"):
        following.acknowledge(desk, row, name="a" * 101, post="Văn thư", by=officer)


def test_another_unit_sees_and_does_nothing_here(desk, row):
    stranger = who(desk, people.STRANGER)
    with refused("permission.unseen"):
        note(desk, row, stranger)
    with refused("permission.unseen"):
        reporting.report(desk, row, filled(desk), by=stranger)
    with refused("permission.unseen"):
        following.see(desk, row, by=stranger)


def test_the_holder_of_another_link_does_nothing_here(desk, issued, row):
    other = recipient(desk, issued, people.CLINIC)
    with refused("link.dead"):
        note(desk, row, Holder(other.id, other.name))


def test_a_revoked_or_unknown_link_opens_nothing(desk, issued):
    row = recipient(desk, issued, people.CLINIC)
    with desk.work():
        token = links.mint(desk, row, None)
    held, found = links.holder(desk, token)
    assert found.id == row.id
    note(desk, row, held)
    from docflow.models import Link

    with desk.work() as session:
        for link in session.scalars(select(Link)):
            link.revoked_at = desk.now()
    for dead in (token, "x", token[:-1]):
        with refused("link.dead"):
            links.holder(desk, dead)


def test_a_report_waits_for_the_acknowledgment(desk, row, officer):
    with refused("report.acknowledge_first"):
        reporting.report(desk, row, filled(desk), by=officer)


def test_a_correction_is_a_new_version_and_keeps_the_old_one(desk, issued, row, officer, clock):
    note(desk, row, officer)
    reporting.report(desk, row, filled(desk, 100), by=officer)
    first_at = row.reported_at
    clock.forward(hours=1)
    second = reporting.report(desk, row, filled(desk, 120), by=officer)
    assert second.version == 2
    answers = desk.session.scalars(select(Report.answers).order_by(Report.version)).all()
    assert [one["people"] for one in answers] == [100, 120]
    assert (row.reported_at, row.standing) == (first_at, Standing.REPORTED)
    assert verbs(desk, issued)[-2:] == ["reported", "report_corrected"]
    assert desk.session.get(Tally, issued.id).reported == 1


def test_a_bad_report_names_every_fault_at_once_and_writes_nothing(desk, issued, row, officer):
    note(desk, row, officer)
    events = desk.session.scalar(select(func.count(Event.id)))
    bad = filled(
        desk, answers={"people": "x", "bluezone": ""}, as_of=desk.today() + timedelta(days=1),
        prepared_by="",
    )  # fmt: skip
    with refused("report.invalid") as caught:
        reporting.report(desk, row, bad, by=officer)
    assert {"people", "bluezone", "as_of", "prepared_by"} <= set(caught.value.facts["errors"])
    desk.session.rollback()
    assert desk.session.scalar(select(func.count(Report.id))) == 0
    assert desk.session.scalar(select(func.count(Event.id))) == events


def test_a_closed_dispatch_takes_no_more_reports(desk, issued, row, officer):
    note(desk, row, officer)
    with desk.work():
        row.dispatch.closed_at = desk.now()
    with refused("report.closed"):
        reporting.report(desk, row, filled(desk), by=officer)
