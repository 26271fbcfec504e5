"""Rules on the names above the text: agencies, notation, place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..types import type_of
from .draft import Draft
from .finding import LAYOUT, Severity, Spot, rule

_NAMES = ("parent_agency", "agency")
# "UBND TỈNH", of which province?
_OF_NOWHERE = re.compile(
    r"(?:UBND|HĐND|[UỦ][YỶ] BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN)(?: (?:TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|ĐẶC KHU))?"
)


@rule("head.small_letters", f"{LAYOUT}.2.b", Severity.WARNING)
def head_small_letters(draft: Draft) -> Iterator[Spot]:
    """Find the name of an agency that is not in capitals."""
    for name in _NAMES:
        text = str(draft.content.get(name) or "").strip()
        if text != text.upper():
            yield Spot("subject", text, facts={"right": text.upper()})


@rule("head.parent_of_nowhere", f"{LAYOUT}.2.a", Severity.WARNING)
def head_parent_of_nowhere(draft: Draft) -> Iterator[Spot]:
    """Find "UBND TỈNH" over the agency without the name of the province."""
    parent = " ".join(str(draft.content.get("parent_agency") or "").split())
    if _OF_NOWHERE.fullmatch(parent):
        yield Spot("subject", parent)


@rule("head.place_small", f"{LAYOUT}.4.c", Severity.WARNING)
def head_place_small(draft: Draft) -> Iterator[Spot]:
    """Find a place whose words do not all begin with a capital."""
    place = str(draft.content.get("place") or "").strip()
    kinds = {"phố", "xã", "trấn", "đảo"}
    words = re.findall(r"[^\W\d_]+", place)
    if any(word[0].islower() and word not in kinds for word in words):
        yield Spot("subject", place)


@rule("notation.no_type", f"{LAYOUT}.3.b", Severity.WARNING)
def notation_no_type(draft: Draft) -> Iterator[Spot]:
    """Find a named type whose notation does not begin with the type's abbreviation."""
    kind = type_of(draft.content.get("type"))
    notation = str(draft.content.get("notation") or "").strip()
    groups = re.split(r"[-/]", notation)
    if kind.abbreviation and notation and kind.abbreviation not in groups[:2]:
        yield Spot("subject", notation, facts={"right": f"{kind.abbreviation}-{notation}"})


@rule("notation.letter_named", f"{LAYOUT}.3.b", Severity.WARNING)
def notation_letter_named(draft: Draft) -> Iterator[Spot]:
    """Find "CV" in the notation of a letter, which bears no abbreviation of its type."""
    notation = str(draft.content.get("notation") or "").strip()
    letter = (draft.content.get("type") or "cong_van") == "cong_van"
    if letter and re.match(r"CV[-/]", notation):
        yield Spot("subject", notation, facts={"right": notation[3:]})
