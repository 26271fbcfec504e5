"""Rules on reports: the form, the point that asks for it, and the day of both."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from ..calendar import short_date
from ..purposes import DUTIES, Ask, Purpose
from ..recipients import ADDRESSEES, listed
from ..types import type_of
from . import days, terms
from .draft import Draft, Passage, block_id, blocks, day, field_name, runs
from .finding import DECREE, Severity, Spot, rule

DEADLINE = f"{DECREE}, Điều 24; Phụ lục VI, phần II (Hạn trả lời)"
FOLLOWED = f"{DECREE}, Điều 4 khoản 2 điểm d"
#: The words by which a text asks for a report.
REPORTS = re.compile(r"báo cáo|gửi (?:kết quả|số liệu)|b/c", re.IGNORECASE)


@rule("duty.form_without_date", DEADLINE, Severity.ERROR)
def duty_form_without_date(draft: Draft) -> Iterator[Spot]:
    """Find a report form that may be answered never."""
    for owed in draft.obligations:
        if owed.get("form") and not day(owed.get("due_on")):
            yield Spot("obligations", block=owed.get("block_id"), facts={"form": _title(owed)})


@rule("duty.form_without_point", DEADLINE, Severity.ERROR)
def duty_form_without_point(draft: Draft) -> Iterator[Spot]:
    """Find a report form that the signed text does not ask for."""
    for owed in _without_point(draft):
        if _words_of_point(draft, owed) is None:
            yield Spot("obligations", block=owed.get("block_id"), facts={"form": _title(owed)})


@rule("duty.point_without_day", DEADLINE, Severity.ERROR)
def duty_point_without_day(draft: Draft) -> Iterator[Spot]:
    """Find a report point whose term in words leaves open by which day the system counts."""
    for owed in _without_point(draft):
        words, due = _words_of_point(draft, owed), day(owed.get("due_on"))
        if words and due:
            facts = {"due": short_date(due)}
            yield Spot("body", words, owed.get("block_id"), facts)


def _without_point(draft: Draft) -> Iterator[Mapping[str, Any]]:
    for owed in draft.obligations:
        if owed.get("form") and not _is_report_point(draft, owed.get("block_id")):
            yield owed


def _words_of_point(draft: Draft, owed: Mapping[str, Any]) -> str | None:
    """Return the term in words of the point that asks for this report."""
    passage = _passage(draft, owed.get("block_id"))
    asks = passage is not None and REPORTS.search(passage.text)
    return next(terms.in_words(passage), None) if passage and asks else None


def _is_report_point(draft: Draft, name: object) -> bool:
    passage = _passage(draft, name)
    if passage is None or not REPORTS.search(passage.text):
        return False
    return days.names_a_day(passage) or _binds_a_field(draft, name)


def _passage(draft: Draft, name: object) -> Passage | None:
    named = (passage for passage in draft.body if name and passage.block == name)
    return next(named, None)


def _binds_a_field(draft: Draft, name: object) -> bool:
    found = (block for block in blocks(draft.content) if block_id(block) == name)
    nodes = (node for block in found for inline in runs(block) for node in inline)
    return any(node.get("type") == "field" and field_name(node) for node in nodes)


def _title(owed: Mapping[str, Any]) -> str:
    return str((owed.get("form") or {}).get("title") or "")


@rule("duty.point_without_form", DEADLINE, Severity.ADVICE, only="draft")
def duty_point_without_form(draft: Draft) -> Iterator[Spot]:
    """Find a report that the text asks for by a day and that no form collects."""
    if draft.obligations or not type_of(draft.content.get("type")).directs:
        return
    if found := asked_by_a_day(draft):
        passage, words = found
        yield Spot("obligations", words, passage.block)


@rule("duty.report_of_nobody", FOLLOWED, Severity.WARNING, only="draft")
def duty_report_of_nobody(draft: Draft) -> Iterator[Spot]:
    """Find a report form that no unit in the system is asked to fill in.

    Those who get the letter on paper, for information or to direct answer no form of it.
    """
    asked = any(owed.get("form") for owed in draft.obligations)
    if asked and draft.lines and not any(_may_report(draft, line) for _, line in draft.lines):
        yield Spot("obligations")


def _may_report(draft: Draft, line: Mapping[str, Any]) -> bool:
    """Tell whether somebody may report because of this line."""
    purpose = line.get("purpose")
    if not purpose or DUTIES[Purpose(purpose)].report is Ask.NO:
        return False
    back = ADDRESSEES in (line.get("targets") or ())
    return any(_goes_inside(one) for one in (draft.addressees if back else [line]))


def _goes_inside(line: Mapping[str, Any]) -> bool:
    """Tell whether a line reaches units of the directory, or may yet: nobody has said whom."""
    targets = line.get("targets") or ()
    return not targets or bool(listed(targets))


@rule("duty.dates_differ", DEADLINE, Severity.ERROR)
def duty_dates_differ(draft: Draft) -> Iterator[Spot]:
    """Find a day in the text that is not the day that the system would count by."""
    dues = {due for _, _, due in dues_of(draft)}
    lines = {due for part, _, due in dues_of(draft) if part != "obligations"}
    for passage in draft.body if dues else ():
        own = {
            due
            for owed in draft.obligations
            if owed.get("block_id") == passage.block and (due := day(owed.get("due_on")))
        }
        known = own | lines if own else dues
        written = _written(passage, known, falling_back=bool(own))
        wrong = [one for one in written if one[1] not in known]
        if not wrong and own and written and not own & {on for _, on in written}:
            # The point names the days of single lines and leaves its own out.
            wrong = written[:1]
        told = [(words, short_date(on)) for words, on in wrong]
        told += [(text, text) for text in _impossible(passage)]
        for words, on in told:
            facts = {"written": on, "due": short_date(min(own or dues))}
            yield Spot("body", words, passage.block, facts)


def _impossible(passage: Passage) -> list[str]:
    """Return the days of no calendar by which a passage asks for a report."""
    return days.asked_impossibly(passage) if REPORTS.search(passage.text) else []


def _written(
    passage: Passage, near: Collection[date], *, falling_back: bool
) -> list[tuple[str, date]]:
    """Return the days by which a passage asks for a report, with their words.

    ``falling_back`` reads any day of it that stands outside a cited document, for a point that
    says "báo cáo ngày …" without "chậm nhất".
    """
    if not REPORTS.search(passage.text):
        return []
    found = days.asked_by(passage, near)
    return found if found or not falling_back else list(days.named(passage, near))


@rule("duty.line_date_unnamed", DEADLINE, Severity.ERROR)
def duty_line_date_unnamed(draft: Draft) -> Iterator[Spot]:
    """Find a line whose units would be counted by a day that the signed text does not name."""
    for part, line, due in _unnamed(draft):
        if told := _told(draft):
            facts = {"due": short_date(due), "written": ", ".join(map(short_date, told))}
            yield Spot(part, str(line.get("text") or ""), line.get("id"), facts)


@rule("duty.line_date_nowhere", DEADLINE, Severity.ERROR)
def duty_line_date_nowhere(draft: Draft) -> Iterator[Spot]:
    """Find a line with a day of its own in a letter that names no day at all."""
    for part, line, due in _unnamed(draft):
        if not _told(draft):
            yield Spot(part, str(line.get("text") or ""), line.get("id"), {"due": short_date(due)})


def _unnamed(draft: Draft) -> Iterator[tuple[str, Mapping[str, Any], date]]:
    for part, line in draft.lines:
        due = day(line.get("due_on"))
        if due is None:
            continue
        told = (on for passage in draft.body for _, on in _any_day(passage, [due]))
        if due not in told:
            yield part, line, due


def _any_day(passage: Passage, near: Collection[date]) -> list[tuple[str, date]]:
    return [*days.asked_by(passage, near), *days.named(passage, near)]


def _told(draft: Draft) -> list[date]:
    """Return the days up to which the text gives time, earliest first."""
    near = [due for _, _, due in dues_of(draft)] or [draft.today]
    return sorted({on for passage in draft.body for _, on in days.asked_by(passage, near)})


def asked_by_a_day(draft: Draft) -> tuple[Passage, str] | None:
    """Return the first point that asks for a report by some day."""
    for passage in draft.body:
        if REPORTS.search(passage.text) and (words := terms.any_of(passage, draft.today)):
            return passage, words
    return None


def dues_of(draft: Draft) -> Iterator[tuple[str, str | None, date]]:
    """Yield every day that the system counts by: its part, its block or line, and the day."""
    for owed in draft.obligations:
        if due := day(owed.get("due_on")):
            yield "obligations", owed.get("block_id"), due
    for part, line in draft.lines:
        if due := day(line.get("due_on")):
            yield part, line.get("id"), due
