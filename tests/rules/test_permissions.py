"""Who may do what: the table, its promises, and the page of the manual that prints it."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from docflow.rules.lifecycle import State
from docflow.rules.permissions import TABLE, Act, Role, Tie, markdown, may, sees, who

WRITING = set(Act) - {Act.OPEN, Act.READ, Act.FOLLOW, Act.INBOX, Act.RECEIVE, Act.REGISTER,
                      Act.DIRECTORY, Act.AUDIT, Act.HOME, Act.GROUNDS}  # fmt: skip


def allowed(act, role, state, *ties):
    return may(act, {role}, state, ties)


def test_the_manual_prints_the_table():
    manual = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
    assert markdown() in manual.read_text("utf-8")


def test_every_act_but_opening_stands_in_the_table():
    assert set(TABLE) == set(Act) - {Act.OPEN}
    assert may(Act.OPEN, ())


@pytest.mark.parametrize("act", sorted(WRITING))
def test_the_auditor_writes_nothing(act):
    assert Role.AUDITOR not in who(act)


def test_the_auditor_reads_everything():
    assert all(allowed(Act.READ, Role.AUDITOR, state) for state in State)


@pytest.mark.parametrize("state", State)
def test_the_administrator_reads_no_letter(state):
    assert not sees({Role.ADMINISTRATOR}, state, set(Tie))


@pytest.mark.parametrize(("state", "tie"), [*product(State, Tie)])
def test_a_text_is_edited_as_a_draft_only(state, tie):
    for act, role in product((Act.EDIT, Act.SUBMIT), Role):
        assert state is State.DRAFT or not allowed(act, role, state, tie)


def test_whoever_may_edit_may_read():
    for role, state, tie in product(Role, State, Tie):
        if allowed(Act.EDIT, role, state, tie):
            assert sees({role}, state, {tie}), (role, state, tie)


def test_only_the_chosen_signer_approves_and_only_what_is_submitted():
    for role, state in product(Role, State):
        expected = role in {Role.SIGNER, Role.DIRECTOR} and state is State.SUBMITTED
        assert allowed(Act.APPROVE, role, state, Tie.SIGNS) is expected
        assert not allowed(Act.APPROVE, role, state, Tie.AUTHOR, Tie.ROOM)


def test_only_the_records_clerk_seals_and_only_what_is_signed():
    held = [pair for pair in product(Role, State) if allowed(Act.ISSUE, *pair)]
    assert held == [(Role.RECORDS_CLERK, State.SIGNED)]


def test_a_unit_sees_only_what_was_issued_to_it():
    for role, state in product((Role.UNIT_OFFICER, Role.HEAD_OF_UNIT), State):
        out = state in {State.ISSUED, State.RECALLED}
        assert sees({role}, state, {Tie.ADDRESSED}) is out
        assert not sees({role}, state, {Tie.AUTHOR, Tie.ROOM, Tie.SIGNS})


def test_a_colleagues_draft_does_not_exist_for_a_stranger():
    assert not any(sees({Role.CLERK}, state, ()) for state in State)
    assert not sees({Role.SIGNER}, State.DRAFT, {Tie.ROOM})


def test_the_report_is_the_units_own_affair():
    reporters = [role for role in Role if allowed(Act.REPORT, role, State.ISSUED, Tie.ADDRESSED)]
    assert reporters == [Role.UNIT_OFFICER, Role.HEAD_OF_UNIT]
    assert not allowed(Act.REPORT, Role.UNIT_OFFICER, State.RECALLED, Tie.ADDRESSED)
