"""Carrying out a repair, without ever touching what belongs to somebody else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..refusals import Refused
from .draft import block_id, blocks, bound_in, composed, pieces, runs, sheets, text_of
from .finding import Finding, Repair
from .spans import kept, overlaps

_Places = list[tuple[int, int]]


def repair(content: Mapping[str, Any], finding: Finding, index: int) -> dict[str, Any]:
    """Return a copy of the content with one of the finding's repairs carried out.

    Raises ``Refused("lint.no_such_repair")``, ``Refused("lint.repair_stale")`` when the text is
    no longer what the finding saw, and ``Refused("lint.protected")`` when the change would reach
    a cited title, a proper name, an address or a line of "Nơi nhận".
    """
    if not 0 <= index < len(finding.repairs):
        raise Refused("lint.no_such_repair", rule=finding.rule)
    mend = finding.repairs[index]
    mended: dict[str, Any] = composed(content)
    if mend.label_code == "compose":
        return mended
    if mend.part == "copies":
        raise Refused("lint.protected", text=mend.before)
    # From the end, so that the places before keep their offsets.
    for one in sorted((mend, *mend.also), key=lambda it: it.at or 0, reverse=True):
        _MENDS.get(one.part, _mend_plain)(mended, one)
    return mended


def _mend_body(content: dict[str, Any], mend: Repair) -> None:
    fields = content.get("fields") or {}
    changed = False
    for block in blocks(content):
        if mend.block is not None and block_id(block) != mend.block:
            continue
        old = text_of(block, fields)
        places = _places(old, mend)
        if mend.at is None:
            # What a field prints in the same words is changed with its value, not here.
            bound = bound_in(block, fields)
            places = [place for place in places if not overlaps(bound, *place)]
        _check_kept(old, places, mend)
        # From the end, so that the places before keep their offsets.
        for start, end in reversed(places):
            _splice(block, fields, start, end, mend.after)
        changed = changed or bool(places)
    if not changed:
        raise Refused("lint.repair_stale", text=mend.before)


def _mend_label(content: dict[str, Any], mend: Repair) -> None:
    """Write another label before a point; what it says stays."""
    for place, block in (one for _part, sheet in sheets(content) for one in sheet):
        attrs: Any = block.get("attrs") or {}
        if place == mend.block and attrs.get("label") == mend.before:
            attrs["label"] = mend.after
            return
    raise Refused("lint.repair_stale", text=mend.before)


def _mend_plain(content: dict[str, Any], mend: Repair) -> None:
    holder, name = _holder(content, mend)
    old = str(holder[name] or "")
    new = old
    places = _places(old, mend)
    for start, end in reversed(places):
        new = new[:start] + mend.after + new[end:]
    if not places:
        raise Refused("lint.repair_stale", text=mend.before)
    # "BS. Nguyễn Bá Cẩn": the signer's own name stays whole, the degree before it goes.
    if mend.part != "authority":
        _check_kept(old, places, mend)
    holder[name] = new


def _holder(content: dict[str, Any], mend: Repair) -> tuple[Any, Any]:
    """Return the dict or list, and the key in it, that holds the text of a part."""
    if mend.part == "subject":
        return content, "subject"
    if mend.part == "authority":
        part, _, ordinal = str(mend.block).partition(".")
        authority = content.get("authority") or {}
        if part == "name" and "name" in authority:
            return authority, "name"
        if part == "lines" and int(ordinal or 0) < len(authority.get("lines") or ()):
            return authority["lines"], int(ordinal or 0)
    for line in content.get(mend.part) or ():
        if isinstance(line, dict) and line.get("id") == mend.block:
            return line, "text"
    raise Refused("lint.repair_stale", text=mend.before)


def _places(text: str, mend: Repair) -> _Places:
    size = len(mend.before)
    if mend.at is not None:
        found = text[mend.at : mend.at + size] == mend.before
        return [(mend.at, mend.at + size)] if found else []
    stays = kept(text)
    return [
        (start, start + size)
        for start in _occurrences(text, mend.before)
        if not overlaps(stays, start, start + size)
    ]


def _occurrences(text: str, part: str) -> Iterator[int]:
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + len(part))


def _splice(block: Any, fields: Mapping[str, Any], start: int, end: int, after: str) -> None:
    """Replace ``start:end`` of the block's text; its marks stay, and no bound field is cut."""
    offset, pending = 0, after
    for text, node in list(pieces(block, fields)):
        here, there = max(start - offset, 0), min(end - offset, len(text))
        if here < there:
            if node is None:
                raise Refused("lint.repair_stale", text=text)
            node["text"] = text[:here] + pending + text[there:]
            pending = ""
        offset += len(text)
    for inline in runs(block):
        inline[:] = [node for node in inline if node.get("type") != "text" or node.get("text")]


def _check_kept(old: str, places: _Places, mend: Repair) -> None:
    """Refuse a change that would not leave whole what belongs to somebody else."""
    # A change of every place was looked for outside of what is kept.
    stays = kept(old) if places and mend.at is not None else []
    for start, end in places:
        for first, last in stays:
            if first < end and last > start:
                changed = old[min(first, start) : start] + mend.after + old[end : max(last, end)]
                if old[first:last] not in changed:
                    raise Refused("lint.protected", text=mend.before)


_MENDS = {"body": _mend_body, "label": _mend_label}
