"""Tables of a body in DOCX: columns as on the printed page, a head that returns on every page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.document import Document as Letter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from .docx_notes import call_note
from .docx_styles import points, twips, xml
from .fit import shares
from .parts import Block, Span

_TABLE = """
<w:tbl {ns}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="%d" w:type="dxa"/>
<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>%s</w:tblGrid></w:tbl>
"""


def write_table(letter: Letter, block: Block, text_width: float) -> None:
    """Add a table as wide as the text, in millimetres, and the gap that parts it from the next."""
    columns = _widths(block, text_width)
    if not columns:
        return
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    table = xml(_TABLE % (sum(columns), grid))
    # The rows are built by hand: the library looks through the whole table for every cell.
    for place, cells in enumerate(block.rows):
        table.append(_row(cells, columns, is_head=block.head and place == 0))
    letter.element.body.insert_element_before(table, "w:sectPr")
    # Word runs two tables together that nothing stands between.
    letter.add_paragraph(style="Khoảng sau bảng")


def add_spans(paragraph: Paragraph, spans: Iterable[Span]) -> None:
    """Add runs with their marks; None leaves the style's own weight alone."""
    for span in spans:
        if span.note:
            call_note(paragraph, span)
            continue
        run = paragraph.add_run(span.text)
        run.bold, run.italic = span.strong or None, span.em or None


def _widths(block: Block, text_width: float) -> list[int]:
    """Return the columns' widths in twips."""
    whole = points(text_width)
    return [twips(whole * share / 100) for share in shares(block, points(165))]


def _row(cells: Iterable[Iterable[Span]], columns: list[int], *, is_head: bool) -> Any:
    row = OxmlElement("w:tr")
    about = OxmlElement("w:trPr")
    about.append(OxmlElement("w:cantSplit"))
    if is_head:
        about.append(OxmlElement("w:tblHeader"))
    row.append(about)
    style = "DauBang" if is_head else "OBang"
    for spans, width in zip(cells, columns, strict=False):
        row.append(_cell(spans, width, style))
    return row


def _cell(spans: Iterable[Span], width: int, style: str) -> Any:
    cell, about, measure = (OxmlElement(f"w:{tag}") for tag in ("tc", "tcPr", "tcW"))
    measure.set(qn("w:w"), str(width))
    measure.set(qn("w:type"), "dxa")
    about.append(measure)
    paragraph = OxmlElement("w:p")
    paragraph.get_or_add_pPr().get_or_add_pStyle().val = style
    cell.append(about)
    cell.append(paragraph)
    add_spans(Paragraph(paragraph, None), spans)  # type: ignore[arg-type]
    return cell
