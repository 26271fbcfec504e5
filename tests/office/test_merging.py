"""Two people at one draft: they know of each other, and neither's text is lost."""

from __future__ import annotations

import copy

import pytest

from docflow.models import Dispatch
from docflow.office import drafting, holding, late, merging, revisions
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
    return dispatch, late.set_aside(desk, dispatch, mine, by=clerk)


def test_a_text_that_came_too_late_is_kept_once_and_changes_nothing(desk, clerk, head):
    dispatch, mine = collided(desk, clerk, head)
    assert (mine.reason, mine.content["subject"]) == ("aside", "trích yếu của tôi")
    assert desk.session.get_one(Dispatch, dispatch.id).version == 2
    again = Edit(subject=mine.content["subject"], body="\n\n".join(lines(mine.content)))
    assert late.set_aside(desk, dispatch, again, by=clerk).id == mine.id
    assert late.set_aside(desk, dispatch, Edit(), by=clerk) is None
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
    before, after = found.differing[0].orders
    assert (len(before), list(after)) == (3, [before[2], *before[:2]])
    assert before[0] == " ".join(blocks.plain(theirs["body"]["content"][0], {}).split()[:12]) + " …"
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


def annexed(desk, clerk, head):
    """A draft with two annexes, seen by both, which each of them then writes at."""
    dispatch = letter(desk)
    told = [{"title": "Danh sách", "text": "Một."}, {"title": "Biểu mẫu", "text": "Hai."}]
    dispatch = drafting.save(desk, dispatch, Edit(annexes=told), seen=1, by=clerk)
    one, two = copy.deepcopy(dispatch.content["annexes"])
    theirs = [{**one, "body": None, "text": "Một của trưởng phòng."}]
    dispatch = drafting.save(desk, dispatch, Edit(annexes=theirs), seen=2, by=head)
    mine = [
        {**one, "title": "Danh mục", "body": None, "text": "Một của tôi."},
        {"id": "x2", "title": "Biểu mẫu", "landscape": True},
        {"title": "Mới", "text": "Ba."},
    ]
    return dispatch, late.set_aside(desk, dispatch, Edit(annexes=mine), by=clerk), two


def texts(content):
    return [blocks.to_markup(one["body"]) for one in content["annexes"]]


def test_annexes_that_differ_are_listed_and_no_text_of_either_is_lost(desk, clerk, head):
    dispatch, mine, gone = annexed(desk, clerk, head)
    theirs = copy.deepcopy(dispatch.content)
    # What the page did not send of an annex that is gone by now is taken from where it is kept.
    assert texts(mine.content) == ["Một của tôi.", "Hai.", "Ba."]
    found = merging.both(mine.content, theirs).differing
    assert [(one.key, one.options[2:], one.default) for one in found] == [
        ("annex.x1", ("both",), None), ("annex.x2", (), "mine"), ("annex.x3", (), "mine"),
    ]  # fmt: skip
    head_runs = [(run.kind, run.text.strip()) for run in found[0].annex.head]
    assert ("out", "DANH SÁCH") in head_runs or ("out", "SÁCH") in head_runs
    (pair,) = found[0].annex.pairs
    assert [span.text.strip() for span in pair.drawn.spans if span.change == "in"] == ["tôi"]
    assert gone["id"] == "x2"
    assert merging.merged(mine.content, theirs, {"all": "mine"}) == mine.content
    # The ids of what is left out are not given again.
    left = theirs | {"given": {"annexes": 3}}
    assert merging.merged(mine.content, theirs, {"all": "theirs"}) == left
    with refused("merge.unchosen"):
        merging.merge(desk, dispatch, mine.ordinal, {}, seen=3, by=clerk)
    choices = {"annex.x1": "both", "annex.x2": "theirs"}
    dispatch = merging.merge(desk, dispatch, mine.ordinal, choices, seen=3, by=clerk)
    assert texts(dispatch.content) == ["Một của tôi.", "Một của trưởng phòng.", "Ba."]
    ids = [one["id"] for one in dispatch.content["annexes"]]
    assert len(set(ids)) == 3
    kept = [one.content for one in revisions.every(desk, dispatch)]
    assert mine.content in kept
    assert theirs in kept


def test_only_the_order_of_annexes_or_too_many_of_them(desk, clerk):
    dispatch = letter(desk)
    told = [{"title": str(n), "text": str(n)} for n in range(6)]
    dispatch = drafting.save(desk, dispatch, Edit(annexes=told), seen=1, by=clerk)
    theirs = dispatch.content
    mine = copy.deepcopy(theirs)
    mine["annexes"].insert(0, mine["annexes"].pop())
    (order,) = merging.both(mine, theirs).differing
    assert order.key == "part.annex_order"
    assert order.orders[0][:2] == ("Phụ lục I: 0", "Phụ lục II: 1")
    assert order.orders[1][:2] == ("Phụ lục I: 5", "Phụ lục II: 0")
    assert merging.merged(mine, theirs, {"part.annex_order": "mine"}) == mine
    for one in mine["annexes"]:
        one["title"] += " của tôi"
    both = {f"annex.x{n}": "both" for n in range(1, 7)} | {"part.annex_order": "mine"}
    with refused("annex.too_many"):
        merging.merged(mine, theirs, both)


def test_what_is_absent_and_what_is_none_say_the_same(desk, clerk):
    dispatch = letter(desk)
    theirs = copy.deepcopy(dispatch.content)
    for line in theirs["copies"]:
        line["due_on"] = None
    assert merging.both(dispatch.content, theirs).differing == ()
    version = dispatch.version
    told = {part: dispatch.content[part] for part in ("addressees", "copies")}
    assert drafting.save(desk, dispatch, Edit(**told), seen=version, by=clerk).version == version


def test_the_id_of_a_dropped_annex_does_not_come_back(desk, clerk, head):
    dispatch = letter(desk)
    told = [{"title": "Một"}, {"title": "Hai"}]
    dispatch = drafting.save(desk, dispatch, Edit(annexes=told), seen=1, by=clerk)
    one, two = copy.deepcopy(dispatch.content["annexes"])
    assert "given" not in dispatch.content
    dispatch = drafting.save(desk, dispatch, Edit(annexes=[one]), seen=2, by=head)
    dispatch = drafting.save(desk, dispatch, Edit(subject="tập huấn"), seen=3, by=head)
    new = Edit(annexes=[one, {"title": "Mới"}])
    dispatch = drafting.save(desk, dispatch, new, seen=4, by=head)
    assert [it["id"] for it in dispatch.content["annexes"]] == ["x1", "x3"]
    typed = Edit(annexes=[*dispatch.content["annexes"], {**two, "title": "Hai sửa"}])
    mine = late.set_aside(desk, dispatch, typed, by=clerk)
    assert [it.key for it in merging.both(mine.content, dispatch.content).differing] == ["annex.x2"]
    # A revision from before the third was made knows of it none the less.
    dispatch = revisions.restore(desk, dispatch, 1, seen=5, by=head)
    dispatch = drafting.save(desk, dispatch, Edit(annexes=[{"title": "a"}]), seen=6, by=head)
    assert [it["id"] for it in dispatch.content["annexes"]] == ["x4"]
