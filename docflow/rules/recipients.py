"""From the printed lines to the units that receive: expanding and merging."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .purposes import DUTIES, Ask, Duty, Purpose, union
from .refusals import Refused


@dataclass(frozen=True)
class Receiver:
    """One unit that receives, with all the lines that named it."""

    unit: str
    duty: Duty
    lines: tuple[str, ...]
    purpose: Purpose
    due_on: date | None


def expand(
    content: Mapping[str, Any],
    members: Callable[[str], Sequence[str]],
    duties: Mapping[Purpose, Duty] = DUTIES,
) -> list[Receiver]:
    """Return one receiver per unit, in the order of the printed lines.

    ``members`` answers a target (``"group:co-so-tu-nhan"``, ``"unit:…"``) with unit codes. A unit
    reached by two lines gets the union of their duties and the earliest date. "Như trên" points
    back at the addressees: it adds its duty to them and is no receiver itself.

    Raises ``Refused("recipients.none")`` and ``Refused("recipients.empty_line", text=…)``.
    """
    reached: dict[str, list[Mapping[str, Any]]] = {}
    for line in content["addressees"]:
        for unit in _units_of(line, members):
            reached.setdefault(unit, []).append(line)
    addressees = list(reached)
    for line in content["copies"]:
        back = addressees if "addressees" in line["targets"] else []
        for unit in dict.fromkeys([*back, *_units_of(line, members)]):
            reached.setdefault(unit, []).append(line)
    if not reached:
        raise Refused("recipients.none")
    general = _due(content)
    return [_merge(unit, lines, duties, general) for unit, lines in reached.items()]


def _units_of(line: Mapping[str, Any], members: Callable[[str], Sequence[str]]) -> Iterable[str]:
    if line["purpose"] == Purpose.LUU:
        return ()
    named = [target for target in line["targets"] if target != "addressees"]
    units = [unit for target in named for unit in members(target)]
    if not units and (named or not line["targets"]):
        raise Refused("recipients.empty_line", text=line["text"])
    return dict.fromkeys(units)


def _due(content: Mapping[str, Any]) -> date | None:
    dates = [
        date.fromisoformat(owed["due_on"]) for owed in content["obligations"] if owed["due_on"]
    ]
    return min(dates, default=None)


def _merge(
    unit: str,
    lines: Sequence[Mapping[str, Any]],
    duties: Mapping[Purpose, Duty],
    general: date | None,
) -> Receiver:
    purposes = [Purpose(line["purpose"] or Purpose.BIET) for line in lines]
    duty = union(duties[purpose] for purpose in purposes)
    strongest = max(
        purposes, key=lambda purpose: (duties[purpose].report, duties[purpose].acknowledge)
    )
    own = [date.fromisoformat(line["due_on"]) for line in lines if line.get("due_on")]
    due_on = min(own, default=general) if duty.report is not Ask.NO else None
    return Receiver(unit, duty, tuple(line["id"] for line in lines), strongest, due_on)
