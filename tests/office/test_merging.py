"""Two people at one draft: they know of each other, and neither's text is lost."""

from __future__ import annotations

import copy

import pytest

from docflow.models import Dispatch
from docflow.office import drafting, holding, merging, revisions
from docflow.office.drafting import Edit
from docflow.papers import blocks
from tests import people
from tests.office.acts import letter, refused, verbs, who


@pytest.fixture
def clerk(desk):
    return who(desk, people.DRAFTER)


@pytest.fixture
def head(desk):
    return who(desk, people.HEAD_OF_ROOM)


def lines(content):
    return blocks.to_markup(content["body"]).split("\n\n")


def collided(desk, clerk, head):
    """Let both write from version 1: the head of room saves first, the clerk comes too late."""
    dispatch = letter(desk)
    was = lines(dispatch.content)
    theirs = Edit(body="\n\n".join([was[0] + " Gấp.", *was[1:], "Đoạn của trưởng phòng."]))
    mine = Edit(subject="trích yếu của tôi", body="\n\n".join([was[0] + " Ngay.", *was[1:]]))
    dispatch = drafting.save(desk, dispatch, theirs, seen=1, by=head)
    with refused("draft.stale"):
        drafting.save(desk, dispatch, mine, seen=1, by=clerk)
    return dispatch, merging.set_aside(desk, dispatch, mine, by=clerk)


def test_a_text_that_came_too_late_is_kept_once_and_changes_nothing(desk, clerk, head):
    dispatch, mine = collided(desk, clerk, head)
    assert (mine.reason, mine.content["subject"]) == ("aside", "trích yếu của tôi")
    assert desk.session.get_one(Dispatch, dispatch.id).version == 2
    again = Edit(subject=mine.content["subject"], body="\n\n".join(lines(mine.content)))
    assert merging.set_aside(desk, dispatch, again, by=clerk).id == mine.id
    assert merging.set_aside(desk, dispatch, Edit(), by=clerk) is None
    assert verbs(desk, dispatch) == ["drafted", "saved", "set_aside"]


def test_either_text_can_be_taken_whole(desk, clerk, head):
    dispatch, mine = collided(desk, clerk, head)
    theirs = dispatch.content
    assert merging.merged(mine.content, theirs, {"all": "mine"}) == mine.content
    assert merging.merged(mine.content, theirs, {"all": "theirs"}) == theirs


def test_each_part_is_taken_from_where_it_was_chosen(desk, clerk, head):
    dispatch, mine = collided(desk, clerk, head)
    theirs = copy.deepcopy(dispatch.content)
    found = merging.both(mine.content, theirs)
    edited, added = (one.key for one in found.differing if one.pair)
    assert [one.key for one in found.differing] == ["part.subject", edited, added]
    with refused("merge.unchosen") as caught:
        merging.merge(desk, dispatch, mine.ordinal, {"part.subject": "mine"}, seen=2, by=clerk)
    assert caught.value.facts["count"] == 1
    choices = {"part.subject": "mine", edited: "both", added: "theirs"}
    with refused("draft.stale"):
        merging.merge(desk, dispatch, mine.ordinal, choices, seen=1, by=clerk)
    dispatch = merging.merge(desk, dispatch, mine.ordinal, choices, seen=2, by=clerk)
    assert dispatch.subject == "trích yếu của tôi"
    assert lines(dispatch.content) == [lines(mine.content)[0], *lines(theirs)]
    ids = [block["attrs"]["id"] for block in dispatch.content["body"]["content"]]
    assert len(set(ids)) == len(ids)
    kept = {one.reason: one.content for one in revisions.every(desk, dispatch)}
    assert kept["aside"] == mine.content
    assert theirs in kept.values()
    assert kept["merged"] == dispatch.content
    assert verbs(desk, dispatch)[-1] == "merged"


def test_the_order_of_the_paragraphs_is_chosen_by_itself(desk, clerk, head):
    dispatch = letter(desk)
    theirs = dispatch.content
    mine = copy.deepcopy(theirs)
    body = mine["body"]["content"]
    body.insert(0, body.pop(2))
    found = merging.both(mine, theirs)
    assert [one.key for one in found.differing] == ["order"]
    assert merging.merged(mine, theirs, {"order": "mine"}) == mine
    assert merging.merged(mine, theirs, {"order": "theirs"}) == theirs


def test_the_second_is_told_who_holds_the_draft_and_the_first_who_took_it(desk, clock, clerk, head):
    dispatch = letter(desk)
    assert holding.beat(desk, dispatch, tab="a", by=clerk, typed=True) is None
    clock.forward(seconds=30)
    told = holding.beat(desk, dispatch, tab="b", by=head)
    assert told.name == f"{clerk.name}, {clerk.post}"
    assert (told.own, told.took) == (False, False)
    assert (clock.at - told.typed_at).total_seconds() == 30
    clock.forward(seconds=5)
    assert holding.beat(desk, dispatch, tab="b", by=head, take=True) is None
    told = holding.beat(desk, dispatch, tab="a", by=clerk)
    assert (told.took, told.took_at) == (True, clock.at)
    assert dispatch.version == 1


def test_a_window_without_a_sign_of_life_holds_nothing(desk, clock, clerk, head):
    dispatch = letter(desk)
    holding.beat(desk, dispatch, tab="a", by=clerk)
    clock.forward(seconds=119)
    assert holding.told(desk, dispatch, by=head) is not None
    clock.forward(seconds=2)
    assert holding.told(desk, dispatch, by=head) is None
    holding.beat(desk, dispatch, tab="a", by=clerk)
    holding.leave(desk, dispatch, tab="a", by=clerk)
    assert holding.told(desk, dispatch, by=head) is None


def test_two_windows_of_one_person_know_of_each_other(desk, clerk):
    dispatch = letter(desk)
    holding.beat(desk, dispatch, tab="a", by=clerk)
    assert holding.beat(desk, dispatch, tab="b", by=clerk).own


def test_a_page_loaded_anew_in_its_window_is_nobody_else(desk, clerk, head):
    dispatch = letter(desk)
    holding.beat(desk, dispatch, tab="a.1", by=clerk)
    assert holding.beat(desk, dispatch, tab="a.2", by=clerk) is None
    # The same name of a window in another person's browser is chance.
    assert not holding.beat(desk, dispatch, tab="a.3", by=head).own


def test_a_sign_of_life_overtaken_by_the_leaving_wakes_nothing(desk, clerk, head):
    dispatch = letter(desk)
    holding.leave(desk, dispatch, tab="a.1", by=clerk)
    holding.beat(desk, dispatch, tab="a.1", by=clerk, typed=True)
    assert holding.told(desk, dispatch, by=head) is None
    holding.beat(desk, dispatch, tab="a.2", by=clerk)
    assert holding.told(desk, dispatch, by=head) is not None


def test_holding_is_for_those_who_may_edit(desk, clerk):
    dispatch = letter(desk)
    with refused("permission.unseen"):
        holding.beat(desk, dispatch, tab="a", by=who(desk, people.RECORDS_CLERK))
