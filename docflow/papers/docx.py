"""The letter as a DOCX that a good clerk would have made, from the same Paper as the PDF."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as Letter
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from . import docx_parts as parts
from .docx_annexes import write_annex
from .docx_blocks import write_blocks
from .docx_foot import fill, fill_issuer, frame, keep_rows, write_foot
from .docx_lists import Lists
from .docx_notes import write_notes
from .docx_styles import BODY, SMALLER, points
from .fit import Fit, fit
from .fonts import width
from .parts import MOTTO, SALUTATION, Paper

#: The widths of the boxes of urgency in millimetres (Decree 30/2020, annex I).
_URGENCY_WIDTHS = {"KHẨN": 20, "THƯỢNG KHẨN": 40, "HỎA TỐC": 30}
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write(paper: Paper, *, made: datetime | None = None) -> bytes:
    """Return the letter as DOCX; the same paper and time give the same bytes.

    :param made: what the file says about its own making; left out, it says nothing.
    """
    letter = parts.empty_letter()
    fitted = fit(paper)
    sizes = _fit_sizes(letter, fitted)
    _fit_rules(letter, paper, fitted, sizes)
    _write_circulation(letter, paper)
    if paper.form != "copy":
        _write_head(letter, paper, fitted)
        _write_title(letter, paper, fitted, sizes["Normal"])
    if paper.is_addressed():
        _write_salutation(letter, paper, sizes["Normal"])
    lists = Lists()
    write_blocks(letter, paper.body, lists)
    _keep_with_foot(letter)
    if paper.form == "copy":
        _write_copied(letter, paper, fitted)
    write_foot(letter, paper)
    for annex in paper.annexes:
        write_annex(letter, annex, sizes["Normal"], lists, fitted)
    lists.write(letter)
    write_notes(letter, paper)
    _write_address(letter, paper)
    _describe(letter, paper, made)
    return _packed(letter)


def _fit_sizes(letter: Letter, fitted: Fit) -> dict[str, float]:
    """Set the sizes as the printed page does, and return those that text is measured by."""
    if fitted.size_set == "a":
        return {"Normal": BODY, "Cơ quan ban hành": 13}
    for style, size in SMALLER.items():
        letter.styles[style].font.size = Pt(size)
    return dict(SMALLER)


def _fit_rules(letter: Letter, paper: Paper, fitted: Fit, sizes: dict[str, float]) -> None:
    """Set the length of the two rules and of the stamp by the indents of their styles."""
    left, right = (points(column) for column in parts.HEAD_WIDTHS)
    longest = max(width(line, sizes["Cơ quan ban hành"], bold=True) for line in fitted.agency)
    _centre(letter, "Gạch dưới cơ quan", left, 0.42 * min(longest, left))
    _centre(letter, "Gạch dưới tiêu ngữ", right, width(MOTTO, sizes["Normal"], bold=True))
    if paper.urgency:
        box = points(_URGENCY_WIDTHS.get(paper.urgency, 40))
        _centre(letter, "Mức độ khẩn", left, box)


def _centre(letter: Letter, style: str, column: float, length: float) -> None:
    indent = Pt(round((column - length) / 2, 1))
    told = letter.styles[style].paragraph_format
    told.left_indent = told.right_indent = indent


def _write_circulation(letter: Letter, paper: Paper) -> None:
    """Write box 11 into the top margin of page 1."""
    if not paper.circulation:
        return
    mark = letter.sections[0].first_page_header.paragraphs[0]
    mark.text, mark.style = paper.circulation, "Chỉ dẫn lưu hành"
    length = width(paper.circulation, 13, bold=True) + 12
    mark.paragraph_format.left_indent = Pt(round(points(parts.TEXT_WIDTH) - length, 1))


def _write_head(letter: Letter, paper: Paper, fitted: Fit) -> None:
    """Write boxes 1 to 4, 5b and 10b: two rows, so that number and date share a line."""
    head = frame(letter, rows=2, widths=parts.HEAD_WIDTHS)
    fill_issuer(head, fitted)
    number = [("Số, ký hiệu", paper.number_line)]
    number += [("Trích yếu công văn", paper.subject)] if paper.form == "letter" else []
    fill(head.cell(1, 0), number + _urgency(paper))
    fill(head.cell(1, 1), [("Địa danh, thời gian", "\n".join(fitted.place))])


def _urgency(paper: Paper) -> list[tuple[str, str]]:
    return [("Mức độ khẩn", paper.urgency)] if paper.urgency else []


def _write_title(letter: Letter, paper: Paper, fitted: Fit, size: float) -> None:
    """Write box 5a: the name of the type, the subject, and the rule under them."""
    if paper.form != "named":
        return
    letter.add_paragraph(paper.heading, "Tên loại văn bản")
    for line in fitted.subject and ("\n".join(fitted.subject),):
        letter.add_paragraph(line, "Trích yếu")
    letter.add_paragraph(style="Gạch dưới trích yếu")
    longest = max(width(line, size, bold=True) for line in fitted.subject or (paper.heading,))
    _centre(letter, "Gạch dưới trích yếu", points(parts.TEXT_WIDTH), 0.42 * longest)


def _write_copied(letter: Letter, paper: Paper, fitted: Fit) -> None:
    """Write the head of a copy's own block, under what it copies (form 3.1)."""
    letter.add_paragraph(style="Gạch trên bản sao")
    head = frame(letter, rows=2, widths=parts.HEAD_WIDTHS)
    fill(
        head.cell(0, 0),
        [("Cơ quan ban hành", "\n".join(fitted.agency)), ("Gạch dưới cơ quan", "")],
    )
    fill(head.cell(0, 1), [("Tiêu ngữ", paper.heading)])
    fill(head.cell(1, 0), [("Số, ký hiệu", paper.number_line), *_urgency(paper)])
    fill(head.cell(1, 1), [("Địa danh, thời gian", "\n".join(fitted.place))])
    keep_rows(head, whole=True)
    letter.add_paragraph(style="Khoảng sau bảng")


def _write_salutation(letter: Letter, paper: Paper, size: float) -> None:
    """Write box 9a: one addressee beside *Kính gửi:*, several under its colon."""
    if paper.salute != SALUTATION:
        _write_call(letter, paper, size)
        return
    opening = letter.add_paragraph(paper.salutation(), "Kính gửi")
    if len(paper.addressees) == 1:
        opening.alignment = WD_ALIGN_PARAGRAPH.CENTER
        opening.paragraph_format.space_after = Pt(10)
        return
    before_colon = width(SALUTATION.rstrip(":"), size)
    free = points(parts.TEXT_WIDTH) - before_colon - _longest(paper, size)
    margin = max(points(10), free / 2)
    letter.styles["Kính gửi"].paragraph_format.left_indent = Pt(round(margin, 1))
    listed = letter.styles["Nơi được kính gửi"].paragraph_format
    listed.left_indent = Pt(round(margin + before_colon, 1)) - listed.first_line_indent
    for line in paper.addressees:
        opening = letter.add_paragraph(line.text, "Nơi được kính gửi")
    opening.paragraph_format.space_after = Pt(10)


def _write_call(letter: Letter, paper: Paper, size: float) -> None:
    """Write the call of a telegram in the middle, whom it calls under it (form 1.6)."""
    letter.add_paragraph(paper.salutation(), "Lời gọi")
    if len(paper.addressees) > 1:
        free = points(parts.TEXT_WIDTH) - _longest(paper, size)
        listed = letter.styles["Nơi được kính gửi"].paragraph_format
        listed.left_indent = Pt(round(max(points(10), free / 2), 1)) - listed.first_line_indent
        for line in paper.addressees:
            letter.add_paragraph(line.text, "Nơi được kính gửi")
    letter.paragraphs[-1].paragraph_format.space_after = Pt(10)


def _longest(paper: Paper, size: float) -> float:
    return max((width(line.text, size) for line in paper.addressees), default=0)


def _keep_with_foot(letter: Letter) -> None:
    """Let the last block of the body go over to the next page rather than leave a bare foot."""
    *_, before, last, _ = letter.element.body
    paragraph = Paragraph(last, letter)
    if paragraph.style and paragraph.style.name == "Khoảng sau bảng":
        for inside in before.iter(qn("w:p")):
            Paragraph(inside, letter).paragraph_format.keep_with_next = True
        return
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_after = Pt(12)


def _write_address(letter: Letter, paper: Paper) -> None:
    """Write box 13 at the foot of page 1."""
    if not paper.footer:
        return
    footer = letter.sections[0].first_page_footer
    footer.is_linked_to_previous = False
    for place, line in enumerate(paper.footer):
        paragraph = footer.add_paragraph(line, "Footer") if place else footer.paragraphs[0]
        if not place:
            paragraph.text, paragraph.style = line, "Địa chỉ cơ quan"


def _describe(letter: Letter, paper: Paper, made: datetime | None) -> None:
    about = letter.core_properties
    for child in list(about._element):  # noqa: SLF001
        about._element.remove(child)  # noqa: SLF001
    # The format holds 255 letters of each.
    about.title, about.author = paper.title[:255], paper.author[:255]
    about.subject, about.language = paper.subject[:255], "vi-VN"
    if made:
        about.created = about.modified = made


def _packed(letter: Letter) -> bytes:
    """Save the letter with one fixed time on every part: a ZIP else tells when it was made."""
    saved, out = BytesIO(), BytesIO()
    letter.save(saved)
    with ZipFile(saved) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            still = ZipInfo(entry.filename, _EPOCH)
            still.compress_type, still.external_attr = ZIP_DEFLATED, 0o644 << 16
            target.writestr(still, source.read(entry))
    return out.getvalue()
