"""Tables of a DOCX that only hold the columns of a head or a foot together, told from the text's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .agencies import begins_name
from .body import is_end
from .ink import words_of
from .lines import is_capital, same
from .posts import is_post

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NATION = re.compile(r"cong hoa xa hoi|doc lap\W+tu do")
_NUMBER, _LIST = re.compile(r"(?:^|\n)so\s?:[^\n]{0,12}/"), re.compile(r"noi nhan\s?:")
#: A paragraph of so many letters is text: the head is over, or the foot has not begun.
_TEXT = 80

Element = Any


@dataclass
class Place:
    """How far the walk through a document has come: past the head, past the text, past the foot."""

    has_text: bool = False
    is_ended: bool = False
    is_signed: bool = False

    def pass_by(self, text: str) -> None:
        """Take note of a paragraph."""
        self.has_text = self.has_text or len(text) >= _TEXT
        self.is_ended = self.is_ended or is_end(text)


def is_frame(table: Element, place: Place) -> bool:
    """Tell whether a table only holds the columns of a head or of a foot.

    A table of the text may have the same words in its cells: where it stands tells which it is.
    """
    cells = [words_of(cell) for row in rows_of(table) for cell in cells_of(row)]
    whole = "\n".join(cells)
    folded = same(whole)
    if _NATION.search(folded):
        return True
    is_post_in = any(map(is_post, whole.splitlines()))
    is_foot = bool(_LIST.search(folded)) or (is_post_in and len(list(rows_of(table))) <= 3)
    if is_foot and not place.is_signed and (place.is_ended or not _is_followed(table)):
        place.is_signed = is_post_in
        return True
    is_numbered = bool(_NUMBER.search(folded))
    if place.is_ended and is_numbered and any(map(_is_office, whole.splitlines())):
        # Below what was copied stands the head of who made the copy (form 3.1).
        place.is_signed = False
        return True
    return not place.has_text and (is_foot or is_numbered)


def _is_office(text: str) -> bool:
    return is_capital(text) and begins_name(text)


def _is_followed(table: Element) -> bool:
    """Tell whether text stands behind a table before the next one, so that it is no foot."""
    for after in table.itersiblings():
        if after.tag == f"{_W}tbl":
            return bool(_LIST.search(same(words_of(after))))
        text = words_of(after)
        if _LIST.search(same(text)):
            return True
        if len(text) >= _TEXT or is_end(text):
            return True
    return False


def rows_of(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, also those within controls."""
    for child in table:
        if child.tag == f"{_W}tr":
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"}:
            yield from rows_of(child)


def cells_of(row: Element) -> Iterator[Element]:
    """Yield the cells of a row, also those within controls."""
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent"}:
            yield from cells_of(child)
