"""The head of a letter: boxes 1 to 5 of Decree 30/2020, in one column, two, or run together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from . import agencies
from .confusions import ABOUT, SALUTATION, blurred
from .kinds import type_of_title
from .lines import Line, is_capital, same, starts_low, words
from .model import Reading
from .title import read_title, settle_type

_MOST_LINES = 70
_NATION = (
    rf"{blurred('cong hoa xa hoi')}(?:\s?{blurred('chu nghia')}(?:\s?{blurred('viet nam')})?)?"
)
_MOTTO = rf"{blurred('doc lap')}\W{{0,5}}{blurred('tu do')}\W{{0,5}}{blurred('hanh phuc')}"
_NUMBER = r"s[o06e](?: van ban)?\s?[:.;]?\s?(?P<number>[^/\s,-]{0,8}(?: ?[.…_]+)?)\s?(?P<bar>[/⁄]|-(?=[a-z]+/))\s?(?P<notation>(?:\d{4}/)?[a-z][\w&.]*(?:\s?[-–/]\s?[a-z0-9&.]+)*)"
_DATE = (
    rf"(?P<comma>,?)\s?{blurred('ngay')}\s?(?P<day>(?:\d \d|[^\s,;]{{0,4}}?)(?: ?[.…_]+)?)"
    rf"\s?{blurred('thang')}\s?(?P<month>(?:\d \d|[^\s,;]{{0,4}}?)(?: ?[.…_]+)?)"
    rf"\s?{blurred('nam')}(?![^\W\d_])\s?(?P<year>\d{{4}}|20\S{{0,4}}|[.…_\s]{{0,8}})"
)
_SHORT_DATE = (
    r"(?P<scomma>,)\s?ng.{1,2}y\s?(?P<sday>\d{1,2})[/.-](?P<smonth>\d{1,2})[/.-](?P<syear>\d{4})"
)
_ANCHOR = re.compile(
    rf"(?<!\w)(?:(?P<nation>{_NATION})|(?P<motto>{_MOTTO})|(?P<numbered>{_NUMBER}))|(?P<short>{_SHORT_DATE})|(?<!\w)(?P<dated>{_DATE})"
)
_ABOUT = re.compile(rf"^{ABOUT}\s?[:.]?(?!\w)\s?(?:ve viec(?!\w))?\s?")
_HOUR = re.compile(r"(?:hồi|lúc|vào)\s+\d{1,2}\s?(?:giờ|h|:)")
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


def read_head(lines: list[Line], reading: Reading) -> int:
    """Read the head into ``reading`` and return the place of the first line after it."""
    end, title = _end(lines)
    pieces = [piece for line in lines[:end] for piece in _pieces(line)]
    subject = _sort(pieces, reading)
    if title is not None:
        end = _number_below(lines, read_title(lines, title, reading), reading)
    elif subject:
        # Without "Kính gửi" the lines after the last box are the letter itself.
        reading.subject = _about(" ".join(subject))
    settle_type(reading)
    return end


def read_boxes(lines: list[Line], reading: Reading) -> None:
    """Read the boxes that lines hold, whatever stands between them."""
    _sort([piece for line in lines if not line.rows for piece in _pieces(line)], reading)


def has_box(text: str) -> bool:
    """Tell whether a text names the nation, a number or a day as the head of a letter does."""
    return bool(_ANCHOR.search(same(text)))


def _number_below(lines: list[Line], at: int, reading: Reading) -> int:
    """Read the number that stands under a title, as in contracts; return the place after it."""
    pieces = list(_pieces(lines[at])) if at < len(lines) and not lines[at].rows else []
    if reading.notation or len(pieces) != 1 or pieces[0].kind != "numbered" or not pieces[0].found:
        return at
    _read_number(pieces[0].text, pieces[0].found, reading)
    return at + 1


def _end(lines: list[Line]) -> tuple[int, int | None]:
    """Return where the head ends, and where the title of a named type stands."""
    for place, line in enumerate(lines[:_MOST_LINES]):
        if SALUTATION.match(line.folded):
            return place, None
        named = type_of_title(line.plain) if not line.rows else None
        if named and (line.bold or is_capital(line.plain) or len(line.plain) < 160) and place:
            return place, place
    return _last_box(lines), None


def _last_box(lines: list[Line]) -> int:
    """Return the line after the last box of a letter that has neither title nor salutation."""
    end = 0
    about = False
    for place, line in enumerate(lines[:25]):
        if len(line.plain) > 160 and not _ANCHOR.search(line.folded):
            break
        kinds = {piece.kind for piece in _pieces(line)}
        about = (about and not line.gap) or "about" in kinds
        if kinds & {"nation", "motto", "numbered", "dated", "about", "urgency"} or about:
            end = place + 1
    return end


def _pieces(line: Line) -> Iterator[Piece]:
    """Cut a line at its columns, then around the boxes that can be told by their form."""
    for column in line.columns():
        folded, start = same(column), 0
        for found in _ANCHOR.finditer(folded):
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
    return ":" in found[0] or not _ABOUT.match(same(column[: found.start()].strip()))


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
    elif _ABOUT.match(folded):
        yield Piece("about", bare, line)
    else:
        yield Piece("capital" if is_capital(bare) else "text", bare, line)


def _town(before: str) -> tuple[str, str]:
    """Return the place at the end of what stands before a date, and the rest."""
    if found := _HOUR.search(before):
        # A telegram tells the hour between place and day.
        return before[: found.start()].strip(" ,"), before[found.start() :]
    parts = before.strip(" ,").split()
    if (
        len(parts) <= 5
        and not _ABOUT.match(same(before.strip()))
        and not starts_low(before.strip())
    ):
        return " ".join(parts), ""
    cut = len(parts)
    while cut and len(parts) - cut < 4 and (parts[cut - 1][:1].isupper() or parts[cut - 1] == "-"):
        cut -= 1
    return " ".join(parts[cut:]), " ".join(parts[:cut])


def _sort(pieces: list[Piece], reading: Reading) -> list[str]:
    """Put every piece into its box and return the pieces of the subject."""
    names: list[Line] = []
    subject: list[str] = []
    last = ""
    _note_nation(pieces, reading)
    for piece in pieces:
        kind = piece.kind
        if kind == "capital" and last == "about" and names and not piece.line.gap:
            kind = "text"
        if kind == "numbered" and piece.found and reading.notation is None:
            _read_number(piece.text, piece.found, reading)
        elif kind == "dated" and piece.found and reading.place is None:
            _read_date(piece, reading)
        elif kind == "urgency":
            reading.urgency = piece.text
        elif kind == "secret":
            reading.doubt("secret.marked", piece.text)
        elif kind == "capital":
            names.append(replace(piece.line, text=piece.text))
        elif kind == "about" or (kind in {"text", "numbered"} and subject):
            subject.append(piece.text)
            kind = "about"
        elif kind == "text":
            reading.doubt("head.left_out", piece.text)
        last = kind
    agencies.settle(names, reading)
    return subject


def _note_nation(pieces: list[Piece], reading: Reading) -> None:
    """Keep the nation's name and the motto as they were typed."""
    told = {"nation": "", "motto": ""}
    for piece in pieces:
        if piece.kind == "nation" and piece.found:
            name = "nation" if piece.found["nation"] else "motto"
            told[name] = told[name] or words(piece.text).strip("*_ ")
    reading.typed.nation, reading.typed.motto = told["nation"], told["motto"]


def _read_number(text: str, found: re.Match[str], reading: Reading) -> None:
    """Read ``Số: 05/SYT-NVY``; a number that is not all digits is a doubt."""
    offset = found.start()
    notation = text[found.start("notation") - offset : found.end("notation") - offset]
    reading.notation = re.sub(r"\s", "", notation).replace("–", "-").rstrip(".")
    number = text[found.start("number") - offset : found.end("number") - offset].strip(" .…_:-")
    reading.typed.number = number
    if number.isdigit():
        reading.number = number
    elif number:
        reading.doubt("number.unreadable", text)


def _read_date(piece: Piece, reading: Reading) -> None:
    """Read place and date; without day or month there is no date, but perhaps a month."""
    told = piece.found.groupdict() if piece.found else {}
    day, month, year = (
        (told.get(key) or told.get(f"s{key}") or "").strip(" .…_").replace(" ", "")
        for key in ("day", "month", "year")
    )
    reading.typed.day, reading.typed.month = day, month
    reading.place = words(piece.text).strip(" ,.*") or None
    if year.isdigit() and month.isdigit() and 1 <= int(month) <= 12:
        reading.month = f"{year}-{int(month):02}"
    try:
        reading.date = date(int(year), int(month), int(day))
    except ValueError:
        if day or (month and not month.isdigit()):
            reading.doubt("date.unreadable", piece.line.plain)


def _about(text: str) -> str | None:
    """Return the subject in one line, without "V/v" and end mark."""
    text = words(text)
    found = _ABOUT.match(same(text))
    return (text[found.end() :] if found else text).strip(" .;*") or None
