"""Revisions: restored without a loss, compared with what stands beside the body."""

from __future__ import annotations

import copy

import pytest
from sqlalchemy import select

from docflow.models import Event, Revision
from docflow.office import comparing, drafting, revisions
from docflow.office.drafting import Edit
from tests import people
from tests.office.acts import letter, refused, verbs, who


@pytest.fixture
def clerk(desk):
    return who(desk, people.DRAFTER)


def kept(desk, dispatch):
    rows = select(Revision).where(Revision.dispatch_id == dispatch.id).order_by(Revision.ordinal)
    return list(desk.session.scalars(rows))


def test_a_restored_revision_is_a_new_one_and_nothing_is_lost(desk, clerk):
    dispatch = letter(desk)
    first = copy.deepcopy(dispatch.content)
    dispatch = drafting.save(desk, dispatch, Edit(subject="bản sau"), seen=1, by=clerk)
    dispatch = revisions.restore(desk, dispatch, 1, seen=2, by=clerk)
    assert dispatch.content == first
    assert (dispatch.version, dispatch.subject) == (3, first["subject"])
    rows = kept(desk, dispatch)
    assert [one.reason for one in rows] == ["drafted", "before_restore", "restored"]
    assert [one.content["subject"] for one in rows] == [
        first["subject"],
        "bản sau",
        first["subject"],
    ]
    assert rows[0].sha256 == rows[2].sha256
    assert verbs(desk, dispatch) == ["drafted", "saved", "restored"]
    event = desk.session.scalars(select(Event).where(Event.verb == "restored")).one()
    assert (event.facts["ordinal"], event.after_sha256) == (1, rows[0].sha256)


def test_restoring_is_refused_where_it_would_hide_or_change_nothing(desk, clerk):
    dispatch = letter(desk)
    with refused("revision.same"):
        revisions.restore(desk, dispatch, 1, seen=1, by=clerk)
    with refused("revision.unknown"):
        revisions.restore(desk, dispatch, 9, seen=1, by=clerk)
    dispatch = drafting.save(desk, dispatch, Edit(subject="bản sau"), seen=1, by=clerk)
    with refused("draft.stale"):
        revisions.restore(desk, dispatch, 1, seen=1, by=clerk)
    with refused("permission.unseen"):
        revisions.restore(desk, dispatch, 1, seen=2, by=who(desk, people.RECORDS_CLERK))


def test_what_changed_beside_the_body_is_told_in_words(desk, clerk):
    dispatch = letter(desk)
    now = copy.deepcopy(dispatch.content)
    now["urgency"] = "khan"
    now["copies"] = now["copies"][:-1]
    now["obligations"][0]["due_on"] = "2026-12-31"
    now["obligations"][0]["form"]["fields"][0]["label"] = "Số người của đơn vị"
    now["authority"]["name"] = "Người khác"
    found = comparing.between(dispatch.content, now)
    assert [one.part.split()[0] for one in found.beside] == [
        "urgency", "due", "form", "signature", "copy",
    ]  # fmt: skip
    due = found.beside[1].runs
    assert [one.text.strip() for one in due if one.kind == "in"] == ["31/12/2026"]
    assert found.sheet.changed == ()
    assert found.many == 5


def test_the_page_and_the_list_of_the_review_say_the_same(desk, clerk):
    dispatch = letter(desk)
    before = copy.deepcopy(dispatch.content)
    body = drafting.blocks.to_markup(dispatch.content["body"]).split("\n\n")
    edit = Edit(subject="bản sau", body="\n\n".join([*body[1:3], body[0], *body[4:]]))
    dispatch = drafting.save(desk, dispatch, edit, seen=1, by=clerk)
    found = comparing.between(before, dispatch.content)
    told = comparing.changes(before, dispatch.content)
    assert len(told) == found.many
    assert sorted(one.kind for one in found.sheet.changed) == ["moved", "out"]
    assert sorted(one.part.split()[0] for one in told) == ["dropped", "moved", "subject"]
