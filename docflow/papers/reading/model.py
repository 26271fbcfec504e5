"""What a read dispatch is: its parts as facts, and what the reader was not sure of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from docflow.rules.vietnamese import fold

Node = dict[str, Any]

#: What is left out of a draft is told whole, so that a person can type it.
_LONGEST, _LONGEST_LEFT_OUT = 200, 20_000


@dataclass(frozen=True)
class Doubt:
    """Something that a person should look at: a code, and the words it is about."""

    code: str
    excerpt: str = ""


@dataclass(frozen=True)
class Copy:
    """A line of *Nơi nhận* without hyphen and end mark, and the purpose that it names."""

    text: str
    purpose: str | None


@dataclass(frozen=True)
class Archive:
    """The line *Lưu*; ``typed`` are its rooms letter for letter, for those who mark faults."""

    rooms: tuple[str, ...] = ()
    drafter: str | None = None
    copies: int | None = None
    typed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Annex:
    """An annex that stands in the same file; one without the word *Phụ lục* has no label.

    What a decision issues along has the name of its type as ``heading`` (form 1.3).
    """

    label: str
    title: str | None
    body: tuple[Node, ...] = ()
    heading: str = ""

    @property
    def name(self) -> str:
        """Its title; another label than *Phụ lục*, such as *Biểu số 2*, belongs to it."""
        label = "" if fold(self.label).startswith("phu luc") else self.label
        return " ".join(filter(None, (self.heading, label, self.title)))


@dataclass(frozen=True)
class Beside:
    """Who signs beside the agency's own signer; ``after`` tells that he stands behind him."""

    posts: tuple[str, ...]
    name: str = ""
    after: bool = False


@dataclass
class Typed:
    """What stands around the parts letter for letter, for those who mark faults of form.

    ``page`` is what a DOCX says of its pages (``page.py``); a plain text has none.
    """

    nation: str = ""
    motto: str = ""
    number: str = ""
    day: str = ""
    month: str = ""
    addressees: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    page: dict[str, Any] = field(default_factory=dict)


@dataclass
class Reading:
    """An existing dispatch, read part by part; None and empty tell what is not there.

    ``posts`` are the lines of box 7a without the abbreviation that ``authority`` holds, while
    ``posts_typed`` has them letter for letter. ``body`` does not hold ``grounds``, which stood
    before its block ``grounds_at`` and whose last one ended with ``grounds_end``. ``month`` is
    the month of a date without day. ``heading`` is a title that is not the name of the type, and
    ``salutation`` what stands in the place of *Kính gửi:*.
    """

    type: str | None = None
    parent_agency: str | None = None
    agency: str | None = None
    number: str | None = None
    notation: str | None = None
    place: str | None = None
    date: date | None = None
    month: str | None = None
    subject: str | None = None
    heading: str = ""
    salutation: str = ""
    addressees: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    grounds_at: int = 0
    grounds_end: str = ";"
    body: tuple[Node, ...] = ()
    recipients: tuple[Copy, ...] = ()
    archive: Archive = field(default_factory=Archive)
    authority: str | None = None
    posts: tuple[str, ...] = ()
    posts_typed: tuple[str, ...] = ()
    signer: str | None = None
    beside: tuple[Beside, ...] = ()
    confirmation: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    urgency: str = "thuong"
    footer: tuple[str, ...] = ()
    doubts: list[Doubt] = field(default_factory=list)
    typed: Typed = field(default_factory=Typed)

    def doubt(self, code: str, excerpt: str = "") -> None:
        """Note what a person should look at, once."""
        longest = _LONGEST_LEFT_OUT if code.endswith(".left_out") else _LONGEST
        one = Doubt(code, " ".join(excerpt.split())[:longest])
        if one not in self.doubts:
            self.doubts.append(one)

    def as_json(self) -> dict[str, Any]:
        """Return the parts as ``docflow read --json`` prints them.

        ``salutation`` and ``beside`` are told of the few letters that have them.
        """
        kept = self.archive
        beside = [{"posts": list(it.posts), "name": it.name or None} for it in self.beside]
        more = {"salutation": self.salutation, "beside": beside}
        return {
            "type": self.type,
            "parent_agency": self.parent_agency,
            "agency": self.agency,
            "number": self.number,
            "notation": self.notation,
            "place": self.place,
            "date": self.date.isoformat() if self.date else None,
            "subject": self.subject,
            "addressees": list(self.addressees),
            "grounds": list(self.grounds),
            "body": list(self.body),
            "recipients": [{"text": it.text, "purpose": it.purpose} for it in self.recipients],
            "archive": {
                "rooms": list(kept.rooms), "drafter": kept.drafter, "copies": kept.copies,
            },
            "authority": self.authority,
            "posts": list(self.posts),
            "signer": self.signer,
            "annexes": [
                {"heading": it.heading or None, "label": it.label or None, "title": it.title,
                 "body": list(it.body)}
                for it in self.annexes
            ],
            "doubts": [{"code": it.code, "excerpt": it.excerpt} for it in self.doubts],
            **{name: told for name, told in more.items() if told},
        }  # fmt: skip
