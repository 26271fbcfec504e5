"""Writing: what a save keeps, and what it refuses."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from docflow.models import Dispatch, Event, Revision, TemplateVersion
from docflow.office import drafting
from docflow.office.drafting import Edit
from tests import people
from tests.office.acts import TEMPLATE, handed_in, letter, refused, who


def revisions(desk, dispatch):
    rows = select(Revision.reason).where(Revision.dispatch_id == dispatch.id)
    return list(desk.session.scalars(rows.order_by(Revision.ordinal)))


def nothing_written(desk):
    desk.session.rollback()
    return desk.session.scalar(select(func.count()).select_from(Dispatch)) == 0


def test_a_draft_keeps_its_template_and_its_first_revision(desk, draft):
    assert desk.session.get(TemplateVersion, draft.template_sha256).code == TEMPLATE
    assert revisions(desk, draft) == ["drafted"]
    assert draft.content["authority"]["lines"] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]


def test_two_drafts_share_one_kept_template(desk):
    letter(desk), letter(desk)
    assert desk.session.scalar(select(func.count()).select_from(TemplateVersion)) == 1


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"trich_yeu": ""}, "draft.missing"),
        ({"nobody_asked": "x"}, "draft.unknown"),
        ({"due_on": "2026-11-20"}, "draft.due_in_past"),
    ],
)
def test_a_draft_with_bad_answers_is_refused_and_nothing_is_written(desk, answers, code):
    sample = desk.catalogue.get(TEMPLATE).sample | {"due_on": "2026-12-07"}
    with refused(code):
        drafting.draft(desk, TEMPLATE, sample | answers, by=who(desk, people.DRAFTER))
    assert nothing_written(desk)


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (Edit(due_on=date(2026, 11, 22)), "draft.due_in_past"),
        (Edit(urgency="rush"), "draft.urgency"),
        (Edit(expected="2026-13"), "draft.month"),
        (Edit(signer=1), "draft.signer_unknown"),
        (Edit(subject="a" * 501), "draft.subject_too_long"),
        (Edit(addressees=[{"text": "A", "purpose": "x", "targets": []}]), "draft.purpose"),
        (
            Edit(copies=[{"text": "A", "purpose": "biet", "targets": ["group:nobody"]}]),
            "recipients.unknown",
        ),
    ],
)
def test_a_bad_edit_is_refused_and_the_text_stays(desk, draft, edit, code):
    before = dict(draft.content)
    with refused(code):
        drafting.save(desk, draft, edit, seen=1, by=who(desk, people.DRAFTER))
    assert (draft.content, draft.version) == (before, 1)


def test_a_second_clerk_who_saw_an_old_text_loses_nobodys_words(desk, draft):
    clerk = who(desk, people.DRAFTER)
    drafting.save(desk, draft, Edit(subject="một"), seen=1, by=clerk)
    with refused("draft.stale") as caught:
        drafting.save(desk, draft, Edit(subject="hai"), seen=1, by=clerk)
    assert caught.value.facts == {"seen": 1, "now": 2}
    assert draft.subject == "một"


def test_a_save_that_changes_nothing_is_no_act(desk, draft):
    events = desk.session.scalar(select(func.count()).select_from(Event))
    drafting.save(desk, draft, Edit(subject=draft.subject), seen=1, by=who(desk, people.DRAFTER))
    assert draft.version == 1
    assert desk.session.scalar(select(func.count()).select_from(Event)) == events


def test_a_revision_is_cut_for_an_explicit_save_an_idle_time_and_another_editor(desk, draft, clock):
    clerk, head = who(desk, people.DRAFTER), who(desk, people.HEAD_OF_ROOM)
    drafting.save(desk, draft, Edit(subject="một"), seen=1, by=clerk)
    assert revisions(desk, draft) == ["drafted"]
    drafting.save(desk, draft, Edit(subject="hai"), seen=2, by=clerk, keep=True)
    clock.forward(minutes=11)
    drafting.save(desk, draft, Edit(subject="ba"), seen=3, by=clerk)
    drafting.save(desk, draft, Edit(subject="bốn"), seen=4, by=head)
    assert revisions(desk, draft) == ["drafted", "saved", "before_edit", "before_edit"]


def test_an_edited_due_date_moves_the_field_and_the_obligation(desk, draft):
    clerk = who(desk, people.DRAFTER)
    drafting.save(desk, draft, Edit(due_on=date(2026, 12, 15)), seen=1, by=clerk)
    assert draft.content["fields"]["due_on"] == "2026-12-15"
    assert draft.due_on == date(2026, 12, 15)


def test_blocks_keep_their_names_when_the_text_is_saved_again(desk, draft):
    from docflow.papers import blocks

    body = draft.content["body"]
    names = [block["attrs"]["id"] for block in body["content"]]
    text = blocks.to_markup(body).replace("Bluezone", "Bluezone mới", 1)
    drafting.save(desk, draft, Edit(body=text), seen=1, by=who(desk, people.DRAFTER))
    assert [block["attrs"]["id"] for block in draft.content["body"]["content"]] == names


def test_a_submitted_text_is_nobodys_to_edit(desk):
    dispatch = handed_in(desk)
    with refused("lifecycle.not_now"):
        drafting.save(desk, dispatch, Edit(subject="x"), seen=1, by=who(desk, people.DRAFTER))


def test_a_stranger_does_not_even_learn_of_a_draft(desk, draft):
    with refused("permission.unseen"):
        drafting.save(desk, draft, Edit(subject="x"), seen=1, by=who(desk, people.STRANGER))
