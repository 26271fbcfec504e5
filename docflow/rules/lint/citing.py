"""Rules on how other documents are named: in full the first time, in short afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from .draft import Draft, Passage
from .finding import LAYOUT, Severity, Spot, rule, spot

_CITABLE = (
    "Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư|Công văn|Công điện|Kế hoạch|Thông báo"
    "|Hướng dẫn|Tờ trình|Báo cáo|Kết luận"
)
_HEAD = re.compile(
    rf"\b(?P<type>{_CITABLE})(?:\s+(?:khẩn|thượng khẩn|hỏa tốc|hoả tốc))?\s+(?P<word>số\s*)?(?P<number>\d+)"
    r"(?P<notation>/[\w/-]*[A-ZĐ][\w/-]*)"
)
_DATE = re.compile(
    r"\s*,?\s*ngày\s+\d{1,2}(?:[/.-]\d{1,2}[/.-]\d{4}| tháng \d{1,2} năm \d{4})\s*,?\s*"
)
_ISSUER = re.compile(r"(?:của|do)\s")
_ABOUT = re.compile(
    r"\b(?:về|V/v|v/v|ban hành|phê duyệt|quy định|hướng dẫn|công bố|sửa đổi|thành lập|giao)\b"
)
_LAW_NUMBER = re.compile(
    r"\b(?:Bộ luật|Luật|Pháp lệnh)\b(?:(?!Nghị |Quyết |Thông )[^;.\n(]){0,120}?\s*(?P<number>số\s*:?\s*\d+/\d{4}/(?:QH|UBTVQH|PL-UBTVQH)\d+)"
)
#: No letter names more; a hostile one must not cost more.
_MOST = 300
_CLAUSE = re.compile(r"[^;.\n]{0,400}")


@dataclass(frozen=True)
class Cited:
    """One document named by its number in the text."""

    passage: Passage
    found: re.Match[str]
    is_first: bool

    @property
    def number(self) -> str:
        """Number and notation."""
        return self.found["number"] + self.found["notation"]

    @property
    def rest(self) -> str:
        """What follows the date, to the end of the clause; empty where there is no date."""
        dated = _DATE.match(self.passage.text, self.found.end())
        clause = _CLAUSE.match(self.passage.text, dated.end()) if dated else None
        return clause[0] if clause else ""

    @property
    def is_dated(self) -> bool:
        """Whether its date follows the number."""
        return bool(_DATE.match(self.passage.text, self.found.end()))

    @property
    def is_enclosing(self) -> bool:
        """Whether only "ban hành kèm theo …" names it."""
        before = self.passage.text[max(0, self.found.start() - 12) : self.found.start()]
        return "kèm theo" in before


def _cited(draft: Draft) -> Iterator[Cited]:
    """Yield the documents that the body names, those inside another's title left out."""
    yield from islice(_all_cited(draft), _MOST)


def _all_cited(draft: Draft) -> Iterator[Cited]:
    seen: set[str] = set()
    for passage in draft.body:
        for found in _HEAD.finditer(passage.text):
            if passage.is_title(*found.span()):
                continue
            number = (found["number"].lstrip("0") + found["notation"]).casefold()
            yield Cited(passage, found, number not in seen)
            seen.add(number)


@rule("citation.no_issuer", f"{LAYOUT}.6.b", Severity.WARNING)
def citation_no_issuer(draft: Draft) -> Iterator[Spot]:
    """Find the first citation of a document that does not say whose it is."""
    for one in _cited(draft):
        if one.is_first and one.is_dated and not _ISSUER.match(one.rest):
            yield spot(one.passage, one.found.span(), number=one.number)


@rule("citation.no_subject", f"{LAYOUT}.6.b", Severity.WARNING)
def citation_no_subject(draft: Draft) -> Iterator[Spot]:
    """Find the first citation of a document that does not say what it is about."""
    for one in _cited(draft):
        whole = one.is_first and one.is_dated and not one.is_enclosing
        if whole and _ISSUER.match(one.rest) and not _ABOUT.search(one.rest):
            yield spot(one.passage, one.found.span(), number=one.number)


@rule("citation.again_in_full", f"{LAYOUT}.6.b", Severity.ADVICE)
def citation_again_in_full(draft: Draft) -> Iterator[Spot]:
    """Find a later citation that repeats date and title; type and number are enough."""
    for one in _cited(draft):
        if not one.is_first and one.is_dated and _ABOUT.search(one.rest):
            short = f"{one.found['type']} số {one.number}"
            yield spot(one.passage, one.found.span(), short=short)


@rule("citation.no_word_number", f"{LAYOUT}.6.b", Severity.ADVICE)
def citation_no_word_number(draft: Draft) -> Iterator[Spot]:
    """Find "Chỉ thị 22/CT-UBND" without the word "số"."""
    for one in _cited(draft):
        if one.is_first and not one.found["word"]:
            place = one.found.start("number"), one.found.end("notation")
            yield spot(
                one.passage, place, ("respell", f"số {one.number}"), right=f"số {one.number}"
            )


@rule("citation.number_zero", f"{LAYOUT}.3.c", Severity.ADVICE)
def citation_number_zero(draft: Draft) -> Iterator[Spot]:
    """Find a cited number below 10 without its zero."""
    for one in _cited(draft):
        if one.is_first and len(one.found["number"]) == 1:
            place = one.found.start("number"), one.found.end("notation")
            yield spot(one.passage, place, right=f"0{one.number}")


@rule("citation.law_number", f"{LAYOUT}.6", Severity.ADVICE)
def citation_law_number(draft: Draft) -> Iterator[Spot]:
    """Find a law with its number; of laws only type and name are given."""
    for passage in draft.body:
        for found in _LAW_NUMBER.finditer(passage.text):
            yield spot(passage, found.span(), number=found["number"])
