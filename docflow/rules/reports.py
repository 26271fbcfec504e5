"""The report form that a dispatch carries: reading answers, adding them up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .calendar import parse_date, short_date
from .refusals import Refused
from .vietnamese import count, fold, nfc

#: No unit of a province counts more; beyond it the answer is a slip of the finger.
LARGEST = 10_000_000
_LONGEST = 2_000

Form = Mapping[str, Any]


def read(form: Form, answers: Mapping[str, str]) -> dict[str, Any]:
    """Return the answers typed as the form declares them.

    Raises ``Refused("report.invalid", errors={field: {"code": …, …}})`` with every fault at once,
    and ``Refused("report.unknown")`` for a field that the form does not have.
    """
    known = {field["name"] for field in form["fields"]}
    if unknown := sorted(set(answers) - known):
        raise Refused("report.unknown", fields=unknown)
    values: dict[str, Any] = {}
    errors: dict[str, dict[str, Any]] = {}
    for field in form["fields"]:
        name = field["name"]
        try:
            values[name] = _read_one(field, nfc(str(answers.get(name, ""))).strip(), values)
        except Refused as refusal:
            errors[name] = {"code": refusal.code, **refusal.facts}
    if errors:
        raise Refused("report.invalid", errors=errors)
    return values


def _read_one(field: Mapping[str, Any], text: str, so_far: Mapping[str, Any]) -> Any:
    if not text:
        if field.get("required"):
            raise Refused("report.missing", label=field["label"])
        return None
    if field["kind"] != "count":
        return _READERS[field["kind"]](field, text)
    number = _whole(field, text)
    most = so_far.get(field.get("at_most", ""))
    if most is not None and number > most:
        guess = next(
            (number // 10**k for k in (1, 2) if number % 10**k == 0 and number // 10**k <= most),
            None,
        )
        raise Refused("report.above", label=field["label"], most=most, guess=guess)
    return number


def _text(field: Mapping[str, Any], text: str) -> str:
    if len(text) > _LONGEST:
        raise Refused("report.too_long", label=field["label"], most=_LONGEST)
    return text


def _percent(field: Mapping[str, Any], text: str) -> float:
    """Read a share as people type it: ``95``, ``95,5``, ``95.5 %``."""
    found = re.fullmatch(r"(\d{1,3})(?:[.,](\d{1,2}))?\s?%?", text, re.ASCII)
    share = float(f"{found[1]}.{found[2] or 0}") if found else -1.0
    if not 0 <= share <= 100:
        raise Refused("report.not_a_share", label=field["label"])
    return share


def _yes_no(field: Mapping[str, Any], text: str) -> bool:
    known = {"co": True, "yes": True, "true": True, "khong": False, "no": False, "false": False}
    if fold(text) not in known:
        raise Refused("report.not_yes_or_no", label=field["label"])
    return known[fold(text)]


def _date(_field: Mapping[str, Any], text: str) -> str:
    return parse_date(text).isoformat()


_READERS: Mapping[str, Callable[[Mapping[str, Any], str], Any]] = {
    "text": _text,
    "percent": _percent,
    "yes_no": _yes_no,
    "date": _date,
}


def _whole(field: Mapping[str, Any], text: str) -> int:
    """Read a whole number as people type it: ``1680``, ``1.680``, ``1 680``."""
    if not re.fullmatch(r"\d{1,3}([. ]\d{3})+|\d+", text, re.ASCII):
        raise Refused("report.not_a_number", label=field["label"])
    # What is longer is too large whatever its other digits are.
    number = int(re.sub(r"\D", "", text).lstrip("0")[:20] or 0)
    if number > LARGEST:
        raise Refused("report.too_large", label=field["label"], most=LARGEST)
    return number


def sums(form: Form, reports: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return the sum of every counted field over the reports, and how often a question is a yes."""
    many = list(reports)
    counted = [field["name"] for field in summed(form)]
    return {name: sum(report.get(name) or 0 for report in many) for name in counted}


def summed(form: Form) -> list[Mapping[str, Any]]:
    """Return the fields that add up: numbers, and questions by their yes."""
    return [field for field in form["fields"] if field["kind"] in ("count", "yes_no")]


def shown(field: Mapping[str, Any], value: Any) -> str:
    """Return an answer as a page or a paper shows it."""
    if value is None:
        return "–"
    if field["kind"] == "yes_no":
        return "có" if value else "không"
    if field["kind"] == "percent":
        return f"{value:g}%".replace(".", ",")
    if field["kind"] == "date":
        return short_date(parse_date(value))
    return count(value) if field["kind"] == "count" else str(value)


def typed(field: Mapping[str, Any], value: Any) -> str:
    """Return an answer as it is typed, for correcting it."""
    if value is None:
        return ""
    if field["kind"] in ("yes_no", "percent", "date"):
        return shown(field, value).removesuffix("%")
    return str(value)


def rates(form: Form, totals: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return each rate of the form: ``{name, label, part, whole}`` with the summed figures."""
    return [
        {
            "name": rate["name"],
            "label": rate["label"],
            "part": totals.get(rate["part"], 0),
            "whole": totals.get(rate["whole"], 0),
        }
        for rate in form.get("rates", ())
    ]
