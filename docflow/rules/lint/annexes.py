"""Rules on annexes: what the text names is attached, and what is attached is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .draft import Draft, Passage
from .finding import LAYOUT, Severity, Spot, rule

_ANNEX = re.compile(
    r"\b(?:gửi kèm|đính kèm|kèm theo (?:công văn|văn bản|thông báo|quyết định|kế hoạch) này"
    r"|(?:tại|theo|xem|ở) (?:các )?Phụ lục|Phụ lục (?:[IVX]+ |\d+ )?(?:kèm|gửi|đính))",
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
