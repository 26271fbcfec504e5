"""Two texts compared word by word, in a time that is bounded for any two texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import NamedTuple

from .parts import Span

Opcode = tuple[bool, int, int, int, int]

#: A word, a date, a code or a sign, with the white space after it: a space by itself would pair
#: with any other.
_WORD = re.compile(r"\w+(?:[-/.,]\w+)*\s*|[^\w\s]\s*|\s+")
_ENDS = frozenset(".;:!?…")
#: A piece of more words than this that has nothing in common is looked at sentence by sentence.
_LONG = 60
#: What one comparison may cost, and a whole letter: about a tenth and half of a second.
_MOST_HERE, _MOST = 300_000, 1_500_000
_PLAIN = Span("")


class Token(NamedTuple):
    """One word, and the span without its text that it is cut from."""

    text: str
    look: Span
    key: Hashable


@dataclass
class Budget:
    """How much of the time for one letter is left."""

    left: int = _MOST

    def affords(self, before: Sequence[Hashable], after: Sequence[Hashable]) -> bool:
        """Tell whether the two may be compared item by item, and take what it costs."""
        many = Counter(after)
        pairs = sum(many[one] for one in before)
        cost = len(before) + len(after) + pairs * min(len(before), len(after)) // 16
        if cost > min(_MOST_HERE, self.left):
            return False
        self.left -= cost
        return True


def opcodes(
    before: Sequence[Hashable], after: Sequence[Hashable], budget: Budget
) -> Iterator[Opcode]:
    """Yield ``(equal, a, b, c, d)``: what stands at a…b became what stands at c…d.

    Beginning and end that are the same are found at once; what lies between and costs too much
    is one piece.
    """
    head, tail = _ends(before, after)
    a, b, c, d = head, len(before) - tail, head, len(after) - tail
    if head:
        yield True, 0, head, 0, head
    old, new = before[a:b], after[c:d]
    if old and new and budget.affords(old, new):
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        for tag, i, j, k, m in matcher.get_opcodes():
            yield tag == "equal", a + i, a + j, c + k, c + m
    elif old or new:
        yield False, a, b, c, d
    if tail:
        yield True, b, b + tail, d, d + tail


def marked(
    before: Sequence[Span], after: Sequence[Span], budget: Budget | None = None
) -> tuple[Span, ...]:
    """Return the words of both, those that went out and came in marked as such."""
    if before == after:
        return tuple(after)
    budget = budget or Budget()
    old, new = list(_tokens(before)), list(_tokens(after))
    return tuple(_spaced(list(_joined(_compared(old, new, budget, deeper=True)))))


def _spaced(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the spans with the space after a changed word outside its mark, where both have it."""
    out = ""
    for span in spans:
        ends = span.text[-1:].isspace() and len(span.text) > 1
        if span.change == "in" and out.endswith(" ") and ends:
            words = span.text.rstrip()
            yield replace(span, text=words)
            yield replace(span, text=span.text[len(words) :], change="")
        else:
            yield span
        out = span.text if span.change == "out" else ""


def _compared(
    old: Sequence[Token], new: Sequence[Token], budget: Budget, *, deeper: bool
) -> Iterator[tuple[Token, str]]:
    """Yield the words of both in order, each with what became of it."""
    numbers: dict[Hashable, int] = {}
    before, after = (
        [numbers.setdefault(one.key, len(numbers)) for one in side] for side in (old, new)
    )
    for equal, a, b, c, d in opcodes(before, after, budget):
        if equal:
            yield from ((one, "") for one in new[c:d])
        elif deeper and min(b - a, d - c) > _LONG:
            yield from _by_sentence(old[a:b], new[c:d], budget)
        else:
            yield from ((one, "out") for one in old[a:b])
            yield from ((one, "in") for one in new[c:d])


def _by_sentence(
    old: Sequence[Token], new: Sequence[Token], budget: Budget
) -> Iterator[tuple[Token, str]]:
    before, after = _sentences(old), _sentences(new)
    keys, other = ([tuple(one.key for one in part) for part in side] for side in (before, after))
    for equal, a, b, c, d in opcodes(keys, other, budget):
        was = [one for part in before[a:b] for one in part]
        now = [one for part in after[c:d] for one in part]
        if equal:
            yield from ((one, "") for one in now)
        else:
            yield from _compared(was, now, budget, deeper=False)


def _sentences(tokens: Sequence[Token]) -> list[list[Token]]:
    found: list[list[Token]] = [[]]
    for token in tokens:
        found[-1].append(token)
        if token.text[-1:].isspace() and token.text.strip() in _ENDS:
            found.append([])
    return [one for one in found if one]


def _tokens(spans: Sequence[Span]) -> Iterator[Token]:
    """Cut spans into words; a span that is more than a styled text stays whole."""
    for span in spans:
        look = replace(span, text="", change="")
        if _is_whole(look):
            yield Token(span.text, look, (span.text, replace(look, field=None)))
            continue
        marks = (span.strong, span.em)
        plain = marks == (False, False)
        for word in _WORD.findall(span.text):
            key = word.rstrip() or " "
            yield Token(word, look, key if plain else (key, marks))


def _is_whole(look: Span) -> bool:
    return replace(look, strong=False, em=False, field=None) != _PLAIN


def _ends(before: Sequence[Hashable], after: Sequence[Hashable]) -> tuple[int, int]:
    most = min(len(before), len(after))
    head = 0
    while head < most and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < most - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return head, tail


def _joined(tokens: Iterator[tuple[Token, str]]) -> Iterator[Span]:
    """Put neighbours of one look and one change together again."""
    look, change, words = _PLAIN, "", list[str]()
    for token, sort in tokens:
        if words and (sort != change or (token.look is not look and token.look != look)):
            yield replace(look, text="".join(words), change=change)
            words = []
        look, change = token.look, sort
        words.append(token.text)
    if words:
        yield replace(look, text="".join(words), change=change)
