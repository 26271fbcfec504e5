"""Rules on the subject: one short phrase that says what the dispatch is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..types import type_of
from ..vietnamese import fold
from . import capitals
from .draft import Draft
from .finding import LAYOUT, Severity, Spot, rule, spot
from .spans import STARTERS

#: Words that say what sort of letter it is and not what it is about.
_EMPTY = re.compile(
    r"(?:(?:ve )?(?:viec )?(?:bao cao|tra loi|phuc dap|thong bao|thuc hien|trien khai|huong dan|cong tac"
    r"|gop y|de nghi|phoi hop|xin y kien|cung cap so lieu|cong van|van ban|chi dao|noi dung|mot so"
    r"|ket qua|so lieu|kien nghi|chinh sach|cua|cac|don vi|theo|yeu cau)\W*)+"
)
_VERBS = frozenset({"Tăng", "Rà", "Phòng", "Cung", "Mời", "Đề", "Chấn", "Góp", "Trả", "Phúc"})


@rule("subject.generic", f"{LAYOUT}.5.a", Severity.WARNING)
def subject_generic(draft: Draft) -> Iterator[Spot]:
    """Find a subject that would fit a hundred letters: "báo cáo kết quả"."""
    text = draft.subject.text.strip()
    if text and _EMPTY.fullmatch(fold(text)):
        yield Spot("subject", text)


@rule("subject.end_mark", f"{LAYOUT}.5", Severity.ADVICE)
def subject_end_mark(draft: Draft) -> Iterator[Spot]:
    """Find a full stop or another mark after the subject, which is no sentence."""
    if found := re.search(r"(?<!v\.v)[.;,:/]+\s*$", draft.subject.text):
        # Where there is nothing but marks, a subject must be written first.
        offers = [("remove", "")] if draft.subject.text[: found.start()].strip() else []
        yield spot(draft.subject, found.span(), *offers)


@rule("subject.capital_start", f"{LAYOUT}.5.b", Severity.ADVICE)
def subject_capital_start(draft: Draft) -> Iterator[Spot]:
    """Find a capital after "V/v", where the phrase only goes on."""
    found = re.match(r"\s*([^\W\d_]+)", draft.subject.text)
    if found is None or type_of(draft.content.get("type")).form != "letter":
        return
    word = found[1]
    if word in STARTERS | _VERBS and not capitals.name_at(draft.subject.text, found.start(1)):
        place = found.span(1)
        yield spot(draft.subject, place, ("small_letter", word[0].lower() + word[1:]), word=word)


@rule("subject.capitals", f"{LAYOUT}.5.b", Severity.WARNING)
def subject_capitals(draft: Draft) -> Iterator[Spot]:
    """Find a subject all in capitals."""
    words = re.findall(r"[^\W\d_]{2,}", draft.subject.text)
    if len(words) > 3 and all(word.isupper() for word in words):
        yield Spot("subject", draft.subject.text[:60])
