"""The templates at hand, and the draft that one of them makes from a clerk's answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from docflow.rules.refusals import Refused

from . import dialect
from .answers import read_answers
from .blocks import from_markup
from .fields import Field, Piece, Value, line, read, speak
from .html import layouts
from .shape import check
from .template import GIVEN, Template, load, package, unpackage

__all__ = ["Catalogue", "Field", "Template", "draft", "package", "shipped", "unpackage"]


#: Lines of one type or another that a letter does not have.
_SINGLE = ("heading", "salutation", "party")


class Catalogue:
    """All templates of some folders; a later folder's template wins over one of the same code.

    A folder that begins with ``_`` holds layouts. Reading happens once, when the catalogue is
    made, so that a faulty template stops the start and not a clerk.
    """

    def __init__(self, folders: Iterable[Path | str]) -> None:
        self._templates: dict[str, Template] = {}
        #: The folder that each template was read from.
        self.homes: dict[str, Path] = {}
        for folder in map(Path, folders):
            for place in sorted(folder.iterdir()) if folder.is_dir() else ():
                if not place.name.startswith(("_", ".")) and (place / "template.toml").is_file():
                    self._templates[place.name] = load(place)
                    self.homes[place.name] = folder

    def templates(self) -> Mapping[str, Template]:
        """Return the templates by their codes."""
        return self._templates

    def all(self) -> list[Template]:
        """Return every template, the common ones first, then by name."""
        return sorted(self.templates().values(), key=lambda it: (not it.common, it.name))

    def get(self, code: str) -> Template:
        """Return one template. Raises ``Refused("template.unknown", template=…)``."""
        found = self.templates().get(code)
        if found is None:
            raise Refused("template.unknown", template=code[:60])
        return found


def shipped() -> Path:
    """Return the folder of the templates that come with docflow."""
    return layouts().parent


def draft(
    template: Template, answers: Mapping[str, Any], *, defaults: Mapping[str, Any]
) -> dict[str, Any]:
    """Make the content of a new dispatch: the body is rendered here, once and never again.

    :param answers: by field name: text, an ISO or Vietnamese date, a list or one item per line.
    :param defaults: the office's words: ``parent_agency``, ``agency``, ``notation_agency``,
        ``room``, ``place``, ``drafter``, ``authority``; optional ``expected`` (YYYY-MM), ``footer``.

    Raises ``Refused("draft.missing"|"draft.unknown"|"draft.malformed"|"draft.too_long",
    fields=[labels])``, every field of one fault at once, and ``Refused("draft.braces", typed=…)``
    for ``{…}`` that names no field of the template. Whether a date is past is for the office.
    """
    values: dict[str, Value] = read_answers(template.by_name(), answers)
    values |= {"agency_code": defaults["notation_agency"], "room": defaults["room"]}
    tree = read(template.body, template.by_name(), given=GIVEN)
    pieces = speak(tree, values, template.by_name())
    content, report_id = dialect.read(pieces, lambda: _report_point(template, values))
    body = {"type": "doc", "schema": 1, "content": content}
    _refuse_unknown(body, template)
    check(body)
    head = _head(template, values, defaults)
    for annex in head["annexes"]:
        _refuse_unknown(annex["body"], template)
        check(annex["body"])
    return head | {
        "body": body,
        "fields": _bound(template, values),
        "labels": {field.name: field.label for field in template.fields if field.bound},
        "obligations": _obligations(template, values, report_id),
    }


def _report_point(template: Template, values: Mapping[str, Value]) -> list[Piece]:
    report = template.defaults["report"]
    if not report or not values.get(report["due_on"]):
        return []
    tree = read(report["point"], template.by_name(), given=GIVEN)
    return list(speak(tree, values, template.by_name()))


def _refuse_unknown(node: Mapping[str, Any], template: Template) -> None:
    """Refuse ``{name}`` typed into a text where the template binds no such field."""
    bound = {field.name for field in template.fields if field.bound}
    if node["type"] == "field" and node["attrs"]["name"] not in bound:
        raise Refused("draft.braces", typed=f"{{{node['attrs']['name']}}}")
    for child in node.get("content", ()):
        _refuse_unknown(child, template)


def _head(
    template: Template, values: Mapping[str, Value], defaults: Mapping[str, Any]
) -> dict[str, Any]:
    """Return everything of the content but the body and what hangs on it."""
    told = template.defaults
    rooms = [_line(template, room, values) for room in told["archive"]["rooms"]]
    head: dict[str, Any] = {
        "schema": 1,
        "template": {"code": template.code, "sha256": template.sha256},
        "type": template.type,
        "parent_agency": defaults["parent_agency"],
        "agency": defaults["agency"],
        "notation": _line(template, told["notation"], values),
        "place": defaults["place"],
        "expected": defaults.get("expected"),
        "subject": _line(template, told["subject"], values).removeprefix("V/v ").rstrip(" ."),
        "addressees": list(_entries(template, "addressees", "a", values)),
        "copies": list(_entries(template, "copies", "c", values)),
        "archive": {
            "rooms": rooms,
            "copies": told["archive"]["copies"],
            "drafter": defaults["drafter"],
        },
        "urgency": told["urgency"],
        "confidentiality": "thuong",
        "authority": dict(defaults["authority"]),
        "annexes": list(_annexes(template, values)),
    }
    more = _form_of_type(template, values) | {
        name: defaults[name] for name in ("footer", "agency_name") if defaults.get(name)
    }
    return head | {name: is_ for name, is_ in more.items() if is_}


def _form_of_type(template: Template, values: Mapping[str, Value]) -> dict[str, Any]:
    """Return what the type prints beyond a letter's parts, with the answers in it."""
    told = template.defaults
    single = {name: _line(template, told[name], values) for name in _SINGLE}
    return single | {
        "circulation": told["circulation"],
        "confirmation": [_line(template, line, values) for line in told["confirmation"]],
        "signatories": [
            {
                "lines": [_line(template, line, values) for line in one["lines"]],
                "name": _line(template, one["name"], values),
                "after": one["after"],
            }
            for one in told["signatories"]
        ],
    }


def _annexes(template: Template, values: Mapping[str, Value]) -> Iterator[dict[str, Any]]:
    """Yield the annexes whose text is filled in."""
    filled = (one for one in template.defaults["annexes"] if values.get(one["text"]))
    for ordinal, annex in enumerate(filled, start=1):
        heading = _line(template, annex["heading"], values)
        yield {
            "id": f"x{ordinal}",
            "title": _line(template, annex["title"], values),
            "landscape": annex["landscape"],
            "body": from_markup(str(values[annex["text"]])),
            **({"heading": heading} if heading else {}),
        }


def _line(template: Template, source: str, values: Mapping[str, Value]) -> str:
    return line(source, values, template.by_name(), given=GIVEN | {"item"})


def _entries(
    template: Template, key: str, letter: str, values: Mapping[str, Value]
) -> Iterator[dict[str, Any]]:
    """Yield the printed lines of *Kính gửi* or *Nơi nhận* with their purposes and targets."""
    for ordinal, (entry, told) in enumerate(_each(template.defaults[key], values), start=1):
        printed_line = {
            "id": f"{letter}{ordinal}",
            "text": _line(template, entry["text"], told),
            "purpose": entry["purpose"],
            "targets": list(entry["targets"]),
        }
        yield printed_line | ({"due_on": None} if key == "addressees" else {})


def _each(
    entries: Iterable[Mapping[str, Any]], values: Mapping[str, Value]
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Value]]]:
    """Yield each entry once, or once per item of the list field that its ``each`` names."""
    for entry in entries:
        items = values.get(entry["each"], ()) if "each" in entry else None
        if items is None:
            yield entry, values
        elif isinstance(items, tuple):
            yield from ((entry, {**values, "item": item}) for item in items)


def _bound(template: Template, values: Mapping[str, Value]) -> dict[str, str]:
    """Return the values that stay live in the text; dates as ISO."""
    return {
        field.name: str(values[field.name])
        for field in template.fields
        if field.bound and values[field.name]
    }


def _obligations(
    template: Template, values: Mapping[str, Value], block_id: str | None
) -> list[dict[str, Any]]:
    """Return what the letter asks to be reported: nothing unless the point stands in its text."""
    if template.form is None or block_id is None:
        return []
    due_on = values[template.defaults["report"]["due_on"]]
    form = {
        "code": template.form["code"],
        "title": _line(template, template.form["title"], values),
        "fields": list(_form_lines(template, "fields", values)),
        "rates": list(_form_lines(template, "rates", values)),
    }
    _refuse_ambiguous(template, form)
    return [{"ordinal": 1, "block_id": block_id, "due_on": str(due_on), "form": form}]


def _refuse_ambiguous(template: Template, form: Mapping[str, Any]) -> None:
    """Refuse a list whose items would give two fields of the report form one name."""
    names = [entry["name"] for key in ("fields", "rates") for entry in form[key]]
    if len(set(names)) < len(names):
        lists = [field.label for field in template.fields if field.kind == "list"]
        raise Refused("draft.malformed", fields=lists)


def _form_lines(
    template: Template, key: str, values: Mapping[str, Value]
) -> Iterator[dict[str, Any]]:
    """Yield the fields or rates of the report form with the answers put into their words."""
    form = template.form or {}
    for entry, told in _each(form[key], values):
        yield {
            name: _line(template, is_, told) if isinstance(is_, str) else is_
            for name, is_ in entry.items()
            if name != "each"
        }
