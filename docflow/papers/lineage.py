"""Ids of blocks, and how they pass from one revision of a text to the next."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Container
from difflib import SequenceMatcher
from typing import Any

Node = dict[str, Any]

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LIKENESS = 0.4
#: How far ahead a continued block is looked for; without an end, a text of two thousand short
#: blocks in the place of a long one would hold the writing lock for minutes.
_REACH = 50


def new_id(taken: Container[str]) -> str:
    """Draw a short block id that is not taken.

    It is drawn, not counted: the id of a block deleted three revisions ago must not come back,
    because comments and obligations hang on it.
    """
    while True:
        drawn = "b" + "".join(secrets.choice(_DIGITS) for _ in range(5))
        if drawn not in taken:
            return drawn


def inherit(content: list[Node], previous: list[Node] | None) -> list[Node]:
    """Give every new block its id: the one of the old block that it continues, or a fresh one.

    The first text of a letter is simply counted: b1, b2, …
    """
    if previous is None:
        kept = {place: f"b{_base36(place + 1)}" for place in range(len(content))}
    else:
        kept = _continued(content, previous)
    taken = {block["attrs"]["id"] for block in previous or ()} | set(kept.values())
    for place, block in enumerate(content):
        if place not in kept:
            kept[place] = new_id(taken)
            taken.add(kept[place])
        block["attrs"] = {"id": kept[place], **block["attrs"]}
    return content


def _continued(content: list[Node], previous: list[Node]) -> dict[int, str]:
    """Map places of new blocks to ids of the old ones that they continue."""
    old_keys, new_keys = [_key(block) for block in previous], [_key(block) for block in content]
    pairs: dict[int, int] = {}
    gaps: list[tuple[list[int], list[int]]] = []
    matcher = SequenceMatcher(None, old_keys, new_keys, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pairs.update(zip(range(j1, j2), range(i1, i2), strict=True))
        else:
            gaps.append((list(range(i1, i2)), list(range(j1, j2))))
    _pair_moved(pairs, old_keys, new_keys)
    for olds, news in gaps:
        _pair_edited(pairs, olds, news, old_keys, new_keys)
    return {new: previous[old]["attrs"]["id"] for new, old in pairs.items()}


def _pair_moved(pairs: dict[int, int], old_keys: list[str], new_keys: list[str]) -> None:
    """Pair blocks that only changed their place."""
    used = set(pairs.values())
    free: dict[str, list[int]] = {}
    for old, key in enumerate(old_keys):
        if old not in used:
            free.setdefault(key, []).append(old)
    for new, key in enumerate(new_keys):
        if new not in pairs and free.get(key):
            pairs[new] = free[key].pop(0)


def _pair_edited(
    pairs: dict[int, int],
    olds: list[int],
    news: list[int],
    old_keys: list[str],
    new_keys: list[str],
) -> None:
    """Pair what stands in the same gap: place by place, or else by likeness."""
    used = set(pairs.values())
    olds = [old for old in olds if old not in used]
    news = [new for new in news if new not in pairs]
    if len(olds) == len(news):
        pairs.update(zip(news, olds, strict=True))
        return
    words = {old: Counter(old_keys[old].split()) for old in olds}
    for new in news:
        own = Counter(new_keys[new].split())
        likeness = {old: _likeness(words[old], own) for old in olds[:_REACH]}
        best = max(likeness, key=likeness.__getitem__, default=None)
        if best is not None and likeness[best] >= _LIKENESS:
            pairs[new] = best
            # What stands before the pair belongs to what stands before it in the new text.
            olds = [old for old in olds if old > best]


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    """Return the share of words that two texts have in common, from 0 to 1."""
    few, many = sorted((old, new), key=len)
    total = old.total() + new.total()
    return 2 * sum(min(count, many[word]) for word, count in few.items()) / total if total else 1.0


def _key(block: Node) -> str:
    """Return what a block says, without its id."""
    label = block["attrs"].get("label", "")
    return f"{block['type']} {label} {_words(block)}"


def _words(node: Node) -> str:
    if node["type"] == "text":
        marks = "".join(mark["type"][0] for mark in node.get("marks", ()))
        return f"{marks and '*' + marks + '*'}{node['text']}"
    if node["type"] == "field":
        return "{" + str(node["attrs"]["name"]) + "}"
    if node["type"] == "footnote":
        return f"^[{node['attrs']['text']}]"
    return "\x1f".join(_words(child) for child in node.get("content", ()))


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"


def woven(first: list[str], second: list[str]) -> list[str]:
    """Return all names: the first list's in order, the second's own behind what they followed."""
    names, known = list(first), set(first)
    last: str | None = None
    for name in second:
        if name not in known:
            names.insert(names.index(last) + 1 if last else 0, name)
        last = name
    return names
