"""From bytes to clean lines: encoding, limits, invisible characters, page breaks, footnotes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from docflow.rules.refusals import Refused

from .articles import is_open
from .lines import Line, starts_low
from .model import Reading

MOST_BYTES = 4_000_000
MOST_LETTERS = 1_000_000
MOST_LINES = 20_000
MOST_CONTROLS = 50
MOST_TABLES = 200
MOST_NESTING = 100

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\x0b\x85]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_OPEN = re.compile(rf"[(\[{{<|>]{{{MOST_NESTING}}}")
_BREAK = re.compile(
    r"[ *=_-]*(?:page ?break|ngắt trang|sang trang)[ *=_-]*"
    r"|-{2,} ?(?:page|trang) ?\d+(?: ?(?:/|of) ?\d+)? ?-{2,}",
    re.IGNORECASE,
)
_PAGE = re.compile(r"[-–—]? ?(?:trang )?(?P<page>\d{1,3})(?: ?/ ?\d{1,3})? ?[-–—]?", re.IGNORECASE)
#: No cell of a table and no point of a list looks like this.
_SURE_PAGE = re.compile(r"[-–—] ?\d{1,3} ?[-–—]|[-–—]? ?trang \d.*", re.IGNORECASE)
#: Three dots alone say that an extract leaves something out.
_RULE = re.compile(r"(?!\.{3}$)[_\-–—=*~.]{3,}")
_LONGEST_BREAK = 60
#: A page has more lines than these, a row of a table has fewer.
_SOON = 8
_NOTE = re.compile(
    r"^ *(?:\[(?P<a>\d{1,2})\]|\((?P<b>\d{1,2})\)|(?P<c>\d{1,2})(?=\s+[^\W\d_a-z]))\s*(?P<text>\S.*)$"
)
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def decoded(content: bytes) -> str:
    """Return the text of a file. Raises ``Refused("read.text_too_large"|"read.not_text")``."""
    if len(content) > MOST_BYTES:
        raise Refused("read.text_too_large", most=MOST_BYTES // 1_000_000)
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        # Text in TCVN3 or VNI cannot be told from other one-byte text with certainty.
        raise Refused("read.not_text") from None


def cleaned(text: str, reading: Reading) -> str:
    """Return precomposed text without unseen characters; what was taken out becomes a doubt.

    Raises ``Refused("read.too_long"|"read.controls"|"read.too_deep"|"read.too_many_tables")``.
    """
    if len(text) > MOST_LETTERS:
        raise Refused("read.too_long", most=MOST_LETTERS)
    controls = _CONTROL.findall(text)
    if len(controls) > MOST_CONTROLS:
        raise Refused("read.controls", found=len(controls))
    if _OPEN.search(text):
        raise Refused("read.too_deep")
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
    )
    if controls:
        reading.doubt("text.controls_removed", _around(text, _CONTROL))
    if _BIDI.search(text):
        reading.doubt("text.bidi_removed", _around(text, _BIDI))
    for pattern, instead in ((_CONTROL, ""), (_BIDI, ""), (_UNSEEN, ""), (_SPACES, " ")):
        text = pattern.sub(instead, text)
    text = unicodedata.normalize("NFC", text)
    hidden = {it for it in set(text) - set("\n\t\f") if unicodedata.category(it) in _HIDDEN}
    return text.translate(dict.fromkeys(map(ord, hidden))) if hidden else text


_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def lines_of(text: str, reading: Reading) -> list[Line]:
    """Return the lines of a text; breaks, page numbers and footnotes are gone."""
    raw = _unquoted(text.replace("\f", "\n\f\n").split("\n"))
    if len(raw) > MOST_LINES:
        raise Refused("read.too_long", most=MOST_LINES)
    lines: list[Line] = []
    # A page number may stand on page 1 too, against annex I of the decree.
    gap, broken, page = False, False, 0
    bare = _without_notes(raw, reading)
    for place, line in enumerate(bare):
        found = _like(_PAGE, line)
        if _is_break(line):
            gap = broken = True
        elif found and _is_page(int(found["page"]), page, lines) and _is_apart(bare, place, broken):
            page, gap, broken = int(found["page"]), True, bool(lines)
        elif not line.strip() or _like(_RULE, line):
            gap = True
        else:
            one = Line(line, gap=gap)
            lines.append(_over_the_break(lines[-1], one) if broken and lines else one)
            gap = broken = False
    return list(_with_tables(lines))


def _unquoted(raw: list[str]) -> list[str]:
    """Take off the signs by which a mail program quotes a whole letter."""
    said = [line for line in raw if line.strip()]
    quoted = sum(line.lstrip().startswith(">") for line in said)
    if not said or quoted < 0.8 * len(said):
        return raw
    return [re.sub(r"^\s*>[> ]?", "", line) for line in raw]


def _is_break(line: str) -> bool:
    """Tell whether a line only says that a page ends here."""
    return line.strip(" \t") == "\f" or _like(_BREAK, line) is not None


def _like(pattern: re.Pattern[str], line: str) -> re.Match[str] | None:
    """Compare the words of a short line as a whole; a long one is never a break or a rule."""
    bare = line.strip()
    return pattern.fullmatch(" ".join(bare.split())) if 0 < len(bare) < _LONGEST_BREAK else None


def _is_page(number: int, last: int, lines: list[Line]) -> bool:
    """Tell whether a lone number is the one of the next page, or of page 2 when 1 has none."""
    return number == last + 1 or (number == 2 and not last and bool(lines))


def _is_apart(raw: list[str], place: int, broken: bool) -> bool:  # noqa: FBT001
    """Tell whether a lone number stands as a page number does, not as a cell of a table."""
    if _is_counting(raw, place):
        return False
    before = raw[place - 1] if place and place <= len(raw) else ""
    after = raw[place + 1] if place + 1 < len(raw) else ""
    if broken or not before.strip() or not after.strip() or _like(_SURE_PAGE, raw[place]):
        return True
    return is_open(before) or (starts_low(after.strip()) and len(before) > 40)


def _is_counting(raw: list[str], place: int) -> bool:
    """Tell whether the numbers before or after stand near, as in the first column of a table."""
    number = raw[place].strip()
    if not number.isdigit():
        return False
    after = _until_break(raw[place + 1 : place + _SOON])
    before = _until_break(raw[max(0, place - _SOON) : place][::-1])
    more = any(line.strip() for line in raw[place + _SOON :])
    return (more and str(int(number) + 1) in after) or str(int(number) - 1) in before


def _until_break(raw: list[str]) -> list[str]:
    ends = (at for at, line in enumerate(raw) if _is_break(line))
    return [line.strip() for line in raw[: next(ends, len(raw))]]


def _over_the_break(last: Line, line: Line) -> Line:
    """Let a sentence, or a table, run on over the end of a page."""
    if _is_row(last.text) and _is_row(line.text):
        return replace(line, gap=False)
    ended = last.text.rstrip().endswith((".", ";", ":", "!", "?", "/."))
    on = not ended and (starts_low(line.plain) or len(last.plain) > 50 or is_open(last.plain))
    return replace(line, gap=not on, joined=on)


def _without_notes(raw: list[str], reading: Reading) -> list[str]:
    """Blank the footnotes: what stands numbered under a short rule up to the end of a page."""
    lines = list(raw)
    for place, line in enumerate(raw):
        if (
            not _like(_RULE, line)
            or not (first := _next(raw, place))
            or not _NOTE.match(raw[first])
        ):
            continue
        end = _page_end(raw, first)
        if end is None:
            continue
        for at in range(place, end):
            if lines[at].strip() and not _like(_RULE, lines[at]):
                reading.doubt("footnote.left_out", lines[at])
            lines[at] = ""
        _unmark(lines, raw[first:end])
    return lines


def _unmark(lines: list[str], notes: list[str]) -> None:
    """Take the marks of these notes out of the text."""
    for note in notes:
        if found := _NOTE.match(note):
            mark = found["a"] or found["b"] or found["c"]
            for place, line in enumerate(lines):
                lines[place] = line.replace(f"[{mark}]", "") if f"[{mark}]" in line else line


def _next(raw: list[str], place: int) -> int | None:
    """Return the next line that says something, at most two lines further."""
    for at in range(place + 1, min(place + 4, len(raw))):
        if raw[at].strip():
            return at
    return None


def _page_end(raw: list[str], first: int) -> int | None:
    """Return where the page of a footnote ends; a note without such an end is no note."""
    for at in range(first, min(first + 30, len(raw))):
        if _is_break(raw[at]) or (_like(_PAGE, raw[at]) and at > first):
            return at
    return None


def _with_tables(lines: list[Line]) -> Iterator[Line]:
    """Put the rows ``| a | b |`` that follow each other into one table; an empty line ends it."""
    rows: list[tuple[str, ...]] = []
    tables, gap = 0, False
    for line in (*lines, Line("")):
        bare = line.text.strip()
        if rows and (line.gap or not _is_row(bare)):
            tables += 1
            yield Line("", gap=gap, whole=True, rows=tuple(rows))
            rows = []
        if tables > MOST_TABLES:
            raise Refused("read.too_many_tables", most=MOST_TABLES)
        if _is_row(bare):
            gap = gap if rows else line.gap
            if bare.strip("|-: \t"):
                rows.append(tuple(cell.strip() for cell in bare.strip("|").split("|")))
        elif bare:
            yield line


def _is_row(text: str) -> bool:
    """Tell whether a line is a row of a table drawn with bars."""
    bare = text.strip()
    return bare.startswith("|") and bare.count("|") > 1


def _around(text: str, pattern: re.Pattern[str]) -> str:
    """Return the words around the first find, made visible."""
    found = pattern.search(text)
    at = found.start() if found else 0
    return ascii(text[max(0, at - 20) : at + 20])
