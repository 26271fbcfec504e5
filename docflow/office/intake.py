"""A draft from a dispatch that was written elsewhere, once a person has looked it through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docflow.models import Dispatch, Person
from docflow.papers import blocks
from docflow.papers.reading import (
    MOST_ANNEXES,
    Reading,
    read,
    read_text,
    to_content,
    with_party,
)
from docflow.rules import issued, purposes
from docflow.rules.permissions import Act
from docflow.rules.purposes import Purpose
from docflow.rules.refusals import Refused
from docflow.rules.types import type_of
from docflow.rules.vietnamese import fold, nfc

from . import annexes as annexed
from . import authority, drafting, matching
from .desk import Desk
from .drafting import Edit
from .permission import guard

_MOST_LINES = 200
_LONGEST = 200


@dataclass(frozen=True)
class Letter:
    """The parts of a dispatch as a person corrects them; ``body`` is light markup.

    :param annexes: each as ``{heading, title, text}``, the text in light markup; one without any
        of them is none. ``heading`` is the name of the type of a document that a decision issues.
    :param heading: a title that is not the name of the type; ``salutation`` likewise stands in the
        place of *Kính gửi:*; both are empty for the usual words.
    :param beside: who signs beside the signer, each as ``THƯ KÝ: name`` or ``BÊN B / GIÁM ĐỐC``,
        after ``…`` where he stands behind the signer.
    :param posts: the lines above the signer's name, taken where no ``signer`` of ours is chosen.
    """

    template: str
    parent_agency: str
    agency: str
    notation: str
    place: str
    expected: str
    subject: str
    addressees: Sequence[str]
    body: str
    copies: Sequence[str]
    rooms: Sequence[str]
    kept: int | None
    drafter: str
    urgency: str
    posts: Sequence[str]
    name: str
    signer: int | None = None
    footer: str = ""
    heading: str = ""
    salutation: str = ""
    beside: Sequence[str] = ()
    annexes: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True)
class Opened:
    """What was read, and what a person should look at: a code and the words it is about."""

    letter: Letter
    doubts: Sequence[tuple[str, str]]


def opened(desk: Desk, text: str, file: bytes | None, name: str, *, by: Person) -> Opened:
    """Read a pasted text or a file; nothing is written.

    Raises ``Refused("read.…")`` as the reader does, and ``Refused("intake.secret")``.
    """
    guard(desk.session, by, Act.DRAFT)
    found = read_text(text) if file is None else read(file, name)
    doubts = [(one.code, one.excerpt) for one in found.doubts]
    doubts += [("annex.left_out", one.name or one.label) for one in found.annexes[MOST_ANNEXES:]]
    for code, words in doubts:
        if code == "secret.marked":
            raise Refused("intake.secret", mark=words)
    return Opened(letter(desk, found, by=by), doubts)


def letter(desk: Desk, reading: Reading, *, by: Person) -> Letter:
    """Return what was read as the parts that a person looks through; nothing is written."""
    guard(desk.session, by, Act.DRAFT)
    told = to_content(reading, defaults=drafting.defaults(desk, by), templates=desk.catalogue)
    block = told["authority"]
    return Letter(
        template=told["template"]["code"],
        parent_agency=told["parent_agency"],
        agency=told["agency"],
        notation=told["notation"],
        place=told["place"],
        expected=told["expected"] or "",
        subject=told["subject"],
        addressees=reading.addressees,
        body=blocks.to_markup(told["body"]),
        copies=[line["text"] for line in told["copies"]],
        rooms=told["archive"]["rooms"],
        kept=told["archive"]["copies"],
        drafter=told["archive"]["drafter"],
        urgency=told["urgency"],
        posts=[line for line in (told.get("party"), *block["lines"]) if line],
        name=block["name"],
        signer=_signer(desk, block["name"], told["type"]),
        footer=told.get("footer", ""),
        heading=told.get("heading", ""),
        salutation=told.get("salutation", ""),
        beside=[_beside(one) for one in told.get("signatories", ())],
        annexes=[_annex(one, told["type"]) for one in told["annexes"]],
    )


def content(desk: Desk, told: Letter, *, by: Person) -> dict[str, Any]:
    """Return the content of a draft with these parts, each line pointed to whom it surely means.

    Raises ``Refused`` as a save does, and ``Refused("intake.too_many_lines"|"intake.too_long")``.
    """
    guard(desk.session, by, Act.DRAFT)
    _check(told)
    chosen = desk.catalogue.get(told.template)
    party, lines = with_party([nfc(line) for line in told.posts])
    base: dict[str, Any] = {
        "template": {"code": chosen.code, "sha256": chosen.sha256},
        "type": chosen.type,
        "schema": 1,
        **{name: nfc(getattr(told, name)).strip() for name in _HEAD},
        "expected": None, "subject": "", "addressees": [], "copies": [],
        "archive": {"rooms": list(told.rooms), "copies": told.kept, "drafter": nfc(told.drafter)},
        "body": _EMPTY,
        "fields": {}, "obligations": [], "urgency": "thuong", "confidentiality": "thuong",
        "authority": {"kind": "head", "lines": lines, "name": nfc(told.name), "person": None},
        "annexes": [],
        **{name: is_ for name, is_ in _more(told, party).items() if is_},
        **({"confirmation": list(said)} if (said := chosen.defaults["confirmation"]) else {}),
    }  # fmt: skip
    edit = Edit(
        subject=told.subject, body=told.body, urgency=told.urgency, signer=told.signer,
        expected=told.expected,
        addressees=_lines(desk, told.addressees, Purpose.THUC_HIEN),
        copies=_lines(desk, told.copies, Purpose.BIET),
        annexes=_annexes(told, issues=type_of(chosen.type).issues),
    )  # fmt: skip
    return drafting.edited(desk, base, edit)


def draft(desk: Desk, told: Letter, *, by: Person) -> Dispatch:
    """Make a draft of these parts."""
    made = content(desk, told, by=by)
    chosen = desk.catalogue.get(told.template)
    return drafting.begin(desk, made, chosen, by=by, template=chosen.code, origin="reading")


_EMPTY: dict[str, Any] = {"type": "doc", "schema": 1, "content": []}
#: Before somebody who signs behind the agency's own signer.
_BEHIND = "…"


def _annex(one: Mapping[str, Any], kind: str) -> dict[str, str]:
    """Return an annex that was read; what a decision issues begins with the name of its type."""
    heading, title = one.get("heading") or "", one["title"]
    if not heading and type_of(kind).issues:
        heading, title = issued.split(title)
    return {"heading": heading, "title": title, "text": annexed.markup(one)}


_HEAD = ("parent_agency", "agency", "notation", "place")


def _more(told: Letter, party: str) -> dict[str, Any]:
    """Return what only some types print."""
    return {
        "footer": nfc(told.footer),
        "heading": nfc(told.heading).strip(),
        "salutation": nfc(told.salutation).strip(),
        "party": party,
        "signatories": [_signatory(nfc(text)) for text in told.beside if text.strip(f" {_BEHIND}")],
    }


def _annexes(told: Letter, *, issues: bool) -> list[dict[str, str]]:
    """Return the annexes that say something; only what issues has the name of a type over one."""
    kept = [dict(one) for one in told.annexes if any(text.strip() for text in one.values())]
    return kept if issues else [_plain(one) for one in kept]


def _plain(annex: Mapping[str, str]) -> dict[str, str]:
    title = " ".join(filter(None, (annex.get("heading"), annex.get("title"))))
    return {**annex, "heading": "", "title": title}


def _beside(one: Mapping[str, Any]) -> str:
    """Return who signs beside the signer as one line that a person can correct."""
    posts = " / ".join(one["lines"])
    named = f"{posts}: {one['name']}" if one["name"] else posts
    return f"{_BEHIND} {named}" if one["after"] else named


def _signatory(text: str) -> dict[str, Any]:
    posts, _, name = text.strip().removeprefix(_BEHIND).partition(":")
    lines = [" ".join(post.split()) for post in posts.split("/") if post.strip()]
    after = text.strip().startswith(_BEHIND)
    return {"lines": lines, "name": " ".join(name.split()), "after": after}


def _check(told: Letter) -> None:
    if len(told.addressees) + len(told.copies) > _MOST_LINES:
        raise Refused("intake.too_many_lines", most=_MOST_LINES)
    short = [
        *(getattr(told, name) for name in _HEAD),
        told.name,
        told.drafter,
        *told.posts,
        *told.rooms,
        told.heading,
        told.salutation,
        *told.beside,
    ]
    if any(len(text) > _LONGEST for text in short):
        raise Refused("intake.too_long", most=_LONGEST)


def _lines(desk: Desk, texts: Sequence[str], otherwise: Purpose) -> list[dict[str, Any]]:
    """Return printed lines; one whose receiver is not certain points nowhere, so the check asks."""
    return [
        {"text": text, "purpose": _purpose(text, otherwise), "targets": meant}
        for text, meant in zip(texts, matching.targets(desk, texts), strict=True)
    ]


def _purpose(text: str, otherwise: Purpose) -> Purpose:
    found = purposes.read(text)
    return otherwise if found in (None, Purpose.LUU) else found


def _signer(desk: Desk, name: str, kind: str) -> int | None:
    """Return the one signer of ours who bears this name."""
    found = [
        one.id for one, _record in authority.signers(desk, kind) if fold(one.name) == fold(name)
    ]
    return found[0] if name and len(found) == 1 else None
