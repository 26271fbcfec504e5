"""The letter as a DOCX that a good clerk would have made, from the same Paper as the PDF."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as Letter
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from docflow.papers import docx_parts as parts
from docflow.papers.docx_styles import BODY, SMALLER, points
from docflow.papers.fonts import width
from docflow.papers.html import size_set
from docflow.papers.paper import COPIES, MOTTO, NATION, SALUTATION, Block, Paper, Span

#: The widths of the boxes of urgency in millimetres (Decree 30/2020, annex I).
_URGENCY_WIDTHS = {"KHẨN": 20, "THƯỢNG KHẨN": 40, "HỎA TỐC": 30}
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write(paper: Paper, *, made: datetime | None = None) -> bytes:
    """Return the letter as DOCX; the same paper and time give the same bytes.

    :param made: what the file says about its own making; left out, it says nothing.
    """
    letter = parts.empty_letter()
    sizes = _fit_sizes(letter, paper)
    _fit_rules(letter, paper, sizes)
    _write_head(letter, paper)
    _write_salutation(letter, paper, sizes["Normal"])
    for block in paper.body:
        _write_block(letter, block)
    _keep_with_foot(letter)
    _write_foot(letter, paper)
    _write_address(letter, paper)
    _describe(letter, paper, made)
    return _packed(letter)


def _fit_sizes(letter: Letter, paper: Paper) -> dict[str, float]:
    """Choose the set of sizes as the printed page does, and return those that text is measured by."""
    if size_set(paper) == "a":
        return {"Normal": BODY, "Cơ quan ban hành": 13}
    for style, size in SMALLER.items():
        letter.styles[style].font.size = Pt(size)
    return dict(SMALLER)


def _fit_rules(letter: Letter, paper: Paper, sizes: dict[str, float]) -> None:
    """Set the length of the two rules and of the stamp by the indents of their styles."""
    left, right = (points(column) for column in parts.HEAD_WIDTHS)
    agency = min(width(paper.agency, sizes["Cơ quan ban hành"], bold=True), left)
    _centre(letter, "Gạch dưới cơ quan", left, 0.42 * agency)
    _centre(letter, "Gạch dưới tiêu ngữ", right, width(MOTTO, sizes["Normal"], bold=True))
    if paper.urgency:
        box = points(_URGENCY_WIDTHS.get(paper.urgency, 40))
        _centre(letter, "Mức độ khẩn", left, box)


def _centre(letter: Letter, style: str, column: float, length: float) -> None:
    indent = Pt(round((column - length) / 2, 1))
    told = letter.styles[style].paragraph_format
    told.left_indent = told.right_indent = indent


def _write_head(letter: Letter, paper: Paper) -> None:
    """Write boxes 1 to 4, 5b and 10b: two rows, so that number and date share a line."""
    head = _frame(letter, rows=2, widths=parts.HEAD_WIDTHS)
    issuer = [("Cơ quan chủ quản", paper.parent_agency)] if paper.parent_agency else []
    issuer += [("Cơ quan ban hành", paper.agency), ("Gạch dưới cơ quan", "")]
    _fill(head.cell(0, 0), issuer)
    nation = [("Quốc hiệu", NATION), ("Tiêu ngữ", MOTTO), ("Gạch dưới tiêu ngữ", "")]
    _fill(head.cell(0, 1), nation)
    number = [("Số, ký hiệu", paper.number_line), ("Trích yếu công văn", paper.subject)]
    _fill(head.cell(1, 0), number + ([("Mức độ khẩn", paper.urgency)] if paper.urgency else []))
    _fill(head.cell(1, 1), [("Địa danh, thời gian", paper.place_line)])


def _write_salutation(letter: Letter, paper: Paper, size: float) -> None:
    """Write box 9a: one addressee beside *Kính gửi:*, several under its colon."""
    opening = letter.add_paragraph(paper.salutation(), "Kính gửi")
    if len(paper.addressees) == 1:
        opening.alignment = WD_ALIGN_PARAGRAPH.CENTER
        opening.paragraph_format.space_after = Pt(10)
        return
    before_colon = width(SALUTATION.rstrip(":"), size)
    longest = max((width(line.text, size) for line in paper.addressees), default=0)
    free = points(parts.TEXT_WIDTH) - before_colon - longest
    margin = max(points(10), free / 2)
    letter.styles["Kính gửi"].paragraph_format.left_indent = Pt(round(margin, 1))
    listed = letter.styles["Nơi được kính gửi"].paragraph_format
    listed.left_indent = Pt(round(margin + before_colon, 1)) - listed.first_line_indent
    for line in paper.addressees:
        last = letter.add_paragraph(line.text, "Nơi được kính gửi")
    last.paragraph_format.space_after = Pt(10)


def _write_block(letter: Letter, block: Block) -> None:
    if block.kind == "table":
        _write_table(letter, block)
        return
    paragraph = letter.add_paragraph(style="Heading 1" if block.kind == "heading" else "Body Text")
    if block.label:
        paragraph.add_run(f"{block.label} ")
    _add_spans(paragraph, block.spans)


def _write_table(letter: Letter, block: Block) -> None:
    columns = max(map(len, block.rows), default=0)
    if not columns:
        return
    table = letter.add_table(len(block.rows), columns, "Table Grid")
    share = Mm(parts.TEXT_WIDTH) // columns
    for row, told in zip(table.rows, block.rows, strict=True):
        _keep_whole(row._tr)  # noqa: SLF001
        for cell, spans in zip(row.cells, told, strict=False):
            cell.width = share
            cell.paragraphs[0].style = "Ô bảng"
            _add_spans(cell.paragraphs[0], spans)
    # Word runs two tables together that nothing stands between.
    letter.add_paragraph(style="Khoảng sau bảng")


def _add_spans(paragraph: Paragraph, spans: Iterable[Span]) -> None:
    for span in spans:
        run = paragraph.add_run(span.text)
        # None leaves the style's own weight alone, e.g. that of a heading.
        run.bold, run.italic = span.strong or None, span.em or None


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


def _write_foot(letter: Letter, paper: Paper) -> None:
    """Write boxes 9b and 12 at the left, 7a and 7b at the right, whole on one page."""
    foot = _frame(letter, rows=1, widths=parts.FOOT_WIDTHS)
    copies = [("Nơi nhận (đề mục)", COPIES)]
    copies += [("Nơi nhận", line.text) for line in paper.copies]
    sign = [("Ký hiệu người soạn thảo", paper.drafter)] if paper.drafter else []
    _fill(foot.cell(0, 0), copies + sign)
    posts = [("Quyền hạn, chức vụ", line) for line in paper.authority]
    _fill(foot.cell(0, 1), [*posts, ("Họ tên người ký", paper.signer)])
    # Word puts a paragraph after a table that ends a letter; a full line could open a new page.
    letter.add_paragraph(style="Dòng cuối văn bản")


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


def _frame(letter: Letter, *, rows: int, widths: tuple[int, ...]) -> Table:
    """Add the invisible table that puts two boxes side by side."""
    frame: Table = letter.add_table(rows, len(widths), "Khung thể thức")
    frame.autofit = False
    for column, millimetres in zip(frame.columns, widths, strict=True):
        column.width = Mm(millimetres)
    for row in frame.rows:
        _keep_whole(row._tr)  # noqa: SLF001
        for cell, millimetres in zip(row.cells, widths, strict=True):
            cell.width = Mm(millimetres)
    return frame


def _keep_whole(row) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _fill(cell: _Cell, lines: Iterable[tuple[str, str]]) -> None:
    """Write lines, each in its style, into a cell that has one empty paragraph."""
    for place, (style, text) in enumerate(lines):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        paragraph.style = style
        if text:
            paragraph.add_run(text)


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
