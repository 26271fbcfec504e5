"""The empty letter in DOCX: page, styles, header with the page number; made once per process."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from docx import Document
from docx.document import Document as Letter
from docx.enum.section import WD_ORIENTATION
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.section import Section
from docx.shared import Mm

from .docx_styles import set_styles, xml

#: Widths in millimetres: the text, the two columns of the head, the two of the foot.
TEXT_WIDTH = 165
HEAD_WIDTHS = (68, 97)
FOOT_WIDTHS = (80, 85)
PAGE = (210, 297)
_MARGINS = {"top": 20, "right": 15, "bottom": 20, "left": 30}
_HEADER_DISTANCE = 7

# python-docx brings the parts of an English sample letter along; none of them is ours.
_FOREIGN_PARTS = {
    REL.CUSTOM_XML,
    REL.EXTENDED_PROPERTIES,
    REL.NUMBERING,
    REL.THUMBNAIL,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}
_PAGE_FIELD = """
<w:p {ns}><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>
<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
"""
_COMPATIBILITY = (
    '<w:compat {ns}><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)


def empty_letter() -> Letter:
    """Return a new letter without text."""
    return Document(BytesIO(_empty_bytes()))


@lru_cache(maxsize=1)
def _empty_bytes() -> bytes:
    letter = Document()
    for relations in (letter.part.rels, letter.part.package.rels):
        for key in [key for key, rel in relations.items() if rel.reltype in _FOREIGN_PARTS]:
            del relations[key]
    set_styles(letter)
    _set_settings(letter)
    _set_page(letter.sections[0])
    out = BytesIO()
    letter.save(out)
    return out.getvalue()


def _set_settings(letter: Letter) -> None:
    """Say that the letter is Vietnamese and of today's Word, not of its compatibility mode."""
    settings = letter.settings.element
    for tag in ("savePreviewPicture", "rsids", "themeFontLang", "shapeDefaults", "compat"):
        for found in settings.findall(f"{{{settings.nsmap['w']}}}{tag}"):
            place = list(settings).index(found)
            settings.remove(found)
            if tag == "themeFontLang":
                settings.insert(place, xml('<w:themeFontLang {ns} w:val="vi-VN"/>'))
            if tag == "compat":
                settings.insert(place, xml(_COMPATIBILITY))


def _set_page(section: Section) -> None:
    """Set A4 and margins (annex I, I.1–I.3) and the page number, not shown on page 1 (I.4)."""
    section.orientation = WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = map(Mm, PAGE)
    for side, millimetres in _MARGINS.items():
        setattr(section, f"{side}_margin", Mm(millimetres))
    section.header_distance, section.footer_distance = Mm(_HEADER_DISTANCE), Mm(9)
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    header = section.header
    header.is_linked_to_previous = False
    element = header.paragraphs[0]._p  # noqa: SLF001
    element.getparent().replace(element, xml(_PAGE_FIELD))
