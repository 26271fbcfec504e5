"""A chain of events shows every change made behind its back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from docflow.rules.evidence import GENESIS, canonical, digest, digest_bytes, link

EVENTS = [{"act": act, "by": 1, "on": date(2026, 11, 22)} for act in ("draft", "submit", "approve")]


def chain(events):
    heads = [GENESIS]
    for event in events:
        heads.append(link(heads[-1], event))
    return heads[1:]


@pytest.mark.parametrize(
    "tampered",
    [
        [EVENTS[0], {**EVENTS[1], "by": 2}, EVENTS[2]],
        [EVENTS[0], {"act": "return"}, *EVENTS[1:]],
        [EVENTS[0], EVENTS[2]],
        [EVENTS[1], EVENTS[0], EVENTS[2]],
        EVENTS[:2],
        [],
    ],
    ids=["edit", "insert", "delete", "swap", "cut", "empty"],
)
def test_a_tampered_chain_has_another_head(tampered):
    assert chain(tampered)[-1:] != chain(EVENTS)[-1:]


def test_the_first_wrong_link_is_where_the_change_was_made():
    tampered = chain([EVENTS[0], {**EVENTS[1], "by": 2}, EVENTS[2]])
    assert [one == other for one, other in zip(chain(EVENTS), tampered, strict=True)] == [
        True,
        False,
        False,
    ]


def test_one_meaning_has_one_text():
    assert canonical({"b": 1, "a": "Hóa"}) == canonical({"a": "Hóa", "b": 1})
    assert canonical({"a": "Hóa"}) == '{"a":"Hóa"}'.encode()
    assert digest({"on": date(2026, 11, 22)}) == digest({"on": "2026-11-22"})
    moment = datetime(2026, 11, 22, 8, tzinfo=UTC)
    assert canonical(moment) == b'"2026-11-22T08:00:00+00:00"'


def test_a_link_is_never_the_hash_of_a_content():
    event = {"act": "draft"}
    assert link(GENESIS, event) != digest(event)
    assert link(GENESIS, event) != digest_bytes(bytes.fromhex(GENESIS) + canonical(event))


def test_what_has_no_canonical_form_is_a_bug():
    with pytest.raises(TypeError):
        canonical({"signer": object()})
