"""The guard of the office answers as the table says, for every role, act and state."""

from __future__ import annotations

import pytest

from docflow.office.permission import guard, ties
from docflow.rules.permissions import TABLE, may, sees
from docflow.rules.refusals import Refused
from tests import people
from tests.office.acts import who

LOGINS = (
    people.DRAFTER, people.HEAD_OF_ROOM, people.DEPUTY, people.DIRECTOR, people.RECORDS_CLERK,
    people.ADMINISTRATOR, people.AUDITOR, people.RECEIVER, people.STRANGER,
)  # fmt: skip


@pytest.mark.parametrize("stage", ["draft", "submitted", "signed", "issued"])
def test_the_guard_answers_as_the_table_says(desk, request, stage):
    dispatch = request.getfixturevalue(stage)
    for login in LOGINS:
        one = who(desk, login)
        held = ties(desk.session, one, dispatch)
        for act in TABLE:
            try:
                guard(desk.session, one, act, dispatch)
            except Refused as refusal:
                assert not may(act, one.roles, dispatch.state, held), (login, act)
                unseen = not sees(one.roles, dispatch.state, held)
                assert (refusal.code == "permission.unseen") == unseen, (login, act)
            else:
                assert may(act, one.roles, dispatch.state, held), (login, act)


def test_a_closed_account_does_nothing(desk, issued, person):
    with desk.work():
        person(people.AUDITOR).active = False
    for act in TABLE:
        with pytest.raises(Refused):
            guard(desk.session, person(people.AUDITOR), act, issued)
