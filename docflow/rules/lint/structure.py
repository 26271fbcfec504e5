"""Rules on how the text is built: grounds, parts, numbered annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .annexes import OTHERS_ANNEX
from .draft import Block, Draft, Passage, block_id, blocks, text_of
from .finding import LAYOUT, Repair, Severity, Spot, rule, spot

_GROUND = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị|Xét Tờ trình)\s")
#: The first may be in its place by the template, the next came with what was pasted.
_DOUBLED = re.compile(
    r"(?<!\w)(?P<first>Căn cứ|Theo đề nghị(?: của)?|Xét đề nghị(?: của)?|Xét|Thực hiện|Theo)"
    r"(?:[ :–-]+(?i:(?P=first))(?!\w))+"
)
_PART = re.compile(r"(?:Phần|Chương|Mục|Tiểu mục) (?:[IVXLC]+|\d+)\.?", re.IGNORECASE)
_TITLES = frozenset({"heading", "centre"})
_ARABIC = re.compile(r"\b(Phụ lục)\s+(?:số\s+)?(\d{1,2})\b(?![/.]\d)")
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
