"""From the printed lines to frozen recipients and their deliveries."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sqlalchemy import func, select

from docflow.models import Delivery, Membership, Owed, Recipient, RecipientLine, Tally, Unit
from docflow.office import distribution, drafting, issuing, proof
from docflow.rules.purposes import Ask
from tests import people
from tests.office.acts import (
    decide,
    handed_in,
    issued_to,
    letter,
    recipient,
    refused,
    sign_what_waits,
    who,
)


def rows_of(desk, model=Recipient):
    return desk.session.scalars(select(model)).all()


def test_the_seeds_letter_reaches_317_and_314_owe_310_reachable_307_of_them(desk, issued):
    tally = desk.session.get(Tally, issued.id)
    assert (tally.recipients, tally.owing) == (317, 314)
    assert (tally.reachable, tally.owing_reachable) == (310, 307)
    assert (tally.failed, tally.unseen, tally.seen) == (7, 307, 0)
    rows = rows_of(desk)
    assert len(rows) == 317
    assert sum(row.owes for row in rows) == 314
    assert sum(row.kind == "person" for row in rows) == 1
    assert len(rows_of(desk, Owed)) == 315


def test_every_recipient_has_one_portal_row_and_those_with_an_address_one_letter(desk, issued):
    rows = desk.session.execute(select(Delivery.recipient_id, Delivery.channel))
    counts = Counter((key, channel) for key, channel in rows)
    assert set(counts.values()) == {1}
    assert sum(channel == "portal" for _, channel in counts) == 317
    assert sum(channel == "email" for _, channel in counts) == 310


def test_a_unit_reached_by_two_lines_gets_both_duties_and_the_earliest_date(desk):
    unit = f"unit:{people.RECEIVER}"
    act = {"text": "A", "purpose": "thuc_hien", "targets": [unit], "due_on": "2026-12-05"}
    help_ = {"text": "B (để ph/h)", "purpose": "phoi_hop", "targets": [unit]}
    dispatch = handed_in(
        desk,
        drafting.Edit(
            addressees=[act],
            copies=[{"text": "Như trên", "purpose": "thuc_hien", "targets": ["addressees"]}, help_],
            body=_naming(desk, "05/12/2026"),
        ),
    )
    decide(desk, dispatch)
    sign_what_waits(desk)
    issuing.issue(desk, dispatch, by=who(desk, people.RECORDS_CLERK))
    (row,) = rows_of(desk)
    assert (row.acknowledge, row.report, row.owes) == (Ask.REQUIRED, Ask.REQUIRED, True)
    assert row.due_on == date(2026, 12, 5)
    lines = desk.session.scalars(select(RecipientLine.line)).all()
    assert sorted(lines) == ["a1", "c1", "c2"]


def _naming(desk, day):
    """Return the seed's text with a day of its own for one line."""
    markup = proof.markup(letter(desk).content)
    return markup.replace("{due_on}", f"{{due_on}}; riêng đơn vị đầu ngành chậm nhất ngày {day}")


def test_recipients_stay_as_they_were_when_the_directory_changes(desk):
    dispatch = issued_to(desk)
    row = recipient(desk, dispatch, people.RECEIVER)
    before = (row.name, row.email, row.standing)
    with desk.work() as session:
        unit = session.scalars(select(Unit).where(Unit.code == people.RECEIVER)).one()
        unit.name, unit.email, unit.has_account = "Tên mới", "moi@x.example", False
        session.query(Membership).delete()
    assert len(rows_of(desk)) == 3
    desk.session.refresh(row)
    assert (row.name, row.email, row.standing) == before
    address = select(Delivery.address).where(
        Delivery.recipient_id == row.id, Delivery.channel == "email"
    )
    assert desk.session.scalar(address) == before[1]


def test_a_group_that_lost_its_members_stops_the_submission(desk):
    dispatch = letter(desk)
    with desk.work() as session:
        session.query(Membership).delete()
    from docflow.office import approval

    with refused("submit.errors"):
        approval.submit(desk, dispatch, seen=1, by=who(desk, people.DRAFTER))
    with refused("recipients.empty_line"):
        distribution.receivers(desk, dispatch.content)


def test_a_group_that_is_emptied_after_signing_stops_the_issue_and_writes_nothing(desk, signed):
    with desk.work() as session:
        session.query(Membership).delete()
    with refused("recipients.empty_line"):
        issuing.issue(desk, signed, by=who(desk, people.RECORDS_CLERK))
    desk.session.rollback()
    assert desk.session.scalar(select(func.count(Recipient.id))) == 0
    assert signed.sealed_sha256 is None
