"""The printed letter as facts: every word that stands on the paper, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from docflow.papers.blocks import Fields, printed, unbound
from docflow.papers.inline import marks_of
from docflow.rules.calendar import long_date
from docflow.rules.refusals import Refused

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
SALUTATION = "Kính gửi:"
COPIES = "Nơi nhận:"

#: What the stamp of urgency says (Decree 30/2020, article 8(3)); a plain letter carries none.
URGENCY = {"khan": "KHẨN", "thuong_khan": "THƯỢNG KHẨN", "hoa_toc": "HỎA TỐC"}

#: The width that a pen or a number needs in a line that is not filled in yet.
BLANK = " " * 5


@dataclass(frozen=True)
class Span:
    """A run of text of one style; ``field`` names the bound value that it shows."""

    text: str
    strong: bool = False
    em: bool = False
    field: str | None = None


@dataclass(frozen=True)
class Block:
    """A block of the body; a table has ``rows`` of cells, every other kind has ``spans``."""

    kind: Literal["paragraph", "point", "heading", "table"]
    id: str
    label: str = ""
    spans: tuple[Span, ...] = ()
    rows: tuple[tuple[tuple[Span, ...], ...], ...] = ()

    def lines(self) -> list[str]:
        """Return the printed text: one line, or one per cell of a table."""
        if self.kind == "table":
            return [_joined(cell) for row in self.rows for cell in row]
        return [f"{self.label} {_joined(self.spans)}" if self.label else _joined(self.spans)]


@dataclass(frozen=True)
class Line:
    """A printed line of *Kính gửi* or *Nơi nhận* with the id of what it came from."""

    id: str
    text: str


@dataclass(frozen=True)
class Paper:
    """One letter, composed: head, body and foot as they are printed.

    ``addressees`` begin with a hyphen unless there is just one, which stands beside *Kính gửi:*.
    ``drafter`` is box 12, ``footer`` box 13 of Decree 30/2020, annex I.
    """

    parent_agency: str
    agency: str
    number_line: str
    place_line: str
    subject: str
    addressees: tuple[Line, ...]
    body: tuple[Block, ...]
    copies: tuple[Line, ...]
    authority: tuple[str, ...]
    signer: str
    drafter: str = ""
    urgency: str = ""
    footer: tuple[str, ...] = ()
    title: str = ""
    author: str = ""

    def lines(self) -> list[str]:
        """Return the printed text block by block, in reading order, nothing empty.

        Head row by row (left, then right), *Kính gửi*, body, *Nơi nhận*, box 12, signature,
        address. The PDF and the DOCX both say exactly this; blanks count as one space.
        """
        return [" ".join(line.split()) for line in self._parts() if line.strip()]

    def salutation(self) -> str:
        """Return the line *Kính gửi:*, with the addressee when there is only one."""
        alone = len(self.addressees) == 1
        return f"{SALUTATION} {self.addressees[0].text}" if alone else SALUTATION

    def _parts(self) -> Iterator[str]:
        yield from (self.parent_agency, self.agency, NATION, MOTTO)
        yield from (self.number_line, self.subject, self.urgency, self.place_line)
        yield self.salutation()
        if len(self.addressees) > 1:
            yield from (line.text for line in self.addressees)
        for block in self.body:
            yield from block.lines()
        yield COPIES
        yield from (line.text for line in self.copies)
        yield from (self.drafter, *self.authority, self.signer, *self.footer)


def compose(
    content: Mapping[str, Any], *, number: int | None = None, dated: date | None = None
) -> Paper:
    """Resolve a dispatch's content into its paper.

    Without ``number`` and ``dated`` both stay blank, as on a draft; the date then shows the
    month that the draft expects. Raises ``Refused("paper.unbound")`` when a numbered paper
    would print a field that has no value: a signed letter never shows ``{name}``.
    """
    fields: Fields = content.get("fields") or {}
    if number is not None and (names := unbound(content["body"], fields)):
        raise Refused("paper.unbound", names=names)
    notation = content["notation"]
    return Paper(
        parent_agency=(content.get("parent_agency") or "").upper(),
        agency=content["agency"].upper(),
        number_line=number_line(number, notation),
        place_line=f"{content['place']}, {_date_words(content.get('expected'), dated)}",
        subject=f"V/v {content['subject']}",
        addressees=_addressees(content["addressees"]),
        body=tuple(_block(node, fields) for node in content["body"]["content"]),
        copies=_copies(content["copies"], content["archive"]),
        authority=tuple(line.upper() for line in content["authority"]["lines"]),
        signer=content["authority"]["name"],
        drafter=_drafter(content),
        urgency=URGENCY.get(content.get("urgency") or "thuong", ""),
        footer=tuple((content.get("footer") or "").splitlines()),
        title=_title(number, notation, content["subject"]),
        author=content["agency"],
    )


def number_line(number: int | None, notation: str) -> str:
    """Return ``Số: 05/SYT-NVY``; a number below 10 takes a zero (annex I, II.3.b)."""
    return f"Số: {BLANK if number is None else f'{number:02}'}/{notation}"


def _date_words(expected: str | None, dated: date | None) -> str:
    """Return the date, or its words with blanks and the expected month."""
    if dated:
        return long_date(dated)
    if not expected:
        return f"ngày{BLANK}tháng{BLANK}năm{BLANK}"
    year, month = (int(part) for part in expected.split("-")[:2])
    return f"ngày{BLANK}{long_date(date(year, month, 1)).split(' ', 2)[2]}"


def _addressees(lines: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    """Punctuate the *Kính gửi* lines; a single addressee stands without hyphen and stop."""
    listed = list(lines)
    if len(listed) == 1:
        return (Line(listed[0]["id"], listed[0]["text"]),)
    ends = [";"] * (len(listed) - 1) + ["."]
    return tuple(
        Line(line["id"], f"- {line['text']}{end}") for line, end in zip(listed, ends, strict=False)
    )


def _copies(lines: Iterable[Mapping[str, Any]], archive: Mapping[str, Any]) -> tuple[Line, ...]:
    """Return the *Nơi nhận* lines, closed by ``- Lưu: VT, NVY (02).``"""
    printed_lines = [Line(line["id"], f"- {line['text']};") for line in lines]
    kept = f" ({archive['copies']:02})" if archive.get("copies") else ""
    printed_lines.append(Line("luu", f"- Lưu: {', '.join(archive['rooms'])}{kept}."))
    return tuple(printed_lines)


def _drafter(content: Mapping[str, Any]) -> str:
    """Return box 12: the drafter's sign, with the number of issued copies when it is told."""
    sign = content["archive"].get("drafter") or ""
    issued = content.get("issued_copies")
    return f"{sign}.({issued})" if sign and issued else sign


def _title(number: int | None, notation: str, subject: str) -> str:
    """Return the title that a PDF reader shows."""
    name = f"Công văn số {number:02}/{notation}" if number is not None else "Dự thảo công văn"
    return f"{name} V/v {subject}"


def _block(node: Mapping[str, Any], fields: Fields) -> Block:
    """Resolve one block of the tree."""
    attrs = node["attrs"]
    if node["type"] == "table":
        rows = tuple(
            tuple(_spans(cell.get("content", ()), fields) for cell in row["content"])
            for row in node["content"]
        )
        return Block("table", attrs["id"], rows=rows)
    spans = _spans(node.get("content", ()), fields)
    return Block(node["type"], attrs["id"], attrs.get("label", ""), spans)


def _spans(nodes: Iterable[Mapping[str, Any]], fields: Fields) -> tuple[Span, ...]:
    """Resolve inline nodes."""
    return tuple(
        Span(
            printed(node, fields),
            strong="strong" in marks_of(node),
            em="em" in marks_of(node),
            field=node["attrs"]["name"] if node["type"] == "field" else None,
        )
        for node in nodes
    )


def _joined(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans)
