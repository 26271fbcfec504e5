"""A table for an annex, read from a workbook or a CSV file as it looks there."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from openpyxl import load_workbook

from docflow.rules.calendar import short_date
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc

from .reading.guard import WORKBOOK, parts_of

MOST_BYTES = 5_000_000
MOST_ROWS = 1_000
MOST_COLUMNS = 20
#: Letters in one cell, and how far a sheet may reach before anything of it is looked at.
MOST_LETTERS = 2_000
_REACH = (5_000, 100)
_MOST_ERRORS = 50

_MARKS = ";,\t"
# Excel takes the mark from such a first line, and shows the next one as the first.
_SAID = re.compile(rf'"?sep=([{_MARKS}])"?[{_MARKS}]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_PLACES = re.compile(r"0\.(0+)")
Rows = list[list[str]]


def read_table(content: bytes) -> dict[str, Any]:
    """Return the first sheet as a table of the body tree; its first row is the head.

    Formulas come as the values that the file holds; numbers and dates as they look in their cells,
    in the Vietnamese manner; hidden rows and columns stay out. Raises ``Refused("table.…")``:
    *empty, too_large, rows_most, columns_most, encoding, format, broken, unsafe*, or *rows* with
    ``errors=[{row, code, …}]``.
    """
    if len(content) > MOST_BYTES:
        raise Refused("table.too_large", most=MOST_BYTES // 1_000_000)
    is_package = content[:2] == b"PK" or content[:4] == b"\xd0\xcf\x11\xe0"
    rows = _trimmed(_workbook(content) if is_package else _csv(content))
    _check_size(rows)
    return {
        "type": "table",
        "attrs": {"id": "b1", "head": True},
        "content": [{"type": "row", "content": [_cell(text) for text in row]} for row in rows],
    }


def _workbook(content: bytes) -> Rows:
    _guard(content)
    try:
        values = _first(load_workbook(BytesIO(content), data_only=True, keep_links=False))
        formulas = _first(load_workbook(BytesIO(content), keep_links=False))
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - what a damaged workbook raises nobody can list.
        raise Refused("table.broken") from None
    hidden = _hidden_columns(values)
    rows: Rows = []
    errors: list[dict[str, Any]] = []
    for cells in values.iter_rows():
        at = cells[0].row
        if values.row_dimensions[at].hidden:
            # Nothing of it, but the rows below keep their numbers.
            rows.append([])
            continue
        shown = [cell for cell in cells if cell.column not in hidden]
        errors += [fault | {"row": at} for cell in shown for fault in _faults(cell, formulas)]
        rows.append([_shown(cell.value, cell.number_format) for cell in shown])
    _refuse(errors)
    return rows


def _guard(content: bytes) -> None:
    """Let nothing but a plain workbook in, and say it in the words of a workbook."""
    try:
        parts_of(content, main=WORKBOOK)
    except Refused as refusal:
        kind = refusal.code.removeprefix("read.")
        told = {"format": "format", "old_word": "format", "broken": "broken", "encoding": "broken"}
        raise Refused(f"table.{told.get(kind, 'unsafe')}") from None


def _first(book: Any) -> Any:
    """Return the first sheet that is shown, unless it reaches too far to be a table."""
    sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
    if sheet is None:
        raise Refused("table.empty")
    if sheet.max_row > _REACH[0]:
        raise Refused("table.rows_most", rows=sheet.max_row, most=MOST_ROWS)
    if sheet.max_column > _REACH[1]:
        raise Refused("table.columns_most", columns=sheet.max_column, most=MOST_COLUMNS)
    return sheet


def _hidden_columns(sheet: Any) -> set[int]:
    dimensions = [one for one in sheet.column_dimensions.values() if one.hidden]
    return {n for one in dimensions for n in range(one.min or 0, (one.max or 0) + 1)}


def _faults(cell: Any, formulas: Any) -> Iterator[dict[str, Any]]:
    where = cell.coordinate
    if cell.data_type == "e":
        yield {"code": "table.error_value", "cell": where, "value": str(cell.value)[:20]}
    elif cell.value is None and formulas[where].data_type == "f":
        yield {"code": "table.no_value", "cell": where}


def _shown(value: Any, form: str) -> str:
    """Return a value as its cell shows it, with a decimal comma and points between thousands."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, int | float | Decimal):
        return _number(value, form)
    return _moment(value)


def _moment(value: Any) -> str:
    """Return a date or a time of day; any other value is a text already."""
    if isinstance(value, datetime) and value.time() != time():
        return f"{value:%H:%M} {short_date(value.date())}"
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return str(value)


def _number(value: float | Decimal, form: str) -> str:
    share = "%" if "%" in form else ""
    exact = Decimal(repr(value) if isinstance(value, float) else value) * (100 if share else 1)
    places = _PLACES.search(form)
    if form == "General" or "0" not in form:
        text = (
            f"{exact.quantize(Decimal(1)) if exact == exact.to_integral() else exact.normalize():f}"
        )
    else:
        comma = "," if "," in form else ""
        text = f"{exact:{comma}.{len(places[1]) if places else 0}f}"
    return text.translate(str.maketrans(",.", ".,")) + share


def _csv(content: bytes) -> Rows:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("table.encoding") from None
    if "\0" in text:
        raise Refused("table.format")
    said = _SAID.match(text)
    text = text[said.end() :] if said else text
    mark = said[1] if said else max(_MARKS, key=lambda one: len(_head(text, one)))
    rows = list(_lines(text, mark))
    width = len(_head(text, mark))
    _refuse(
        {"row": n, "code": "table.width", "cells": len(row), "expected": width}
        for n, row in enumerate(rows, 1)
        if any(text.strip() for text in row[width:])
    )
    return rows


def _head(text: str, mark: str) -> list[str]:
    """Return the first row that holds something, as it reads by this mark; nothing if it does not."""
    try:
        return next((row for row in _lines(text, mark) if any(map(str.strip, row))), [])
    except Refused:
        return []


def _lines(text: str, mark: str) -> Iterator[list[str]]:
    number = 0
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True):
            yield row
            number += 1
    except csv.Error:
        _refuse([{"row": number + 1, "code": "table.quote"}])


def _trimmed(rows: Iterable[Sequence[str]]) -> Rows:
    """Clean every text, and leave out what is empty: rows, and columns at either side."""
    cleaned = [[" ".join(nfc(re.sub(r"\s", " ", text)).split()) for text in row] for row in rows]
    _refuse(
        {"row": n, "code": "table.long_cell", "length": len(text), "most": MOST_LETTERS}
        for n, row in enumerate(cleaned, 1)
        for text in row
        if len(text) > MOST_LETTERS
    )
    kept = [row for row in cleaned if any(row)]
    width = max((len(row) for row in kept), default=0)
    square = [row + [""] * (width - len(row)) for row in kept]
    used = [n for n in range(width) if any(row[n] for row in square)]
    return [row[used[0] : used[-1] + 1] for row in square] if used else []


def _check_size(rows: Rows) -> None:
    if not rows:
        raise Refused("table.empty")
    if len(rows) > MOST_ROWS + 1:
        raise Refused("table.rows_most", rows=len(rows) - 1, most=MOST_ROWS)
    if len(rows[0]) > MOST_COLUMNS:
        raise Refused("table.columns_most", columns=len(rows[0]), most=MOST_COLUMNS)


def _refuse(errors: Iterable[dict[str, Any]]) -> None:
    if told := list(errors):
        raise Refused(
            "table.rows", errors=told[:_MOST_ERRORS], more=max(0, len(told) - _MOST_ERRORS)
        )


def _cell(text: str) -> dict[str, Any]:
    return {"type": "cell", "content": [{"type": "text", "text": text}] if text else []}
