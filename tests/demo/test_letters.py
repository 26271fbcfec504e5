"""The demo's other letters are about what their subjects say, and free of faults that stop them."""

from __future__ import annotations

import pytest

from docflow.demo import letters
from docflow.demo.journey import TEMPLATE
from docflow.office import approval, drafting, proof
from docflow.rules.lifecycle import State
from tests import people

EVERY = [one for one in vars(letters).values() if isinstance(one, letters.Letter)]


@pytest.mark.parametrize("letter", EVERY, ids=lambda one: one.app)
def test_a_letter_speaks_of_its_own_application_alone(desk, person, letter):
    due = drafting.expected_due_date(desk).isoformat()
    by = person(people.DRAFTER)
    draft = drafting.draft(desk, TEMPLATE, letter.answers() | {"due_on": due}, by=by)
    body = proof.markup(draft.content)
    assert body.count(letter.app) >= 3
    for other in ("Bluezone", "Smart Thanh Hóa", "Covid", "COVID"):
        assert other not in body + draft.subject
    form = draft.content["obligations"][0]["form"]
    assert f"Số người đã cài đặt {letter.app}" in [one["label"] for one in form["fields"]]
    sent = approval.submit(desk, draft, seen=draft.version, by=by)
    assert sent.state is State.SUBMITTED
