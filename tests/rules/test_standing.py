"""One word for one recipient."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from docflow.rules.standing import Facts, Standing, is_overdue, standing

DUE = date(2026, 12, 7)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(reached=False), Standing.FAILED),
        (Facts(reached=True), Standing.UNSEEN),
        (Facts(reached=True, seen=True), Standing.SEEN),
        (Facts(reached=False, seen=True), Standing.SEEN),
        (Facts(reached=False, acknowledged=True), Standing.ACKNOWLEDGED),
        (Facts(reached=True, seen=True, acknowledged=True), Standing.ACKNOWLEDGED),
        (Facts(reached=False, reported=True), Standing.REPORTED),
    ],
)
def test_the_furthest_proven_point_counts(facts, expected):
    assert standing(facts) is expected


def test_one_more_fact_never_leads_back():
    order = list(Standing)
    for reached, seen, acknowledged in product((False, True), repeat=3):
        before = Facts(reached, seen=seen, acknowledged=acknowledged)
        for more in ({"seen": True}, {"acknowledged": True}, {"reported": True}):
            then = Facts(**{**vars(before), **more})
            assert order.index(standing(then)) >= order.index(standing(before))


def test_a_report_is_late_from_the_day_after():
    assert not is_overdue(Standing.SEEN, DUE, DUE)
    assert is_overdue(Standing.ACKNOWLEDGED, DUE, DUE + timedelta(days=1))
    assert not is_overdue(Standing.REPORTED, DUE, DUE + timedelta(days=30))
    assert not is_overdue(Standing.UNSEEN, None, DUE)
