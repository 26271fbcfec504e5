"""Workbooks: named columns and rows in, the bytes of an .xlsx file out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, Literal

import xlsxwriter

Kind = Literal["text", "number", "date", "moment", "percent"]

_FORMATS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True, "valign": "top"},
    "number": {"num_format": "#,##0", "valign": "top"},
    "date": {"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"},
    "moment": {"num_format": "hh:mm dd/mm/yyyy", "valign": "top", "align": "left"},
    "percent": {"num_format": "0.0%", "valign": "top"},
}
#: A sheet name may have 31 characters, a cell 32,767.
_LONGEST_NAME, _LONGEST_CELL = 31, 32_767


@dataclass(frozen=True)
class Column:
    """One column; its kind says how a value is shown, never what it is."""

    title: str
    width: int = 14
    kind: Kind = "text"


@dataclass(frozen=True)
class Sheet:
    """One sheet: a head row, then the rows, in A4 landscape when printed."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


def write(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """Return a workbook; a text is always written as a text, never as a formula or a link."""
    out = BytesIO()
    settings = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
    }
    book = xlsxwriter.Workbook(out, settings)
    book.set_properties({"title": title})
    formats = {kind: book.add_format({"border": 1, **how}) for kind, how in _FORMATS.items()}
    head = book.add_format(
        {"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter", "align": "center"}
    )
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.name[:_LONGEST_NAME]), sheet, formats, head)
    book.close()
    return out.getvalue()


def _write_sheet(page: Any, sheet: Sheet, formats: dict[str, Any], head: Any) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.title, head)
    for number, row in enumerate(sheet.rows, 1):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(page, number, place, value, column.kind, formats)


def _write_cell(
    page: Any, row: int, place: int, value: Any, kind: Kind, formats: dict[str, Any]
) -> None:
    """Write a value as what it is; the column's kind decides only among numbers."""
    if value is None or value == "":
        page.write_blank(row, place, None, formats["text"])
    elif isinstance(value, datetime):
        page.write_datetime(row, place, value, formats["moment"])
    elif isinstance(value, date):
        page.write_datetime(row, place, value, formats["date"])
    elif isinstance(value, int | float) and not isinstance(value, bool):
        page.write_number(row, place, value, formats["percent" if kind == "percent" else "number"])
    else:
        page.write_string(row, place, str(value)[:_LONGEST_CELL], formats["text"])
