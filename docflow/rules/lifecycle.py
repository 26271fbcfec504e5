"""The states of a dispatch, and the acts that lead from one to the next."""

from __future__ import annotations

from enum import StrEnum

from .refusals import Refused


class State(StrEnum):
    """Where a dispatch stands. Distributed, acknowledged, overdue are questions to its recipients."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SIGNED = "signed"
    ISSUED = "issued"
    RECALLED = "recalled"
    VOIDED = "voided"


class Step(StrEnum):
    """What is done to a dispatch as a whole."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    RETURN = "return"
    APPROVE = "approve"
    SIGN = "sign"
    ISSUE = "issue"
    RECALL = "recall"
    VOID = "void"


#: The whole life of a dispatch. Decree 30/2020, articles 10–14 and 18; what is not here is refused.
TRANSITIONS: dict[tuple[State, Step], State] = {
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

#: The states in which a dispatch has a number; the database checks the same.
NUMBERED = frozenset({State.APPROVED, State.SIGNED, State.ISSUED, State.RECALLED, State.VOIDED})


def after(state: State, step: Step) -> State:
    """Return the state that follows, or raise ``Refused("lifecycle.not_now")``."""
    try:
        return TRANSITIONS[state, step]
    except KeyError:
        raise Refused("lifecycle.not_now", state=state.value, step=step.value) from None


def mermaid() -> str:
    """Return the table as a Mermaid state diagram; the documentation prints this very text."""
    arrows = [f"    {here} --> {there}: {step}" for (here, step), there in TRANSITIONS.items()]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {State.DRAFT}", *arrows])
