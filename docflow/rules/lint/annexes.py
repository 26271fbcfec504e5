"""Rules on annexes: what the text names is attached, and what is attached is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import issued
from ..types import type_of
from ..vietnamese import fold
from .draft import Draft, Passage, blocks, text_of
from .finding import DECREE, LAYOUT, Severity, Spot, rule

_FORM = f"{DECREE}, Phụ lục III, mẫu 1.3"

_ANNEX = re.compile(
    r"\b(?:gửi kèm|đính kèm|kèm theo (?:công văn|văn bản|thông báo|quyết định|kế hoạch) này"
    r"|(?:tại|theo|xem|ở) (?:các )?Phụ lục|Phụ lục (?:[IVX]+ |\d+ )?(?:kèm|gửi|đính))",
    re.IGNORECASE,
)
_ALONG = re.compile(r"\bkèm theo Quyết định này\b", re.IGNORECASE)
# The title names a thing of its own: KẾ HOẠCH / Kế hoạch hóa gia đình.
_ANOTHER = re.compile(r"\s*(?:Kế hoạch h(?:óa|oá)|Chương trình mục tiêu)\b", re.IGNORECASE)
#: "(có danh sách kèm theo)", "theo mẫu kèm theo": enough to point to what goes along.
_ENCLOSED = re.compile(
    r"(?:danh sách|danh mục|mẫu|bảng|biểu|dự thảo|tài liệu|hồ sơ|phụ lục|quy chế|quy định|kế hoạch)"
    r"[^.;]{0,80}?\b(?:kèm theo|gửi kèm|đính kèm)(?! (?:Nghị định|Thông tư|Quyết định số|Công văn số))",
    re.IGNORECASE,
)
# "Phụ lục II ban hành kèm theo Thông tư 20" is somebody else's annex.
OTHERS_ANNEX = re.compile(
    r"[^.;]{0,60}\b(?:Nghị định|Thông tư|Quyết định số|Kế hoạch số|Công văn số|Luật)\b"
)


@rule("annex.missing", f"{LAYOUT}.6; mục III.1", Severity.WARNING)
def annex_missing(draft: Draft) -> Iterator[Spot]:
    """Find an annex that the text names and nobody attached."""
    if _attached(draft) or any(owed.get("form") for owed in draft.obligations):
        return
    if _unissued(draft):
        # The rule on what a decision issues says it, and says more.
        return
    for passage, found in _annexes_named(draft):
        yield Spot("body", found, passage.block)
        return


@rule("annex.not_named", f"{LAYOUT}.6; mục III.1", Severity.WARNING)
def annex_not_named(draft: Draft) -> Iterator[Spot]:
    """Find an attached annex to which the text does not point."""
    annexes = _attached(draft)
    pointed = any(_ENCLOSED.search(passage.text) for passage in draft.body)
    if annexes and not pointed and not any(_annexes_named(draft)):
        yield Spot("body", facts={"annexes": annexes})


@rule("annex.nothing_issued", _FORM, Severity.WARNING)
def annex_nothing_issued(draft: Draft) -> Iterator[Spot]:
    """Find a decision that issues a document which neither stands in its file nor goes along."""
    if kind := _unissued(draft):
        yield Spot("annexes", kind, facts={"kind": kind})


@rule("annex.issued_empty", _FORM, Severity.ERROR, only="draft")
def annex_issued_empty(draft: Draft) -> Iterator[Spot]:
    """Find an issued document of which only the name and the title would be printed."""
    for annex in draft.content.get("annexes") or ():
        texts = (text_of(block, draft.fields) for block in blocks(annex))
        if annex.get("heading") and not any(text.strip() for text in texts):
            yield Spot("annexes", str(annex["heading"]).upper())


@rule("annex.heading_differs", _FORM, Severity.WARNING)
def annex_heading_differs(draft: Draft) -> Iterator[Spot]:
    """Find an issued document of another type than the subject of the decision names."""
    kind, subject = _issued(draft), fold(draft.subject.text)
    headings = _headings(draft) if kind else []
    others = [one for one in headings if not _names(subject, one)]
    # Beside what is issued, its forms and lists may go along under names of their own.
    if len(others) == len(headings):
        for heading in others:
            yield Spot("annexes", heading.upper(), facts={"kind": kind})


def _names(subject: str, heading: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(fold(heading))}(?!\w)", subject))


@rule("annex.heading_twice", _FORM, Severity.WARNING)
def annex_heading_twice(draft: Draft) -> Iterator[Spot]:
    """Find an issued document whose title begins with the type that is printed above it."""
    for annex in draft.content.get("annexes") or ():
        heading, title = str(annex.get("heading") or ""), str(annex.get("title") or "")
        words = len(heading.split())
        begins = " ".join(title.split()[:words])
        if words and fold(begins).rstrip(" :.,–-") == fold(heading) and not _ANOTHER.match(title):
            yield Spot("annexes", begins, facts={"kind": heading.upper()})


def _issued(draft: Draft) -> str:
    """Return which document the decision says it issues; empty of any other letter."""
    issues = type_of(draft.content.get("type")).issues
    return issued.named(draft.subject.text) if issues else ""


def _unissued(draft: Draft) -> str:
    """Return which document the decision issues and does not bring along."""
    kind = _issued(draft)
    if not kind or _headings(draft) or draft.content.get("enclosures"):
        return ""
    if draft.content.get("annexes") and any("Phụ lục" in one.text for one in draft.body):
        # A list or a table of prices is issued as the annex to which the articles point.
        return ""
    # What is approved may stand in the articles themselves.
    approved = "phe duyet" in fold(draft.subject.text).partition(fold(kind))[0]
    along = any(_ALONG.search(passage.text) for passage in draft.body)
    return kind if along or not approved else ""


def _headings(draft: Draft) -> list[str]:
    annexes = draft.content.get("annexes") or ()
    return [str(one["heading"]) for one in annexes if one.get("heading")]


def _attached(draft: Draft) -> int:
    """Return how many annexes there are: in the same file, and in files of their own."""
    return sum(len(draft.content.get(name) or ()) for name in ("annexes", "enclosures"))


def _annexes_named(draft: Draft) -> Iterator[tuple[Passage, str]]:
    for passage in draft.body:
        for found in _ANNEX.finditer(passage.text):
            if not OTHERS_ANNEX.match(passage.text, found.end()):
                yield passage, found[0]
