"""Rules on the lines of "Kính gửi" and "Nơi nhận"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..purposes import Purpose
from ..purposes import read as read_purpose
from ..recipients import ADDRESSEES, listed
from ..refusals import Refused
from ..types import TYPES
from ..vietnamese import fold
from .draft import Draft, Passage
from .finding import DECREE, LAYOUT, Repair, Severity, Spot, rule
from .spans import LOWER

_SENT = f"{DECREE}, Điều 4 khoản 2 điểm d; Phụ lục VI, phần II (Nơi nhận)"
#: The types whose form has a "Kính gửi" (Decree 30/2020, annex I, II.9.b).
ADDRESSED = frozenset(one.code for one in TYPES.values() if one.addressed)
_SHORT = re.compile(
    rf"\b(?:Sở|Bộ|Ban|Phòng|Cục|Chi cục)\s+(?:[^\W\d_]*[{LOWER}]\s+)+"
    r"(?!UBND\b|HĐND\b|MTTQ\b|TW\b)[A-ZĐ]{2,}\b"
)


@rule("addressees.none", f"{LAYOUT}.9", Severity.ERROR)
def addressees_none(draft: Draft) -> Iterator[Spot]:
    """Find a letter without "Kính gửi"."""
    if _is_addressed(draft) and not draft.addressees:
        yield Spot("addressees")


@rule("addressees.no_purpose", f"{LAYOUT}.9", Severity.WARNING, only="draft")
def addressees_no_purpose(draft: Draft) -> Iterator[Spot]:
    """Find an addressee of whom nothing is asked."""
    yield from _without_purpose("addressees", draft.addressees)


@rule("copies.no_purpose", f"{LAYOUT}.9.a", Severity.WARNING, only="draft")
def copies_no_purpose(draft: Draft) -> Iterator[Spot]:
    """Find a line of "Nơi nhận" that does not say what for."""
    yield from _without_purpose("copies", draft.copies)


def _without_purpose(part: str, lines: Sequence[Mapping[str, Any]]) -> Iterator[Spot]:
    for line in lines:
        if not line.get("purpose"):
            yield Spot(part, _text(line), line.get("id"))


@rule("copies.not_as_above", f"{LAYOUT}.9", Severity.ERROR)
def copies_not_as_above(draft: Draft) -> Iterator[Spot]:
    """Find a "Nơi nhận" whose first line is not "Như trên"."""
    if not _is_addressed(draft):
        return
    first = draft.copies[0] if draft.copies else {}
    if not fold(_text(first)).startswith("nhu tren"):
        yield Spot("copies", _text(first), first.get("id"))


@rule("lines.empty", f"{LAYOUT}.9", Severity.ERROR)
def lines_empty(draft: Draft) -> Iterator[Spot]:
    """Find a line without words, which would print as a bare hyphen."""
    for part, line in draft.lines:
        if not _text(line):
            yield Spot(part, "", line.get("id"))


@rule("lines.trailing_mark", f"{LAYOUT}.9", Severity.ADVICE)
def lines_trailing_mark(draft: Draft) -> Iterator[Spot]:
    """Find a typed ";" or "." at the end of a line; the paper sets them by itself."""
    for part, line in draft.lines:
        text = str(line.get("text") or "")
        if found := re.search(r"(?<!TW)(?<!v\.v)[;.]\s*$", text):
            # A line of "Nơi nhận" is never rewritten with one click.
            repairs = (
                (Repair("remove", found[0], "", part, line.get("id"), found.start()),)
                if part == "addressees"
                else ()
            )
            yield Spot(part, text.strip(), line.get("id"), {}, repairs)


@rule("lines.no_target", _SENT, Severity.ERROR, only="draft")
def lines_no_target(draft: Draft) -> Iterator[Spot]:
    """Find a printed line of which nobody said whom it reaches, or that it goes outside the system."""
    for part, line in draft.lines:
        targets = set(line.get("targets") or ()) - ({ADDRESSEES} if part == "addressees" else set())
        if line.get("purpose") != Purpose.LUU and not targets:
            yield Spot(part, _text(line), line.get("id"))


@rule("lines.unknown_target", _SENT, Severity.ERROR, only="draft")
def lines_unknown_target(draft: Draft) -> Iterator[Spot]:
    """Find a target that the directory does not know."""
    for part, line, target, units in _targets(draft):
        if units is None:
            yield Spot(part, _text(line), line.get("id"), {"target": target})


@rule("lines.empty_group", _SENT, Severity.ERROR, only="draft")
def lines_empty_group(draft: Draft) -> Iterator[Spot]:
    """Find a group without members: the line would print and reach nobody."""
    for part, line, target, units in _targets(draft):
        if units is not None and not units:
            yield Spot(part, _text(line), line.get("id"), {"target": target})


def _targets(
    draft: Draft,
) -> Iterator[tuple[str, Mapping[str, Any], str, Sequence[str] | None]]:
    """Yield every target with its units, or None for a target that nobody knows."""
    if draft.members is None:
        return
    for part, line in draft.lines:
        for target in listed(line.get("targets") or ()):
            try:
                yield part, line, target, draft.members(target)
            except (Refused, LookupError):
                yield part, line, target, None


@rule("copies.half_abbreviated", f"{LAYOUT}.9", Severity.ADVICE)
def copies_half_abbreviated(draft: Draft) -> Iterator[Spot]:
    """Find a name that is half written out, e.g. "Sở Thông tin TT"."""
    for part, line in draft.lines:
        if found := _SHORT.search(_text(line)):
            yield Spot(part, found[0], line.get("id"))


@rule("lines.repeated", f"{LAYOUT}.9", Severity.WARNING)
def lines_repeated(draft: Draft) -> Iterator[Spot]:
    """Find a line that stands twice in the same list."""
    seen: set[tuple[str, str]] = set()
    for part, line in draft.lines:
        key = part, fold(_text(line))
        if _text(line) and key in seen:
            yield Spot(part, _text(line), line.get("id"))
        seen.add(key)


@rule("lines.purpose_differs", f"{LAYOUT}.9.a", Severity.WARNING, only="draft")
def lines_purpose_differs(draft: Draft) -> Iterator[Spot]:
    """Find "(để b/c)" in print while the system asks the unit to act."""
    for part, line in draft.lines:
        printed = read_purpose(_text(line)) if "(" in _text(line) else None
        if printed and line.get("purpose") and printed != line.get("purpose"):
            yield Spot(part, _text(line), line.get("id"))


def passages(draft: Draft) -> list[Passage]:
    """Return the lines as passages, for rules that read all text alike."""
    return [Passage(part, line.get("id"), _text(line)) for part, line in draft.lines]


def _is_addressed(draft: Draft) -> bool:
    return (draft.content.get("type") or "cong_van") in ADDRESSED


def _text(line: Mapping[str, Any]) -> str:
    return str(line.get("text") or "").strip()
