"""From the printed lines to the units that receive: expanding and merging."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from .purposes import DUTIES, Ask, Duty, Purpose, union
from .refusals import Refused

#: Targets that are no entry of the directory: the addressees again, and whoever is told on paper only.
ADDRESSEES, OUTSIDE = "addressees", "outside"


@dataclass(frozen=True)
class Receiver:
    """One unit that receives, with all the lines that named it."""

    unit: str
    lines: tuple[str, ...]
    duty: Duty
    purpose: Purpose
    due_on: date | None
    own_due: date | None = None
    shares_due: bool = True

    def due_for(self, general: date | None) -> date | None:
        """Return the unit's day for a report point that is due generally: the earliest wins.

        ``own_due`` is the earliest day of its lines; ``shares_due`` says that some line which
        asks a report of it has no day of its own, and so goes by the general one.
        """
        if self.duty.report is Ask.NO:
            return None
        dates = [self.own_due, general if self.shares_due or not self.own_due else None]
        return min((day for day in dates if day), default=None)


class _Terms(NamedTuple):
    """What a unit owes by the lines that name it."""

    duty: Duty
    purpose: Purpose
    due_on: date | None
    own_due: date | None
    shares_due: bool


def expand(
    content: Mapping[str, Any],
    members: Callable[[str], Sequence[str]],
    duties: Mapping[Purpose, Duty] = DUTIES,
) -> list[Receiver]:
    """Return one receiver per unit, in the order of the printed lines.

    ``members`` answers a target (``"group:co-so-tu-nhan"``, ``"unit:…"``) with unit codes. A unit
    reached by two lines gets the union of their duties and the earliest date of those lines. "Như trên" points
    back at the addressees: it adds its duty to them and is no receiver itself. A line that goes
    outside the system is printed, and nobody is followed up for it; a letter may have no other.

    Raises ``Refused("recipients.none")`` and ``Refused("recipients.empty_line", text=…)``.
    """
    reached: dict[str, list[Mapping[str, Any]]] = {}
    for line in content["addressees"]:
        # Only a line of Nơi nhận can point back at Kính gửi.
        named = [target for target in line["targets"] if target != ADDRESSEES]
        for unit in _units_of({**line, "targets": named}, members):
            reached.setdefault(unit, []).append(line)
    addressees = list(reached)
    for line in content["copies"]:
        back = addressees if ADDRESSEES in line["targets"] else []
        for unit in dict.fromkeys([*back, *_units_of(line, members)]):
            reached.setdefault(unit, []).append(line)
    if not reached and not outside(content):
        raise Refused("recipients.none")
    general = _due(content)
    # Hundreds of units are named by the same few lines, and owe the same.
    terms: dict[tuple[str, ...], _Terms] = {}
    found = []
    for unit, lines in reached.items():
        ids = tuple(line["id"] for line in lines)
        if ids not in terms:
            terms[ids] = _merge(lines, duties, general)
        found.append(Receiver(unit, ids, *terms[ids]))
    return found


def outside(content: Mapping[str, Any]) -> list[str]:
    """Return what is printed of those who get the letter outside the system, in the printed order."""
    return [line["text"] for line in outside_lines(content)]


def outside_lines(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the printed lines that go on paper, outside the system."""
    lines = [*content["addressees"], *content["copies"]]
    sent = (line for line in lines if line["purpose"] != Purpose.LUU)
    return [line for line in sent if OUTSIDE in line["targets"]]


def listed(targets: Iterable[str]) -> list[str]:
    """Return the targets that the directory must know."""
    return [one for one in targets if one not in (ADDRESSEES, OUTSIDE)]


def _units_of(line: Mapping[str, Any], members: Callable[[str], Sequence[str]]) -> Iterable[str]:
    if line["purpose"] == Purpose.LUU:
        return ()
    named = listed(line["targets"])
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
    lines: Sequence[Mapping[str, Any]], duties: Mapping[Purpose, Duty], general: date | None
) -> _Terms:
    purposes = [Purpose(line["purpose"] or Purpose.BIET) for line in lines]
    duty = union(duties[purpose] for purpose in purposes)
    strongest = max(
        purposes, key=lambda purpose: (duties[purpose].report, duties[purpose].acknowledge)
    )
    own = [date.fromisoformat(line["due_on"]) for line in lines if line.get("due_on")]
    shares = any(
        not line.get("due_on")
        for line, purpose in zip(lines, purposes, strict=True)
        # "Như trên" repeats what Kính gửi says and sets no day.
        if duties[purpose].report is not Ask.NO and ADDRESSEES not in line["targets"]
    )
    found = Receiver("", (), duty, strongest, None, min(own, default=None), shares)
    return _Terms(duty, strongest, found.due_for(general), found.own_due, shares)
