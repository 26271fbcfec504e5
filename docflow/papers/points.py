"""A numbered point put into a body, or taken out, with the numbering of its neighbours kept."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from typing import Any

from .lineage import new_id

Node = dict[str, Any]

_NUMBERED = re.compile(r"(\d{1,3})([.)/-])")
_END = "./."


def bound_to(body: Mapping[str, Any], name: str) -> str | None:
    """Return the id of the last block that prints a field, if any does."""
    found = [block for block in body["content"] if _binds(block, name)]
    return found[-1]["attrs"]["id"] if found else None


def with_point(body: Mapping[str, Any], words: Sequence[Node]) -> tuple[Node, str]:
    """Return the body with the words as its next numbered point, and the new block's id.

    The point follows the last numbered one with all that belongs to it; in a letter without
    numbers it is a paragraph before the closing words. The end mark stays at the very end.
    """
    new = copy.deepcopy(dict(body))
    content = new["content"]
    name = new_id({block["attrs"]["id"] for block in content})
    place, label = _place(content)
    attrs = {"id": name, "label": label} if label else {"id": name}
    block = {
        "type": "point" if label else "paragraph", "attrs": attrs,
        "content": [copy.deepcopy(node) for node in words],
    }  # fmt: skip
    content.insert(place, block)
    if place == len(content) - 1 and place and _ends(content[place - 1]):
        _cut_end(content[place - 1])
        _finish(block)
    return new, name


def without(body: Mapping[str, Any], name: str) -> Node:
    """Return the body without a block; the numbers after it close up, the end mark stays."""
    new = copy.deepcopy(dict(body))
    content = new["content"]
    at = next((n for n, block in enumerate(content) if block["attrs"]["id"] == name), None)
    if at is None:
        return new
    gone = content.pop(at)
    if at == len(content) and content and _ends(gone) and content[-1]["type"] != "table":
        _finish(content[-1])
    number = _number(gone)
    for block in content[at:] if number else ():
        if _number(block) == number + 1:
            number += 1
            found = _NUMBERED.fullmatch(block["attrs"]["label"])
            block["attrs"]["label"] = f"{number - 1}{found[2] if found else '.'}"
    return new


def _place(content: Sequence[Mapping[str, Any]]) -> tuple[int, str]:
    """Return where the point goes and the label it bears."""
    numbered = [n for n, block in enumerate(content) if _number(block)]
    if not numbered:
        closing = len(content) > 1 and content[-1]["type"] == "paragraph" and _ends(content[-1])
        return (len(content) - 1 if closing else len(content)), ""
    place = numbered[-1] + 1
    while place < len(content) and content[place]["type"] == "point":
        place += 1
    # Paragraphs under a point belong to it, up to the closing words of the letter.
    while place < len(content) - 1 and content[place]["type"] in ("paragraph", "table", "point"):
        place += 1
    last = _NUMBERED.fullmatch(content[numbered[-1]]["attrs"]["label"])
    return place, f"{int(last[1]) + 1}{last[2]}" if last else ""


def _number(block: Mapping[str, Any]) -> int:
    found = _NUMBERED.fullmatch(block["attrs"].get("label", "")) if "attrs" in block else None
    return int(found[1]) if found else 0


def _binds(block: Mapping[str, Any], name: str) -> bool:
    return any(
        node["type"] == "field" and node["attrs"]["name"] == name
        for node in block.get("content", ())
    )


def _ends(block: Mapping[str, Any]) -> bool:
    return _last_text(block).rstrip().endswith(_END)


def _last_text(block: Mapping[str, Any]) -> str:
    nodes = block.get("content") or []
    return str(nodes[-1].get("text", "")) if nodes else ""


def _cut_end(block: Node) -> None:
    node = block["content"][-1]
    node["text"] = node["text"].rstrip().removesuffix(_END).rstrip() + "."


def _finish(block: Node) -> None:
    """Put the end mark after the block's last word, in the place of its full stop."""
    nodes = block.setdefault("content", [])
    if nodes and nodes[-1]["type"] == "text":
        nodes[-1]["text"] = nodes[-1]["text"].rstrip().rstrip(".;") + _END
    else:
        nodes.append({"type": "text", "text": _END})
