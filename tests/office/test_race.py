"""Numbers under a race, small: the long one is tests/stress/test_numbers.py."""

from __future__ import annotations

import pytest

from tests.office import race

PROCESSES, DISPATCHES = 4, 40


def test_racing_signers_leave_no_gap_and_no_double_on_sqlite(make_app):
    go(make_app())


@pytest.mark.postgres
def test_racing_signers_leave_no_gap_and_no_double_on_postgresql(on_postgres):
    go(on_postgres())


def go(app):
    outcome = race.run(app, processes=PROCESSES, dispatches=DISPATCHES)
    with app.test_request_context("/"):
        race.check(app.extensions["docflow"].desk(), outcome, DISPATCHES)
