"""What others put onto a letter after it was written: stamps of arrival, blocks of signatures."""

from __future__ import annotations

import re
from dataclasses import replace

from .lines import Line, same

_SIGNED_BY = re.compile(
    r"^(?:(?:duoc )?ky (?:boi|so boi|dien tu boi)|nguoi ky|digitally signed|signature (?:not|is|valid)"
    r"|signed by|da duoc ky so|chu ky (?:so|dien tu)|thoi gian ky|ngay ky|gio ky|signing time"
    r"|ngay gio ky)\b"
)
_SIGNED_MORE = re.compile(
    r"^(?:co quan|dia chi|email|e-mail|to chuc|chuc vu|thoi gian|ngay|ly do|date|reason|location"
    r"|cn|dn|o|ou|c|noi ky)\s*[:=]"
)
_ARRIVED = re.compile(
    r"^(?:[|\[(]?\s*)(?:den|cong van den|van ban den|d\s*e\s*n)\b(?=\s*(?:$|[:|,.]|so\b|ngay\b|gio\b))"
)
_ARRIVED_MORE = re.compile(
    r"^(?:(?:so(?: den| cv den)?|ngay(?: den)?|gio|chuyen(?: cho)?|luu ho so(?: so)?|so va ky hieu hs"
    r"|ky hieu hs)\s*[:.]|so\s*\d+\s*$|(?:so|ngay|chuyen)\s*[:.]?\s*[.…_]{2,})"
)
_TIMESTAMP = re.compile(
    r"^\d{1,2}[./-]\d{1,2}[./-]\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[+-]\d{2}:?\d{2})?$"
)


def unstamped(lines: list[Line]) -> list[Line]:
    """Return the lines without stamps of arrival and blocks of signatures."""
    kept: list[Line] = []
    inside = ""
    gap = False
    for line in lines:
        folded = line.folded.strip(" *")
        inside = _inside(inside, folded, line)
        if inside:
            gap = gap or line.gap
            continue
        kept.append(replace(line, gap=True) if gap else line)
        gap = False
    return kept


def _inside(inside: str, folded: str, line: Line) -> str:
    """Tell which block a line belongs to: ``signed``, ``arrived`` or none."""
    if line.rows:
        return ""
    if _SIGNED_BY.match(folded) and len(folded) < 160:
        return "signed"
    if (
        _ARRIVED.match(folded)
        and line.plain[:1].isupper()
        and len(folded) < 160
        and _is_stamp(folded)
    ):
        return "arrived"
    if inside == "signed" and (_SIGNED_MORE.match(folded) or _TIMESTAMP.match(folded)):
        return inside
    if inside == "arrived" and _ARRIVED_MORE.match(folded) and "/" not in _first_number(line.plain):
        return inside
    return ""


def _is_stamp(folded: str) -> bool:
    """Tell a stamp from a sentence that begins with "Đến"."""
    return len(folded) < 20 or bool(re.search(r"\bso\s*:|\bchuyen\b|\bngay\s*:", folded))


def _first_number(text: str) -> str:
    """Return a number with its notation, as in "Số: 05/SYT-NVY", which no stamp of arrival has."""
    folded = same(text)
    if not folded.startswith("so"):
        return ""
    found = re.match(r"so\s*[:.]?\s*\d*\s*/\s*[a-z]", folded)
    return found[0] if found else ""
