"""Eight processes sign five hundred dispatches over HTTP, each clicked twice, on both databases."""

from __future__ import annotations

import pytest

from tests.office import race

pytestmark = pytest.mark.stress
PROCESSES, DISPATCHES = 8, 500


def test_five_hundred_numbers_have_no_gap_and_no_double_on_sqlite(make_app, capsys):
    go(make_app(), capsys)


def test_five_hundred_numbers_have_no_gap_and_no_double_on_postgresql(on_postgres, capsys):
    go(on_postgres(), capsys)


def go(app, capsys):
    outcome = race.run(app, processes=PROCESSES, dispatches=DISPATCHES)
    with app.test_request_context("/"):
        race.check(app.extensions["docflow"].desk(), outcome, DISPATCHES)
    with capsys.disabled():
        rate = DISPATCHES / outcome.seconds
        kind = app.extensions["docflow"].engine.dialect.name
        print(f"\n{kind}: {dict(outcome.codes)} in {outcome.seconds:.1f} s, {rate:.0f} numbers/s")
