"""What a decision issues or approves: the document in its own file, by the name of its type."""

from __future__ import annotations

import re

from .vietnamese import fold, nfc

#: The longest name of a type that stands over an issued document.
LONGEST = 60

#: What decisions commonly issue or approve (Decree 30/2020, annex III, form 1.3 and its like).
KINDS = (
    "Quy chế", "Quy định", "Quy trình", "Quy hoạch", "Quy ước", "Quy tắc", "Nội quy", "Điều lệ",
    "Thể lệ", "Chương trình", "Kế hoạch", "Phương án", "Đề án", "Dự án", "Chiến lược",
    "Hướng dẫn", "Danh mục", "Định mức", "Bộ tiêu chí", "Bộ chỉ số", "Bảng giá",
)  # fmt: skip

_BY_FOLD = {fold(kind): kind for kind in KINDS}
_NAMES = "|".join(sorted(_BY_FOLD, key=len, reverse=True))
_ISSUES = re.compile(r"(?:ve viec |ve |v/v )?(?:ban hanh|phe duyet)(?: kem theo quyet dinh nay)? ")
_BEGINS = re.compile(rf"(?:{_NAMES})(?!\w)")
#: A clerk who writes this over an annex means an annex.
_ANNEX = re.compile(r"(?:cac )?phu luc(?: (?:[ivx]{1,5}|\d{1,2}))?")


def read(text: str) -> str:
    """Return the name of a type as it is kept: no blanks too many; empty for an annex."""
    name = " ".join(text.split())
    return "" if _ANNEX.fullmatch(fold(name)) else name


def named(subject: str) -> str:
    """Return which document a subject says is issued: ``Quy chế``; empty where it names none."""
    text = fold(subject)
    verb = _ISSUES.match(text)
    found = _BEGINS.match(text, verb.end()) if verb else None
    return _BY_FOLD[found[0]] if found else ""


def split(title: str) -> tuple[str, str]:
    """Return the name of the type that a printed title begins with in capitals, and the rest."""
    text = " ".join(nfc(title).split())
    folded = fold(text)
    found = _BEGINS.match(folded) if len(folded) == len(text) else None
    if found is None or not text[: found.end()].isupper():
        return "", text
    return _BY_FOLD[found[0]], text[found.end() :].lstrip(" :.–-")
