"""Box 9a: whom the letter is addressed to, listed or in one line."""

from __future__ import annotations

import re

from .agencies import begins_name
from .confusions import ALONG, SALUTATION
from .lines import Line, is_capital, is_hyphened, same, starts_low, unhyphened, words
from .model import Reading
from .posts import begins_post

#: With its marks, where a scanner left any: "thuốc" ends a name, "thuộc" does not.
_OPEN_END = re.compile(
    r"(?:[,–-]|(?<!\w)(?:và|va|của|cua|thuộc|thuoc|hoặc|hoac|với|voi))$", re.IGNORECASE
)
_LABEL = re.compile(r"(?:[\d.]{1,6}|\d{1,2}\)|[a-zđ]\)|[IVX]+\.)\s")
_BETWEEN = re.compile(r";\s*(?:[-–+•]\s*)?|(?<=\S)\s+[-–]\s+(?=(?:[A-ZĐ]|Các |Như ))")
_TELEGRAPHS = re.compile(
    r"(?!V[ềÊỀ] )[A-ZÀ-ỸĐ][^:;]*?(?:\s(?P<said>điện|ĐIỆN)\s?(?P<colon>:|$))(?!\w)\s*|(?P<alone>ĐIỆN|Điện)\s?:\s*"
)
_LONGEST_SENDER = 200
_MOST_LINES = 60


def read_addressees(lines: list[Line], start: int, reading: Reading) -> int:
    """Read *Kính gửi* from ``lines[start]`` on and return the place of the line after it."""
    text = lines[start].plain if start < len(lines) and not lines[start].rows else ""
    found = telegraphs(text) if reading.type == "Công điện" else None
    if found:
        reading.salutation = text[: found.end()].strip()
    elif not (found := SALUTATION.match(same(text))):
        return start
    told, at = _listed(lines, start, text[found.end() :].strip())
    entries = _entries(told)
    while at < len(lines) and not lines[at].rows and (also := ALONG.match(lines[at].folded)):
        more, at = _listed(lines, at, lines[at].plain[also.end() :].strip())
        told, entries = [*told, *more], [*entries, *_entries(more)]
    reading.addressees = tuple(entries)
    reading.typed.addressees = tuple(words(text).strip("*_ ") for text in told)
    if not reading.addressees:
        reading.doubt("addressees.missing", lines[start].plain)
    return at


def _listed(lines: list[Line], start: int, first: str) -> tuple[list[str], int]:
    """Return who is named from the rest of a line on, and the place of the line after them."""
    told = [first] if first else []
    alone = bool(told) and not told[0].endswith((";", ",")) and not is_hyphened(told[0])
    at = start + 1
    while at < len(lines) and at - start < _MOST_LINES and _belongs(lines[at], told, alone=alone):
        if told and not _is_new(lines[at].plain, told):
            told[-1] = f"{told[-1]} {lines[at].plain}"
        else:
            told.append(lines[at].plain)
        at += 1
    return told, at


def telegraphs(text: str) -> re.Match[str] | None:
    """Find who telegraphs, which stands in a telegram where a letter has *Kính gửi:* (form 1.6)."""
    found = _TELEGRAPHS.match(text[:_LONGEST_SENDER])
    # Without a colon only a post or an office in capitals is surely no sentence and no subject.
    named = is_capital(text) and (begins_post(text) or begins_name(text))
    return found if found and (found["colon"] or found["alone"] or named) else None


def _belongs(line: Line, told: list[str], *, alone: bool) -> bool:
    """Tell whether a line still names an addressee."""
    if line.rows or line.heading or ALONG.match(line.folded):
        return False
    if not told:
        return True
    last = told[-1].rstrip()
    if last.endswith(".") and not re.search(r"\b(?:TP|Tp|Q|P|TX|H)\.$", last):
        return False
    if _is_unfinished(last, line):
        return True
    if alone:
        return False
    # After an empty line only a hyphen goes on: the text itself may begin here.
    return is_hyphened(line.plain) or (last.endswith(";") and not line.gap)


def _is_unfinished(last: str, line: Line) -> bool:
    if (line.gap or line.whole) and not last.endswith(","):
        return False
    if _LABEL.match(line.plain):
        return False
    return not last.endswith((";", ".")) and (
        starts_low(line.plain) or bool(_OPEN_END.search(last))
    )


def _is_new(text: str, told: list[str]) -> bool:
    """Tell whether a line begins a new addressee, and does not go on with the last."""
    return is_hyphened(text) or told[-1].rstrip().endswith((";", "."))


def _entries(told: list[str]) -> list[str]:
    """Return the addressees without hyphens and end marks; a run-together line is cut.

    Where every addressee has a line of its own, a hyphen inside belongs to a name.
    """
    entries: list[str] = []
    alone = len(told) == 1
    for text in told:
        together = ";" in text.rstrip("; ") or (alone and is_hyphened(text))
        pieces = _BETWEEN.split(text) if together else [text]
        entries += [words(unhyphened(piece)).rstrip(" ;.,:*") for piece in pieces]
    return [entry for entry in entries if entry]
