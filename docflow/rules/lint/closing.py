"""Rules on "./.", the sign that the text ends here: it stands once, after the last word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from .draft import Draft, Passage, block_id, blocks
from .finding import DECREE, Repair, Severity, Spot, rule
from .spans import overlaps

_FORMS = f"{DECREE}, Phụ lục III"
#: The closing, and the marks that tell whether it stands in quoted wording.
_SIGN = re.compile(r"\./\.(?:[ \xa0]{0,9}\./\.)*|[“”]")
#: After these marks a sentence that lost its closing needs no other.
_MARKS = ".;:,!?…"
_BLANKS = " \xa0"
#: No text has more; a hostile one must not cost more.
_MOST = 20

_Place = tuple[Passage, re.Match[str]]


@rule("body.unfinished", _FORMS, Severity.ERROR)
def body_unfinished(draft: Draft) -> Iterator[Spot]:
    """Find a body that does not end with "./."; one that stands earlier is moved."""
    words = _words(draft)
    if not words or words[-1].text.rstrip().endswith("./."):
        return
    last = words[-1]
    text = last.text.rstrip()
    start = len(re.sub(r"[\s.;,/]+$", "", text))
    tail = last.text[start:]
    # Where nothing follows the last word, the word itself carries the repair.
    start -= 0 if tail else 1
    offered = last.text[start] + "./." if not tail else "./."
    repairs: tuple[Repair, ...] = ()
    # A colon announces more: what is missing there is no closing.
    announces = text.rstrip(" .;,/").endswith(":")
    if _is_typed(draft, last, start, len(last.text)) and not announces:
        early = [one for one in _signs(words) if one[0] is not last or one[1].end() <= start]
        code = "move_end" if early else "finish"
        also = tuple(mend for one in early for mend in _taken_out(draft, one))
        repairs = (Repair(code, last.text[start:], offered, "body", last.block, start, also),)
    yield Spot("body", text[-40:], last.block, {}, repairs)


@rule("body.closed_early", _FORMS, Severity.WARNING)
def body_closed_early(draft: Draft) -> Iterator[Spot]:
    """Find a further "./." before the last."""
    words = _words(draft)
    if not words or not words[-1].text.rstrip().endswith("./."):
        return
    end = len(words[-1].text.rstrip())
    for passage, found in _signs(words):
        if passage is not words[-1] or found.end() < end:
            mends = _taken_out(draft, (passage, found))
            excerpt = passage.text[max(0, found.start() - 36) : found.end()]
            yield Spot("body", excerpt, passage.block, {}, mends)


def _words(draft: Draft) -> list[Passage]:
    """Return the blocks of the body with text, its tables left out."""
    tables = {block_id(block) for block in blocks(draft.content) if block.get("type") == "table"}
    return [passage for passage in draft.body if passage.block not in tables]


def _signs(words: list[Passage]) -> list[_Place]:
    """Return the closings, those in quoted wording and in addresses left out."""
    return list(islice(_own_signs(words), _MOST))


def _own_signs(words: list[Passage]) -> Iterator[_Place]:
    depth = 0
    for passage in words:
        for found in _SIGN.finditer(passage.text):
            if found[0] == "“":
                depth += 1
            elif found[0] == "”":
                # Where a mark is missing the count must not run off for the rest of the text.
                depth = max(0, depth - 1)
            elif not depth and not passage.is_others(*found.span()):
                yield passage, found


def _taken_out(draft: Draft, place: _Place) -> tuple[Repair, ...]:
    """Return the repair that puts an ordinary mark, or nothing, in the place of a closing.

    A weaker mark before it, and blanks around it, go with it. None where a bound field prints it.
    """
    passage, found = place
    start, end = found.span()
    before = passage.text[:start].rstrip(_BLANKS + ";,.")
    if passage.text[:start].rstrip(_BLANKS).endswith("v.v."):
        before = passage.text[:start].rstrip(_BLANKS)
    rest = passage.text[end:]
    if rest.lstrip(_BLANKS)[:1] in tuple(_MARKS):
        end += len(rest) - len(rest.lstrip(_BLANKS))
    weak = passage.text[len(before) : start].strip(_BLANKS + ".")
    after = _mark(before, weak, passage.text[end:].lstrip(_BLANKS))
    # Where the next word stood close to the closing, it must not to the last.
    after += " " if before and passage.text[end : end + 1].isalnum() else ""
    if not _is_typed(draft, passage, len(before), end):
        return ()
    old = passage.text[len(before) : end]
    return (Repair("remove_end", old, after, "body", passage.block, len(before)),)


def _mark(before: str, weak: str, following: str) -> str:
    """Return the mark between what stood before a closing and what follows it."""
    if not before or before[-1] in _MARKS or following[:1] in tuple(_MARKS):
        return ""
    if following[:1].islower():
        return weak[:1]
    return "."


def _is_typed(draft: Draft, passage: Passage, start: int, end: int) -> bool:
    """Tell whether a stretch of a passage was typed, and no bound field prints any of it."""
    return not overlaps(draft.bound.get(passage.block, ()), start, end)
