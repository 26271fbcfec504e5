"""The rule on days that no calendar has."""

from __future__ import annotations

from collections.abc import Iterator

from . import days
from .draft import Draft, Passage
from .finding import FILE, LAYOUT, Severity, Spot, rule, spot


@rule("date.no_such_day", f"{LAYOUT}.4.b", Severity.WARNING)
def date_no_such_day(draft: Draft) -> Iterator[Spot]:
    """Find "31/4/2026" or "ngày 00/13", in the text or in the head of a file."""
    for passage in draft.texts:
        for place, why in days.impossible(passage):
            yield spot(passage, place, why=why)
    for _place, why in days.impossible(_head(draft)):
        yield Spot("subject", _head(draft).text, facts={"why": why})


def _head(draft: Draft) -> Passage:
    """Return the day that a file bears, as it was typed; a draft of ours has none yet."""
    told = draft.content.get(FILE) or {}
    day, month = str(told.get("day") or ""), str(told.get("month") or "")
    typed = day.isdigit() and month.isdigit()
    return Passage("subject", None, f"ngày {day} tháng {month}" if typed else "")
