"""The foot of a letter in DOCX, and the invisible frames that put boxes side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.document import Document as Letter
from docx.oxml import OxmlElement
from docx.shared import Mm
from docx.table import Table, _Cell

from . import docx_parts as parts
from .fit import Fit
from .parts import COPIES, MOTTO, NATION, Paper, Signatory

Lines = list[tuple[str, str]]


def write_foot(letter: Letter, paper: Paper) -> None:
    """Write boxes 9b and 12 at the left, 7a and 7b at the right, whole on one page.

    Where several sign, their signatures stand side by side over *Nơi nhận* (form 1.9).
    """
    if paper.signatories:
        rows = [
            [*[[]] * (2 - len(pair)), *(_signed(paper, one) for one in pair)]
            for pair in paper.signings()
        ]
        rows.append([_received(paper), []])
    else:
        rows = [[_received(paper), _signed(paper, None)]]
    if paper.confirmation:
        rows.append([[("Xác nhận", line) for line in paper.confirmation], []])
    foot = frame(letter, rows=len(rows), widths=parts.FOOT_WIDTHS)
    for row, boxes in zip(foot.rows, rows, strict=True):
        for cell, lines in zip(row.cells, boxes, strict=True):
            fill(cell, lines)
    keep_rows(foot)
    # Word puts a paragraph after a table that ends a letter; a full line could open a new page.
    letter.add_paragraph(style="Dòng cuối văn bản")


def frame(letter: Letter, *, rows: int, widths: tuple[int, ...]) -> Table:
    """Add the invisible table that puts two boxes side by side."""
    table: Table = letter.add_table(rows, len(widths), "Khung thể thức")
    table.autofit = False
    for column, millimetres in zip(table.columns, widths, strict=True):
        column.width = Mm(millimetres)
    for row in table.rows:
        _keep_whole(row._tr)  # noqa: SLF001
        for cell, millimetres in zip(row.cells, widths, strict=True):
            cell.width = Mm(millimetres)
    return table


def fill(cell: _Cell, lines: Iterable[tuple[str, str]]) -> None:
    """Write lines, each in its style, into a cell that has one empty paragraph."""
    for place, (style, text) in enumerate(lines):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        paragraph.style = style
        if text:
            paragraph.add_run(text)


def fill_issuer(head: Table, fitted: Fit) -> None:
    """Write boxes 2 and 1, with their rules, into the first row of a head."""
    issuer = [("Cơ quan chủ quản", "\n".join(fitted.parent_agency))] if fitted.parent_agency else []
    issuer += [("Cơ quan ban hành", "\n".join(fitted.agency)), ("Gạch dưới cơ quan", "")]
    fill(head.cell(0, 0), issuer)
    fill(
        head.cell(0, 1),
        [("Quốc hiệu", NATION), ("Tiêu ngữ", MOTTO), ("Gạch dưới tiêu ngữ", "")],
    )


def keep_rows(table: Table, *, whole: bool = False) -> None:
    """Keep the rows of a frame on one page; ``whole`` binds the last one to what follows."""
    rows = list(table.rows)
    for row in rows if whole else rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _received(paper: Paper) -> Lines:
    lines = [("Nơi nhận (đề mục)", COPIES)]
    lines += [("Nơi nhận", line.text) for line in paper.copies]
    return lines + ([("Ký hiệu người soạn thảo", paper.drafter)] if paper.drafter else [])


def _signed(paper: Paper, signatory: Signatory | None) -> Lines:
    posts = signatory.lines if signatory else paper.authority
    name = signatory.name if signatory else paper.signer
    # Names stand level although one signatory has fewer lines over the name.
    level = [*posts, *[""] * (paper.most_posts() - len(posts))]
    return [*(("Quyền hạn, chức vụ", line) for line in level), ("Họ tên người ký", name)]


def _keep_whole(row: Any) -> None:
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
