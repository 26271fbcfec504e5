"""Report forms that a clerk builds: read whole, every fault named, ready for the content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from .refusals import Refused
from .vietnamese import nfc, slug

_MOST_FIELDS, _LONGEST, _LONGEST_UNIT = 40, 200, 30
#: Names that the page of a report uses for its own controls.
_TAKEN = frozenset({"as_of", "prepared_by", "approved_by", "note", "csrf_token"})


class Kind(StrEnum):
    """What a figure is, and so how it is typed, checked and added up."""

    COUNT = "count"
    PERCENT = "percent"
    YES_NO = "yes_no"
    DATE = "date"
    TEXT = "text"


def read_form(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return a form as a content holds it: ``{code, title, fields, rates}``.

    A field tells ``label, kind`` and may tell ``name, unit, required, at_most``; names that are
    missing are made from the labels. A rate tells ``part, whole`` and may tell ``name, label``.
    Raises ``Refused("form.title"|"form.empty"|"form.many"|"form.label"|"form.kind"|"form.twice"
    |"form.rate")``.
    """
    title = _plain(told.get("title"))
    if not title or len(title) > _LONGEST:
        raise Refused("form.title", most=_LONGEST)
    given = list(told.get("fields") or ())
    if not given:
        raise Refused("form.empty")
    if len(given) > _MOST_FIELDS:
        raise Refused("form.many", most=_MOST_FIELDS)
    fields: list[dict[str, Any]] = []
    for one in given:
        fields.append(_field(one, fields))
    rates = [_rate(one, fields) for one in told.get("rates") or ()]
    code = slug(str(told.get("code") or title))[:60].replace("-", "_")
    return {"code": code, "title": title, "fields": fields, "rates": rates}


def _field(told: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    label, unit = _plain(told.get("label")), _plain(told.get("unit"))
    if not label or len(label) > _LONGEST or len(unit) > _LONGEST_UNIT:
        raise Refused("form.label", label=(label or unit)[:60], most=_LONGEST)
    if told.get("kind") not in set(Kind):
        raise Refused("form.kind", label=label, kind=str(told.get("kind"))[:40])
    if any(one["label"] == label for one in before):
        raise Refused("form.twice", label=label)
    field = {
        "name": _name(told, label, {one["name"] for one in before}),
        "label": label,
        "kind": str(told["kind"]),
        "required": bool(told.get("required")),
    }
    if whole := told.get("at_most"):
        _expect_count(field, label)
        field["at_most"] = _counted(whole, before, label)["name"]
    return field | ({"unit": unit} if unit else {})


def _name(told: Mapping[str, Any], label: str, taken: set[str]) -> str:
    name = str(told.get("name") or slug(label)[:34].replace("-", "_"))
    name = name if name[:1].isalpha() else f"n_{name}"
    numbered = [name, *(f"{name}_{n}" for n in range(2, _MOST_FIELDS + 2))]
    return next(one for one in numbered if one not in taken | _TAKEN)


def _rate(told: Mapping[str, Any], fields: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    part = _counted(told.get("part"), fields, _plain(told.get("label")))
    whole = _counted(told.get("whole"), fields, part["label"])
    if part is whole:
        raise Refused("form.rate", label=part["label"])
    label = _plain(told.get("label")) or f"Tỷ lệ: {part['label']}"
    name = str(told.get("name") or f"rate_{part['name']}")[:40]
    return {"name": name, "label": label[:_LONGEST], "part": part["name"], "whole": whole["name"]}


def _counted(name: Any, fields: Sequence[Mapping[str, Any]], label: str) -> Mapping[str, Any]:
    """Return the counted field of this name: only numbers are parts and wholes."""
    for one in fields:
        if one["name"] == name:
            _expect_count(one, label)
            return one
    raise Refused("form.rate", label=label)


def _expect_count(field: Mapping[str, Any], label: str) -> None:
    if field["kind"] != Kind.COUNT:
        raise Refused("form.rate", label=label)


def _plain(text: Any) -> str:
    return " ".join(nfc(str(text or "")).split())
