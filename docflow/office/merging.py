"""Two texts of one draft, both saved: laid side by side, and made into one part by part."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from docflow.models import Dispatch, Person
from docflow.papers import blocks, shape
from docflow.papers.comparing import Pair, align
from docflow.papers.lineage import new_id, woven
from docflow.papers.paper import compose
from docflow.rules import evidence
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused

from . import enclosures, given, merging_annexes
from .comparing import Change, beside
from .desk import Desk
from .drafting import cut, relink, rewrite
from .permission import guard
from .revisions import at, keep

Choice = Literal["mine", "theirs", "both", "neither"]

#: Parts of a content that are taken together: the date of a duty stands in both.
_TOGETHER = {"fields": "due", "obligations": "due"}
ORDER = "order"
#: By so many of its words a paragraph is known again.
_FIRST_WORDS = 12


@dataclass(frozen=True)
class Differing:
    """One part in which the two texts differ, with what may be chosen there.

    ``key`` is ``part.<name>`` for what stands outside the body, ``block.<id>`` for a block,
    ``annex.<id>`` for an annex, or ``order`` for the order of the blocks that both have; ``orders``
    names what stands in another order, as it is saved and as it came too late.
    """

    key: str
    options: tuple[Choice, ...]
    default: Choice | None = None
    changes: tuple[Change, ...] = ()
    pair: Pair | None = None
    annex: merging_annexes.Differing | None = None
    orders: tuple[tuple[str, ...], tuple[str, ...]] | None = None


@dataclass(frozen=True)
class Both:
    """Two texts of one draft: ``pairs`` is the whole body, ``differing`` what is to be chosen."""

    pairs: tuple[Pair, ...]
    differing: tuple[Differing, ...]

    def at(self, key: str) -> Differing | None:
        """Return the differing part of this key."""
        return next((one for one in self.differing if one.key == key), None)


def both(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Both:
    """Return two contents side by side: theirs as what was, mine as what is."""
    old, new = compose(theirs), compose(mine)
    pairs = align(old.body, new.body)
    changes = beside(theirs, mine)
    differing = []
    for name in _names(mine, theirs):
        told = tuple(one for one in changes if one.part.partition(" ")[0] in _TOLD.get(name, ()))
        differing.append(Differing(f"part.{name}", ("mine", "theirs"), changes=told))
    if _order(mine, theirs) != _order(theirs, mine):
        orders = _listed(theirs, mine), _listed(mine, theirs)
        differing.append(Differing(ORDER, ("mine", "theirs"), orders=orders))
    found = (_of_block(pair, mine, theirs) for pair in pairs)
    differing += [one for one in found if one]
    if merging_annexes.moved(mine, theirs):
        orders = merging_annexes.listed(theirs), merging_annexes.listed(mine)
        differing.append(Differing(merging_annexes.ORDER, ("mine", "theirs"), orders=orders))
    annexes = merging_annexes.differing(mine, theirs, (old, new), changes)
    differing += [_of_annex(one) for one in annexes]
    return Both(tuple(pairs), tuple(differing))


#: Which printed changes belong to a part of the content (``comparing.Change.part``).
_TOLD = {
    "subject": ("subject",), "urgency": ("urgency",), "addressees": ("to",), "copies": ("copy",),
    "authority": ("signature",), "due": ("due", "form"), "expected": ("head",),
    "place": ("head",), "agency": ("head",), "notation": ("head",), "enclosures": ("enclosure",),
}  # fmt: skip


def merge(
    desk: Desk,
    dispatch: Dispatch,
    ordinal: int,
    choices: Mapping[str, str],
    *,
    seen: int,
    by: Person,
) -> Dispatch:
    """Save what was chosen of the working copy and of revision ``ordinal`` as a new version.

    Both texts stay as revisions. Raises ``Refused("draft.stale")``, ``"revision.unknown"``,
    ``"merge.unchosen"`` with the number of parts that nothing was chosen for.
    """
    with desk.work():
        dispatch = desk.lock(Dispatch, dispatch.id)
        guard(desk.session, by, Act.EDIT, dispatch)
        if dispatch.version != seen:
            raise Refused("draft.stale", seen=seen, now=dispatch.version)
        mine = at(desk, dispatch, ordinal)
        if mine is None:
            raise Refused("revision.unknown", ordinal=ordinal)
        content = merged(mine.content, dispatch.content, choices)
        keep(desk, dispatch, "before_merge", by=by)
        before = rewrite(desk, dispatch, content, by=by)
        cut(desk, dispatch, "merged", by=by)
        after = evidence.digest(content)
        desk.record("merged", dispatch, by=by, before=before, after=after, ordinal=ordinal)
    return dispatch


def merged(
    mine: Mapping[str, Any], theirs: Mapping[str, Any], choices: Mapping[str, str]
) -> dict[str, Any]:
    """Return the content that the choices make of two; nothing that both have is asked."""
    found = both(mine, theirs)
    chosen = {one.key: _chosen(one, choices) for one in found.differing}
    if missing := [key for key, choice in chosen.items() if choice is None]:
        raise Refused("merge.unchosen", count=len(missing), keys=missing)
    content = copy.deepcopy(dict(theirs))
    for name in {**mine, **theirs}:
        if chosen.get(f"part.{_TOGETHER.get(name, name)}") == "mine":
            content.pop(name, None)
            if name in mine:
                content[name] = copy.deepcopy(mine[name])
    if "annexes" in {**mine, **theirs}:
        content["annexes"] = merging_annexes.merged(mine, theirs, chosen)
        # Who issues them is told under each (``editing.name_issuer``).
        if content["annexes"] and "agency_name" in mine:
            content.setdefault("agency_name", mine["agency_name"])
    enclosures.check_room(enclosures.of(content), 0)
    content["body"] = {**theirs["body"], "content": _body(mine, theirs, chosen)}
    shape.check(content["body"])
    relink(content)
    given.remember(content, [mine, theirs])
    return content


def _chosen(one: Differing, choices: Mapping[str, str]) -> str | None:
    choice = choices.get(one.key) or choices.get("all") or one.default
    if choice == "both" and "both" not in one.options:
        return None
    return choice if choice in ("mine", "theirs", *one.options) else None


def _names(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[str]:
    """Return the parts beside body and annexes in which the two differ."""
    names = [
        _TOGETHER.get(name, name)
        for name in {**mine, **theirs}
        if name not in ("body", "annexes", "agency_name", given.KEY)
        and bare(mine.get(name)) != bare(theirs.get(name))
    ]
    return list(dict.fromkeys(names))


def bare(value: Any) -> Any:
    """Return a part of a content without what is none: absent and none say the same."""
    if isinstance(value, Mapping):
        return {name: bare(one) for name, one in value.items() if one is not None}
    return [bare(one) for one in value] if isinstance(value, list) else value


def _order(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Return the ids that both have, in the order of the first."""
    shared = set(_by_id(other))
    return [name for name in _by_id(one) if name in shared]


def _listed(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the first words of the blocks that both have, from the first to the last that moved."""
    order, others = _order(one, other), _order(other, one)
    apart = [n for n, names in enumerate(zip(order, others, strict=True)) if len(set(names)) > 1]
    known = _by_id(one)
    return tuple(_words(known[name], one) for name in order[apart[0] : apart[-1] + 1])


def _words(block: Mapping[str, Any], content: Mapping[str, Any]) -> str:
    words = blocks.plain(block, content["fields"]).split()
    return " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")


def _by_id(content: Mapping[str, Any]) -> dict[str, Any]:
    return {block["attrs"]["id"]: block for block in content["body"]["content"]}


def _of_block(pair: Pair, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Differing | None:
    """Return what is to be chosen at a block; a block that only one has stays by itself."""
    key = f"block.{pair.id}"
    if pair.before is None:
        return Differing(key, ("mine", "theirs"), "mine", pair=pair)
    if pair.after is None:
        return Differing(key, ("mine", "theirs"), "theirs", pair=pair)
    if _by_id(mine)[pair.id] == _by_id(theirs)[pair.id]:
        return None
    return Differing(key, ("mine", "theirs", "both"), pair=pair)


def _of_annex(one: merging_annexes.Differing) -> Differing:
    """Return what is to be chosen at an annex; one that only one side has stays by itself."""
    key = f"annex.{one.id}"
    if one.before and one.after:
        return Differing(key, ("mine", "theirs", "both"), annex=one)
    return Differing(key, ("mine", "theirs"), "mine" if one.after else "theirs", annex=one)


def _body(
    mine: Mapping[str, Any], theirs: Mapping[str, Any], chosen: Mapping[str, str | None]
) -> list[dict[str, Any]]:
    """Return the blocks: in the chosen order, each from the side that was chosen for it."""
    ours, other = _by_id(mine), _by_id(theirs)
    first, second = (ours, other) if chosen.get(ORDER) == "mine" else (other, ours)
    names = woven(list(first), list(second))
    taken, body = set(names), list[dict[str, Any]]()
    for name in names:
        choice = chosen.get(f"block.{name}") or "theirs"
        sides = {"mine": (ours,), "theirs": (other,), "both": (ours, other)}[choice]
        for place, side in enumerate(sides):
            if name in side:
                block = copy.deepcopy(side[name])
                if place:
                    block["attrs"]["id"] = new_id(taken)
                    taken.add(block["attrs"]["id"])
                body.append(block)
    return body
