"""What stands on a paper: spans, blocks, lines, signatories, annexes, and the paper itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from docflow.rules.types import Form

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
SALUTATION = "Kính gửi:"
COPIES = "Nơi nhận:"


@dataclass(frozen=True)
class Span:
    """A run of text of one style; ``field`` names the bound value that it shows.

    A footnote is a span without text: ``note`` stands at the foot of the page under its number.
    ``change`` is ``in`` or ``out`` where two papers are drawn as one.
    ``missing`` says that there is no such value and the text says so.
    """

    text: str
    strong: bool = False
    em: bool = False
    field: str | None = None
    missing: bool = False
    change: str = ""
    note: str = ""
    number: int = 0

    @property
    def foot(self) -> str:
        """Return the footnote as it is printed, with its number."""
        return f"{self.number} {self.note}"


@dataclass(frozen=True)
class Block:
    """A block of the body; a table has ``rows`` of cells, every other kind has ``spans``.

    ``head`` says that the first row of a table returns on every page that the table reaches.
    """

    kind: Literal["paragraph", "point", "heading", "centre", "table"]
    id: str
    label: str = ""
    spans: tuple[Span, ...] = ()
    rows: tuple[tuple[tuple[Span, ...], ...], ...] = ()
    head: bool = False

    @property
    def is_article(self) -> bool:
        """Tell whether it is an *Điều*, whose label is bold (annex I, II.6.d)."""
        return self.label.startswith("Điều ")

    @property
    def is_note(self) -> bool:
        """Tell whether it is a line in the middle that is slanted and not bold."""
        return self.kind == "centre" and all(span.em for span in self.spans if span.text)

    def lines(self) -> list[str]:
        """Return the printed text: one line, or one per cell of a table, each before its notes."""
        if self.kind == "table":
            return [line for row in self.rows for cell in row for line in _noted(cell)]
        return _noted((Span(f"{self.label} "), *self.spans) if self.label else self.spans)

    def notes(self) -> list[Span]:
        """Return the footnotes, in order."""
        every = (self.spans, *(cell for row in self.rows for cell in row))
        return [span for spans in every for span in spans if span.note]


@dataclass(frozen=True)
class Line:
    """A printed line of *Kính gửi* or *Nơi nhận* with the id of what it came from."""

    id: str
    text: str


@dataclass(frozen=True)
class Signatory:
    """Somebody who signs beside the agency's own signer: a secretary, the other party.

    ``after`` puts the signature behind the agency's, as the second party of a contract.
    """

    lines: tuple[str, ...]
    name: str = ""
    after: bool = False


@dataclass(frozen=True)
class Annex:
    """An annex in the same file: it begins a page and counts its pages anew (annex I, III.1).

    ``number`` is ``Phụ lục``, with a Roman number when there are several; ``source`` names the
    document that it goes with. A document that a decision issues or approves goes along like an
    annex: ``number`` is then the name of its type, and it has the agency's head (form 1.3).
    """

    id: str
    number: str
    title: str
    source: str
    body: tuple[Block, ...]
    landscape: bool = False
    parent_agency: str = ""
    agency: str = ""

    def lines(self) -> Iterator[str]:
        """Yield the printed text of the annex."""
        head = (self.parent_agency, self.agency, NATION, MOTTO) if self.agency else ()
        yield from filter(None, (*head, self.number, self.title, self.source))
        for block in self.body:
            yield from block.lines()


@dataclass(frozen=True)
class Paper:
    """One document, composed: head, body and foot as they are printed.

    ``addressees`` begin with a hyphen unless there is just one, which stands beside *Kính gửi:*.
    ``drafter`` is box 12, ``footer`` box 13, ``circulation`` box 11 of Decree 30/2020, annex I.
    ``heading`` is the name of the type over the subject. With ``signatories`` the signatures
    stand side by side over *Nơi nhận*; ``confirmation`` is left to be filled in by hand.
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
    form: Form = "letter"
    heading: str = ""
    salute: str = SALUTATION
    circulation: str = ""
    signatories: tuple[Signatory, ...] = ()
    confirmation: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()

    def lines(self) -> list[str]:
        """Return the printed text block by block, in reading order, nothing empty.

        Circulation mark, head row by row (left, then right), *Kính gửi*, body, foot, annexes,
        address; a copy has its head under the body. The PDF and the DOCX both say exactly this;
        blanks count as one space.
        """
        return [" ".join(line.split()) for line in self._parts() if line.strip()]

    def notes(self) -> list[Span]:
        """Return the footnotes of the whole paper, in order."""
        bodies = (self.body, *(annex.body for annex in self.annexes))
        return [note for body in bodies for block in body for note in block.notes()]

    def salutation(self) -> str:
        """Return the line *Kính gửi:*, with the addressee when there is only one."""
        alone = len(self.addressees) == 1
        return f"{self.salute} {self.addressees[0].text}" if alone else self.salute

    def is_addressed(self) -> bool:
        """Tell whether the salutation is printed; a letter has it even before it has lines."""
        return self.form == "letter" or bool(self.addressees)

    def signings(self) -> list[tuple[Signatory | None, ...]]:
        """Return the signatories two by two, None for the paper's own signer."""
        everyone = tuple(self._everyone())
        odd = len(everyone) % 2
        pairs: list[tuple[Signatory | None, ...]] = [everyone[:1]] if odd else []
        return pairs + [everyone[at : at + 2] for at in range(odd, len(everyone), 2)]

    def most_posts(self) -> int:
        """Return how many lines the longest of the blocks has over its name."""
        return max(len(self.authority), *(len(one.lines) for one in self.signatories), 0)

    def _everyone(self) -> Iterator[Signatory | None]:
        yield from (one for one in self.signatories if not one.after)
        yield None
        yield from (one for one in self.signatories if one.after)

    def _parts(self) -> Iterator[str]:
        yield self.circulation
        if self.form != "copy":
            yield from self._head()
        if self.is_addressed():
            yield self.salutation()
            if len(self.addressees) > 1:
                yield from (line.text for line in self.addressees)
        for block in self.body:
            yield from block.lines()
        if self.form == "copy":
            yield from (self.agency, self.heading, self.number_line, self.urgency, self.place_line)
        yield from self._foot()
        for annex in self.annexes:
            yield from annex.lines()
        yield from self.footer

    def _head(self) -> Iterator[str]:
        yield from (self.parent_agency, self.agency, NATION, MOTTO, self.number_line)
        if self.form == "letter":
            yield from (self.subject, self.urgency, self.place_line)
        else:
            yield from (self.urgency, self.place_line, self.heading, self.subject)

    def _foot(self) -> Iterator[str]:
        received = [COPIES, *(line.text for line in self.copies), self.drafter]
        signed: list[str] = []
        for signatory in self._everyone():
            posts = signatory.lines if signatory else self.authority
            signed += [*posts, signatory.name if signatory else self.signer]
        yield from signed + received if self.signatories else received + signed
        yield from self.confirmation


def joined(spans: Iterable[Span]) -> str:
    """Return the text of spans."""
    return "".join(span.text for span in spans)


def _noted(spans: tuple[Span, ...]) -> list[str]:
    """Return a line with the footnotes that it calls, each as a line of its own."""
    return [joined(spans), *(span.foot for span in spans if span.note)]
