"""A report form as rows of a table that a clerk fills in, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docflow.rules.forms import read_form
from docflow.rules.refusals import Refused

from .forms_kept import Asked

#: So many rows wait empty below the filled ones; a button brings more.
EMPTY_ROWS = 3


def rows_of(form: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the rows of a form; wholes are told by the number of their row, counted from 1."""
    places = {one["name"]: str(n) for n, one in enumerate(form["fields"], 1)}
    rates = {one["part"]: one for one in form.get("rates", ())}
    rows = []
    for one in form["fields"]:
        rate = rates.get(one["name"], {})
        whole = rate.get("whole") or one.get("at_most", "")
        rows.append(
            {
                "label": one["label"], "name": one["name"], "unit": one.get("unit", ""),
                "kind": one["kind"], "required": "1" if one.get("required") else "",
                "whole": places.get(whole, ""), "rate": rate.get("label", ""),
            }
        )  # fmt: skip
    return rows


def form_of(sent: Asked) -> dict[str, Any]:
    """Return the form that the rows tell; a row without label is left out.

    Raises ``Refused("form.rate")`` where a whole is no row above, and what ``read_form`` refuses.
    """
    numbers = [n for n in sorted(sent.label, key=_number) if sent.label[n].strip()]
    fields: list[dict[str, Any]] = []
    # Names are settled row by row, so that a part finds the name of its whole.
    for n in numbers:
        told = {
            "label": sent.label[n], "name": sent.name.get(n, ""), "unit": sent.unit.get(n, ""),
            "kind": sent.kind.get(n, ""), "required": bool(sent.required.get(n)),
        }  # fmt: skip
        if whole := sent.whole.get(n, "").strip():
            if whole not in numbers[: numbers.index(n)]:
                raise Refused("form.rate", label=sent.label[n][:60])
            told["at_most"] = fields[numbers.index(whole)]["name"]
        fields = read_form({"title": "x", "fields": [*fields, told]})["fields"]
    named = dict(zip(numbers, fields, strict=True))
    rates = [
        {"part": named[n]["name"], "whole": named[n]["at_most"], "label": sent.rate.get(n, "")}
        for n in numbers
        if "at_most" in named[n]
    ]
    return read_form({"title": sent.title, "fields": fields, "rates": rates})


def _number(text: str) -> tuple[int, str]:
    return len(text), text
