"""Box 5a: the title of a named type with the subject under it, and the type without a title."""

from __future__ import annotations

import re

from .addressees import telegraphs
from .articles import article, chapter, is_note
from .confusions import SALUTATION
from .kinds import type_of_notation, type_of_title
from .lines import Line, is_capital, same, starts_low, words
from .model import Reading
from .posts import is_post

_JOINT = re.compile(r"lien (?:tich|nganh|so)|phoi hop(?: lien nganh)?")
_GROUND = re.compile(r"(?:can cu|theo|thuc hien|xet|de nghi|tiep theo|ngay|dieu \d)(?!\w)")
#: What a subject may begin with as well as a ground; a ground names a number or a day.
_ACT = re.compile(r"(?:thuc hien|xet|de nghi)(?!\w)")
_CITES = re.compile(r"so:? \S*\d|ngay \d|\d/|[;:,.]$")
#: What the first lines of minutes say.
_TOLD = re.compile(r"[^:]{2,40}:\s|(?:hom nay|vao hoi|luc \d)(?!\w)")
#: Contracts and minutes may have their number under the title.
_NUMBER = re.compile(r"so\s?:")
_LONGEST_REST = 40
_LABEL = re.compile(r"(?:\d{1,2}\.|[IVX]{1,4}\.|[-+–]) ")


def read_title(lines: list[Line], title: int, reading: Reading) -> int:
    """Read the title of a named type and the subject under it; return the place after both."""
    named = type_of_title(lines[title].plain)
    if named is None:
        return title
    reading.type, rest = named
    if _JOINT.fullmatch(same(rest)):
        reading.doubt("head.left_out", lines[title].plain)
        rest = ""
    if reading.type == "Thư công":
        # The decree's name of the type is never printed: THƯ CHÚC MỪNG, THƯ CẢM ƠN.
        reading.heading = lines[title].plain.strip(" *:").removesuffix(rest).strip(" :-–")
    if rest and is_capital(rest) and len(rest) < _LONGEST_REST and _is_about(lines, title + 1):
        # BIÊN BẢN HỌP, KẾ HOẠCH PHỐI HỢP: the subject stands below.
        reading.heading, rest = lines[title].plain.strip(" *:"), ""
    told = [rest] if rest else []
    end = title + 1
    while end < len(lines) and is_subject(lines, end, told):
        told.append(lines[end].plain)
        end += 1
    text = words(" ".join(told)).strip(" .;*")
    short = re.match(r"v\s?[/⁄|]\s?v\s?[:.]?\s?", same(text))
    reading.subject = (text[short.end() :] if short else text) or None
    return end


def _is_about(lines: list[Line], at: int) -> bool:
    return at < len(lines) and bool(re.match(r"(?:ve|v/v)(?!\w)", lines[at].folded))


def is_subject(lines: list[Line], at: int, told: list[str]) -> bool:
    """Tell whether a line under the title still belongs to the subject."""
    line = lines[at]
    if (
        line.rows
        or line.heading
        or line.folded.startswith("kinh moi")
        or _NUMBER.match(line.folded)
    ):
        return False
    text = line.plain
    if (
        SALUTATION.match(line.folded)
        or telegraphs(text)
        or article(text)
        or chapter(text)
        or is_note(text)
    ):
        return False
    titled = not told and ((line.bold and not text.endswith((".", ";", ":"))) or _is_act(lines, at))
    if (
        (_GROUND.match(line.folded) and not titled)
        or _LABEL.match(text)
        or is_post(text)
        or (_TOLD.match(line.folded) and not line.folded.startswith("v"))
    ):
        return False
    if not told:
        return len(line.plain) <= 500 and not line.plain.endswith(("./.", ":", ";"))
    if line.gap or line.whole:
        return line.bold and not line.gap and starts_low(line.plain)
    return starts_low(line.plain) or (
        len(line.plain) < 75 and not line.plain.endswith((".", ";", ":"))
    )


def _is_act(lines: list[Line], at: int) -> bool:
    """Tell a subject such as *Thực hiện báo cáo số liệu* from a ground: it cites nothing."""
    told = lines[at].folded
    if not _ACT.match(told) or _CITES.search(told) or at + 1 >= len(lines):
        return False
    return lines[at + 1].gap or lines[at].whole or bool(_LABEL.match(lines[at + 1].plain))


def settle_type(reading: Reading) -> None:
    """Name the type where no title did."""
    if reading.type:
        return
    by_notation = type_of_notation(reading.notation)
    if by_notation and not reading.subject:
        reading.type = by_notation
        reading.doubt("type.from_notation", reading.notation or "")
    elif reading.subject or reading.notation:
        reading.type = "Công văn"
    else:
        reading.doubt("type.unknown")
