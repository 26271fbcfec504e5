"""The main job on PostgreSQL, from the draft to the report, with real signatures."""

from __future__ import annotations

import pytest

from docflow.models import Tally
from docflow.office import figures, following, issuing, links, reporting, tokens, verifying, worker
from tests import people
from tests.office.acts import decide, filled, handed_in, recipient, who


@pytest.mark.postgres
def test_the_seeds_letter_goes_its_whole_way_on_postgresql(on_postgres, clock):
    app = on_postgres()
    state = app.extensions["docflow"]
    with app.test_request_context("/"):
        desk = state.desk()
        dispatch = handed_in(desk)
        decide(desk, dispatch)
        worker.work_off(desk)
        issuing.issue(desk, dispatch, by=who(desk, people.RECORDS_CLERK))
        worker.work_off(desk)
        row = recipient(desk, dispatch, people.RECEIVER)
        officer = who(desk, people.RECEIVER)
        following.see(desk, row, by=officer)
        following.acknowledge(desk, row, name="Văn thư đơn vị", post="Văn thư", by=officer)
        for many in (90, 100):
            reporting.report(desk, row, filled(desk, many), by=officer)
        links.resend(desk, row, by=who(desk, people.RECORDS_CLERK))
        worker.work_off(desk)
        tally = desk.session.get(Tally, dispatch.id)
        assert (tally.recipients, tally.owing, tally.reachable) == (317, 314, 310)
        assert (tally.failed, tally.unseen, tally.reported) == (7, 306, 1)
        assert figures.of(desk, dispatch).sums[0].total == 100
        assert figures.recipients(desk, dispatch, figures.Filter(words="bệnh viện nhi"))[1] == 1
        key = tokens.create(desk, officer)
        tokens.revoke(desk, tokens.find(desk, key))
        assert list(verifying.all_faults(desk, state.roots)) == []
    assert len(list((state.folder / "outbox").glob("*.eml"))) == 311
