"""Footnotes in DOCX: the part that Word keeps them in, and the marks that call them."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Letter
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from .docx_styles import xml
from .parts import Paper, Span

#: Word's own two, which draw the short rule over the notes: first page, pages that go on.
_RULES = ("separator", "continuationSeparator")
_RULE = '<w:footnote {ns} w:type="%s" w:id="%d"><w:p><w:r><w:%s/></w:r></w:p></w:footnote>'
_NOTE = (
    '<w:footnote {ns} w:id="%d"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
    '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    "</w:p></w:footnote>"
)


def write_notes(letter: Letter, paper: Paper) -> None:
    """Add the part with the paper's footnotes; a letter without any has none."""
    notes = paper.notes()
    if not notes:
        return
    root = xml("<w:footnotes {ns}/>")
    settings: Any = xml("<w:footnotePr {ns}/>")
    for place, rule in enumerate(_RULES, start=-1):
        root.append(xml(_RULE % (rule, place, rule)))
        settings.append(xml(f'<w:footnote {{ns}} w:id="{place}"/>'))
    for note in notes:
        root.append(_note(note))
    package = letter.part.package
    part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, root, package)
    letter.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    letter.settings.element.find(qn("w:compat")).addprevious(settings)


def call_note(paragraph: Paragraph, span: Span) -> None:
    """Add the mark that calls a footnote; Word counts it and prints its number."""
    run = paragraph.add_run()
    properties = run._r.get_or_add_rPr()  # noqa: SLF001
    properties.append(xml('<w:rStyle {ns} w:val="FootnoteReference"/>'))
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), str(span.number))
    run._r.append(mark)  # noqa: SLF001


def _note(span: Span) -> Any:
    note = xml(_NOTE % span.number)
    Paragraph(note.find(qn("w:p")), None).add_run(f" {span.note}")  # type: ignore[arg-type]
    return note
