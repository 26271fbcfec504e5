"""Findings that were put aside, as pages send and show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request, url_for

from docflow.models import Check, Dispatch
from docflow.office.dismissing import Judged
from docflow.rules.refusals import Refused

from . import lint_sentences, reading
from .sentences import sentence
from .words import _, lazy

#: Reasons that need no typing.
PRESETS: tuple[tuple[str, str], ...] = (
    ("rieng", lazy("Tên riêng, tên chính thức")),
    ("goc", lazy("Đúng như văn bản gốc")),
    ("quen", lazy("Cơ quan thống nhất viết như vậy")),
    ("khong", lazy("Không áp dụng cho văn bản này")),
)
_TYPED = "typed"


@dataclass(frozen=True)
class Aside:
    """One finding that was put aside: what it says, why, by whom, when."""

    key: str
    text: str
    reason: str
    by: str
    at: str


def aside(one: Judged) -> Aside:
    """Return a dismissed finding as the panel lists it."""
    row = one.dismissal
    if row is None:
        raise ValueError(one.key)
    text = lint_sentences.sentence(one.finding.rule, one.finding.facts)
    return Aside(one.key, text, row.reason, row.by.name, reading.moment(row.at))


def facts(dispatch: Dispatch) -> dict[str, Any]:
    """Return what the panel needs to put findings aside, with what was typed into it."""
    typed = {
        name.removeprefix("why."): text
        for name, text in request.form.items()
        if name.startswith("why.")
    }
    return {
        "dismiss_url": url_for("docflow.dismiss", key=dispatch.id),
        "why": [(name, _(text)) for name, text in PRESETS],
        "whys": typed,
        **unexplained(None),
    }


def unexplained(refusal: Refused | None) -> dict[str, str]:
    """Return which finding was to be put aside by a reason too short to be one, and what it says."""
    if refusal is None or refusal.code != "dismissal.no_reason":
        return {"unexplained": "", "unexplained_text": ""}
    key, _colon, _name = request.form.get("dismiss", "").partition(":")
    return {"unexplained": key, "unexplained_text": sentence(refusal)}


def sent(wanted: str, typed: Mapping[str, str]) -> tuple[str, str]:
    """Return which finding a button puts aside, and why."""
    key, _colon, name = wanted.partition(":")
    if name == _TYPED:
        return key, typed.get(key, "")
    known = dict(PRESETS)
    if name not in known:
        raise Refused("request.unknown", fields=["dismiss"])
    return key, _(known[name])


def at_review(checks: Sequence[Check]) -> dict[str, Any]:
    """Return what the signer sees of the check: how much is left, and what was put aside."""
    found = [finding for one in checks if one.kind == "format" for finding in one.findings]
    put_aside = [_from_check(one) for one in found if "dismissed" in one]
    return {"warnings": len(found) - len(put_aside), "put_aside": put_aside}


def _from_check(told: Mapping[str, Any]) -> Aside:
    row = told["dismissed"]
    at = reading.moment(datetime.fromisoformat(row["at"]))
    text = lint_sentences.sentence(told["rule"], told["facts"])
    return Aside("", text, row["reason"], row["by"], at)
