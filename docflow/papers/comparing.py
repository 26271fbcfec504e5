"""What changed between two papers: blocks by their ids, tables cell by cell, then words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .parts import Block, Paper, Span, joined
from .words import Budget, marked, opcodes

Kind = Literal["same", "changed", "in", "out", "moved"]


@dataclass(frozen=True)
class Pair:
    """One block as it was and as it is; ``drawn`` shows both, its spans marked.

    ``before`` is None for a block that came in, ``after`` for one that went out. ``moved`` says
    that the block stands elsewhere among the others; its words may have changed besides.
    """

    kind: Kind
    before: Block | None
    after: Block | None
    drawn: Block

    @property
    def id(self) -> str:
        """Its id, the same on both sides."""
        return self.drawn.id

    @property
    def in_words(self) -> bool:
        """Tell whether words are marked in it, and not only its place or its kind."""
        return any(span.change for span in _all_spans(self.drawn))


@dataclass(frozen=True)
class Comparison:
    """Two papers as one: ``paper`` is the newer one with what went out standing in it."""

    paper: Paper
    pairs: tuple[Pair, ...]

    @property
    def changed(self) -> tuple[Pair, ...]:
        """The blocks that are not what they were, in reading order."""
        return tuple(one for one in self.pairs if one.kind != "same")


def compare(before: Paper, after: Paper) -> Comparison:
    """Return two papers as one with every word marked that came in or went out.

    The time is bounded: where a letter is longer or wilder than can be compared word by word,
    whole sentences or whole blocks are marked instead.
    """
    budget = Budget()
    body = align(before.body, after.body, budget)
    pairs, old = list(body), {one.id: one for one in before.annexes}
    annexes = []
    for annex in after.annexes:
        was = old.pop(annex.id, None)
        found = align(was.body if was else (), annex.body, budget)
        annexes.append(replace(annex, body=tuple(one.drawn for one in found)))
        pairs += found
    for gone in old.values():
        found = align(gone.body, (), budget)
        annexes.append(replace(gone, body=tuple(one.drawn for one in found)))
        pairs += found
    drawn = replace(after, body=tuple(one.drawn for one in body), annexes=tuple(annexes))
    return Comparison(drawn, tuple(pairs))


def align(
    before: Sequence[Block], after: Sequence[Block], budget: Budget | None = None
) -> list[Pair]:
    """Return the blocks of two texts in pairs, in the order of the newer one.

    What went out stands behind the block that it once followed.
    """
    budget = budget or Budget()
    old = {block.id: place for place, block in enumerate(before)}
    kept = _in_order([old[one.id] for one in after if one.id in old])
    here = {block.id for block in after}
    gone = _gone(before, here, kept)
    pairs = [*gone.get(-1, ())]
    for block in after:
        place = old.get(block.id)
        if place is None:
            pairs.append(_added(block))
            continue
        pairs.append(_pair(before[place], block, budget, moved=place not in kept))
        if place in kept:
            pairs += gone.get(place, ())
    return pairs


def _gone(before: Sequence[Block], here: set[str], kept: frozenset[int]) -> dict[int, list[Pair]]:
    """Return what went out by the place of the last block before it that kept its place."""
    found: dict[int, list[Pair]] = {}
    last = -1
    for place, block in enumerate(before):
        if place in kept:
            last = place
        elif block.id not in here:
            found.setdefault(last, []).append(Pair("out", block, None, _wholly(block, "out")))
    return found


def _added(block: Block) -> Pair:
    return Pair("in", None, block, _wholly(block, "in"))


def _in_order(places: Sequence[int]) -> frozenset[int]:
    """Return the longest run of places that only grows: the rest has been moved."""
    ends: list[int] = []
    at: list[int] = []
    links: list[int | None] = []
    for index, place in enumerate(places):
        length = bisect_left(ends, place)
        links.append(at[length - 1] if length else None)
        if length == len(ends):
            ends.append(place)
            at.append(index)
        else:
            ends[length], at[length] = place, index
    found, link = set(), at[-1] if at else None
    while link is not None:
        found.add(places[link])
        link = links[link]
    return frozenset(found)


def _pair(before: Block, after: Block, budget: Budget, *, moved: bool) -> Pair:
    kind: Kind = "moved" if moved else "same"
    if before == after:
        return Pair(kind, before, after, after)
    return Pair("moved" if moved else "changed", before, after, _drawn(before, after, budget))


def _drawn(before: Block, after: Block, budget: Budget) -> Block:
    if (before.kind == "table") != (after.kind == "table"):
        return replace(after, spans=marked(_words(before), _words(after), budget), rows=after.rows)
    if after.kind == "table":
        return replace(after, rows=tuple(_rows(before, after, budget)))
    spans = marked(before.spans, after.spans, budget)
    if before.label == after.label:
        return replace(after, spans=spans)
    return replace(after, label="", spans=(*_label(before, "out"), *_label(after, "in"), *spans))


def _label(block: Block, change: str) -> Iterator[Span]:
    if block.label:
        yield Span(f"{block.label} ", strong=block.is_article, change=change)


def _rows(before: Block, after: Block, budget: Budget) -> Iterator[tuple[tuple[Span, ...], ...]]:
    """Yield the rows of both tables: equal ones once, the others cell by cell."""
    old = [tuple(joined(cell) for cell in row) for row in before.rows]
    new = [tuple(joined(cell) for cell in row) for row in after.rows]
    width = max(len(row) for row in (*old, *new))
    for _same, a, b, c, d in opcodes(old, new, budget):
        many = min(b - a, d - c)
        for row in range(many):
            yield _cells(before.rows[a + row], after.rows[c + row], width, budget)
        for cells in before.rows[a + many : b]:
            yield _cells(cells, (), width, budget)
        for cells in after.rows[c + many : d]:
            yield _cells((), cells, width, budget)


def _cells(
    before: Sequence[tuple[Span, ...]],
    after: Sequence[tuple[Span, ...]],
    width: int,
    budget: Budget,
) -> tuple[tuple[Span, ...], ...]:
    old = [*before, *[()] * (width - len(before))]
    new = [*after, *[()] * (width - len(after))]
    return tuple(marked(was, now, budget) for was, now in zip(old, new, strict=True))


def _wholly(block: Block, change: str) -> Block:
    """Return a block all of whose words came in or went out."""
    if block.kind == "table":
        rows = tuple(tuple(tuple(_all(cell, change)) for cell in row) for row in block.rows)
        return replace(block, rows=rows)
    return replace(block, label="", spans=(*_label(block, change), *_all(block.spans, change)))


def _all(spans: Iterable[Span], change: str) -> Iterator[Span]:
    return (replace(span, change=change) for span in spans)


def _words(block: Block) -> tuple[Span, ...]:
    return tuple(Span(line) for line in block.lines())


def _all_spans(block: Block) -> Iterator[Span]:
    yield from block.spans
    for row in block.rows:
        for cell in row:
            yield from cell
