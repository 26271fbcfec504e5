"""A clerk's answers, read as the fields of a template declare them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from docflow.rules.calendar import parse_date
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import visible

from .fields import LONGEST_ITEM, Field, Value

_HYPHEN = re.compile(r"^[-–+•]\s+")


def read_answers(known: Mapping[str, Field], answers: Mapping[str, Any]) -> dict[str, Value]:
    """Return the answers typed as their fields declare them, defaults filled in.

    Raises ``Refused("draft.unknown", fields=[names])``, or ``"draft.missing"``,
    ``"draft.malformed"``, ``"draft.too_long"`` with ``fields=[labels]``, every field of a fault at once.
    """
    if unknown := sorted(set(answers) - set(known)):
        raise Refused("draft.unknown", fields=unknown)
    values: dict[str, Value] = {}
    faults: dict[str, list[str]] = {}
    for name, field in known.items():
        given = answers.get(name, field.default if field.default is not None else "")
        try:
            values[name] = _read_one(field, given)
        except Refused as refusal:
            faults.setdefault(refusal.code, []).append(field.label)
    for code in ("draft.missing", "draft.malformed", "draft.too_long"):
        if code in faults:
            raise Refused(code, fields=faults[code])
    return values


def _read_one(field: Field, given: Any) -> Value:
    """Read one answer as its field declares it; an empty one is an empty text or tuple."""
    value = _typed(field, given)
    if field.required and not value:
        raise Refused("draft.missing")
    if not isinstance(value, date) and len(value) > field.most:
        raise Refused("draft.too_long")
    if isinstance(value, tuple) and any(len(item) > LONGEST_ITEM for item in value):
        raise Refused("draft.too_long")
    return value


def _typed(field: Field, given: Any) -> Value:
    if field.kind == "list":
        items = given.splitlines() if isinstance(given, str) else given
        if not isinstance(items, list | tuple) or not all(isinstance(it, str) for it in items):
            raise Refused("draft.malformed")
        return tuple(words for item in items if (words := _item(item)))
    if isinstance(given, date) and field.kind == "date":
        return given
    if not isinstance(given, str):
        raise Refused("draft.malformed")
    if field.kind == "text":
        return visible(given).strip()
    words = _words(given)
    if field.kind == "line" or not words:
        return words
    try:
        return parse_date(words)
    except Refused:
        raise Refused("draft.malformed") from None


def _item(text: str) -> str:
    """Return an item without the hyphen and the semicolon that the letter itself prints."""
    return _HYPHEN.sub("", _words(text)).rstrip(" ;")


def _words(text: str) -> str:
    return " ".join(visible(text).split())
