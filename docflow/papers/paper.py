"""The printed document as facts: every word that stands on the paper, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import count
from typing import Any

from docflow.rules.calendar import long_date
from docflow.rules.fields import labels_of
from docflow.rules.numbering import roman
from docflow.rules.refusals import Refused
from docflow.rules.types import DocumentType, type_of
from docflow.rules.urgency import STAMPS

from .blocks import Fields, printed
from .inline import marks_of
from .missing import is_missing, told, unbound_of
from .naming import said_of, subject_line
from .parts import (
    COPIES,
    MOTTO,
    NATION,
    SALUTATION,
    Annex,
    Block,
    Line,
    Paper,
    Signatory,
    Span,
)

__all__ = [
    "BLANK", "CIRCULATION", "COPIES", "MOTTO", "NATION", "SALUTATION", "URGENCY",
    "Annex", "Block", "Line", "Paper", "Signatory", "Span", "compose", "number_line",
]  # fmt: skip

#: What the stamp of urgency says (Decree 30/2020, article 8(3)); a plain letter carries none.
URGENCY = {word: stamp.upper() for word, stamp in STAMPS.items()}

#: How far a document may go (annex I, III.2.c), in a box at the top right.
CIRCULATION = {"xem_xong_tra_lai": "XEM XONG TRẢ LẠI", "luu_hanh_noi_bo": "LƯU HÀNH NỘI BỘ"}

#: The width that a pen or a number needs in a line that is not filled in yet.
BLANK = " " * 5


def compose(
    content: Mapping[str, Any], *, number: int | None = None, dated: date | None = None
) -> Paper:
    """Resolve a dispatch's content into its paper, in the form that its type has in annex III.

    Without ``number`` and ``dated`` both stay blank, as on a draft; the date then shows the
    month that the draft expects, and what else is missing shows as ``[thiếu: …]``. Raises
    ``Refused("paper.unbound")`` when a numbered paper would print a field without value.
    """
    kind = type_of(content.get("type"))
    content = told(content, kind) if number is None else content
    fields: Fields = content.get("fields") or {}
    _refuse_unbound(content, fields)
    day = _date_words(content.get("expected"), dated)
    numbers = count(1)  # Footnotes are counted through body and annexes, in this order.
    return Paper(
        parent_agency=(content.get("parent_agency") or "").upper(),
        agency=content["agency"].upper(),
        number_line=number_line(number, content["notation"]),
        place_line=f"{content['place']}, {day}" if kind.placed else "",
        subject=subject_line(content),
        addressees=_addressees(content["addressees"]),
        body=_blocks(content["body"], fields, numbers),
        copies=_copies(content["copies"], content["archive"]),
        authority=_authority(content),
        signer=content["authority"]["name"],
        drafter=_drafter(content),
        urgency=URGENCY.get(content.get("urgency") or "thuong", ""),
        footer=tuple((content.get("footer") or "").splitlines()),
        title=_title(kind, number, content),
        author=content["agency"],
        form=kind.form,
        heading=content.get("heading") or kind.heading,
        salute=content.get("salutation") or SALUTATION,
        circulation=CIRCULATION.get(content.get("circulation") or "", ""),
        signatories=_signatories(content.get("signatories") or ()),
        confirmation=tuple(content.get("confirmation") or ()),
        annexes=_annexes(content, _source(kind, content), numbers),
    )


def _refuse_unbound(content: Mapping[str, Any], fields: Fields) -> None:
    trees = [content["body"], *(annex["body"] for annex in content.get("annexes") or ())]
    if names := unbound_of(trees, fields):
        labels = labels_of(content)
        raise Refused("paper.unbound", names=[labels.get(name, f"{{{name}}}") for name in names])


def number_line(number: int | None, notation: str) -> str:
    """Return ``Số: 05/SYT-NVY``; a number below 10 takes a zero (annex I, II.3.b)."""
    return f"Số: {_number(number)}/{notation}"


def _number(number: int | None) -> str:
    return BLANK if number is None else f"{number:02}"


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


def _authority(content: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the lines over the name: ``CHỦ TỌA`` or ``BÊN A`` first, where the type has it."""
    lines = [content.get("party") or "", *content["authority"]["lines"]]
    return tuple(line.upper() for line in lines if line)


def _signatories(told: Iterable[Mapping[str, Any]]) -> tuple[Signatory, ...]:
    return tuple(
        Signatory(
            tuple(line.upper() for line in one["lines"]),
            one.get("name") or "",
            after=bool(one.get("after")),
        )
        for one in told
    )


def _drafter(content: Mapping[str, Any]) -> str:
    """Return box 12: the drafter's sign, with the number of issued copies when it is told."""
    sign = content["archive"].get("drafter") or ""
    issued = content.get("issued_copies")
    return f"{sign}.({issued})" if sign and issued else sign


def _title(kind: DocumentType, number: int | None, content: Mapping[str, Any]) -> str:
    """Return the title that a PDF reader shows."""
    code = f" số {number:02}/{content['notation']}" if number is not None else ""
    name = f"{kind.name}{code}" if code else f"Dự thảo {kind.name[:1].lower()}{kind.name[1:]}"
    return " ".join(f"{name} {said_of(content)}".split())


def _source(kind: DocumentType, content: Mapping[str, Any]) -> str:
    """Return the line under an annex's title (forms 2.1 and 2.2 of annex III).

    Number and date stay blank on an electronic document (annex I, III.1.c): they stand on the
    document in the same file, and a pen fills them in on paper.
    """
    issuer = content.get("agency_name") or ""
    by = f" của {issuer}" if issuer else ""
    blank = f"số {BLANK}/{content['notation']} ngày{BLANK}tháng{BLANK}năm{BLANK}"
    return f"(Kèm theo {kind.name} {blank if by else blank.rstrip()}{by})"


def _annexes(content: Mapping[str, Any], source: str, numbers: Iterator[int]) -> tuple[Annex, ...]:
    told = content.get("annexes") or ()
    fields: Fields = content.get("fields") or {}
    return tuple(
        Annex(
            id=annex["id"],
            number=name,
            source=source,
            body=_blocks(annex["body"], fields, numbers, prefix=f"{annex['id']}-"),
            landscape=bool(annex.get("landscape")),
            **_head_of(annex, content),
        )
        for name, annex in zip(annex_names(told), told, strict=True)
    )


def annex_names(told: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return what stands at the top of each annex of a content.

    ``PHỤ LỤC`` takes a Roman number when there are several (annex I, III.1.b); a document that a
    decision issues or approves has the name of its type instead (form 1.3).
    """
    listed = list(told)
    several = sum(not annex.get("heading") for annex in listed) > 1
    places = count(1)
    return [
        annex["heading"].upper()
        if annex.get("heading")
        else f"Phụ lục {roman(next(places))}"
        if several
        else "Phụ lục"
        for annex in listed
    ]


def _head_of(annex: Mapping[str, Any], content: Mapping[str, Any]) -> dict[str, str]:
    title = annex.get("title") or ""
    if not annex.get("heading"):
        return {"title": title.upper()}
    return {
        "title": title[:1].upper() + title[1:],
        "parent_agency": (content.get("parent_agency") or "").upper(),
        "agency": content["agency"].upper(),
    }


def _blocks(
    tree: Mapping[str, Any], fields: Fields, numbers: Iterator[int], *, prefix: str = ""
) -> tuple[Block, ...]:
    return tuple(_block(node, fields, numbers, prefix) for node in tree["content"])


def _block(node: Mapping[str, Any], fields: Fields, numbers: Iterator[int], prefix: str) -> Block:
    """Resolve one block of the tree; ``prefix`` keeps the ids of annexes apart."""
    attrs = node["attrs"]
    name = prefix + attrs["id"]
    if node["type"] == "table":
        rows = tuple(
            tuple(_spans(cell.get("content", ()), fields, numbers) for cell in row["content"])
            for row in node["content"]
        )
        return Block("table", name, rows=rows, head=bool(attrs.get("head")))
    spans = _spans(node.get("content", ()), fields, numbers)
    return Block(node["type"], name, attrs.get("label", ""), spans)


def _spans(
    nodes: Iterable[Mapping[str, Any]], fields: Fields, numbers: Iterator[int]
) -> tuple[Span, ...]:
    """Resolve inline nodes."""
    return tuple(_span(node, fields, numbers) for node in nodes)


def _span(node: Mapping[str, Any], fields: Fields, numbers: Iterator[int]) -> Span:
    if node["type"] == "footnote":
        return Span("", note=" ".join(node["attrs"]["text"].split()), number=next(numbers))
    return Span(
        printed(node, fields),
        strong="strong" in marks_of(node),
        em="em" in marks_of(node),
        field=node["attrs"]["name"] if node["type"] == "field" else None,
        missing=node["type"] == "field" and is_missing(printed(node, fields)),
    )
