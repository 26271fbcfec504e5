"""Rules on how the text is built: grounds, points in their order, parts, numbered annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TypeAlias

from .annexes import OTHERS_ANNEX
from .draft import Block, Draft, Passage, block_id, blocks, sheets, text_of
from .finding import LAYOUT, Repair, Severity, Spot, rule, spot

_GROUND = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị|Xét Tờ trình)\s")
#: The first may be in its place by the template, the next came with what was pasted.
_DOUBLED = re.compile(
    r"(?<!\w)(?P<first>Căn cứ|Theo đề nghị(?: của)?|Xét đề nghị(?: của)?|Xét|Thực hiện|Theo)"
    r"(?:[ :–-]+(?i:(?P=first))(?!\w))+"
)
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
# Whether a label has the decree's form says another rule (``points.form``).
_LETTER = re.compile(r"([a-zđ])[)./]")
_NUMBER = re.compile(r"(\d{1,3})[./-]")
_PART = re.compile(r"(?:Phần|Chương|Mục|Tiểu mục) (?:[IVXLC]+|\d+)\.?", re.IGNORECASE)
_TITLES = frozenset({"heading", "centre"})
_ARABIC = re.compile(r"\b(Phụ lục)\s+(?:số\s+)?(\d{1,2})\b(?![/.]\d)")
_Labelled: TypeAlias = tuple[str, str | None, str, str]
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@rule("grounds.end_mark", f"{LAYOUT}.6.a", Severity.WARNING)
def grounds_end_mark(draft: Draft) -> Iterator[Spot]:
    """Find grounds on lines of their own that do not end with ";", the last one with "."."""
    grounds = _grounds(draft)
    for ordinal, passage in enumerate(grounds):
        wanted = "." if ordinal == len(grounds) - 1 else ";"
        text = passage.text.rstrip()
        if len(grounds) > 1 and not text.endswith(wanted):
            bare = text.rstrip(" ;.,:")
            tail = passage.text[len(bare) - 1 :]
            mend = Repair("end_mark", tail, bare[-1] + wanted, "body", passage.block, len(bare) - 1)
            yield Spot("body", text[-40:], passage.block, {"mark": wanted}, (mend,))


@rule("grounds.doubled", f"{LAYOUT}.6.a", Severity.WARNING)
def grounds_doubled(draft: Draft) -> Iterator[Spot]:
    """Find "Căn cứ Căn cứ": the words were pasted behind those that stood there already."""
    for passage in draft.body:
        for found in _DOUBLED.finditer(passage.text):
            if not passage.is_others(*found.span()):
                yield spot(passage, found.span(), ("say_once", found["first"]), word=found["first"])


def _grounds(draft: Draft) -> list[Passage]:
    """Return the first lines of grounds that follow each other."""
    found: list[Passage] = []
    for passage in draft.body[:40]:
        if _GROUND.match(passage.text):
            found.append(passage)
        elif found:
            break
    return found


@rule("points.letters", f"{LAYOUT}.6.đ", Severity.WARNING)
def points_letters(draft: Draft) -> Iterator[Spot]:
    """Find points that leave the order of the Vietnamese alphabet: after "d)" comes "đ)"."""
    for (_, _, _, before), (part, place, label, here) in _pairs(draft, _LETTER):
        wanted = _after(before)
        if here not in ("a", wanted):
            yield Spot(part, label, place, {"before": f"{before})", "right": f"{wanted})"})


@rule("points.numbers", f"{LAYOUT}.6.đ", Severity.WARNING)
def points_numbers(draft: Draft) -> Iterator[Spot]:
    """Find "1.", "2.", "4.": a number was left out or stands twice."""
    for (_, _, _, last), (part, place, label, this) in _pairs(draft, _NUMBER):
        before, here = int(last), int(this)
        if here not in (1, before + 1):
            yield Spot(part, label, place, {"before": f"{before}.", "right": f"{before + 1}."})


def _pairs(draft: Draft, pattern: re.Pattern[str]) -> Iterator[tuple[_Labelled, _Labelled]]:
    """Yield each two labels of one form that follow each other in the body or in an annex."""
    for part, sheet in sheets(draft.content):
        labelled = [(place, _label(block)) for place, block in sheet]
        found = [
            (part, place, label, told[1])
            for place, label in labelled
            if (told := pattern.fullmatch(label))
        ]
        yield from pairwise(found)


def _label(block: Block) -> str:
    return str((block.get("attrs") or {}).get("label") or "")


def _after(letter: str) -> str:
    place = _ALPHABET.find(letter)
    return _ALPHABET[(place + 1) % len(_ALPHABET)]


@rule("parts.untitled", f"{LAYOUT}.6.d", Severity.WARNING)
def parts_untitled(draft: Draft) -> Iterator[Spot]:
    """Find "Chương I" without a title under it."""
    listed = blocks(draft.content)
    for place, block in enumerate(listed):
        text = text_of(block, draft.fields).strip()
        following = listed[place + 1] if place + 1 < len(listed) else {}
        if _PART.fullmatch(text) and not _is_title(following, draft):
            yield Spot("body", text, block_id(block))


def _is_title(block: Block, draft: Draft) -> bool:
    text = text_of(block, draft.fields).strip() if block else ""
    if not text or _PART.fullmatch(text):
        return False
    return block.get("type") in _TITLES or text == text.upper()


@rule("annex.arabic", f"{LAYOUT.removesuffix('II')}III.1.a", Severity.ADVICE)
def annex_arabic(draft: Draft) -> Iterator[Spot]:
    """Find "Phụ lục 1" of our own; annexes are numbered in Roman figures."""
    for passage in draft.body:
        for found in _ARABIC.finditer(passage.text):
            number = int(found[2])
            own = not OTHERS_ANNEX.match(passage.text, found.end())
            if own and 1 <= number <= len(_ROMAN) and not passage.is_title(*found.span()):
                right = f"{found[1]} {_ROMAN[number - 1]}"
                yield spot(passage, found.span(), ("respell", right), right=right)
