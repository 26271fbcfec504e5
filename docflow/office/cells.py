"""The cells of a CSV file as spreadsheets write it: each line by the number a spreadsheet shows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator

from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc, slug

Line = tuple[int, list[str]]
_SIGNS = ",;\t"
# Excel takes the sign from such a first line, and shows the next one as the first.
_SAID = re.compile(rf'"?sep=([{_SIGNS}])"?[{_SIGNS}]*(?:\r\n|\r|\n|$)', re.IGNORECASE)


def read_cells(text: str, names: Collection[str]) -> Iterator[Line]:
    """Yield the lines that hold something, the head first, with their numbers; cells are trimmed.

    The sign between the cells is the one by which most ``names`` stand in the head, written as
    ``slug`` writes them: a Vietnamese Excel puts semicolons, and names may hold commas.
    Raises ``Refused("import.rows")`` for a quotation mark that does not close where it should.
    """
    text = nfc(text.removeprefix("\ufeff"))
    said = _SAID.match(text)
    text = text[said.end() :] if said else text
    tried = {sign: _tried(text, sign) for sign in (said[1] if said else _SIGNS)}
    sign = max(tried, key=lambda one: _fit(tried[one], names))
    lines = _lines(text, sign)
    for number, head in lines:
        yield number, _parted(head, names)
        break
    yield from lines


def bad_row(number: int, code: str, **facts: object) -> Refused:
    """Return the refusal that names one bad row."""
    return Refused("import.rows", errors=[{"row": number, "code": code, **facts}])


def _lines(text: str, sign: str) -> Iterator[Line]:
    table = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    number = 0
    try:
        for number, raw in enumerate(table, 1):
            cells = [cell.strip() for cell in raw]
            if any(cells):
                yield number, cells
    except csv.Error:
        if '"' not in text:
            raise Refused("import.unreadable") from None
        raise bad_row(number + 1, "import.quote") from None


def _tried(text: str, sign: str) -> list[str]:
    """Return the head as it reads by this sign; nothing where it does not."""
    try:
        return next(_lines(text, sign), (0, []))[1]
    except Refused:
        return []


def _fit(head: list[str], names: Collection[str]) -> tuple[int, int, bool, int]:
    """Return how well a head reads: known names, cells with a sign in them, cells as they stand."""
    cells = _parted(head, names)
    mixed = sum(any(sign in cell for sign in _SIGNS) for cell in cells)
    return _known(cells, names), -mixed, cells is head, len(cells)


def _parted(head: list[str], names: Collection[str]) -> list[str]:
    """Return the head's cells where all of them stand in the first one.

    An Excel that writes semicolons shows a head with commas in one column, and saves it like that.
    """
    if not head or any(head[1:]) or slug(head[0]) in names:
        return head
    best = max((_tried(head[0], sign) for sign in _SIGNS), key=lambda one: _known(one, names))
    return best if len(best) > 1 and _known(best, names) else head


def _known(cells: list[str], names: Collection[str]) -> int:
    return sum(slug(cell) in names for cell in cells)
