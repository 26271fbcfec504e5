"""Annexes in DOCX: each is a section with pages of its own (annex I, III.1 of the decree)."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Letter
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt

from . import docx_parts as parts
from .docx_blocks import write_blocks
from .docx_foot import fill_issuer, frame
from .docx_lists import Lists
from .docx_styles import points, xml
from .fit import Fit
from .fonts import width
from .parts import Annex

#: Width of the text on a page that lies on its side, in millimetres.
_WIDE_TEXT = parts.TEXT_WIDTH + parts.PAGE[1] - parts.PAGE[0]


def write_annex(letter: Letter, annex: Annex, size: float, lists: Lists, fitted: Fit) -> None:
    """Add an annex as a section of its own.

    :param size: the size of the body in points.
    :param lists: those of the whole letter.
    :param fitted: the lines of the letter's head, which a document that it issues has as well.
    """
    _begin_section(letter, annex)
    if annex.agency:
        fill_issuer(frame(letter, rows=1, widths=parts.HEAD_WIDTHS), fitted)
        letter.add_paragraph(style="Khoảng sau bảng")
    text_width = _WIDE_TEXT if annex.landscape else parts.TEXT_WIDTH
    for text in filter(None, (annex.number, annex.title)):
        letter.add_paragraph(text, "Tên phụ lục")
    letter.add_paragraph(annex.source, "Kèm theo")
    rule = letter.add_paragraph(style="Gạch dưới trích yếu")
    length = 0.35 * min(width(annex.source, size, italic=True), points(text_width))
    told = rule.paragraph_format
    told.left_indent = told.right_indent = Pt(round((points(text_width) - length) / 2, 1))
    write_blocks(letter, annex.body, lists, text_width)


def _begin_section(letter: Letter, annex: Annex) -> None:
    section = letter.add_section(WD_SECTION.NEW_PAGE)
    _end_with_last_paragraph(letter)
    sizes = parts.PAGE[::-1] if annex.landscape else parts.PAGE
    section.page_width, section.page_height = map(Mm, sizes)
    turned = WD_ORIENTATION.LANDSCAPE if annex.landscape else WD_ORIENTATION.PORTRAIT
    section.orientation = turned
    _number_from_one(section)
    # Neither the mark of circulation nor the agency's address stands on an annex.
    section.first_page_header.is_linked_to_previous = False
    section.first_page_footer.is_linked_to_previous = False


def _end_with_last_paragraph(letter: Letter) -> None:
    """Put the break of the section into the last paragraph: an empty one could take a page."""
    body: Any = letter.element.body
    breaking = body[-2]
    last = breaking.getprevious()
    if last is None or last.tag != qn("w:p"):
        return
    properties = last.get_or_add_pPr()
    properties.append(breaking.pPr.find(qn("w:sectPr")))
    body.remove(breaking)


def _number_from_one(section: Section) -> None:
    about = section._sectPr  # noqa: SLF001
    for found in about.findall(qn("w:pgNumType")):
        about.remove(found)
    about.find(qn("w:pgMar")).addnext(xml('<w:pgNumType {ns} w:start="1"/>'))
