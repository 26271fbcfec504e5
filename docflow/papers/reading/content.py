"""From a reading to the content of a draft that prints the same words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from docflow.rules.authority import Kind
from docflow.rules.refusals import Refused
from docflow.rules.types import type_of

from ..catalogue import Catalogue, shipped
from ..lineage import inherit
from ..shape import check
from ..template import Template
from .kinds import COPIES, code_of
from .lines import same
from .model import Copy, Reading
from .posts import authority_of, with_party

#: A letter takes so many in its own file; what a longer one has beside them is told.
MOST_ANNEXES = 10
_AS_ABOVE = ("nhu tren", "nhu kinh gui")
_KINDS = {f"{kind.value}.": kind.value for kind in Kind if kind is not Kind.HEAD}


def to_content(
    reading: Reading,
    *,
    defaults: Mapping[str, Any],
    templates: Catalogue | None = None,
    verbatim: bool = False,
) -> dict[str, Any]:
    """Return the content of a new draft with the words of the reading.

    :param defaults: the office's words as for ``catalogue.draft``; they fill what the letter
        does not say.
    :param templates: where the template of the type is looked for; the shipped ones by default.
    :param verbatim: keep the rooms of the archive letter for letter and purposes that nobody
        named unnamed, for marking faults.

    Targets stay empty but for "Như trên": whom a line means is for a person to say. Raises
    ``Refused("body.malformed")``.
    """
    content = {
        **_template(reading, templates),
        "schema": 1,
        **_head(reading, defaults),
        "expected": reading.month or defaults.get("expected"),
        "subject": _subject(reading, verbatim=verbatim),
        "addressees": _addressees(reading, verbatim=verbatim),
        "copies": _copies(reading, verbatim=verbatim),
        "archive": _archive(reading, defaults, verbatim=verbatim),
        "body": _body(reading),
        "fields": {},
        "obligations": [],
        "urgency": reading.urgency,
        "confidentiality": "thuong",
        "authority": _authority(reading, defaults),
        "annexes": _annexes(reading),
    }
    for tree in (content["body"], *(one["body"] for one in content["annexes"])):
        check(tree)
    return content | {name: told for name, told in _more(reading, defaults).items() if told}


def _more(reading: Reading, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return what only some types print."""
    is_own = reading.agency == defaults["agency"]
    return {
        "agency_name": defaults.get("agency_name") if is_own else None,
        "footer": "\n".join(reading.footer),
        "heading": reading.heading,
        "salutation": reading.salutation,
        "party": with_party(list(reading.posts_typed))[0],
        "confirmation": list(reading.confirmation),
        "signatories": [
            {"lines": list(one.posts), "name": one.name, "after": one.after}
            for one in reading.beside
        ],
    }


def _subject(reading: Reading, *, verbatim: bool) -> str:
    """Return the subject without "Về việc", where the paper of the type prints that by itself."""
    kind = type_of(code_of(reading.type or "Công văn"))
    about, subject = kind.about, reading.subject or ""
    if not about or (kind.issues and _issues(reading)):
        return subject
    for before in (about, "Về"):
        if same(subject).startswith(f"{same(before)} "):
            return subject[len(before) + 1 :]
    return subject if verbatim or kind.form == "letter" else _in_midst(subject)


def _in_midst(subject: str) -> str:
    """Return a subject as it goes on behind "Về việc": a name keeps its capital."""
    first, _, rest = subject.partition(" ")
    return (
        subject[:1].lower() + subject[1:] if first[1:].islower() and rest[:1].islower() else subject
    )


def _issues(reading: Reading) -> bool:
    return any(one.heading for one in reading.annexes)


def _head(reading: Reading, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the names above the text; what the letter does not say the office knows."""
    # The block of a copy does not name the parent.
    is_own = reading.type in COPIES and reading.agency == defaults["agency"]
    is_other = reading.agency and not is_own
    return {
        "parent_agency": reading.parent_agency or ("" if is_other else defaults["parent_agency"]),
        "agency": reading.agency or defaults["agency"],
        "notation": reading.notation or f"{defaults['notation_agency']}-{defaults['room']}",
        "place": reading.place or defaults["place"],
    }


def _template(reading: Reading, templates: Catalogue | None) -> dict[str, Any]:
    """Return the template of the type, or the one of plain letters, as a content names it."""
    known = templates or _shipped()
    code = code_of(reading.type or "Công văn")
    issuing = [one for one in known.all() if one.type == code and _issues_along(one)]
    try:
        template = issuing[0] if issuing and _issues(reading) else known.get(code)
    except Refused:
        template = known.get("cong_van")
    return {"template": {"code": template.code, "sha256": template.sha256}, "type": template.type}


def _issues_along(template: Template) -> bool:
    """Tell whether a document of the template issues another one in the same file (form 1.3)."""
    return any(one["heading"] for one in template.defaults["annexes"])


@lru_cache(maxsize=1)
def _shipped() -> Catalogue:
    return Catalogue([shipped()])


def _addressees(reading: Reading, *, verbatim: bool) -> list[dict[str, Any]]:
    """Return whom the letter is addressed to; who is asked for what, *Như trên* may say."""
    named = (it for it in reading.recipients if same(it.text).startswith(_AS_ABOVE))
    purpose = next(filter(None, (_purpose(it, verbatim=verbatim) for it in named)), None)
    purpose = purpose if verbatim else "thuc_hien"
    return [
        {"id": f"a{place}", "text": text, "purpose": purpose, "targets": [], "due_on": None}
        for place, text in enumerate(reading.addressees, start=1)
    ]


def _copies(reading: Reading, *, verbatim: bool) -> list[dict[str, Any]]:
    """Return the lines of *Nơi nhận*; in a draft one that names no purpose is for information."""
    return [
        {
            "id": f"c{place}",
            "text": line.text,
            "purpose": _purpose(line, verbatim=verbatim),
            "targets": ["addressees"] if line.text.casefold().startswith("như trên") else [],
        }
        for place, line in enumerate(reading.recipients, start=1)
    ]


def _purpose(line: Copy, *, verbatim: bool) -> str | None:
    """Return what a line asks; a bare *Như trên* gives nobody work by its words."""
    if verbatim:
        return None if same(line.text) in _AS_ABOVE else line.purpose
    return line.purpose or "biet"


def _archive(reading: Reading, defaults: Mapping[str, Any], *, verbatim: bool) -> dict[str, Any]:
    kept = reading.archive
    rooms = kept.typed if verbatim and kept.typed else kept.rooms
    return {
        "rooms": list(rooms) or ["VT", defaults["room"]],
        "copies": kept.copies,
        "drafter": kept.drafter or ("" if reading.agency else defaults["drafter"]),
    }


def _body(reading: Reading) -> dict[str, Any]:
    """Return the tree of the text with its grounds at their place."""
    last = len(reading.grounds) - 1
    grounds = [
        {"type": "paragraph", "attrs": {},
         "content": [{"type": "text", "text": f"{text}{';' if place < last else reading.grounds_end}"}]}
        for place, text in enumerate(reading.grounds)
    ]  # fmt: skip
    kept = _unnamed(reading.body)
    at = reading.grounds_at
    return {
        "type": "doc",
        "schema": 1,
        "content": inherit([*kept[:at], *grounds, *kept[at:]], None),
    }


def _annexes(reading: Reading) -> list[dict[str, Any]]:
    """Return the annexes; the paper prints *Phụ lục* and *(Kèm theo …)* over them by itself."""
    return [
        {
            "id": f"x{place}",
            "title": (one.title or "") if one.heading else one.name,
            "landscape": False,
            "body": {"type": "doc", "schema": 1, "content": inherit(_unnamed(one.body), None)},
            **({"heading": one.heading} if one.heading else {}),
        }
        for place, one in enumerate(reading.annexes[:MOST_ANNEXES], start=1)
    ]


def _unnamed(told: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{**block, "attrs": _without_id(block["attrs"])} for block in told]


def _without_id(attrs: Mapping[str, Any]) -> dict[str, Any]:
    return {name: told for name, told in attrs.items() if name != "id"}


def _authority(reading: Reading, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the signature block; only a signer whom the office knows becomes a person."""
    if not reading.posts_typed:
        return dict(defaults["authority"])
    told = defaults["authority"]
    name = reading.signer or ""
    lines = with_party(list(reading.posts_typed))[1]
    sign = authority_of(lines)[0] or ""
    return {
        "kind": _KINDS.get(sign, sign.rstrip(".")) or "head",
        "lines": lines,
        "name": name,
        "person": told.get("person") if name and name == told.get("name") else None,
    }
