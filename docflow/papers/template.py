"""A template of dispatches: what its folder says, and its package that outlives the folder."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import nodes

from docflow.rules.evidence import digest
from docflow.rules.purposes import Purpose
from docflow.rules.refusals import Refused

from . import dialect
from .fields import MOST, Field, Piece, read
from .paper import CIRCULATION

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
        words = tomllib.loads((folder / "template.toml").read_text("utf-8"))
        sample = tomllib.loads((folder / "sample.toml").read_text("utf-8"))
        body = (folder / "body.html").read_text("utf-8")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused("template.broken", template=folder.name, reason=str(error)) from None
    if words.get("code") != folder.name:
        raise Refused("template.broken", template=folder.name, reason="code ≠ folder")
    return unpackage({"schema": 1, "template": words, "body": body, "sample": _plain(sample)})


def package(template: Template) -> dict[str, Any]:
    """Return the JSON that ``unpackage`` reads back; its hash is ``template.sha256``."""
    return template.source


def unpackage(source: Mapping[str, Any]) -> Template:
    """Read a package, from a folder or from a stored version, and check all of it."""
    words = source["template"]
    code = str(words.get("code", "?"))
    try:
        template = _build(dict(source), words)
        _check(template)
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
            {"title": one["title"], "text": one["text"], "landscape": bool(one.get("landscape"))}
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


def _check(template: Template) -> None:
    """Read every line that the template may print, so that a fault shows before a draft does."""
    names = [field.name for field in template.fields]
    if len(set(names)) != len(names) or GIVEN & set(names):
        raise ValueError("fields")
    for field in template.fields:
        if field.kind not in MOST or (field.bound and field.kind not in {"line", "date"}):
            raise ValueError(field.name)
    for entry in (*template.defaults["addressees"], *template.defaults["copies"]):
        Purpose(entry["purpose"])
        _ = entry["text"], list(entry["targets"])
    fields = template.by_name()
    # A text may become several blocks, and there is no room for blocks in a line.
    short = {name: field for name, field in fields.items() if field.kind != "text"}
    for source in _lines(template):
        read(source, short, given=GIVEN | {"item"})
    _check_report(template)
    for annex in template.defaults["annexes"]:
        if fields[annex["text"]].kind != "text":
            raise ValueError("annexes")
    if template.defaults["circulation"] not in {"", *CIRCULATION}:
        raise ValueError("circulation")
    tree = read(template.body, fields, given=GIVEN)
    told = [Piece("markup", data.data) for data in tree.find_all(nodes.TemplateData)]
    dialect.read(told, list)


def _check_report(template: Template) -> None:
    report = template.defaults["report"]
    if report is None:
        return
    due = template.by_name()[report["due_on"]]
    if due.kind != "date" or not due.bound or template.body.count("data-report") != 1:
        raise ValueError("report")
    # A duty must stand in the signed text: the point always says its date.
    point = read(report["point"], template.by_name(), given=GIVEN)
    said = [part for node in point.body if isinstance(node, nodes.Output) for part in node.nodes]
    if not any(isinstance(part, nodes.Name) and part.name == due.name for part in said):
        raise ValueError("report.point")


def _lines(template: Template) -> Iterable[str]:
    """Yield every line of text that a draft may print."""
    told = template.defaults
    yield from (told["subject"], told["notation"], *told["archive"]["rooms"])
    yield from (told["heading"], told["salutation"], told["party"], *told["confirmation"])
    for signatory in told["signatories"]:
        yield from (*signatory["lines"], signatory["name"])
    yield from (entry["title"] for entry in told["annexes"])
    yield from (entry["text"] for entry in (*told["addressees"], *told["copies"]))
    if template.form is None:
        return
    yield from (told["report"]["point"], template.form["title"])
    for entry in (*template.form["fields"], *template.form["rates"]):
        yield from (is_ for name, is_ in entry.items() if isinstance(is_, str) and name != "each")


def _plain(thing: Any) -> Any:
    """Turn the dates of TOML into text, so that the package is JSON."""
    if isinstance(thing, dict):
        return {key: _plain(is_) for key, is_ in thing.items()}
    if isinstance(thing, list):
        return [_plain(item) for item in thing]
    return thing.isoformat() if isinstance(thing, date) else thing
