"""What a document of its type must have and was not found: a doubt for each part."""

from __future__ import annotations

from docflow.rules.types import DocumentType, type_of

from .kinds import COPIES, code_of
from .lines import same
from .model import Node, Reading


def settle(reading: Reading) -> None:
    """Doubt every part that the type has (Decree 30/2020, article 8) and the reading has not.

    What nobody can name a type of is asked for the parts of a plain letter.
    """
    kind = type_of(code_of(reading.type)) if reading.type else type_of(None)
    if reading.type in COPIES:
        return
    for code, is_there in _parts(reading, kind):
        if not is_there and not any(one.code == code for one in reading.doubts):
            reading.doubt(code)


def _parts(reading: Reading, kind: DocumentType) -> list[tuple[str, bool]]:
    """Return the code of the doubt for each part, and whether the part is there."""
    # A number and a day that wait to be filled in are there, and so is one that is unreadable.
    unread = {one.code for one in reading.doubts}
    dated = reading.place or reading.month or "date.unreadable" in unread
    return [
        ("number.missing", bool(reading.notation) or not _is_numbered(kind)),
        ("date.missing", bool(dated) or not kind.placed),
        ("subject.missing", bool(reading.subject) or not kind.summed_up),
        ("addressees.missing", bool(reading.addressees) or not kind.addressed),
        ("body.missing", any(map(_says, reading.body)) and not _is_loose(reading)),
    ]


def _is_numbered(kind: DocumentType) -> bool:
    """Tell whether the type has a number; only a letter of congratulation has none."""
    return kind.code != "thu_cong"


def _is_loose(reading: Reading) -> bool:
    """Tell whether the words are no letter's text: nothing that a letter has stands around them."""
    return not (
        reading.type or reading.agency or reading.notation or reading.addressees
        or reading.posts or reading.recipients
    )  # fmt: skip


def _says(block: Node) -> bool:
    return block["type"] == "table" or any(
        same(str(node.get("text", ""))).strip() for node in block.get("content", ())
    )
