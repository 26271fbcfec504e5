"""What the cast does, in one line each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import select

from docflow.models import Decision, Delivery, Dispatch, Event, Person, Recipient, Task, Unit
from docflow.office import approval, drafting, issuing, worker
from docflow.office.desk import Desk
from docflow.office.reporting import Filled
from docflow.rules.refusals import Refused
from tests import people

TEMPLATE = "huong_dan_cai_dat_ung_dung"


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """Expect the rules to say no, with this code."""
    with pytest.raises(Refused) as caught:
        yield caught
    assert caught.value.code == code, caught.value


def who(desk: Desk, login: str) -> Person:
    """Return one of the cast."""
    return desk.session.scalars(select(Person).where(Person.login == login)).unique().one()


def letter(desk: Desk, edit: drafting.Edit | None = None, by: str = people.DRAFTER) -> Dispatch:
    """Draft the seed's letter, due on the tenth working day from now."""
    sample = desk.catalogue.get(TEMPLATE).sample
    answers = sample | {"due_on": drafting.expected_due_date(desk).isoformat()}
    return drafting.draft(desk, TEMPLATE, answers, by=who(desk, by), edit=edit)


def handed_in(desk: Desk, edit: drafting.Edit | None = None) -> Dispatch:
    """Draft a letter and submit it."""
    dispatch = letter(desk, edit)
    return approval.submit(desk, dispatch, seen=dispatch.version, by=who(desk, people.DRAFTER))


def decide(desk: Desk, dispatch: Dispatch, by: str = people.DEPUTY, **seen: Any) -> Decision:
    """Sign what lies there, or what ``seen`` says was seen instead."""
    facts = {"version": dispatch.version, "sha256": dispatch.content_sha256 or ""} | seen
    return approval.approve(desk, dispatch, by=who(desk, by), **facts)


def recipient(desk: Desk, dispatch: Dispatch, code: str) -> Recipient:
    """Return the row of one unit."""
    rows = select(Recipient).join(Unit, Unit.id == Recipient.unit_id)
    return desk.session.scalars(
        rows.where(Recipient.dispatch_id == dispatch.id, Unit.code == code)
    ).one()


def deliveries(desk: Desk, row: Recipient, channel: str = "email") -> list[Delivery]:
    """Return the letters of one recipient, the first round first."""
    wanted = (Delivery.recipient_id == row.id, Delivery.channel == channel)
    return list(desk.session.scalars(select(Delivery).where(*wanted).order_by(Delivery.round)))


def verbs(desk: Desk, dispatch: Dispatch) -> list[str]:
    """Return what the record tells of a dispatch, in order."""
    rows = select(Event.verb).where(Event.dispatch_id == dispatch.id).order_by(Event.id)
    return list(desk.session.scalars(rows))


def filled(desk: Desk, people_: int = 100, **changed: Any) -> Filled:
    """Return a filled form of the seed's letter."""
    answers = dict.fromkeys(FORM_FIELDS, str(people_ // 2)) | {"people": str(people_)}
    facts: dict[str, Any] = {
        "answers": answers | changed.pop("answers", {}),
        "as_of": desk.today(),
        "prepared_by": "Văn thư đơn vị",
        "approved_by": "Thủ trưởng đơn vị",
    }
    return Filled(**facts | changed)


#: The counted fields of the seed's form beside the people of the unit.
FORM_FIELDS = ("smart_thanh_hoa", "bluezone", "guided")


def few(*codes: str) -> drafting.Edit:
    """Return the edit that sends the seed's letter to these units only."""
    codes = codes or (people.RECEIVER, people.CLINIC, people.UNREACHABLE)
    lines = [
        {"text": f"Đơn vị thứ {n}", "purpose": "thuc_hien", "targets": [f"unit:{code}"]}
        for n, code in enumerate(codes, 1)
    ]
    above = {"text": "Như trên (thực hiện)", "purpose": "thuc_hien", "targets": ["addressees"]}
    return drafting.Edit(addressees=lines, copies=[above])


def issued_to(desk: Desk, *codes: str) -> Dispatch:
    """Bring a letter to these units all the way to its issue; its deliveries wait."""
    dispatch = handed_in(desk, few(*codes))
    decide(desk, dispatch)
    sign_what_waits(desk)
    return issuing.issue(desk, dispatch, by=who(desk, people.RECORDS_CLERK))


def sign_what_waits(desk: Desk) -> None:
    """Let the worker do the papers and leave the letters where they are."""
    while claim := worker.take(desk, Task):
        worker.run(desk, claim)
