"""The boxes of a head that can be told by their form, and how a line is cut around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .confusions import ABOUT, ALONG, RECIPIENTS, SALUTATION, blurred
from .lines import Line, is_capital, same, starts_low

_NATION = (
    rf"{blurred('cong hoa xa hoi')}(?:\s?{blurred('chu nghia')}(?:\s?{blurred('viet nam')})?)?"
)
_MOTTO = rf"{blurred('doc lap')}\W{{0,5}}{blurred('tu do')}\W{{0,5}}{blurred('hanh phuc')}"
_NUMBER = r"s[o06e](?: van ban)?\s?[:.;]?\s?(?P<number>[^/\s,-]{0,8}(?: ?[.…_]+)?)\s?(?P<bar>[/⁄]|-(?=[a-z]+/))\s?(?P<notation>(?:\d{4}/)?(?:l[nt]\s?:\s?)?[a-z][\w&.]*(?:\s?[-–/]\s?[a-z0-9&.]+)*)"
_DATE = (
    rf"(?P<comma>,?)\s?{blurred('ngay')}\s?(?P<day>(?:\d \d|[^\s,;]{{0,4}}?)(?: ?[.…_]+)?)"
    rf"\s?{blurred('thang')}\s?(?P<month>(?:\d \d|[^\s,;]{{0,4}}?)(?: ?[.…_]+)?)"
    rf"\s?{blurred('nam')}(?![^\W\d_])\s?(?P<year>\d{{4}}|20\S{{0,4}}|[.…_\s]{{0,8}})"
)
_SHORT_DATE = (
    r"(?P<scomma>,)\s?ng.{1,2}y\s?(?P<sday>\d{1,2})[/.-](?P<smonth>\d{1,2})[/.-](?P<syear>\d{4})"
)
_BOX = re.compile(
    rf"(?<!\w)(?:(?P<nation>{_NATION})|(?P<motto>{_MOTTO})|(?P<numbered>{_NUMBER}))|(?P<short>{_SHORT_DATE})|(?<!\w)(?P<dated>{_DATE})"
)
OPENS_ABOUT = re.compile(rf"^{ABOUT}\s?[:.]?(?!\w)\s?(?:ve viec(?!\w))?\s?")
_HOUR = re.compile(r"(?:hồi|lúc|vào)\s+\d{1,2}\s?(?:giờ|h|:)")
#: Even where a whole letter stands in one line, its head is over here.
_FARTHEST = 2_000
_URGENCY = {"khan": "khan", "thuong khan": "thuong_khan", "hoa toc": "hoa_toc"}
_NOISE = {
    "viet nam",
    "chu nghia viet nam",
    "du thao",
    "ban sao",
    "hoa toc hen gio",
    "nghia viet nam",
}
_SECRET = {"mat", "toi mat", "tuyet mat"}


@dataclass(frozen=True)
class Piece:
    """One stretch of the head: a recognised box, or text that is still to be told."""

    kind: str
    text: str
    line: Line
    found: re.Match[str] | None = None


def has_box(text: str) -> bool:
    """Tell whether a text names the nation, a number or a day as the head of a letter does."""
    return bool(box_in(text))


def box_in(text: str) -> list[int]:
    """Return where the boxes of a text end; a head does not reach far into a line."""
    return [found.end() for found in _BOX.finditer(same(text[:_FARTHEST]))]


def without_frames(folded: str) -> str:
    """Blank, place by place, what a box has around the words that are the letter's own."""
    if len(folded) > _FARTHEST:
        return folded
    framed = (OPENS_ABOUT, RECIPIENTS, SALUTATION, ALONG)
    opened = next(filter(None, (one.match(folded) for one in framed)), None)
    cuts = [opened.span()] if opened else []
    for found in _BOX.finditer(folded):
        # Of a number only the word before it; a day that nobody could read is a doubt by itself.
        end = found.start("number") if found["numbered"] else found.end()
        cuts.append((found.start(), end))
    for start, end in cuts:
        folded = folded[:start] + " " * (end - start) + folded[end:]
    return folded


def pieces_of(line: Line) -> Iterator[Piece]:
    """Cut a line at its columns, then around the boxes that can be told by their form."""
    for column in line.columns():
        start = 0
        for found in _BOX.finditer(same(column[:_FARTHEST])):
            kind = _kind(found)
            if kind == "numbered" and not _is_number(column, found):
                continue
            before = column[start : found.start()]
            if kind == "dated":
                town, before = _town(before)
                yield from _plain(before, line)
                yield Piece(kind, town, line, found)
            else:
                yield from _plain(before, line)
                yield Piece(kind, column[found.start() : found.end()], line, found)
            start = found.end()
        yield from _plain(column[start:], line)


def _is_number(column: str, found: re.Match[str]) -> bool:
    """Tell the letter's own number from one that its subject cites."""
    if column[found.start() + 1] in "ởỞơƠ":
        return False
    # "Số" with a small letter is a citation, unless the line begins so.
    if not column[found.start()].isupper() and (found.start() or ":" not in found[0]):
        return False
    return ":" in found[0] or not OPENS_ABOUT.match(same(column[: found.start()].strip()))


def _kind(found: re.Match[str]) -> str:
    if found["nation"] or found["motto"]:
        return "nation"
    return "numbered" if found["numbered"] else "dated"


def _plain(text: str, line: Line) -> Iterator[Piece]:
    """Tell what a stretch without form is."""
    bare = text.strip(" |,;_*")
    folded = same(bare)
    if not any(letter.isalnum() for letter in bare) or folded in _NOISE:
        return
    if is_capital(bare) and folded in _URGENCY:
        yield Piece("urgency", _URGENCY[folded], line)
    elif is_capital(bare) and folded in _SECRET:
        yield Piece("secret", bare, line)
    elif OPENS_ABOUT.match(folded):
        yield Piece("about", bare, line)
    else:
        # What goes on behind a number is no name of an office.
        is_named = is_capital(bare) and not bare.startswith(":")
        yield Piece("capital" if is_named else "text", bare, line)


def _town(before: str) -> tuple[str, str]:
    """Return the place at the end of what stands before a date, and the rest."""
    if found := _HOUR.search(before):
        # A telegram tells the hour between place and day.
        return before[: found.start()].strip(" ,"), before[found.start() :]
    parts = before.strip(" ,").split()
    if (
        len(parts) <= 5
        and not OPENS_ABOUT.match(same(before.strip()))
        and not starts_low(before.strip())
    ):
        return " ".join(parts), ""
    cut = len(parts)
    while cut and len(parts) - cut < 4 and (parts[cut - 1][:1].isupper() or parts[cut - 1] == "-"):
        cut -= 1
    return " ".join(parts[cut:]), " ".join(parts[:cut])
