"""A draft as the rules read it: its parts and its plain text, block by block."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ..calendar import short_date
from ..citation import Cited
from . import spans

Block = Mapping[str, Any]
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Passage:
    """One run of text: the subject, a line, or a block of the body."""

    part: str
    block: str | None
    text: str

    @cached_property
    def titles(self) -> list[spans.Span]:
        """The titles of cited documents in it."""
        return spans.titles(self.text)

    @cached_property
    def addresses(self) -> list[spans.Span]:
        """The web and e-mail addresses in it."""
        return spans.addresses(self.text)

    @cached_property
    def others(self) -> list[spans.Span]:
        """What somebody else has written: cited titles, quoted names, addresses."""
        return spans.others(self.text)

    @cached_property
    def kept(self) -> list[spans.Span]:
        """Everything in it that no repair may touch."""
        return spans.kept(self.text)

    def is_title(self, start: int, end: int) -> bool:
        """Tell whether the place lies in a cited title."""
        return spans.overlaps(self.titles, start, end)

    def is_address(self, start: int, end: int) -> bool:
        """Tell whether the place lies in a web or e-mail address."""
        return spans.overlaps(self.addresses, start, end)

    def is_others(self, start: int, end: int) -> bool:
        """Tell whether the place lies in a cited title, a quoted name or an address."""
        return spans.overlaps(self.others, start, end)

    def is_kept(self, start: int, end: int) -> bool:
        """Tell whether the place must stay as it is."""
        return spans.overlaps(self.kept, start, end)


@dataclass(frozen=True)
class Draft:
    """A content, precomposed, with the day and the directory it is read against.

    :param raw: the content as it came, for the rule that looks at the encoding itself.
    """

    content: Mapping[str, Any]
    raw: Mapping[str, Any]
    today: date
    members: Callable[[str], Sequence[str]] | None = None
    grounds: Sequence[Cited] = ()

    @cached_property
    def subject(self) -> Passage:
        """The subject, without "V/v"."""
        return Passage("subject", None, str(self.content.get("subject") or ""))

    @cached_property
    def body(self) -> list[Passage]:
        """The blocks of the body that have text."""
        found = (
            Passage("body", block_id(block), text_of(block, self.fields))
            for block in blocks(self.content)
        )
        return [passage for passage in found if passage.text.strip()]

    @cached_property
    def bound(self) -> Mapping[str | None, list[spans.Span]]:
        """The stretches of each block of the body that a bound field prints: no repair reaches them."""
        return {block_id(block): bound_in(block, self.fields) for block in blocks(self.content)}

    @property
    def texts(self) -> list[Passage]:
        """Subject and body together."""
        return [self.subject, *self.body]

    @property
    def fields(self) -> Mapping[str, Any]:
        """The values of the bound fields."""
        return self.content.get("fields") or {}

    @property
    def addressees(self) -> list[Mapping[str, Any]]:
        """The lines of "Kính gửi"."""
        return list(self.content.get("addressees") or ())

    @property
    def copies(self) -> list[Mapping[str, Any]]:
        """The lines of "Nơi nhận" but for the archive's."""
        return list(self.content.get("copies") or ())

    @property
    def lines(self) -> list[tuple[str, Mapping[str, Any]]]:
        """Both sorts of lines, each with the name of its part."""
        return [("addressees", line) for line in self.addressees] + [
            ("copies", line) for line in self.copies
        ]

    @property
    def obligations(self) -> list[Mapping[str, Any]]:
        """What the dispatch asks to be reported."""
        return list(self.content.get("obligations") or ())

    @property
    def authority(self) -> Mapping[str, Any]:
        """The block above the signer's name."""
        return self.content.get("authority") or {}


def blocks(content: Mapping[str, Any]) -> list[Block]:
    """Return the blocks of the body."""
    return list((content.get("body") or {}).get("content") or ())


def sheets(content: Mapping[str, Any]) -> list[tuple[str, list[tuple[str | None, Block]]]]:
    """Return the body and each annex of the same file: its part, its blocks with their places.

    A block of the body has its place by its id, one of an annex by both ids: ``x1.b3``.
    """
    annexes: list[tuple[str, list[tuple[str | None, Block]]]] = [
        ("annexes", [(f"{one.get('id')}.{block_id(block)}", block) for block in blocks(one)])
        for one in content.get("annexes") or ()
    ]
    return [("body", [(block_id(block), block) for block in blocks(content)]), *annexes]


def block_id(block: Block) -> str | None:
    """Return the block's id, or None of a block that has none."""
    return (block.get("attrs") or {}).get("id")


def text_of(block: Block, fields: Mapping[str, Any]) -> str:
    """Return the plain text of a block, its label left out; a table's cells are lines."""
    return "".join(text for text, _ in pieces(block, fields))


def pieces(block: Block, fields: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield each stretch of text with the node that may be changed, or None where it is bound."""
    for ordinal, inline in enumerate(runs(block)):
        if ordinal:
            yield "\n", None
        for node in inline:
            if node.get("type") == "footnote":
                # It stands at the foot of the page: the sentence that calls it goes on.
                yield "", None
            elif node.get("type") == "field":
                yield shown(fields.get(field_name(node))), None
            else:
                yield str(node.get("text") or ""), node


def bound_in(block: Block, fields: Mapping[str, Any]) -> list[spans.Span]:
    """Return the stretches of a block's text that its bound fields print, in order."""
    found: list[spans.Span] = []
    offset = 0
    for text, node in pieces(block, fields):
        if node is None and text.strip():
            found.append((offset, offset + len(text)))
        offset += len(text)
    return found


def runs(block: Block) -> list[list[Any]]:
    """Return the lists of inline nodes: one of a paragraph, one per cell of a table."""
    content = block.get("content") or []
    if block.get("type") != "table":
        return [content]
    cells = (cell for row in content for cell in row.get("content") or ())
    return [cell.get("content") or [] for cell in cells]


def field_name(node: Mapping[str, Any]) -> str:
    """Return which field a bound node shows."""
    return str((node.get("attrs") or {}).get("name") or "")


def shown(value: object) -> str:
    """Return a field's value as it prints; a date as ``ngày 07/12/2026``."""
    text = "" if value is None else str(value)
    if _ISO_DATE.fullmatch(text):
        try:
            return f"ngày {short_date(date.fromisoformat(text))}"
        except ValueError:
            return text
    return text


def day(text: object) -> date | None:
    """Return the day that a content names, or None where it names none."""
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


def composed(thing: Any) -> Any:
    """Return a copy with every text precomposed (TCVN 6909:2001)."""
    if isinstance(thing, str):
        return unicodedata.normalize("NFC", thing)
    if isinstance(thing, Mapping):
        return {name: composed(value) for name, value in thing.items()}
    if isinstance(thing, list | tuple):
        return [composed(value) for value in thing]
    return thing
