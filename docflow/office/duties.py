"""A report form, its date and its point in the text: put in, changed and taken out together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from docflow.papers import blocks, inline, points
from docflow.rules.fields import field_of
from docflow.rules.forms import read_form
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc

#: More report points than this are more than any unit could keep apart.
MOST = 9
_LONGEST_POINT = 1000

Content = dict[str, Any]


@dataclass(frozen=True)
class Ask:
    """A report that the letter asks for; None leaves a part as it is.

    :param ordinal: which report point is changed; None puts a new one in.
    :param point: the sentence to put into the text, with ``{due_on}`` where the date stands.
    """

    form: Mapping[str, Any] | None = None
    due_on: date | None = None
    ordinal: int | None = None
    point: str | None = None


@dataclass(frozen=True)
class Drop:
    """A report that the letter no longer asks for; ``with_point`` takes its sentence out too."""

    ordinal: int
    with_point: bool = True


def apply(content: Content, changes: Sequence[Ask | Drop]) -> None:
    """Carry the changes out on a content of one's own.

    Raises ``Refused("form.unknown"|"form.no_date"|"form.many_points"|"form.point")`` and what
    ``read_form`` refuses.
    """
    for change in changes:
        if isinstance(change, Drop):
            _drop(content, change)
        elif change.ordinal is None:
            _add(content, change)
        else:
            _change(content, _owed(content, change.ordinal), change)


def _add(content: Content, ask: Ask) -> None:
    if ask.due_on is None:
        raise Refused("form.no_date")
    taken = {owed["ordinal"] for owed in content["obligations"]}
    free = [n for n in range(1, MOST + 1) if n not in taken]
    if not free:
        raise Refused("form.many_points", most=MOST)
    form = read_form(ask.form or {})
    owed: dict[str, Any] = {"ordinal": free[0], "block_id": None, "due_on": None, "form": form}
    content["obligations"] = sorted([*content["obligations"], owed], key=lambda it: it["ordinal"])
    _change(content, owed, ask)
    if owed["block_id"] is None:
        owed["block_id"] = points.bound_to(content["body"], field_of(owed["ordinal"]))


def _change(content: Content, owed: dict[str, Any], ask: Ask) -> None:
    if ask.form is not None:
        owed["form"] = read_form(ask.form)
    if ask.due_on is not None:
        owed["due_on"] = ask.due_on.isoformat()
        content["fields"][field_of(owed["ordinal"])] = owed["due_on"]
    if ask.point:
        owed["block_id"] = _insert(content, owed, ask.point)


def _insert(content: Content, owed: Mapping[str, Any], point: str) -> str:
    name = field_of(owed["ordinal"])
    words = " ".join(nfc(point).split()).replace("{due_on}", f"{{{name}}}")
    if f"{{{name}}}" not in words or len(words) > _LONGEST_POINT:
        raise Refused("form.point", field="{due_on}", most=_LONGEST_POINT)
    body, block = points.with_point(content["body"], inline.parse(words))
    blocks.check(body)
    content["body"] = body
    return block


def _drop(content: Content, drop: Drop) -> None:
    owed = _owed(content, drop.ordinal)
    content["obligations"] = [one for one in content["obligations"] if one is not owed]
    name = field_of(drop.ordinal)
    if drop.with_point and owed["block_id"]:
        content["body"] = points.without(content["body"], owed["block_id"])
    if points.bound_to(content["body"], name) is None:
        content["fields"].pop(name, None)


def _owed(content: Content, ordinal: int) -> dict[str, Any]:
    for owed in content["obligations"]:
        if owed["ordinal"] == ordinal:
            found: dict[str, Any] = owed
            return found
    raise Refused("form.unknown", ordinal=ordinal)
