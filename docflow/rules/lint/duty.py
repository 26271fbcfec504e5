"""Rules on what the dispatch asks: orders, their due dates, and what may not be sent here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from ..calendar import is_working, short_date
from ..purposes import Purpose
from ..types import type_of
from . import terms
from .draft import Draft, Passage
from .finding import Severity, Spot, rule
from .reporting import DEADLINE, FOLLOWED, REPORTS, asked_by_a_day, dues_of

_SECRECY = "Luật Bảo vệ bí mật nhà nước 117/2025/QH15"
_SECRET_KINDS = frozenset({"mat", "toi_mat", "tuyet_mat"})
_STAMP = re.compile(
    r"\b(?:TUYỆT MẬT|TỐI MẬT)\b|^\W*(?:MẬT|Mật|Tối mật|Tuyệt mật)\W*$"
    r"|(?i:độ mật\s*:\s*(?:tuyệt mật|tối mật|mật))",
    re.MULTILINE,
)


@rule("secrecy.refused", _SECRECY, Severity.ERROR)
def secrecy_refused(draft: Draft) -> Iterator[Spot]:
    """Find a state secret: those are made on another network and in another system."""
    if draft.content.get("confidentiality") in _SECRET_KINDS:
        yield Spot("subject", facts={"mark": str(draft.content["confidentiality"])})
    for passage in draft.texts:
        if found := _STAMP.search(passage.text):
            mark = found[0].strip()
            yield Spot(passage.part, mark, passage.block, {"mark": mark})


@rule("duty.no_due_date", FOLLOWED, Severity.WARNING)
def duty_no_due_date(draft: Draft) -> Iterator[Spot]:
    """Find orders that say neither by a day nor in words until when."""
    lines = _orders(draft)
    if lines and not _counted(draft) and _stated(draft) is None:
        yield Spot("obligations", facts={"lines": len(lines)})


@rule("duty.term_not_counted", FOLLOWED, Severity.ADVICE, only="draft")
def duty_term_not_counted(draft: Draft) -> Iterator[Spot]:
    """Find a due date of which only the text knows: nobody will be reminded of it.

    Where it is a report that is asked, ``duty.point_without_form`` says so.
    """
    stated = _stated(draft)
    if not _orders(draft) or _counted(draft) or stated is None or asked_by_a_day(draft):
        return
    passage, words = stated
    yield Spot("obligations", words, passage.block)


def _counted(draft: Draft) -> bool:
    """Tell whether the system has any day to count by."""
    return any(owed.get("due_on") for owed in [*draft.obligations, *_orders(draft)])


def _stated(draft: Draft) -> tuple[Passage, str] | None:
    """Return the first due date that the text states, by the calendar or in words."""
    found = ((passage, terms.any_of(passage, draft.today)) for passage in draft.body)
    return next(((passage, words) for passage, words in found if words), None)


@rule("duty.no_report_asked", FOLLOWED, Severity.ADVICE)
def duty_no_report_asked(draft: Draft) -> Iterator[Spot]:
    """Find orders of whose result nobody will hear."""
    asked = any(REPORTS.search(passage.text) for passage in draft.body)
    if _orders(draft) and not draft.obligations and not asked:
        yield Spot("obligations")


def _orders(draft: Draft) -> list[Mapping[str, Any]]:
    """Return the lines that get work; a decision or a contract orders without a report."""
    if not type_of(draft.content.get("type")).directs:
        return []
    return [line for _, line in draft.lines if line.get("purpose") == Purpose.THUC_HIEN]


@rule("duty.past", DEADLINE, Severity.ERROR)
def duty_past(draft: Draft) -> Iterator[Spot]:
    """Find a due date that has gone by."""
    for part, name, due in dues_of(draft):
        if due < draft.today:
            yield Spot(part, block=name, facts={"due": short_date(due)})


@rule("duty.not_a_working_day", DEADLINE, Severity.ADVICE)
def duty_not_a_working_day(draft: Draft) -> Iterator[Spot]:
    """Find a due date on which nobody is in the office."""
    for part, name, due in dues_of(draft):
        if due >= draft.today and not is_working(due):
            later = due
            while not is_working(later):
                later += timedelta(days=1)
            yield Spot(part, "", name, {"due": short_date(due), "next": short_date(later)})
