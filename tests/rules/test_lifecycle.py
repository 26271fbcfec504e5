"""Every step in every state, and the page of the manual that prints them."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from docflow.rules import lifecycle
from docflow.rules.lifecycle import NUMBERED, TRANSITIONS, State, Step, after
from docflow.rules.refusals import Refused

STEPS = {
    (State.DRAFT, Step.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Step.WITHDRAW): State.DRAFT,
    (State.SUBMITTED, Step.RETURN): State.DRAFT,
    (State.SUBMITTED, Step.APPROVE): State.APPROVED,
    (State.APPROVED, Step.SIGN): State.SIGNED,
    (State.SIGNED, Step.ISSUE): State.ISSUED,
    (State.ISSUED, Step.RECALL): State.RECALLED,
    (State.APPROVED, Step.VOID): State.VOIDED,
    (State.SIGNED, Step.VOID): State.VOIDED,
}


@pytest.mark.parametrize(("state", "step"), [*product(State, Step)])
def test_each_step_in_each_state_advances_or_is_refused(state, step):
    if (state, step) in STEPS:
        assert after(state, step) is STEPS[state, step]
    else:
        with pytest.raises(Refused) as refusal:
            after(state, step)
        assert refusal.value.code == "lifecycle.not_now"
        assert refusal.value.facts == {"state": state.value, "step": step.value}


def test_a_number_once_taken_is_never_returned():
    for (here, _), there in TRANSITIONS.items():
        assert here not in NUMBERED or there in NUMBERED


def test_nothing_is_issued_unsigned():
    assert [here for (here, _), there in TRANSITIONS.items() if there is State.ISSUED] == [
        State.SIGNED
    ]


def test_the_manual_prints_the_table():
    manual = Path(__file__).resolve().parents[2] / "docs" / "lifecycle.md"
    assert f"```mermaid\n{lifecycle.mermaid()}\n```" in manual.read_text("utf-8")
