"""Rules on what the dispatch asks: duties, dates, report points, annexes, secrets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from ..calendar import is_working, short_date
from ..purposes import Purpose
from ..types import type_of
from . import days
from .draft import Draft, Passage, block_id, blocks, day, field_name, runs
from .finding import DECREE, FILE, LAYOUT, Severity, Spot, rule

_FOLLOWED = f"{DECREE}, Điều 4 khoản 2 điểm d"
_DEADLINE = f"{DECREE}, Điều 24; Phụ lục VI, phần II (Hạn trả lời)"
_SECRECY = "Luật Bảo vệ bí mật nhà nước 117/2025/QH15"
_REPORTS = re.compile(r"báo cáo|gửi (?:kết quả|số liệu)|b/c", re.IGNORECASE)
_SECRET_KINDS = frozenset({"mat", "toi_mat", "tuyet_mat"})
_STAMP = re.compile(
    r"\b(?:TUYỆT MẬT|TỐI MẬT)\b|^\W*(?:MẬT|Mật|Tối mật|Tuyệt mật)\W*$"
    r"|(?i:độ mật\s*:\s*(?:tuyệt mật|tối mật|mật))",
    re.MULTILINE,
)
_ANNEX = re.compile(
    r"\b(?:gửi kèm|đính kèm|kèm theo (?:công văn|văn bản|thông báo|quyết định|kế hoạch) này"
    r"|(?:tại|theo|xem|ở) (?:các )?Phụ lục|Phụ lục (?:[IVX]+ |\d+ )?(?:kèm|gửi|đính))",
    re.IGNORECASE,
)
# "Phụ lục II ban hành kèm theo Thông tư 20" is somebody else's annex.
OTHERS_ANNEX = re.compile(
    r"[^.;]{0,60}\b(?:Nghị định|Thông tư|Quyết định số|Kế hoạch số|Công văn số|Luật)\b"
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


@rule("duty.no_due_date", _FOLLOWED, Severity.WARNING)
def duty_no_due_date(draft: Draft) -> Iterator[Spot]:
    """Find orders that name no day."""
    lines = _orders(draft)
    if draft.content.get(FILE) and any(days.asked_by(one, [draft.today]) for one in draft.body):
        return
    if lines and not any(owed.get("due_on") for owed in [*draft.obligations, *lines]):
        yield Spot("obligations", facts={"lines": len(lines)})


@rule("duty.no_report_asked", _FOLLOWED, Severity.ADVICE)
def duty_no_report_asked(draft: Draft) -> Iterator[Spot]:
    """Find orders of whose result nobody will hear."""
    asked = any(_REPORTS.search(passage.text) for passage in draft.body)
    if _orders(draft) and not draft.obligations and not asked:
        yield Spot("obligations")


def _orders(draft: Draft) -> list[Mapping[str, Any]]:
    """Return the lines that get work; a decision or a contract orders without a report."""
    if not type_of(draft.content.get("type")).directs:
        return []
    return [line for _, line in draft.lines if line.get("purpose") == Purpose.THUC_HIEN]


@rule("duty.form_without_date", _DEADLINE, Severity.ERROR)
def duty_form_without_date(draft: Draft) -> Iterator[Spot]:
    """Find a report form that may be answered never."""
    for owed in draft.obligations:
        if owed.get("form") and not day(owed.get("due_on")):
            yield Spot("obligations", block=owed.get("block_id"), facts={"form": _title(owed)})


@rule("duty.form_without_point", _DEADLINE, Severity.ERROR)
def duty_form_without_point(draft: Draft) -> Iterator[Spot]:
    """Find a report form that the signed text does not ask for."""
    for owed in draft.obligations:
        if owed.get("form") and not _is_report_point(draft, owed.get("block_id")):
            yield Spot("obligations", block=owed.get("block_id"), facts={"form": _title(owed)})


def _is_report_point(draft: Draft, name: object) -> bool:
    passage = _passage(draft, name)
    if passage is None or not _REPORTS.search(passage.text):
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


@rule("duty.point_without_form", _DEADLINE, Severity.ADVICE, only="draft")
def duty_point_without_form(draft: Draft) -> Iterator[Spot]:
    """Find a report that the text asks for by a day and that no form collects."""
    if draft.obligations or not type_of(draft.content.get("type")).directs:
        return
    for passage in draft.body:
        asked = days.asked_by(passage, [draft.today])
        if asked and _REPORTS.search(passage.text):
            yield Spot("obligations", asked[0][0], passage.block)
            return


@rule("duty.dates_differ", _DEADLINE, Severity.ERROR)
def duty_dates_differ(draft: Draft) -> Iterator[Spot]:
    """Find a day in the text that is not the day that the system would count by."""
    dues = {due for _, _, due in _dues(draft)}
    lines = {due for part, _, due in _dues(draft) if part != "obligations"}
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
        for words, on in wrong:
            facts = {"written": short_date(on), "due": short_date(min(own or dues))}
            yield Spot("body", words, passage.block, facts)


def _written(
    passage: Passage, near: Collection[date], *, falling_back: bool
) -> list[tuple[str, date]]:
    """Return the days by which a passage asks for a report, with their words.

    ``falling_back`` reads any day of it that stands outside a cited document, for a point that
    says "báo cáo ngày …" without "chậm nhất".
    """
    if not _REPORTS.search(passage.text):
        return []
    found = days.asked_by(passage, near)
    return found if found or not falling_back else list(days.named(passage, near))


@rule("duty.line_date_unnamed", _DEADLINE, Severity.ERROR)
def duty_line_date_unnamed(draft: Draft) -> Iterator[Spot]:
    """Find a line whose units would be counted by a day that the signed text does not name."""
    for part, line, due in _unnamed(draft):
        if told := _told(draft):
            facts = {"due": short_date(due), "written": ", ".join(map(short_date, told))}
            yield Spot(part, str(line.get("text") or ""), line.get("id"), facts)


@rule("duty.line_date_nowhere", _DEADLINE, Severity.ERROR)
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
    near = [due for _, _, due in _dues(draft)] or [draft.today]
    return sorted({on for passage in draft.body for _, on in days.asked_by(passage, near)})


@rule("duty.past", _DEADLINE, Severity.ERROR)
def duty_past(draft: Draft) -> Iterator[Spot]:
    """Find a due date that has gone by."""
    for part, name, due in _dues(draft):
        if due < draft.today:
            yield Spot(part, block=name, facts={"due": short_date(due)})


@rule("duty.not_a_working_day", _DEADLINE, Severity.ADVICE)
def duty_not_a_working_day(draft: Draft) -> Iterator[Spot]:
    """Find a due date on which nobody is in the office."""
    for part, name, due in _dues(draft):
        if due >= draft.today and not is_working(due):
            later = due
            while not is_working(later):
                later += timedelta(days=1)
            yield Spot(part, "", name, {"due": short_date(due), "next": short_date(later)})


def _dues(draft: Draft) -> Iterator[tuple[str, str | None, date]]:
    for owed in draft.obligations:
        if due := day(owed.get("due_on")):
            yield "obligations", owed.get("block_id"), due
    for part, line in draft.lines:
        if due := day(line.get("due_on")):
            yield part, line.get("id"), due


@rule("annex.missing", f"{LAYOUT}.6; mục III.1", Severity.WARNING)
def annex_missing(draft: Draft) -> Iterator[Spot]:
    """Find an annex that the text names and nobody attached."""
    if _attached(draft) or any(owed.get("form") for owed in draft.obligations):
        return
    for passage, found in _annexes_named(draft):
        yield Spot("body", found, passage.block)
        return


@rule("annex.not_named", f"{LAYOUT}.6; mục III.1", Severity.WARNING)
def annex_not_named(draft: Draft) -> Iterator[Spot]:
    """Find an attached annex to which the text does not point."""
    annexes = _attached(draft)
    if annexes and not any(_annexes_named(draft)):
        yield Spot("body", facts={"annexes": annexes})


def _attached(draft: Draft) -> int:
    """Return how many annexes there are: in the same file, and in files of their own."""
    return sum(len(draft.content.get(name) or ()) for name in ("annexes", "enclosures"))


def _annexes_named(draft: Draft) -> Iterator[tuple[Passage, str]]:
    for passage in draft.body:
        for found in _ANNEX.finditer(passage.text):
            if not OTHERS_ANNEX.match(passage.text, found.end()):
                yield passage, found[0]
