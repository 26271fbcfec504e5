"""Box 5a: the title of a named type with the subject under it, and the type without a title."""

from __future__ import annotations

import re

from docflow.rules.types import type_of

from .addressees import telegraphs
from .articles import article, chapter, is_note
from .confusions import SALUTATION
from .kinds import code_of, type_of_notation, type_of_title
from .lines import Line, is_capital, same, starts_low, words
from .model import Reading
from .posts import is_post

_JOINT = re.compile(r"lien (?:tich|nganh|so)|phoi hop(?: lien nganh)?")
_GROUND = re.compile(r"(?:can cu|theo|thuc hien|xet|de nghi|tiep theo|ngay|dieu \d)(?!\w)")
#: What a subject may begin with as well as a ground; a ground goes on to who acts, or ends with a mark.
_ACT = re.compile(
    r"(?:thuc hien|theo doi|de nghi|ngay(?! \d)|xet(?! (?:de nghi|to trinh|cong van|bao cao|thay)))(?!\w)"
)
_ENDED = (".", ";", ":", ",")
_ACTOR = re.compile(r",\s(?:so|ubnd|uy ban|bo|cuc|trung tam|benh vien|phong|giam doc)(?!\w)")
_OPEN = re.compile(r"(?:^|\s)(?:cua|va|ve|tai|theo|voi|cho|cac|so|ngay|thang|nam|den)$")
_MOST_SUBJECT = 8
#: Types have longer names in use: CHƯƠNG TRÌNH HÀNH ĐỘNG.
_LONGER = re.compile(r"hanh dong|cong tac|chi tiet|tong the")
#: What the first lines of minutes say.
_TOLD = re.compile(r"[^:]{2,40}:\s|(?:hom nay|vao hoi|luc \d)(?!\w)")
#: Contracts and minutes may have their number under the title.
_NUMBER = re.compile(r"so\s?:")
_LONGEST_REST = 40
_LABEL = re.compile(r"(?:\d{1,2}\.|[IVX]{1,4}\.|[-+–]) ")


def read_title(lines: list[Line], title: int, reading: Reading, *, is_summed: bool = False) -> int:
    """Read the title of a named type and the subject under it; return the place after both.

    Where the letter ``is_summed`` up above its title already, a sentence below it is its text.
    """
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
    if rest and is_capital(rest) and len(rest) < _LONGEST_REST and _is_longer(rest, lines, title):
        # BIÊN BẢN HỌP, KẾ HOẠCH PHỐI HỢP: the subject stands below.
        reading.heading, rest = lines[title].plain.strip(" *:"), ""
    told = [rest] if rest else []
    end = title + 1
    if not type_of(code_of(reading.type)).summed_up:
        # What stands under it is its text: the paper of the type has no room for a subject.
        reading.subject = rest or None
        return end
    if is_summed and not told and _paragraph(lines, end).endswith("."):
        return end
    while end < len(lines) and is_subject(lines, end, told):
        told.append(lines[end].plain)
        end += 1
    text = words(" ".join(told)).strip(" .;*")
    short = re.match(r"v\s?[/⁄|]\s?v\s?[:.]?\s?", same(text))
    reading.subject = (text[short.end() :] if short else text) or None
    return end


def _is_longer(rest: str, lines: list[Line], title: int) -> bool:
    """Tell whether what stands behind the name of the type belongs to it, the subject below."""
    at = title + 1
    if at >= len(lines):
        return False
    if re.match(r"(?:ve|v/v)(?!\w)", lines[at].folded):
        return True
    named = _LONGER.fullmatch(same(rest)) and not is_capital(lines[at].plain)
    return bool(named) and is_subject(lines, at, [])


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
        ended = ("./.", ":") if _runs_on(lines, at) else ("./.", ":", ";")
        return len(line.plain) <= 500 and not line.plain.endswith(ended)
    if line.gap or line.whole:
        return line.bold and not line.gap and starts_low(line.plain)
    return starts_low(line.plain) or (
        len(line.plain) < 75 and not line.plain.endswith((".", ";", ":"))
    )


def _is_act(lines: list[Line], at: int) -> bool:
    """Tell a subject such as *Thực hiện Nghị quyết số 57-NQ/TW* from a ground."""
    if not _ACT.match(lines[at].folded) or at + 1 >= len(lines):
        return False
    text = _paragraph(lines, at)
    return not text.endswith(_ENDED) and not _ACTOR.search(same(text))


def _paragraph(lines: list[Line], at: int) -> str:
    """Return the words of the paragraph that begins with a line."""
    told: list[str] = []
    for line in lines[at : at + _MOST_SUBJECT]:
        more = told and (starts_low(line.plain) or _OPEN.search(same(told[-1])))
        if line.rows or (told and (line.gap or line.whole or not more)):
            break
        told.append(line.plain)
    return " ".join(told)


def _runs_on(lines: list[Line], at: int) -> bool:
    """Tell whether the next line goes on with this one, whatever mark it ends with."""
    following = lines[at + 1] if at + 1 < len(lines) else None
    if following is None or following.gap or following.whole or _LABEL.match(following.plain):
        return False
    return starts_low(following.plain) and not following.plain.endswith(_ENDED)


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
