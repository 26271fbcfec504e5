"""The head of a letter: boxes 1 to 5 of Decree 30/2020, in one column, two, or run together."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from . import agencies
from .articles import is_ground
from .boxes import OPENS_ABOUT, Piece, box_in, pieces_of
from .confusions import SALUTATION, blurred
from .kinds import COPIES, type_of_title
from .lines import Line, is_capital, same, words
from .model import Reading
from .posts import begins_post
from .title import read_title, settle_type

_MOST_LINES = 70
_MOST_NAMES = 3
_LONGEST_TITLE = 20
_ORDERS = re.compile(rf"(?:{blurred('quyet dinh')}|{blurred('nghi quyet')})\W*")


def read_head(lines: list[Line], reading: Reading) -> int:
    """Read the head into ``reading`` and return the place of the first line after it."""
    end, title = _end(lines)
    if title is not None and _is_order(lines, title):
        return _read_untitled(lines, title, reading)
    pieces = [piece for line in lines[:end] for piece in pieces_of(line)]
    subject = " ".join(_sort(pieces, reading))
    if title is not None:
        end = read_title(lines, title, reading, is_summed=bool(subject))
        end = _number_below(lines, end, reading)
        if reading.subject and same(_about(subject) or "") not in same(reading.subject):
            # Some write "V/v" under the number too, as over a letter.
            reading.doubt("head.left_out", subject)
    # Without "Kính gửi" the lines after the last box are the letter itself.
    reading.subject = reading.subject or _about(subject)
    settle_type(reading)
    return end


def with_title_apart(lines: list[Line]) -> list[Line]:
    """Begin a line with the title where a box of the head ran into it."""
    for place, line in enumerate(lines[:_MOST_LINES]):
        if line.rows:
            continue
        if SALUTATION.match(line.folded) or type_of_title(line.plain):
            break
        for cut in box_in(line.text):
            named = type_of_title(line.text[cut : cut + 2 * _MOST_LINES])
            if named and named[0] not in COPIES:
                before = replace(line, text=line.text[:cut], nodes=())
                after = replace(line, text=line.text[cut:], nodes=(), gap=False)
                return [*lines[:place], before, after, *lines[place + 1 :]]
    return lines


def read_boxes(lines: list[Line], reading: Reading) -> None:
    """Read the boxes that lines hold, whatever stands between them."""
    _sort([piece for line in lines if not line.rows for piece in pieces_of(line)], reading)


def _number_below(lines: list[Line], at: int, reading: Reading) -> int:
    """Read the number that stands under a title, as in contracts; return the place after it."""
    pieces = list(pieces_of(lines[at])) if at < len(lines) and not lines[at].rows else []
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


def _is_order(lines: list[Line], title: int) -> bool:
    """Tell the order *QUYẾT ĐỊNH:* below the grounds from a title, which was garbled or is missing."""
    ordered = _ORDERS.fullmatch(lines[title].folded)
    return bool(ordered) and any(is_ground(line) for line in lines[:title])


def _read_untitled(lines: list[Line], order: int, reading: Reading) -> int:
    """Read the head of a decision up to its grounds, with its type from the order below them."""
    named = type_of_title(lines[order].plain)
    reading.type = named[0] if named else None
    reading.doubt("type.from_order", lines[order].plain)
    stop = _authority(lines, next(at for at, line in enumerate(lines) if is_ground(line)))
    head = [line for line in lines[:stop] if not _is_title(line)]
    end = _last_box(head)
    told = _sort([piece for line in head[:end] for piece in pieces_of(line)], reading)
    rest = [line.plain for line in head[end:] if not line.rows]
    reading.subject = _about(" ".join([*told, *rest]))
    return stop


def _authority(lines: list[Line], ground: int) -> int:
    """Return where the lines begin that name who decides, above the first ground."""
    first = ground
    for at in range(ground - 1, max(-1, ground - 1 - _MOST_NAMES), -1):
        text = lines[at].plain
        if not is_capital(text) or box_in(text) or OPENS_ABOUT.match(same(text)):
            break
        first = at if begins_post(text) else first
    return first


def _is_title(line: Line) -> bool:
    text = line.plain
    return len(text) < _LONGEST_TITLE and is_capital(text) and bool(_ORDERS.fullmatch(line.folded))


def _last_box(lines: list[Line]) -> int:
    """Return the line after the last box of a letter that has neither title nor salutation."""
    end = 0
    about = False
    for place, line in enumerate(lines[:25]):
        if len(line.plain) > 160 and not box_in(line.text):
            break
        kinds = {piece.kind for piece in pieces_of(line)}
        about = (about and not line.gap) or "about" in kinds
        if kinds & {"nation", "motto", "numbered", "dated", "about", "urgency"} or about:
            end = place + 1
    return end


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
    found = OPENS_ABOUT.match(same(text))
    return (text[found.end() :] if found else text).strip(" .;*") or None
