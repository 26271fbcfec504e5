"""The worker is killed fifty times during one distribution to 317 recipients."""

from __future__ import annotations

import pytest

from tests.office.kills import Trial

pytestmark = pytest.mark.stress


def test_fifty_kills_lose_no_letter_and_leave_nothing_leased_on_sqlite(app, desk, clock, capsys):
    go(Trial(app, desk, kills=50), clock, capsys)


def test_fifty_kills_lose_no_letter_and_leave_nothing_leased_on_postgresql(
    on_postgres, clock, capsys
):
    app = on_postgres()
    with app.test_request_context("/"):
        go(Trial(app, app.extensions["docflow"].desk(), kills=50), clock, capsys)


def go(trial, clock, capsys):
    trial.run(clock)
    trial.check()
    with capsys.disabled():
        here = trial.postman.killed_here
        print(
            f"\n50 kills, {here} of them after the last byte, {trial.copies} copies, {trial.seconds:.0f} s"
        )
