"""Snippets: one's own, a room's, taken away and brought back."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from docflow.models import Snippet
from docflow.office import pieces, snippets
from tests import people
from tests.office.acts import refused, who


def kept(desk, login=people.DRAFTER, *, shared=False, name="Đầu mối", text="Báo cáo về Sở."):
    return snippets.keep(desk, name, text, shared=shared, by=who(desk, login))


def names(desk, login, words=""):
    return [one.name for one in snippets.at_hand(desk, who(desk, login), words)]


def test_ones_own_is_ones_own_until_it_is_shared_with_the_room(desk):
    one = kept(desk)
    assert names(desk, people.DRAFTER, "dau moi") == ["Đầu mối"]
    assert names(desk, people.HEAD_OF_ROOM) == []
    snippets.keep(desk, "Đầu mối", "Khác.", shared=True, by=who(desk, people.DRAFTER), key=one.id)
    assert names(desk, people.HEAD_OF_ROOM) == ["Đầu mối"]
    assert names(desk, people.DEPUTY) == []


def test_a_strangers_snippet_does_not_exist(desk):
    one = kept(desk)
    for act in (snippets.remove, snippets.bring_back):
        with refused("missing"):
            act(desk, one.id, by=who(desk, people.DEPUTY))
    with refused("missing"):
        pieces.snippet(desk, one.id, who(desk, people.DEPUTY))


def test_the_head_of_the_room_tends_what_the_room_shares(desk):
    one = kept(desk, shared=True)
    snippets.remove(desk, one.id, by=who(desk, people.HEAD_OF_ROOM))
    assert names(desk, people.DRAFTER) == []
    head = kept(desk, people.HEAD_OF_ROOM, shared=True, name="Của phòng")
    with refused("permission.denied"):
        snippets.remove(desk, head.id, by=who(desk, people.DRAFTER))


def test_what_was_taken_away_comes_back_and_after_an_hour_is_gone(desk, clock):
    one, other = kept(desk), kept(desk, name="Khác")
    drafter = who(desk, people.DRAFTER)
    snippets.remove(desk, one.id, by=drafter)
    assert names(desk, people.DRAFTER) == ["Khác"]
    snippets.bring_back(desk, one.id, by=drafter)
    assert names(desk, people.DRAFTER) == ["Đầu mối", "Khác"]
    snippets.remove(desk, one.id, by=drafter)
    clock.forward(hours=2)
    snippets.remove(desk, other.id, by=drafter)
    assert desk.session.scalar(select(func.count(Snippet.id))) == 1


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        (" ", "x", "snippet.name"), ("a" * 101, "x", "snippet.name"), ("a", "\n", "snippet.text"),
        ("a", "x" * 5001, "snippet.text"),
    ],
)  # fmt: skip
def test_a_bad_snippet_is_refused_and_nothing_is_written(desk, name, text, code):
    with refused(code):
        kept(desk, name=name, text=text)
    assert desk.session.scalar(select(func.count(Snippet.id))) == 0


def test_one_paragraph_goes_into_the_line_and_several_stand_alone(desk):
    assert not pieces.of_snippet(kept(desk)).alone
    assert pieces.of_snippet(kept(desk, text="Một.\n\nHai.")).alone
    assert pieces.of_snippet(kept(desk, text="a) Điểm này.")).alone
