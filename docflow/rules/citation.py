"""Citing a legal document as the decree asks (Decree 30/2020, annex I, part I, II.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .calendar import long_date, short_date
from .vietnamese import nfc

#: Documents that are cited by their type and name alone.
NAMED = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
#: What a subject may begin with in small letters; a name keeps its capital.
_OPENERS = ("Về", "Quy định", "Hướng dẫn", "Ban hành", "Phê duyệt", "Sửa đổi", "Tăng cường",
            "Triển khai", "Thực hiện")  # fmt: skip
_ABOUT = re.compile(r"^v/v\s+", re.IGNORECASE)
_DATED = re.compile(
    r",?\s+(?:ban hành\s+)?ngày\s+(\d{1,2})(?:[/.-]|\s+tháng\s+)(\d{1,2})(?:[/.-]|\s+năm\s+)(\d{4})"
)
_GIVING_WAY = re.compile(
    r"(?:thay thế|bãi bỏ|hủy bỏ|huỷ bỏ|hết hiệu lực)[^.;]{0,60}$", re.IGNORECASE
)


@dataclass(frozen=True)
class Cited:
    """A legal document as it is cited.

    :param number: number and notation, ``22/CT-UBND``; empty of a law that is cited by its name.
    :param subject: as it follows the issuer, ``về việc …``; of a law its name.
    :param ended: the first day on which it is no longer in force.
    """

    type: str
    number: str = ""
    dated: date | None = None
    issuer: str = ""
    subject: str = ""
    since: date | None = None
    ended: date | None = None
    successor: str = ""

    @property
    def is_named(self) -> bool:
        """Tell whether it is cited by type and name alone."""
        return self.type in NAMED

    def in_force(self, day: date) -> bool:
        """Tell whether it is in force on this day."""
        return (self.since is None or self.since <= day) and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        """Tell whether it is no longer in force on this day."""
        return self.ended is not None and self.ended <= day

    def short(self) -> str:
        """Return how it is cited again: ``Chỉ thị số 22/CT-UBND``."""
        if self.is_named or not self.number:
            return f"{self.type} {self.subject}".strip()
        return f"{self.type} số {self.number}"

    def full(self) -> str:
        """Return how it is cited for the first time: with date, issuer and subject."""
        if self.is_named or not self.number:
            return self.short()
        return self._whole(f"ngày {short_date(self.dated)}" if self.dated else "")

    def basis(self) -> str:
        """Return it as a line of grounds, ``Căn cứ …;``: a law with its date, but no number."""
        day = long_date(self.dated) if self.dated else ""
        if self.is_named or not self.number:
            return f"Căn cứ {' '.join(filter(None, (self.short(), day)))};"
        return f"Căn cứ {self._whole(day)};"

    def within(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the places of a text that cite it; the same number of another day is another."""
        for found in self._pattern().finditer(text):
            day = _DATED.match(text, found.end())
            if day and self.dated and _day(day) not in (self.dated, None):
                continue
            yield found

    def is_cited(self, text: str) -> bool:
        """Tell whether a text cites it already."""
        return any(self.within(nfc(text)))

    def relied_on(self, text: str) -> re.Match[str] | None:
        """Return the first place that cites it as in force, not as what gives way to another."""
        for found in self.within(text):
            if not _GIVING_WAY.search(text, max(0, found.start() - 120), found.start()):
                return found
        return None

    def _whole(self, day: str) -> str:
        about = subject(self.subject)
        parts = (self.short(), day, f"của {self.issuer}" if self.issuer else "", about)
        return " ".join(filter(None, parts))

    def _pattern(self) -> re.Pattern[str]:
        if self.is_named or not self.number:
            return re.compile(rf"(?<!\w){_loose(self.short())}(?!\w)", re.IGNORECASE)
        number = self.number.lstrip("0")
        return re.compile(rf"(?<![\w/.-])0*{_loose(number)}(?![\w/]|-\w)", re.IGNORECASE)


def first_or_again(cited: Cited, text: str) -> str:
    """Return the citation that a text needs next: in full for the first time, then short."""
    return cited.short() if cited.is_cited(text) else cited.full()


def subject(text: str) -> str:
    """Return a subject as it goes on after the issuer: "V/v" written out, "Về" in small letters."""
    text = _ABOUT.sub("về việc ", " ".join(nfc(text).split())).rstrip(" .;")
    return text[:1].lower() + text[1:] if text.startswith(_OPENERS) else text


def _loose(words: str) -> str:
    """Return a pattern for words that spaces, hyphens and slashes may be set a little otherwise."""
    escaped = re.escape(nfc(words)).replace(r"\ ", r"\s+")
    return escaped.replace("/", r"\s?/\s?").replace(r"\-", r"\s?[-–]\s?")


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
