"""The annexes of two texts of one draft: which differ, and the ones that the choices make."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docflow.papers.comparing import Pair, align
from docflow.papers.lineage import woven
from docflow.papers.parts import Annex, Paper
from docflow.papers.words import Budget
from docflow.rules.refusals import Refused

from . import given
from .annexes import MOST, fresh, names
from .comparing import Change, Run

ORDER = "part.annex_order"


@dataclass(frozen=True)
class Differing:
    """One annex that is not the same in two texts, or that only one of them has.

    ``head`` is its name and its title with their marks, ``pairs`` the blocks that differ; ``same``
    says that there are others. ``landscape`` tells how the page lies before and after, where that
    differs.
    """

    id: str
    before: bool
    after: bool
    head: tuple[Run, ...]
    pairs: tuple[Pair, ...]
    same: bool
    landscape: tuple[bool, bool] | None


def differing(
    mine: Mapping[str, Any], theirs: Mapping[str, Any], papers: tuple[Paper, Paper],
    changes: Sequence[Change],
) -> Iterator[Differing]:  # fmt: skip
    """Yield the annexes that differ; ``papers`` is what was and what is, ``changes`` lies beside."""
    ours, other = by_id(mine), by_id(theirs)
    old, new = ({one.id: one for one in paper.annexes} for paper in papers)
    heads = {one.part: one.runs for one in changes}
    budget = Budget()
    for name in woven(list(other), list(ours)):
        if ours.get(name) != other.get(name):
            was, now = old.get(name), new.get(name)
            pairs = align(was.body if was else (), now.body if now else (), budget)
            yield _differing(name, was, now, heads.get(f"annex {name}", ()), pairs)


def moved(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """Tell whether the annexes that both have stand in another order."""
    ours, other = by_id(mine), by_id(theirs)
    return [name for name in ours if name in other] != [name for name in other if name in ours]


def listed(content: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what each annex is called, in their order."""
    told = content.get("annexes") or ()
    called = zip(names(told), told, strict=True)
    return tuple(f"{name}: {one['title']}" if one["title"] else name for name, one in called)


def merged(
    mine: Mapping[str, Any], theirs: Mapping[str, Any], chosen: Mapping[str, str | None]
) -> list[dict[str, Any]]:
    """Return the annexes in the chosen order, each from the side that was chosen for it.

    Raises ``Refused("annex.too_many")`` where both sides' annexes are more than a letter has.
    """
    ours, other = by_id(mine), by_id(theirs)
    first, second = (ours, other) if chosen.get(ORDER) == "mine" else (other, ours)
    taken = {*ours, *other}
    free = fresh(taken, max(given.highest(one, "annexes") for one in (mine, theirs)))
    made = []
    for name in woven(list(first), list(second)):
        choice = chosen.get(f"annex.{name}") or "theirs"
        sides = {"mine": (ours,), "theirs": (other,), "both": (ours, other)}[choice]
        for place, side in enumerate(sides):
            if name in side:
                made.append(copy.deepcopy(side[name]) | ({"id": next(free)} if place else {}))
    if len(made) > MOST:
        raise Refused("annex.too_many", most=MOST)
    return made


def by_id(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the annexes of a content by their ids, in their order."""
    return {one["id"]: one for one in content.get("annexes") or ()}


def _differing(
    name: str, was: Annex | None, now: Annex | None, head: tuple[Run, ...], pairs: list[Pair]
) -> Differing:
    found = tuple(pair for pair in pairs if pair.kind != "same")
    called = [f"{one.number} {one.title}".strip() for one in (was, now) if one]
    lies = [one.landscape for one in (was, now) if one]
    return Differing(
        id=name,
        before=was is not None,
        after=now is not None,
        head=head or (Run("same", called[-1]),),
        pairs=found,
        same=len(found) < len(pairs),
        landscape=(lies[0], lies[-1]) if lies[0] != lies[-1] else None,
    )
