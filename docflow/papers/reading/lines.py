"""The lines that a text or a DOCX gives, and how they are compared in spite of noise."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

Node = dict[str, Any]

#: Two blanks part words in a justified line of a scan; three or a tab part columns.
_COLUMNS = re.compile(r"\t+|\s{3,}")
#: Blanks that wait for a number or a day part no columns.
_BLANK = re.compile(
    r"(?i)(?<=số:)\s+(?=[/⁄])|(?<=ngày)\s+(?=tháng|\d)|(?<=tháng)\s+(?=năm|\d)|(?<=[/\d])\s+(?=tháng|năm)"
)
_HYPHEN = re.compile(r"^[-–—−‐‑+•*~▪·●_](?!\d)\s*")
_MARKUP = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")


@dataclass(frozen=True)
class Line:
    """One line of a text, or one paragraph or table of a DOCX.

    :param gap: an empty line or a page break stands before it.
    :param whole: it is a paragraph of its own and never continues the line before.
    :param centred: it stands in the middle of the page, where the source tells that.
    :param kind: what it was found to be: an article, a line in the middle (``articles.py``).
    :param label: what Word counts before it, so that it is a point whatever follows.
    :param nodes: its text with marks, where the source tells them.
    """

    text: str
    gap: bool = False
    whole: bool = False
    bold: bool = False
    heading: bool = False
    joined: bool = False
    centred: bool = False
    kind: str = ""
    nodes: tuple[Node, ...] = ()
    label: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def plain(self) -> str:
        """Its words with single blanks and without the stars of markup."""
        return words(_MARKUP.sub("", self.text))

    @cached_property
    def folded(self) -> str:
        """Its words as they are compared."""
        return same(self.plain)

    def columns(self) -> list[str]:
        """Return the pieces that wide gaps part."""
        return list(self._columns)

    @cached_property
    def _columns(self) -> tuple[str, ...]:
        bare = _MARKUP.sub("", self.text).strip()
        bare = _BLANK.sub(" ", bare)
        return tuple(words(piece) for piece in _COLUMNS.split(bare) if piece.strip())


def words(text: str) -> str:
    """Return a text with single blanks."""
    return " ".join(text.split())


def same(text: str) -> str:
    """Fold a precomposed text letter by letter: the result is as long as the text.

    Marks and case vanish, so that "CỘNG HOÀ" and "CONG HÒA" are one, and places stay places.
    """
    return "".join(map(_bare, text))


@lru_cache(maxsize=4096)
def _bare(letter: str) -> str:
    if letter in "đĐÐ":
        return "d"
    low = unicodedata.normalize("NFD", letter)[0].lower()
    return low if len(low) == 1 else letter


def unhyphened(text: str) -> str:
    """Return a listed line without its hyphen, whatever the scanner made of it."""
    return _HYPHEN.sub("", text.strip()).strip()


def is_hyphened(text: str) -> bool:
    """Tell whether a line begins as the lines of a list do."""
    return bool(_HYPHEN.match(text.strip()))


def is_capital(text: str) -> bool:
    """Tell whether a text is written in capitals; a noisy letter or two do not matter."""
    letters = [letter for letter in text if letter.isalpha()]
    high = sum(letter.isupper() for letter in letters)
    return len(letters) >= 2 and high >= 0.85 * len(letters)


def starts_low(text: str) -> bool:
    """Tell whether a text begins with a small letter."""
    return text[:1].isalpha() and text[:1].islower()
