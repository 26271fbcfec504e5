"""A template of dispatches: what its folder says, and its package that outlives the folder."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from docflow.rules.evidence import digest
from docflow.rules.refusals import Refused

from . import soundness
from .fields import Field

#: The files of a template's folder.
FILES = ("template.toml", "body.html", "sample.toml")

#: Names that every template may use beside its fields; the office that drafts gives them.
GIVEN = frozenset({"agency_code", "room"})

_KEYS = {"code", "name", "type", "common", "description", "subject", "notation", "urgency"} | {
    "recipient_word", "fields", "addressees", "copies", "archive", "report",
    "heading", "book", "salutation", "party", "circulation", "signatories", "confirmation",
    "annexes",
}  # fmt: skip

#: The series in which a type is numbered unless its template names another (article 15(3)).
COMMON_BOOK = "chung"


@dataclass(frozen=True)
class Template:
    """One kind of letter that a clerk can draft.

    ``defaults`` holds what the letter starts with (subject, notation, addressees, copies,
    archive, report point); ``form`` the report form before the answers are put into it.
    ``sample`` answers every field; ``sample_defaults`` are the agency's words that go with it.
    """

    code: str
    name: str
    type: str
    sha256: str
    common: bool
    description: str
    fields: tuple[Field, ...]
    body: str
    sample: dict[str, Any]
    sample_defaults: dict[str, Any]
    form: dict[str, Any] | None
    defaults: dict[str, Any]
    source: dict[str, Any]

    def by_name(self) -> dict[str, Field]:
        """Return the fields by their names."""
        return {field.name: field for field in self.fields}


def load(folder: Path) -> Template:
    """Read a template's folder: ``template.toml``, ``body.html``, ``sample.toml``.

    Raises ``Refused("template.broken", template=…, reason=…)`` or ``"template.not_allowed"``.
    """
    try:
        texts = {name: (folder / name).read_text("utf-8") for name in FILES}
    except (OSError, UnicodeDecodeError) as error:
        raise Refused("template.broken", template=folder.name, reason=str(error)) from None
    return _read(folder.name, *texts.values())


@lru_cache(maxsize=128)
def _read(name: str, *texts: str) -> Template:
    """Return a template read from its files; applications of one process share it."""
    source = packed(dict(zip(FILES, texts, strict=True)), name)
    if source["template"].get("code") != name:
        raise Refused("template.broken", template=name, reason="code ≠ folder")
    return unpackage(source)


def packed(texts: Mapping[str, str], name: str) -> dict[str, Any]:
    """Return the package that the three files of a template make, not yet checked.

    Raises ``Refused("template.broken", template=name, file=…, line=…, reason=…)``.
    """
    told: dict[str, Any] = {}
    for file in ("template.toml", "sample.toml"):
        try:
            told[file] = tomllib.loads(texts[file])
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            found = re.search(r"line (\d+)", str(error))
            line = int(found[1]) if found else texts[file].count("\n") + 1
            raise Refused(
                "template.broken", template=name, file=file, line=line, reason=str(error)[:200]
            ) from None
    sample = _plain(told["sample.toml"])
    return {
        "schema": 1,
        "template": told["template.toml"],
        "body": texts["body.html"],
        "sample": sample,
    }


def package(template: Template) -> dict[str, Any]:
    """Return the JSON that ``unpackage`` reads back; its hash is ``template.sha256``."""
    return template.source


def unpackage(source: Mapping[str, Any]) -> Template:
    """Read a package, from a folder or from a stored version, and check all of it."""
    words = source["template"]
    code = str(words.get("code", "?"))
    try:
        template = _build(dict(source), words)
        soundness.check(template, given=GIVEN)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise Refused("template.broken", template=code, reason=reason) from None
    return template


def _build(source: dict[str, Any], words: Mapping[str, Any]) -> Template:
    if unknown := sorted(set(words) - _KEYS):
        raise ValueError(", ".join(unknown))
    report = words.get("report")
    return Template(
        code=words["code"],
        name=words["name"],
        type=words["type"],
        sha256=digest(source),
        common=bool(words.get("common", False)),
        description=words["description"],
        fields=tuple(Field(**field) for field in words["fields"]),
        body=source["body"],
        sample=dict(source["sample"]["answers"]),
        sample_defaults=dict(source["sample"].get("defaults", {})),
        form=_form(report) if report else None,
        defaults={
            "subject": words["subject"],
            "notation": words["notation"],
            "urgency": words.get("urgency", "thuong"),
            "recipient_word": words.get("recipient_word", "đơn vị"),
            "addressees": words["addressees"],
            "copies": words["copies"],
            "archive": words["archive"],
            "report": {"point": report["point"], "due_on": report["due_on"]} if report else None,
            "book": words.get("book", COMMON_BOOK),
            **_form_of_type(words),
        },
        source=source,
    )


def _form_of_type(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a type prints beyond a letter's parts; see ``docs/templates.md``."""
    return {
        "heading": words.get("heading", ""),
        "salutation": words.get("salutation", ""),
        "party": words.get("party", ""),
        "circulation": words.get("circulation", ""),
        "confirmation": list(words.get("confirmation", ())),
        "signatories": [
            {
                "lines": list(one["lines"]),
                "name": one.get("name", ""),
                "after": bool(one.get("after")),
            }
            for one in words.get("signatories", ())
        ],
        "annexes": [
            {
                "title": one["title"],
                "text": one["text"],
                "landscape": bool(one.get("landscape")),
                "heading": one.get("heading", ""),
            }
            for one in words.get("annexes", ())
        ],
    }


def _form(report: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": report["code"],
        "title": report["title"],
        "fields": report["fields"],
        "rates": report.get("rates", []),
    }


def _plain(thing: Any) -> Any:
    """Turn the dates of TOML into text, so that the package is JSON."""
    if isinstance(thing, dict):
        return {key: _plain(is_) for key, is_ in thing.items()}
    if isinstance(thing, list):
        return [_plain(item) for item in thing]
    return thing.isoformat() if isinstance(thing, date) else thing
