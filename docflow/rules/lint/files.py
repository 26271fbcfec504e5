"""Rules on what our paper does by itself and a file from elsewhere may have wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .draft import Draft
from .finding import DECREE, FILE, LAYOUT, Severity, Spot, rule

_GENERAL = LAYOUT.removesuffix("II") + "I"
_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_HEIGHT, _WIDTH = 297, 210
#: Millimetres from the edges, least and most; a tenth more for what a program rounds.
_MARGINS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
_SLACK = 0.6
_SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}


@rule("file.no_nation", f"{LAYOUT}.1.a", Severity.ERROR, only="file")
def file_no_nation(draft: Draft) -> Iterator[Spot]:
    """Find a paper without the name of the nation, or with it misspelt."""
    typed = str(_told(draft).get("nation") or "")
    if typed.replace("HOÀ", "HÒA") != _NATION:
        yield Spot("subject", typed, facts={"right": _NATION})


@rule("file.motto", f"{LAYOUT}.1.b", Severity.ERROR, only="file")
def file_motto(draft: Draft) -> Iterator[Spot]:
    """Find a motto without its capitals, hyphens and blanks."""
    typed = str(_told(draft).get("motto") or "")
    if typed != _MOTTO:
        yield Spot("subject", typed, facts={"right": _MOTTO})


@rule("file.number_zero", f"{LAYOUT}.3.c", Severity.ERROR, only="file")
def file_number_zero(draft: Draft) -> Iterator[Spot]:
    """Find "Số: 5/SYT-NVY": a number below 10 takes a zero."""
    number = str(_told(draft).get("number") or "")
    if number.isdigit() and len(number) == 1:
        yield Spot("subject", number, facts={"right": f"0{number}"})


@rule("file.date_zeros", f"{LAYOUT}.4.b", Severity.ERROR, only="file")
def file_date_zeros(draft: Draft) -> Iterator[Spot]:
    """Find "ngày 5 tháng 1" or "tháng 08" in the head."""
    told = _told(draft)
    day, month = str(told.get("day") or ""), str(told.get("month") or "")
    if not month.isdigit():
        return
    right_month = f"{int(month):02}" if int(month) <= 2 else str(int(month))
    right_day = f"{int(day):02}" if day.isdigit() else day
    if (day, month) != (right_day, right_month):
        typed = f"ngày {day} tháng {month}".replace("  ", " ")
        yield Spot("subject", typed, facts={"right": f"ngày {right_day} tháng {right_month}"})


@rule("file.addressee_marks", f"{LAYOUT}.9.d", Severity.ERROR, only="file")
def file_addressee_marks(draft: Draft) -> Iterator[Spot]:
    """Find two or more lines of "Kính gửi" that do not end with ";", the last with "."."""
    lines = _listed(draft, "addressees")
    if len(lines) > 1:
        yield from _unmarked("addressees", lines)


@rule("file.copies_marks", f"{LAYOUT}.9.d", Severity.ERROR, only="file")
def file_copies_marks(draft: Draft) -> Iterator[Spot]:
    """Find a line of "Nơi nhận" that does not end with ";", the line "Lưu" with "."."""
    yield from _unmarked("copies", _listed(draft, "copies"))


def _listed(draft: Draft, part: str) -> Sequence[str]:
    return [str(line).rstrip() for line in _told(draft).get(part) or ()]


def _unmarked(part: str, lines: Sequence[str]) -> Iterator[Spot]:
    for ordinal, line in enumerate(lines):
        wanted = "." if ordinal == len(lines) - 1 else ";"
        if not line.endswith(wanted):
            yield Spot(part, line, facts={"mark": wanted})


@rule("file.paper", f"{_GENERAL}.1", Severity.ERROR, only="file")
def file_paper(draft: Draft) -> Iterator[Spot]:
    """Find a paper that is not A4, or that lies on its side from its first page on."""
    page = _page(draft)
    if page and not (_near(page["width"], _WIDTH) and _near(page["height"], _HEIGHT)):
        yield Spot("body", f"{page['width']:.0f} x {page['height']:.0f} mm")


@rule("file.margins", f"{_GENERAL}.3", Severity.ERROR, only="file")
def file_margins(draft: Draft) -> Iterator[Spot]:
    """Find a margin outside of what the decree allows."""
    for side, (least, most) in _MARGINS.items():
        size = _page(draft).get(side)
        if size is not None and not least - _SLACK <= size <= most + _SLACK:
            facts = {"side": _SIDES[side], "least": least, "most": most}
            yield Spot("body", f"{size:.0f} mm", facts=facts)


def _near(size: float, wanted: float) -> bool:
    return abs(size - wanted) < 2


@rule("file.font", f"{_GENERAL}.4", Severity.ERROR, only="file")
def file_font(draft: Draft) -> Iterator[Spot]:
    """Find a font that is not Times New Roman."""
    for font, words in _page(draft).get("fonts", {}).items():
        yield Spot("body", words, facts={"font": font})


@rule("file.size", f"{LAYOUT}.6.e", Severity.ERROR, only="file")
def file_size(draft: Draft) -> Iterator[Spot]:
    """Find a paragraph of the text in letters below 13 or above 14 points."""
    for size, words in _page(draft).get("sizes", {}).items():
        yield Spot("body", words, facts={"size": f"{size:g}".replace(".", ",")})


@rule("file.line_spacing", f"{LAYOUT}.6.e", Severity.WARNING, only="file")
def file_line_spacing(draft: Draft) -> Iterator[Spot]:
    """Find lines set closer than single or wider than one and a half."""
    if words := _page(draft).get("tight"):
        yield Spot("body", words)


@rule("file.paragraph_gap", f"{LAYOUT}.6.e", Severity.WARNING, only="file")
def file_paragraph_gap(draft: Draft) -> Iterator[Spot]:
    """Find paragraphs less than 6 points apart."""
    if words := _page(draft).get("close"):
        yield Spot("body", words)


@rule("file.alignment", f"{LAYOUT}.6.e", Severity.WARNING, only="file")
def file_alignment(draft: Draft) -> Iterator[Spot]:
    """Find a paragraph that is not justified."""
    if words := _page(draft).get("ragged"):
        yield Spot("body", words)


@rule("file.page_one_numbered", f"{_GENERAL}.7", Severity.ERROR, only="file")
def file_page_one_numbered(draft: Draft) -> Iterator[Spot]:
    """Find a page number on the first page, where none is shown."""
    if _page(draft).get("numbered_first"):
        yield Spot("body")


@rule("file.page_number_place", f"{_GENERAL}.7", Severity.ERROR, only="file")
def file_page_number_place(draft: Draft) -> Iterator[Spot]:
    """Find page numbers at the foot of the page, or not in its middle."""
    if _page(draft).get("numbered_wrongly"):
        yield Spot("body")


@rule("file.doubtful", f"{DECREE}, Điều 8", Severity.ADVICE, only="file")
def file_doubtful(draft: Draft) -> Iterator[Spot]:
    """Find words of the file that the reader could not put into any part."""
    for words in _told(draft).get("left_out") or ():
        yield Spot("body", str(words))


def _told(draft: Draft) -> Mapping[str, Any]:
    return draft.content.get(FILE) or {}


def _page(draft: Draft) -> Mapping[str, Any]:
    """Return what is known of the page; a plain text has none."""
    return _told(draft).get("page") or {}
