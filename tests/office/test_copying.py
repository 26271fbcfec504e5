"""Writing anew: what comes along from the old dispatch, what is made new, and what stays apart."""

from __future__ import annotations

import copy
from datetime import date

import pytest
from sqlalchemy import select

from docflow.models import AuthorityRecord, Dispatch, Event
from docflow.office import approval, copying, drafting
from tests import people
from tests.office.acts import decide, handed_in, letter, refused, sign_what_waits, verbs, who


@pytest.fixture
def old(desk, clock):
    """The seed's letter, signed three months ago."""
    dispatch = handed_in(desk)
    decide(desk, dispatch)
    sign_what_waits(desk)
    clock.forward(days=92)
    return desk.session.get_one(Dispatch, dispatch.id)


def test_text_recipients_form_and_signer_come_along(desk, old):
    was = copy.deepcopy(old.content)
    new = copying.copied(desk, old, by=who(desk, people.DRAFTER))
    for part in ("subject", "addressees", "copies", "body", "type", "annexes", "urgency"):
        assert new.content[part] == was[part], part
    assert new.content["authority"] == was["authority"]
    assert new.content["obligations"][0]["form"] == was["obligations"][0]["form"]
    here = {block["attrs"]["id"] for block in new.content["body"]["content"]}
    assert new.content["obligations"][0]["block_id"] in here
    assert new.template_sha256 == old.template_sha256


def test_it_is_a_draft_without_number_and_its_days_are_new(desk, old):
    new = copying.copied(desk, old, by=who(desk, people.DRAFTER))
    due = drafting.expected_due_date(desk).isoformat()
    assert (new.state.value, new.number, new.dated, new.version) == ("draft", None, None, 1)
    assert new.content["fields"]["due_on"] == due == new.content["obligations"][0]["due_on"]
    assert due > old.content["fields"]["due_on"]
    assert new.content["expected"] == "2027-02"
    assert new.author_id == who(desk, people.DRAFTER).id


def test_it_may_be_submitted_as_it_is(desk, old):
    drafter = who(desk, people.DRAFTER)
    new = copying.copied(desk, old, by=drafter)
    assert approval.submit(desk, new, seen=1, by=drafter).state.value == "submitted"


def test_what_is_changed_in_the_copy_stays_out_of_the_old_one(desk, old):
    before, drafter = copy.deepcopy(old.content), who(desk, people.DRAFTER)
    new = copying.copied(desk, old, by=drafter)
    edit = drafting.Edit(body="Nội dung khác hẳn./.", addressees=[], due_on=date(2027, 5, 3))
    drafting.save(desk, new, edit, seen=1, by=drafter)
    assert desk.session.get_one(Dispatch, old.id).content == before


def test_the_record_of_the_copy_says_where_it_comes_from(desk, old):
    new = copying.copied(desk, old, by=who(desk, people.DRAFTER))
    assert verbs(desk, new) == ["copied"]
    event = desk.session.scalars(select(Event).where(Event.dispatch_id == new.id)).one()
    assert (event.facts["origin"], event.facts["code"]) == (old.id, "01/SYT-NVY")
    assert "copied" not in verbs(desk, old)


def test_a_signer_whose_authority_has_ended_gives_way_to_the_usual_one(desk, old):
    with desk.work() as session:
        deputy = who(desk, people.DEPUTY).id
        for record in session.scalars(select(AuthorityRecord)).unique():
            if record.person_id == deputy:
                record.revoked_at = desk.now()
    new = copying.copied(desk, old, by=who(desk, people.DRAFTER))
    assert new.content["authority"]["person"] == who(desk, people.DIRECTOR).id
    assert new.content["authority"]["lines"] == ["GIÁM ĐỐC"]


def test_a_signer_who_writes_anew_does_not_sign_himself(desk, old):
    new = copying.copied(desk, old, by=who(desk, people.DEPUTY))
    assert new.content["authority"]["person"] == who(desk, people.DIRECTOR).id


def test_a_bound_day_of_the_past_that_is_no_duty_waits_to_be_filled(desk, clock):
    dispatch = letter(desk)
    with desk.work():
        dispatch = desk.lock(Dispatch, dispatch.id)
        dispatch.content = dispatch.content | {
            "fields": {**dispatch.content["fields"], "hop_ngay": "2026-11-30", "noi": "Hội trường"}
        }
    clock.forward(days=30)
    new = copying.copied(desk, dispatch, by=who(desk, people.DRAFTER))
    assert (new.content["fields"]["hop_ngay"], new.content["fields"]["noi"]) == ("", "Hội trường")


def test_somebody_of_another_room_writes_under_his_own(desk, old):
    records = who(desk, people.RECORDS_CLERK)
    with desk.work():
        who(desk, people.RECORDS_CLERK).room_code = "VP"
    new = copying.copied(desk, old, by=records)
    assert new.content["notation"] == "SYT-VP"
    assert new.content["archive"]["rooms"] == ["VT", "VP"]
    assert new.content["archive"]["drafter"] == records.name


def test_who_may_not_read_may_not_write_anew(desk):
    draft = letter(desk)
    for login in (people.DEPUTY, people.STRANGER):
        with refused("permission.unseen"):
            copying.copied(desk, draft, by=who(desk, login))
    with refused("permission.denied"):
        copying.copied(desk, draft, by=who(desk, people.AUDITOR))
