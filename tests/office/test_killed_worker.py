"""The worker is killed five times; the long trial with fifty is tests/stress/test_worker.py."""

from __future__ import annotations

from tests.office.kills import Trial


def test_a_killed_worker_loses_no_letter_and_leaves_nothing_leased(app, desk, clock):
    trial = Trial(app, desk, kills=5, forked=True)
    trial.run(clock)
    trial.check()
