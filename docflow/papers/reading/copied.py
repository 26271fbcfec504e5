"""The block of a copy under what it copies (form 3.1), and what stands above it."""

from __future__ import annotations

import re
from dataclasses import replace

from docflow.rules.calendar import short_date

from . import agencies, head
from .articles import CENTRE, NOTE
from .body import read_body
from .boxes import has_box, pieces_of
from .confusions import RECIPIENTS
from .foot import read_foot
from .kinds import COPIES, type_of_title
from .lines import Line, is_capital, same, words
from .model import Reading
from .posts import begins_post

_LONGEST_FORM = 20
_MOST_NAMES, _MOST_OF_BLOCK = 3, 7
#: How many lines the head of a copied document has at most, and how long each is.
_MOST_HEAD, _LONGEST_HEAD = 20, 200
_BOXES = {"numbered", "dated", "nation", "capital"}
_MARK = re.compile(r"(?:ban )?(?:sao y|sao luc|trich sao)(?: ban chinh)?\s?;")
_ABOUT = re.compile(r"(?:ve|v/v)(?!\w)")
_LAWS = re.compile(r"(?:luat|phap lenh|nghi dinh|thong tu(?: lien tich)?|lenh|hien phap)(?!\w)")


def without_mark(lines: list[Line], reading: Reading) -> list[Line]:
    """Take off the mark of an electronic copy: *SAO Y; SỞ Y TẾ; 14/08/2023* (annex I, III)."""
    told: list[Line] = []
    marked: list[str] = []
    for line in lines[:_MOST_HEAD]:
        pieces = [] if line.rows else line.columns()
        marks = [piece for piece in pieces if _is_mark(piece, marked)]
        marked += marks
        rest = [piece for piece in pieces if piece not in marks]
        if not marks:
            told.append(line)
        elif rest:
            told.append(replace(line, text="\t".join(rest), nodes=()))
    if marked:
        reading.doubt("copy.of_another", " ".join(marked))
    return [*told, *lines[_MOST_HEAD:]]


def _is_mark(piece: str, marked: list[str]) -> bool:
    """Tell whether a piece is the mark of an electronic copy, or goes on with one."""
    goes_on = 0 < len(marked) < _MOST_NAMES and marked[-1].endswith(";")
    return goes_on or bool(_MARK.match(same(piece)))


def find(lines: list[Line]) -> tuple[str, int] | None:
    """Return which form of copy this is, and where the title of its block stands."""
    for at, line in enumerate(lines[3:], start=3):
        if (form := _form_of(line)) and (named := type_of_title(form)):
            return named[0], at
    return None


def _form_of(line: Line) -> str:
    """Return what names the form of a copy in a line, or nothing."""
    if line.rows or len(line.text) > _LONGEST_HEAD:
        return ""
    return next((piece for piece in line.columns() if _is_form(piece)), "")


def read_copy(lines: list[Line], form: str, title: int, reading: Reading) -> None:
    """Read a copy: its own block is the letter's head and foot, all above it the text."""
    start = _block(lines, title)
    reading.type = form
    reading.doubt("copy.of_another", _form_of(lines[title]))
    foot = next((at for at in range(title + 1, len(lines)) if _is_foot(lines[at])), len(lines))
    _read_boxes(lines[start:foot], reading)
    above = lines[:start]
    reading.subject = _named(above, reading)
    read_body(_with_head(above), reading)
    read_foot(lines[foot:], reading)


def _block(lines: list[Line], title: int) -> int:
    """Return where the block begins: the office's name stands over or beside the form's.

    Its number, its place and its day may stand between both.
    """
    first = title
    while first > max(0, title - _MOST_OF_BLOCK) and _is_of_block(lines[first - 1]):
        first -= 1
        if lines[first].gap and agencies.begins_name(lines[first].plain):
            break
    return first


def _is_of_block(line: Line) -> bool:
    text = line.plain
    if line.rows or len(text) > _LONGEST_HEAD or begins_post(text):
        return False
    named = is_capital(text) and (agencies.begins_name(text) or agencies.goes_on(text))
    return named or (has_box(text) and {it.kind for it in pieces_of(line)} <= _BOXES)


def _is_foot(line: Line) -> bool:
    return bool(RECIPIENTS.match(line.folded.lstrip("*_ "))) or begins_post(line.plain)


def _read_boxes(lines: list[Line], reading: Reading) -> None:
    told = []
    for line in lines:
        kept = [piece for piece in line.columns() if not _is_form(piece)]
        if kept:
            told.append(replace(line, text="\t".join(kept), nodes=()))
    head.read_boxes(told, reading)


def _is_form(piece: str) -> bool:
    named = type_of_title(piece) if len(piece) < _LONGEST_FORM else None
    return bool(named and named[0] in COPIES and not named[1])


def _with_head(lines: list[Line]) -> list[Line]:
    """Return the copied lines; the head of what is copied stands in the middle."""
    told = list(lines)
    for at, line in enumerate(lines[:_MOST_HEAD]):
        text = line.plain
        boxed = has_box(text) and len(text) < _LONGEST_HEAD
        if line.rows or not (is_capital(text) or boxed or _ABOUT.match(line.folded)):
            break
        told[at] = replace(line, kind=NOTE if text.startswith("(") else CENTRE)
    return told


def _named(lines: list[Line], reading: Reading) -> str | None:
    """Return what is copied: its type, number and day, and what it is about.

    A mark of secrecy in the copied head is doubted here too.
    """
    inner = Reading()
    head.read_boxes(lines[:_MOST_HEAD], inner)
    for one in inner.doubts:
        if one.code == "secret.marked":
            reading.doubt(one.code, one.excerpt)
    name, about = "", ""
    for line in lines[:_MOST_HEAD]:
        text = line.plain
        if not name and is_capital(text) and len(text) < _LONGEST_HEAD:
            named = type_of_title(text)
            name = named[0] if named else text.capitalize() if _LAWS.match(same(text)) else ""
        elif name and not about and _ABOUT.match(same(text)):
            about = text[:1].lower() + text[1:]
    number = f"số {inner.typed.number}/{inner.notation}" if inner.notation else ""
    day = f"ngày {short_date(inner.date)}" if inner.date else ""
    return words(f"{name} {number} {day} {about}") or None
