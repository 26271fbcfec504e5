"""Box 6: the text itself, as blocks; lines that a scanner or a mail program broke are joined."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from docflow.rules.refusals import Refused

from .. import labels
from ..lineage import inherit
from ..shape import MOST_BLOCKS
from .articles import CENTRE, NOTE, POINT, article, sorted_lines
from .lines import Line, is_capital, starts_low, words
from .model import Reading

Node = dict[str, Any]

#: Articles are told apart by whose turn it is (``articles.py``).
_LABEL = re.compile(
    rf"(?P<label>(?:{labels.PLAIN})(?=\s+\S)|(?:{labels.TYPED})(?=\s+{labels.BEGINNING}))\s+"
)
_BEGINS = re.compile(
    r"(?:Điều|Chương|Mục|Phần|Khoản)\s+[\dIVX]+\b|[*•]\s|\[?\.\.\.\]?$|Căn cứ |Theo đề nghị |Xét "
)
_GROUND = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị|Xét Tờ trình|Xét(?! nghiệm)) ")
#: A sentence that only begins with its ground and goes on to what the agency wants.
_ORDERS = re.compile(
    r",\s+(?:Sở|UBND|Ủy ban|Uỷ ban|Bộ|Cục|Chi cục|Trung tâm|Bệnh viện|Phòng|Văn phòng|Giám đốc)\s"
    r"[^;]{0,80}?\b(?:yêu cầu|đề nghị|thông báo|hướng dẫn|đồng ý|giao|triển khai|báo cáo|chỉ đạo)\b"
)
_END_MARK = re.compile(r"\s?\.?\s?[/⁄]\s?[.,]\s*$|\s?\.\s?[/⁄]\s*$")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_ENDED = (".", ";", ":", "!", "?", ".”", '."', "…")
_NARROW, _WIDE = 50, 115


def read_body(lines: list[Line], reading: Reading) -> None:
    """Read blocks and grounds into ``reading``."""
    blocks = blocks_of(lines)
    first = next((place for place, block in enumerate(blocks) if _is_ground(block)), None)
    if first is not None and first <= 3:
        last = first
        while last < len(blocks) and _is_ground(blocks[last]):
            last += 1
        reading.grounds = tuple(_text(block).rstrip(" ;.,") for block in blocks[first:last])
        reading.grounds_at = first
        ending = _text(blocks[last - 1])[-1:]
        reading.grounds_end = ending if ending in ";.," else ""
        blocks = blocks[:first] + blocks[last:]
    reading.body = tuple(inherit(blocks, None))


def blocks_of(lines: list[Line]) -> list[Node]:
    """Return the blocks of some lines, without ids. Raises ``Refused("read.too_long")``."""
    width = _wrapped_at(lines)
    groups: list[list[Line]] = []
    for line in sorted_lines(lines, width):
        if groups and _goes_on(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    if len(groups) > MOST_BLOCKS:
        raise Refused("read.too_long", most=MOST_BLOCKS)
    return [block for group in groups if (block := _block(group)) is not None]


def is_label(text: str) -> bool:
    """Tell whether a text begins with the label of a point."""
    return bool(_LABEL.match(text) or article(text))


def end_mark(text: str) -> str:
    """Return the text with ``./.`` where a scanner saw something like it."""
    found = _END_MARK.search(text)
    return f"{text[: found.start()].rstrip(' .')}./." if found and found.start() else text


def is_end(text: str) -> bool:
    """Tell whether a line ends with ``./.``"""
    return bool(_END_MARK.search(text.rstrip(" *")))


def _wrapped_at(lines: list[Line]) -> int:
    """Return at which width the lines are broken, or 0 when every line is a paragraph."""
    lengths = [len(line.plain) for line in lines if not line.rows and not line.whole]
    longest = max(lengths, default=0)
    if not _NARROW <= longest <= _WIDE:
        return 0
    # Somewhere a sentence must run over the end of a line, or else nothing was broken.
    runs_over = any(
        starts_low(line.plain) and not _LABEL.match(line.plain) and not line.gap
        and not last.plain.endswith(_ENDED)
        for last, line in pairwise(lines)
    )  # fmt: skip
    return longest if runs_over else 0


def _goes_on(last: Line, line: Line, width: int) -> bool:
    """Tell whether a line goes on with the paragraph of the line before."""
    if line.joined:
        return not last.rows
    apart = last.rows or line.rows or line.whole or line.gap or line.heading
    if apart or line.kind or last.kind in {CENTRE, NOTE}:
        return False
    text, before = line.plain, last.plain
    if _LABEL.match(text) or _BEGINS.match(text) or is_end(before):
        return False
    if starts_low(text):
        return not before.endswith((";", ":", ".")) or _is_full(before, text, width)
    if is_capital(before) != is_capital(text) and len(text) > 3:
        return False
    return _is_full(before, text, width) and not before.endswith((";", ":"))


def _is_full(before: str, text: str, width: int) -> bool:
    """Tell whether the next word would not have fitted into the line before."""
    return bool(width) and len(before) + 1 + len(text.split(maxsplit=1)[0]) > 0.88 * width


def _block(group: list[Line]) -> Node | None:
    if group[0].rows:
        return _table(group[0].rows)
    text = words(" ".join(line.text for line in group))
    nodes = list(group[0].nodes) if len(group) == 1 and group[0].nodes else _nodes(text)
    nodes = _tidy(nodes)
    if not nodes:
        return None
    if group[0].kind in {CENTRE, NOTE}:
        return _middle(nodes, is_note=group[0].kind == NOTE)
    kind, attrs = "heading" if group[0].heading else "paragraph", {}
    found = _label(_joined(nodes), group[0])
    if found and kind == "paragraph":
        kind, attrs = "point", {"label": found[0]}
        nodes = _without(nodes, found[1])
    return {"type": kind, "attrs": attrs, "content": nodes}


def _label(text: str, first: Line) -> tuple[str, int] | None:
    """Return the label of a point and where its text begins."""
    if first.kind == POINT:
        return article(text)
    if (
        first.label
        and text.startswith(f"{first.label} ")
        and re.fullmatch(labels.KEPT, first.label)
    ):
        return first.label, len(first.label) + 1
    found = _LABEL.match(text)
    return (found["label"], found.end()) if found else None


def _middle(nodes: list[Node], *, is_note: bool) -> Node:
    """Return a line in the middle: it is bold by itself, or slanted throughout."""
    bare = [{name: told for name, told in node.items() if name != "marks"} for node in nodes]
    slanted = is_note or all({"type": "em"} in node.get("marks", ()) for node in nodes)
    if slanted:
        bare = [{**node, "marks": [{"type": "em"}]} for node in bare]
    return {"type": "centre", "attrs": {}, "content": _tidy(bare)}


def _nodes(text: str) -> list[Node]:
    """Read the stars of markup; every other sign is text."""
    nodes: list[Node] = []
    start = 0
    for found in _STRONG.finditer(text):
        nodes.append({"type": "text", "text": text[start : found.start()]})
        nodes.append({"type": "text", "text": found[1], "marks": [{"type": "strong"}]})
        start = found.end()
    nodes.append({"type": "text", "text": text[start:].replace("**", "")})
    return nodes


def _tidy(nodes: list[Node]) -> list[Node]:
    """Join neighbours of the same marks, with single blanks and no blank at either end."""
    tidy: list[Node] = []
    for node in nodes:
        text = re.sub(r"\s+", " ", node["text"])
        if not tidy or tidy[-1]["text"].endswith(" "):
            text = text.lstrip(" ")
        if not text:
            continue
        if tidy and tidy[-1].get("marks") == node.get("marks"):
            tidy[-1]["text"] += text
        else:
            tidy.append({**node, "text": text})
    while tidy and not tidy[-1]["text"].strip():
        tidy.pop()
    if tidy:
        tidy[-1]["text"] = end_mark(tidy[-1]["text"].rstrip())
    return tidy


def _without(nodes: list[Node], cut: int) -> list[Node]:
    """Return the nodes without their first ``cut`` letters."""
    rest: list[Node] = []
    for node in nodes:
        text = node["text"][cut:]
        cut = max(0, cut - len(node["text"]))
        if text:
            rest.append({**node, "text": text})
    return rest


def _table(rows: tuple[tuple[str, ...], ...]) -> Node | None:
    width = max(len(row) for row in rows)
    content = [
        {"type": "row", "content": [_cell(text) for text in (*row, *[""] * (width - len(row)))]}
        for row in rows
    ]
    return {"type": "table", "attrs": {}, "content": content}


def _cell(text: str) -> Node:
    return {"type": "cell", "content": _tidy(_nodes(words(text)))}


def _is_ground(block: Node) -> bool:
    """Tell whether a block is a line of grounds: "Căn cứ …;" on a line of its own."""
    text = _text(block)
    # "b) Xét nghiệm." is a point.
    listed = block["attrs"].get("label", "-") in {"-", "–", "+", "•"}
    if block["type"] not in {"paragraph", "point"} or not listed or not _GROUND.match(text):
        return False
    if text.endswith(";"):
        return True
    one = text.endswith((".", ",")) and "./." not in text and text.count(". ") == 0
    return one and not _ORDERS.search(text)


def _text(block: Node) -> str:
    return "" if block["type"] == "table" else _joined(block["content"])


def _joined(nodes: list[Node]) -> str:
    return "".join(node["text"] for node in nodes)
