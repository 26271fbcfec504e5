"""What the picker of recipients counts: duties, addresses, and what other lines reach already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from docflow.models import Unit
from docflow.rules.recipients import ADDRESSEES, OUTSIDE, listed
from docflow.rules.refusals import Refused

from . import proof, worklist
from .desk import Desk
from .directory import members
from .lines import PARTS


@dataclass(frozen=True)
class Counted:
    """Whom one line would reach today.

    :param elsewhere: how many of them another line of the letter reaches as well.
    :param outside: the line (also) goes on paper, outside the system.
    :param empty: the groups among the targets that have no unit today.
    """

    reach: proof.Reach
    elsewhere: int = 0
    outside: bool = False
    empty: tuple[str, ...] = ()


def count(
    desk: Desk, content: Mapping[str, Any], line: Mapping[str, Any], targets: Sequence[str]
) -> Counted:
    """Count the units behind the targets of a line, each once."""
    named = listed(targets)
    back = content["addressees"] if ADDRESSEES in targets else []
    alone = {**line, "targets": named}
    lines = [alone] if named else []
    lines += [{**one, "purpose": line["purpose"]} for one in back if one["id"] != line["id"]]
    reach = proof.reach(desk, {**content, "addressees": lines, "copies": []})
    paper, empty = OUTSIDE in targets, _empty(desk, named)
    if reach.refusal or not named:
        return Counted(reach, outside=paper, empty=empty)
    others = [one for part in PARTS for one in content[part] if one["id"] != line["id"]]
    return Counted(reach, len(_codes(desk, [alone]) & _codes(desk, others)), paper, empty)


def offered(desk: Desk, chosen: Sequence[str], words: str, limit: int) -> tuple[list[Unit], int]:
    """Return the units to tick, those chosen first, and how many the words find in all."""
    codes = [one.removeprefix("unit:") for one in chosen if one.startswith("unit:")]
    rows = select(Unit).where(Unit.code.in_(codes)).order_by(Unit.id)
    ticked = list(desk.session.scalars(rows))
    found, total = worklist.units(desk, words, limit)
    held = {unit.id for unit in ticked}
    return ticked + [unit for unit in found if unit.id not in held], total


def _empty(desk: Desk, named: Sequence[str]) -> tuple[str, ...]:
    found = proof.targets(desk, {"targets": named})
    return tuple(one.name for one in found if one.code.startswith("group:") and not one.units)


def _codes(desk: Desk, lines: Sequence[Mapping[str, Any]]) -> set[str]:
    found: set[str] = set()
    for target in {one for line in lines for one in listed(line["targets"])}:
        try:
            found.update(members(desk, target))
        except Refused:
            continue
    return found
