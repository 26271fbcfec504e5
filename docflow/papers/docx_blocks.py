"""The blocks of a text in DOCX: paragraphs of the letter's styles, points of its lists, tables."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as Letter

from . import docx_parts as parts
from .docx_lists import Lists, put_in
from .docx_tables import add_spans, write_table
from .parts import Block

_STYLES = {"heading": "Heading 1", "centre": "Dòng giữa"}


def write_blocks(
    letter: Letter, blocks: Sequence[Block], lists: Lists, text_width: float = parts.TEXT_WIDTH
) -> None:
    """Add the blocks of the body or of an annex, in a text of so many millimetres."""
    keys = lists.numbered([block.label for block in blocks])
    for block, key in zip(blocks, keys, strict=True):
        if block.kind == "table":
            write_table(letter, block, text_width)
        else:
            _write_text(letter, block, key)


def _write_text(letter: Letter, block: Block, key: int | None) -> None:
    style = "Ghi chú giữa" if block.is_note else _STYLES.get(block.kind, "Body Text")
    paragraph = letter.add_paragraph(style=style)
    if key is not None:
        put_in(paragraph, key)
    elif block.label:
        paragraph.add_run(f"{block.label} ").bold = block.is_article or None
    add_spans(paragraph, block.spans)
