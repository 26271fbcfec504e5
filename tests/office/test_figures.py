"""Sums, rates and lists of the tracking page, against an independent recount."""

from __future__ import annotations

import random

from sqlalchemy import text

from docflow.office import figures, following, reporting
from docflow.office.desk import Holder
from docflow.office.figures import Filter
from docflow.rules.standing import Standing
from tests.office.acts import filled


def test_sums_and_counts_equal_an_independent_recount(desk, issued, clock):
    dice, total, latest = random.Random(1), {}, {}
    rows, many = figures.recipients(desk, issued, size=None)
    assert many == 317
    for row in dice.sample([row for row in rows if row.owes], 12):
        by = Holder(row.id, row.name)
        following.acknowledge(desk, row, name="Văn thư", post="Văn thư", by=by)
        for _ in range(dice.randint(0, 2)):
            number = dice.randint(1, 500)
            reporting.report(desk, row, filled(desk, number), by=by)
            latest[row.id] = number
    total["people"] = sum(latest.values())
    told = figures.of(desk, issued)
    assert told.sums[0].total == total["people"]
    assert told.sums[1].total == sum(number // 2 for number in latest.values())
    assert (told.acknowledged, told.tally.reported) == (12, len(latest))
    sql = (
        "SELECT sum(json_extract(r.answers, '$.people')) FROM docflow_report r WHERE r.version = "
        "(SELECT max(version) FROM docflow_report x WHERE x.owed_id = r.owed_id)"
    )
    assert desk.session.scalar(text(sql)) == total["people"]
    (rate, *_) = told.rates
    assert (rate["part"], rate["whole"]) == (told.sums[1].total, told.sums[0].total)
    assert told.by_day[-1][1] == len(latest)
    assert told.overdue == 0
    clock.forward(days=16)
    assert figures.of(desk, issued).overdue == 314 - len(latest)


def test_a_day_ends_in_hanoi_before_anybody_is_late(desk, issued, clock):
    from datetime import UTC, datetime

    clock.at = datetime(2026, 12, issued.due_on.day, 16, 59, 59, tzinfo=UTC)
    assert figures.overdue(desk, issued) == 0
    clock.forward(seconds=1)
    assert figures.overdue(desk, issued) == 314


def test_filters_and_search_without_accents_find_what_they_say(desk, issued):
    def found(**chosen):
        return figures.recipients(desk, issued, Filter(**chosen), size=None)[1]

    assert found(standing=Standing.FAILED) == len(figures.unreachable(desk, issued)) == 7
    assert found(owing=False) == 3
    assert found(words="benh vien nhi") == found(words="Bệnh viện Nhi") == 1
    assert found(words="100%") == found(words="_") == 0
    assert found(unit_kind="cơ sở tư nhân") == 240
