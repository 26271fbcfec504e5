"""Files as clerks send them, made here: workbooks, papers, and what no clerk would send."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pikepdf
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from pikepdf import Array, Dictionary, Name, Pdf, Stream


def workbook(rows: list[list[Any]], **formats: str) -> bytes:
    """Return an .xlsx whose first sheet holds the rows; ``formats`` by cell, e.g. ``B2="0.0%"``."""
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cell, form in formats.items():
        sheet[cell].number_format = form
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def hiding(rows: list[list[Any]], *, row: int, column: int) -> bytes:
    """Return an .xlsx with one row and one column hidden."""
    book = Workbook()
    for line in rows:
        book.active.append(line)
    book.active.row_dimensions[row].hidden = True
    book.active.column_dimensions[get_column_letter(column)].hidden = True
    return saved(book)


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return the package with one part more, or another in its place."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, part)
    return out.getvalue()


def paper(
    pages: int = 1,
    *,
    size: tuple[float, float] = (595.28, 841.89),
    words: str = "Danh sach",
    **page: Any,
) -> bytes:
    """Return a PDF with a few words on each page; ``page`` are entries such as ``Rotate=90``."""
    pdf = Pdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=size)
        one = pdf.pages[-1]
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        one.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        one.obj.Contents = Stream(pdf, f"BT /F1 12 Tf 80 400 Td ({words}) Tj ET".encode())
        for name, value in page.items():
            one.obj[f"/{name}"] = Array(value) if isinstance(value, tuple) else value
    return kept(pdf)


def kept(pdf: Pdf, **how: Any) -> bytes:
    out = BytesIO()
    pdf.save(out, **how)
    return out.getvalue()


def running(entry: str, *, compressed: bool = False) -> bytes:
    """Return a PDF that does something when it is opened: ``JavaScript`` or ``Launch``."""
    pdf = Pdf.open(BytesIO(paper()))
    script = (
        Dictionary(JS=pikepdf.String("app.alert(1)"))
        if entry == "JavaScript"
        else Dictionary(F="x.exe")
    )
    script.S = Name(f"/{entry}")
    pdf.Root.OpenAction = pdf.make_indirect(script)
    mode = pikepdf.ObjectStreamMode.generate if compressed else pikepdf.ObjectStreamMode.disable
    return kept(pdf, object_stream_mode=mode)


def carrying() -> bytes:
    """Return a PDF with a file hidden in it."""
    pdf = Pdf.open(BytesIO(paper()))
    pdf.attachments["x.exe"] = b"MZ"
    return kept(pdf)


def locked() -> bytes:
    """Return a PDF that asks for a password."""
    return kept(Pdf.open(BytesIO(paper())), encryption=pikepdf.Encryption(owner="a", user="b"))


ROWS = [["TT", "Đơn vị", "Số người", "Tỷ lệ", "Ngày"],
        [1, "Bệnh viện Nhi", 1234567, 0.125, date(2026, 2, 5)],
        [2, "Trạm Y tế", 12.5, 1, datetime(2026, 12, 7, 8, 30)]]  # noqa: DTZ001 - as Excel has it  # fmt: skip
SHOWN = [["TT", "Đơn vị", "Số người", "Tỷ lệ", "Ngày"],
         ["1", "Bệnh viện Nhi", "1.234.567", "12,5%", "05/02/2026"],
         ["2", "Trạm Y tế", "12,5", "100%", "08:30 07/12/2026"]]  # fmt: skip
FORMATS = {"C2": "#,##0", "D2": "0.0%", "D3": "0%"}
