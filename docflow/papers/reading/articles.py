"""The lines of decisions and regulations: articles, chapters, and what stands in the middle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from docflow.rules.refusals import Refused

from ..shape import MOST_BLOCKS
from .lines import Line, is_capital, same

CENTRE, POINT, NOTE = "centre", "point", "note"

_ARTICLE = re.compile(r"dieu\s?(?P<number>\d{1,3}[a-z]?|[l|](?=\s?[.:]))\s?(?P<end>[.:]|$)\s*")
#: Where an article begins behind the end of a sentence, in a line into which some ran.
_WITHIN = re.compile(r"(?<=[.;:])\s+(?=dieu\s?(?P<number>\d{1,3})\s?[.:]\s?\S)")
_ORDER = re.compile(r"(?:quyet dinh|quyet nghi|nghi quyet)\s?[:.]?")
_ORDER_WITHIN = re.compile(r"(?<=[.;,])\s+(?=QUYẾT (?:ĐỊNH|NGHỊ)\s?:)")
_GROUND_WITHIN = re.compile(r"(?<=;)\s+(?=(?:Căn cứ|Theo đề nghị|Xét đề nghị|Xét Tờ trình) )")
_GROUND = re.compile(r"(?:can cu|theo de nghi|xet)(?!\w)")
_CHAPTER = re.compile(
    r"(?:chuong|phan|muc|tieu muc)\s(?P<number>thu (?:nhat|hai|ba|tu|nam|sau|bay|tam)|[ivxlc]{1,7}|[a-h]|\d{1,3})"
    r"(?!\w)\s?(?P<end>[.:–-]?)\s*"
)
_CITED = re.compile(r"[ĐÐD]i[êeềé]u \d|(?:Khoản|Điểm|Chương|Mục|Phần) [\divxlca-zđ]", re.IGNORECASE)
_NOTE = re.compile(r"\(\s?(?:ban hanh )?kem theo(?!\w)")
#: What a sentence cannot end with: the article that stands behind it is one that it cites.
_OPEN = re.compile(
    r"(?:,|(?<!\w)(?:va|tai|theo|cua|cac|hoac|voi|den|tu|o|so|quy dinh|khoan \d{1,2}|diem [a-zd]|dieu(?: \d{1,3})?"
    r"|sua doi|bo sung|huong dan|khoan|diem|chuong(?: [ivxlc]+)?|muc(?: \d+)?))$"
)
_TORN = re.compile(r"\s(?:điểm|khoản|Khoản|Điều|Mục|Chương|Phần|Công văn số|Quyết định số)$")
_LISTED = re.compile(r"\S{1,4}[.)]\s|[-+–•]")
_ENDED = (".", ";", ":", "!", "?", ".”", '."', "…", ")")
_LONGEST_NAME, _MOST_NAMES = 250, 3
_LONGEST_MIDDLE = 300
_MOST_NOTES = 4


def article(text: str) -> tuple[str, int] | None:
    """Return the label ``Điều 3.`` that a text begins with, and where the text behind it begins."""
    found = _ARTICLE.match(same(text[:20])) if text[:1] in "ĐÐD" else None
    if found is None or (not found["end"] and found.end() < len(text)):
        return None
    number = text[found.start("number") : found.end("number")]
    return f"Điều {'1' if number in 'l|' else number}.", found.end()


def chapter(text: str) -> re.Match[str] | None:
    """Find *Chương I*, *Phần thứ nhất*, *Mục 2* at the beginning of a text of the length of a name."""
    if text[:1] not in "CPMT" or len(text) > _LONGEST_NAME:
        return None
    found = _CHAPTER.match(same(text))
    is_number = found and (
        found["number"][:4] == "thu " or not text[found.start("number")].islower()
    )
    return found if is_number else None


def is_note(text: str) -> bool:
    """Tell whether a text begins "(Ban hành kèm theo …", which stands under a title."""
    return bool(_NOTE.match(same(text[:60])))


def is_ground(line: Line) -> bool:
    """Tell whether a line begins as a ground does: *Căn cứ …*, with its capital."""
    return not line.rows and line.plain[:1].isupper() and bool(_GROUND.match(line.folded))


def sorted_lines(lines: list[Line], width: int) -> list[Line]:
    """Return the lines with their kinds: which is an article, which one stands in the middle.

    An article that ran into a line begins one of its own; one that a sentence cites goes on with
    that sentence. ``width`` is the one at which the lines are broken, or 0.

    Raises ``Refused("read.too_long")``.
    """
    told = [piece for line in _apart(lines) for piece in line]
    if len(told) - len(lines) > MOST_BLOCKS:
        # Every piece that was cut off begins a block.
        raise Refused("read.too_long", most=MOST_BLOCKS)
    first = _of_authority(told)
    notes = _of_note(told)
    kinds: list[Line] = []
    for at, line in enumerate(told):
        last = kinds[-1] if kinds else None
        if at < notes:
            kinds.append(replace(line, kind=NOTE, joined=bool(at)))
        elif at < first:
            kinds.append(replace(line, kind=CENTRE))
        else:
            following = told[at + 1] if at + 1 < len(told) else None
            kinds.append(_sorted(line, last, following, kinds, width))
    return kinds


def runs_on(last: Line, line: Line, width: int) -> bool:
    """Tell whether the sentence of the line before has not ended, so that this line goes on."""
    text = last.plain
    if last.rows or last.kind in {CENTRE, NOTE} or text.endswith(_ENDED) or is_capital(text):
        return False
    if is_open(text):
        return True
    loose = line.gap or line.whole or not width
    return not loose and len(text) + 1 + len(line.plain.split(maxsplit=1)[0]) > 0.88 * width


def is_open(text: str) -> bool:
    """Tell whether a text ends with what no sentence can end with."""
    return bool(_OPEN.search(same(text[-_LONGEST_NAME:].rstrip())))


def _sorted(
    line: Line, last: Line | None, following: Line | None, before: list[Line], width: int
) -> Line:
    """Return a line with its kind."""
    if line.rows or line.kind:
        return line
    text = line.plain
    cited = bool(_CITED.match(text))
    if cited and last is not None and runs_on(last, line, width):
        # After an empty line the sentence is broken in two, but its second half is no article.
        return line if line.gap or line.whole else replace(line, joined=True)
    if last is not None and _is_torn(last) and not (line.gap or line.whole):
        return replace(line, joined=True)
    if told := article(text):
        # A label alone takes its full stop, so that it is one with its text behind it.
        alone = told[1] == len(text)
        bare = replace(line, text=told[0], nodes=()) if alone else line
        return replace(bare, kind=POINT, joined=False)
    if last is not None and _is_bare(last) and not _LISTED.match(text):
        return replace(line, joined=True)
    is_middle = (
        (line.centred and len(text) <= _LONGEST_MIDDLE)
        or _is_order(text)
        or _is_chapter(text, following)
        or _is_name(line, following, before)
    )
    return replace(line, kind=CENTRE, joined=False) if is_middle else line


def _is_torn(last: Line) -> bool:
    """Tell whether a line ends between *khoản*, *Điều* … and the number that belongs to it."""
    return not last.rows and last.kind not in {CENTRE, NOTE} and bool(_TORN.search(last.plain))


def _is_bare(line: Line) -> bool:
    """Tell whether a line is the label of an article alone."""
    told = article(line.plain) if line.kind == POINT else None
    return told is not None and told[1] == len(line.plain)


def _apart(lines: list[Line]) -> Iterator[list[Line]]:
    """Cut the lines into which articles, grounds or *QUYẾT ĐỊNH:* ran."""
    decides = any(not line.rows and "QUYẾT ĐỊNH" in line.text for line in lines)
    last = 0
    for line in lines:
        if line.rows or line.heading:
            yield [line]
            continue
        cuts, last = _cuts(line.text, last, decides=decides)
        ends = [*cuts[1:], len(line.text)]
        pieces = [line.text[at:end] for at, end in zip(cuts, ends, strict=True)]
        first = replace(line, text=pieces[0], nodes=()) if len(pieces) > 1 else line
        yield [first, *(Line(piece, whole=True) for piece in pieces[1:])]


def _cuts(text: str, last: int, *, decides: bool) -> tuple[list[int], int]:
    """Return where the pieces of a line begin, and the number of its last article."""
    cuts = {0}
    if decides:
        for pattern in (_ORDER_WITHIN, _GROUND_WITHIN):
            cuts |= {found.end() for found in pattern.finditer(text)}
    if told := article(text.strip(" *_")):
        last = int(re.sub(r"\D", "", told[0]))
    for found in _WITHIN.finditer(same(text)) if "iều" in text or "IỀU" in text else ():
        # Only the article whose turn it is: every other one is cited.
        if int(found["number"]) == last + 1 and text[found.end()] in "ĐÐD":
            cuts.add(found.end())
            last += 1
    return sorted(cuts), last


def _of_authority(lines: list[Line]) -> int:
    """Return how many lines name, in capitals, who decides: they stand above the grounds."""
    for at, line in enumerate(lines[: _MOST_NAMES + 1]):
        if line.rows or line.heading or not is_capital(line.plain):
            return at if not line.rows and _GROUND.match(line.folded) else 0
    return 0


def _of_note(lines: list[Line]) -> int:
    """Return how many lines say "(Ban hành kèm theo …)" under the title of a regulation."""
    if not lines or lines[0].rows or not is_note(lines[0].plain):
        return 0
    for at, line in enumerate(lines[:_MOST_NOTES]):
        if line.rows or article(line.plain):
            return 0
        if line.plain.endswith(")"):
            return at + 1
    return 0


def _is_order(text: str) -> bool:
    return len(text) < 20 and is_capital(text) and bool(_ORDER.fullmatch(same(text)))


def _is_chapter(text: str, following: Line | None) -> bool:
    """Tell whether a line is *Chương I*, *Mục 2* …, alone or with the name behind it."""
    found = chapter(text)
    if found is None:
        return False
    rest = text[found.end() :]
    if not rest or is_capital(rest):
        return True
    ended = rest.endswith((".", ";", ":", ","))
    return bool(found["end"]) and rest[0].isupper() and not ended and _opens(following)


def _opens(line: Line | None) -> bool:
    """Tell whether an article or a chapter begins with this line."""
    return line is not None and bool(article(line.plain) or chapter(line.plain))


def _is_name(line: Line, following: Line | None, before: list[Line]) -> bool:
    """Tell whether a line is the name under *Chương I*, in capitals or above its first article."""
    text = line.plain
    heads = 0
    while heads < min(_MOST_NAMES, len(before)) and before[-1 - heads].kind == CENTRE:
        heads += 1
        if chapter(before[-heads].plain):
            break
    else:
        return False
    if len(text) > _LONGEST_NAME or text.endswith((".", ";", ",", ":")):
        return False
    if is_capital(text):
        return True
    return heads == 1 and text[:1].isupper() and _opens(following)
