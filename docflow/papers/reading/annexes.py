"""What follows the signature in the same file: annexes, with the word *Phụ lục* or without."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from docflow.rules.types import type_of

from .agencies import begins_name, goes_on
from .body import blocks_of, is_label
from .confusions import blurred
from .kinds import COPIES, code_of, type_of_title
from .lines import Line, is_capital, is_hyphened, same
from .model import Annex, Reading
from .posts import SURNAME, begins_post
from .title import is_subject

_LABEL = re.compile(
    r"(?:phu luc(?: so)?(?: (?P<number>[ivx]{1,5}[a-d]?|\d{1,2}(?:[.-]\d{1,2})?[a-z]?|[a-h]))?"
    r"|(?P<form>phu bieu|bieu mau|bieu|mau)(?: so)? \d{1,2}[a-z]?)(?!\w)"
)
#: What stands over a form that others fill in: it is a part of the form.
_UNIT = re.compile(r"(?:ten )?(?:don vi|co quan|to chuc|co so)[^:]{0,40}:|[.…_]{3,}")
#: What the first line of an attached page begins with; no surname, no post.
_HEADS = re.compile(
    r"(?:danh (?:sach|muc)|phu bieu|bieu(?: mau)?|mau|bang|lich|de cuong|bao cao|(?:tong|ke) hop"
    r"|thong ke|phieu|ke hoach|de an|phuong an|chuong trinh|noi dung|huong dan|quy (?:trinh|che|dinh)|du toan"
    r"|thanh phan|so do|phan cong|tai lieu|giay)(?!\w)"
)
_WITH = re.compile(r"\(?\s?(?:ban hanh )?kem theo(?!\w)")
_NUMBER = re.compile(r"phu luc(?: so)? (\S+)$")
_ROMAN = (
    "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv",
)  # fmt: skip
_NATION = re.compile(rf"{blurred('cong hoa xa hoi')}|{blurred('doc lap')}\W")
_MOST_OF_WITH, _LONGEST_WITH = 4, 2_000
_MOST_TITLE = 3
_LONGEST_LABEL = 250


def starts(lines: list[Line]) -> set[int]:
    """Return the places of lines that surely begin an annex, whatever stands before them."""
    found = {at for at, line in enumerate(lines) if at and label_of(line)}
    found |= {at for at, line in enumerate(lines) if at and _is_head(line)}
    return found | {_above(lines, at) for at, line in enumerate(lines) if at and _is_with(line)}


def label_of(line: Line) -> tuple[str, str] | None:
    """Return the label ``Phụ lục I`` that a line begins with, and the title behind it."""
    text = line.plain.strip("*_ ")
    found = _LABEL.match(same(text)) if not line.rows and len(text) < _LONGEST_LABEL else None
    if found is None or not text[found.start("number") : found.end("number")].isascii():
        return None
    rest = text[found.end() :].strip()
    bare = rest.lstrip(" .:–-").rstrip()
    begins = rest[:1] in {".", ":", "–", "-", "("} or _WITH.match(same(bare))
    if bare and not (begins or is_capital(bare)):
        return None
    return text[: found.end()], bare


def is_of_a_copy(lines: list[Line]) -> bool:
    """Tell whether what follows is the block of a copy (form 3.1) and no annex."""
    named = (type_of_title(line.plain) for line in lines[:8] if not line.rows)
    return any(told and told[0] in COPIES and not told[1] for told in named)


def is_worth(lines: Iterable[Line]) -> bool:
    """Tell what was attached from the dirt that a scanner leaves below a name."""
    told = 0
    for line in lines:
        if line.rows:
            return True
        if sum(it.isalpha() for it in line.plain) > 2:
            told += 1
            if told > 1 or len(line.plain) > 80:
                return True
    return False


def annexes_of(lines: list[Line], reading: Reading) -> list[Annex]:
    """Return the annexes that these lines hold; the first line begins one."""
    places = [at for at, line in enumerate(lines) if not at or label_of(line)]
    ends = [*places[1:], len(lines)]
    cut = [lines[at:end] for at, end in zip(places, ends, strict=True)]
    annexes = [_issued(some, reading) or _annex(some) for some in cut]
    _doubt_numbers([one for one in annexes if not one.heading], reading)
    return annexes


def _doubt_numbers(annexes: list[Annex], reading: Reading) -> None:
    """Doubt the labels that the paper, which counts by itself, prints with another number."""
    for place, one in enumerate(annexes, start=1):
        told = _NUMBER.match(same(one.label)) if len(annexes) > 1 else None
        roman = _ROMAN[place] if place < len(_ROMAN) else ""
        if told and told[1].lstrip("0") not in {str(place), roman}:
            reading.doubt("annex.renumbered", one.label)


def _issued(lines: list[Line], reading: Reading) -> Annex | None:
    """Return the document that a decision issues or approves (form 1.3): its subject names it."""
    if not type_of(code_of(reading.type or "Công văn")).issues:
        return None
    at = next((at for at, line in enumerate(lines) if not is_repeated(line)), len(lines))
    named = type_of_title(lines[at].plain) if at < len(lines) and not lines[at].rows else None
    if named is None or same(named[0]) not in same(reading.subject or ""):
        return None
    told = [named[1]] if named[1] else []
    at += 1
    while at < len(lines) and is_subject(lines, at, told):
        told.append(lines[at].plain)
        at += 1
    at = _after_with(lines, at) if at < len(lines) and _is_with(lines[at]) else at
    return Annex("", " ".join(told) or None, tuple(blocks_of(lines[at:])), heading=named[0])


def _annex(lines: list[Line]) -> Annex:
    label, rest = label_of(lines[0]) or ("", "")
    is_form = bool(label) and not same(label).startswith("phu luc")
    told: list[str] = []
    at = 1 if label else 0
    if _WITH.match(same(rest)):
        lines = [Line(rest), *lines[1:]]
        at = _after_with(lines, 0)
    elif rest:
        told.append(rest)
    while at < len(lines) and not lines[at].rows:
        if _is_with(lines[at]):
            at = _after_with(lines, at)
        elif _UNIT.match(lines[at].folded) or (is_form and is_repeated(lines[at])):
            break
        elif not told and is_repeated(lines[at]):
            at += 1
        elif _is_title(lines, at, told):
            told.append(lines[at].plain)
            at += 1
        else:
            break
    return Annex(label, " ".join(told) or None, tuple(blocks_of(lines[at:])))


def _is_title(lines: list[Line], at: int, told: list[str]) -> bool:
    """Tell whether a line belongs to the title: in capitals, or above "(Kèm theo …)"."""
    text = lines[at].plain
    if is_label(text) or is_hyphened(text):
        return False
    if is_capital(text) and not (told and lines[at].gap and not is_capital(told[-1])):
        return True
    soon = lines[at : at + _MOST_TITLE + 1]
    above = any(_is_with(line) for line in soon) and not any(line.rows for line in soon)
    return above or (not told and len(text) < 120 and not re.search(r":|[.;,]$", text))


def is_repeated(line: Line) -> bool:
    """Tell whether a line is of the head that an attached page repeats: office, nation, motto.

    Where both stand side by side the office's name may go on there: *TỈNH THANH HÓA*.
    """
    columns = [piece.strip("*_ ") for piece in line.columns()]
    if len(columns) > 1 and any(_NATION.match(same(piece)) for piece in columns):
        return all(_repeats(piece) or (is_capital(piece) and goes_on(piece)) for piece in columns)
    return _repeats(line.plain.strip("*_ "))


def _repeats(text: str) -> bool:
    if _NATION.match(same(text)):
        return True
    titled = _HEADS.match(same(text)) or type_of_title(text)
    return is_capital(text) and begins_name(text) and not titled


def _after_with(lines: list[Line], at: int) -> int:
    """Return the place after "(Kèm theo …)", which may run over some lines.

    What stands behind it on its last line is left there, as a line of its own.
    """
    depth = 0
    for place in range(at, min(at + _MOST_OF_WITH, len(lines))):
        text = lines[place].plain
        for end, letter in enumerate(text[:_LONGEST_WITH], start=1):
            depth += (letter == "(") - (letter == ")")
            if depth == 0 and letter == ")":
                rest = text[end:].lstrip(" .:;")
                if not rest:
                    return place + 1
                lines[place] = replace(lines[place], text=rest, nodes=(), gap=True)
                return place
    return at + 1


def _is_with(line: Line) -> bool:
    return not line.rows and line.plain.startswith("(") and bool(_WITH.match(line.folded))


def _is_head(line: Line) -> bool:
    text = line.plain.strip("*_ ")
    if line.rows or not is_capital(text) or is_hyphened(text) or text.endswith((";", "./.")):
        return False
    return bool(_HEADS.match(same(text))) and not begins_post(text)


def _above(lines: list[Line], at: int) -> int:
    """Return where the title above "(Kèm theo …)" begins."""
    first = at
    for place in range(at - 1, max(0, at - 1 - _MOST_TITLE), -1):
        text = lines[place].plain
        titled = label_of(lines[place]) or _HEADS.match(same(text)) or is_capital(text)
        if not titled or begins_post(text) or is_hyphened(text) or SURNAME.match(text):
            break
        first = place
    return first
