"""The editor of a template as a form: rows of inputs, read into a package and written from one."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from pydantic import Field

from docflow.rules.calendar import parse_date, short_date
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc

from .forms import Sent

Row = dict[str, Any]

#: The texts that stand by themselves, and what they are when they are left out.
_PLAIN = {"heading": "", "salutation": "", "party": "", "circulation": "", "book": "chung"}
_PLAIN |= {"recipient_word": "đơn vị", "urgency": "thuong"}
#: Lists of rows: what each has, and what may be left out of it.
ROWS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "fields": (
        ("name", "label", "kind"),
        ("help", "default", "max", "bound", "required", "sample"),
    ),
    "addressees": (("text", "purpose"), ("targets", "each")),
    "copies": (("text", "purpose"), ("targets", "each")),
    "signatories": (("lines",), ("name", "after")),
    "annexes": (("title", "text"), ("heading", "landscape")),
    "figures": (("name", "label", "kind"), ("unit", "required", "at_most", "each")),
    "rates": (("name", "label", "part", "whole"), ("each",)),
}
#: By which of its inputs a row counts as filled in.
_FILLED = {"addressees": "text", "copies": "text", "signatories": "lines", "annexes": "title"}
_MARKS = ("bound", "after", "landscape", "required")
_MOST_ROWS = 60


class Shaped(Sent):
    """Everything that the editor of a template sends."""

    version: int = Field(ge=0)
    why: str = ""
    do: str = "save"
    over: str = ""
    name: str = ""
    type: str = ""
    common: str = ""
    description: str = ""
    subject: str = ""
    notation: str = ""
    urgency: str = "thuong"
    recipient_word: str = ""
    heading: str = ""
    book: str = "chung"
    salutation: str = ""
    party: str = ""
    circulation: str = ""
    confirmation: str = ""
    rooms: str = ""
    kept: str = ""
    asks: str = ""
    report: dict[str, str] = Field(default_factory=dict)
    fields: dict[str, str] = Field(default_factory=dict)
    addressees: dict[str, str] = Field(default_factory=dict)
    copies: dict[str, str] = Field(default_factory=dict)
    signatories: dict[str, str] = Field(default_factory=dict)
    annexes: dict[str, str] = Field(default_factory=dict)
    figures: dict[str, str] = Field(default_factory=dict)
    rates: dict[str, str] = Field(default_factory=dict)
    body: str = ""


def shown(source: Mapping[str, Any]) -> Row:
    """Return a package as the form shows it: texts by name, and rows."""
    words, answers = source["template"], source["sample"]["answers"]
    report = words.get("report") or {}
    told: Row = {name: words.get(name, plain) for name, plain in _PLAIN.items()}
    told |= {name: words[name] for name in ("name", "type", "description", "subject", "notation")}
    told |= {
        "common": "1" if words.get("common") else "",
        "confirmation": "\n".join(words.get("confirmation", ())),
        "rooms": ", ".join(words["archive"]["rooms"]),
        "kept": str(words["archive"]["copies"]),
        "asks": "1" if report else "",
        "report": {key: report.get(key, "") for key in ("code", "title", "due_on", "point")},
        "body": source["body"],
    }
    lists = {**words, "figures": report.get("fields", ()), "rates": report.get("rates", ())}
    for part in ROWS:
        told[part] = [_row(part, entry) for entry in lists.get(part, ())]
    for row in told["fields"]:
        row["sample"] = _text(answers.get(row["name"], ""), row["kind"])
    return told


def typed(sent: Shaped) -> Row:
    """Return what was typed as the form shows it again."""
    told = sent.model_dump(exclude={"version", "why", "do", "over", *ROWS})
    return told | {part: _typed_rows(getattr(sent, part)) for part in ROWS}


def packed(sent: Shaped, base: Mapping[str, Any]) -> dict[str, Any]:
    """Return the package that the form says; what the form does not show stays as in ``base``."""
    source = copy.deepcopy(dict(base))
    rows = {part: _filled(part, _typed_rows(getattr(sent, part))) for part in ROWS}
    words: Row = {"code": base["template"]["code"]}
    words |= {
        name: _line(getattr(sent, name))
        for name in ("name", "type", "description", "subject", "notation")
    }
    words |= {
        name: text
        for name, plain in _PLAIN.items()
        if (text := _line(getattr(sent, name))) != plain
    }
    if sent.common:
        words["common"] = True
    if lines := [_line(line) for line in sent.confirmation.splitlines() if line.strip()]:
        words["confirmation"] = lines
    for part in ("fields", "addressees", "copies", "signatories", "annexes"):
        if rows[part] or part in ("fields", "addressees", "copies"):
            words[part] = [_entry(part, row) for row in rows[part]]
    words["archive"] = {"rooms": _items(sent.rooms), "copies": _whole(sent.kept)}
    if sent.asks:
        words["report"] = _report(sent.report, rows)
    source["template"], source["body"] = words, nfc(sent.body.replace("\r\n", "\n"))
    # A field that the sample never answered keeps its default.
    told = source["sample"]["answers"]
    answers = {_line(row.get("name", "")): _answer(row) for row in rows["fields"]}
    source["sample"]["answers"] = {key: is_ for key, is_ in answers.items() if is_ or key in told}
    return source


def _report(told: Mapping[str, str], rows: Mapping[str, list[Row]]) -> Row:
    report: Row = {key: _line(told.get(key, "")) for key in ("code", "title", "due_on", "point")}
    report["fields"] = [_entry("figures", row) for row in rows["figures"]]
    if rows["rates"]:
        report["rates"] = [_entry("rates", row) for row in rows["rates"]]
    return report


def _typed_rows(cells: Mapping[str, str]) -> list[Row]:
    """Gather ``0.label``, ``0.kind``, ``1.label`` … into rows; a row marked to be dropped is gone."""
    rows: dict[int, Row] = {}
    for key, text in cells.items():
        place, _dot, name = key.partition(".")
        if not place.isdecimal() or int(place) >= _MOST_ROWS or not name.isidentifier():
            raise Refused("request.unknown", fields=[key[:60]])
        rows.setdefault(int(place), {})[name] = text
    return [rows[place] for place in sorted(rows) if not rows[place].get("drop")]


def _filled(part: str, rows: list[Row]) -> list[Row]:
    known = {*ROWS[part][0], *ROWS[part][1]}
    for row in rows:
        if strange := sorted(set(row) - known):
            raise Refused("request.unknown", fields=strange)
    by = (_FILLED[part],) if part in _FILLED else ("name", "label")
    return [row for row in rows if any(row.get(name, "").strip() for name in by)]


def _entry(part: str, row: Row) -> Row:
    """Return one row as ``template.toml`` has it."""
    must, more = ROWS[part]
    entry: Row = {name: _line(row.get(name, "")) for name in must}
    entry |= {
        name: _line(text) for name in more if name not in _MARKS and (text := row.get(name, ""))
    }
    entry |= {name: True for name in _MARKS if name in more and row.get(name)}
    entry.pop("sample", None)
    if part in ("addressees", "copies"):
        entry["targets"] = _items(row.get("targets", ""))
    if part == "signatories":
        entry["lines"] = [_line(line) for line in row.get("lines", "").splitlines() if line.strip()]
    if part == "fields":
        entry |= {} if row.get("required") else {"required": False}
        entry |= {"max": _whole(row["max"])} if row.get("max", "").strip() else {}
        entry |= {"default": nfc(row["default"])} if row.get("default", "").strip() else {}
        if entry.get("required"):
            del entry["required"]
    return entry


def _row(part: str, entry: Mapping[str, Any]) -> Row:
    """Return one entry of ``template.toml`` as a row of inputs."""
    must, more = ROWS[part]
    row: Row = {name: _text(entry.get(name, "")) for name in (*must, *more)}
    if part == "figures":
        row["kind"] = entry.get("kind", "count")
    if part == "fields":
        row |= {"kind": entry.get("kind", "line"), "required": entry.get("required", True)}
    if part in ("addressees", "copies"):
        row["targets"] = ", ".join(entry["targets"])
    return row


def _text(value: Any, kind: str = "") -> Any:
    if kind == "date" and value:
        try:
            return short_date(parse_date(str(value)))
        except Refused:
            return str(value)
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    return value if isinstance(value, bool) else str("" if value is None else value)


def _answer(row: Row) -> str | list[str]:
    text = nfc(row.get("sample", "").replace("\r\n", "\n"))
    if row.get("kind") == "list":
        return [line.strip() for line in text.splitlines() if line.strip()]
    if row.get("kind") == "date" and text.strip():
        try:
            return parse_date(text).isoformat()
        except Refused:
            return text.strip()
    return text if row.get("kind") == "text" else text.strip()


def _line(text: str) -> str:
    return " ".join(nfc(text).split())


def _items(text: str) -> list[str]:
    return [_line(item) for item in text.replace("\n", ",").split(",") if item.strip()]


def _whole(text: str) -> Any:
    """Return a number, or the text as it is for the measure to refuse."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else text
