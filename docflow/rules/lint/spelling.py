"""Rules on letters: encoding, spellings of one word, dates, addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from .days import why_none
from .draft import Draft, Passage, block_id, blocks, runs
from .finding import DECREE, HABIT, LAYOUT, Repair, Severity, Spot, rule, spot
from .recipients import passages
from .spans import LOWER, UPPER, overlaps

_CODE = f"{DECREE}, Phụ lục I, phần I, mục I.4 (TCVN 6909:2001)"
_COVID = re.compile(r"\bcovid[-–]\d+", re.IGNORECASE)
_BRACKETED = re.compile(r"<\s*((?:https?://|www\.)[^\s<>]+|[\w.+-]+@[\w.-]+)\s*>")
_FULL_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})(/\d{4})(?![\d/])")
_SHORT_DATE = re.compile(r"(?<=ngày )(\d{1,2})/(\d{1,2})()(?![\d/])")
_WORDED_DATE = re.compile(r"(?<=ngày )(\d{1,2}) tháng (\d{1,2})(?= năm \d{4})()")

# An open syllable with oa, oe or uy bears its mark on either vowel; "quý" has but one spelling.
_OLD_STYLE = re.compile(r"(?:[óòỏõọ][ae]|(?<!q)[úùủũụ]y)(?![^\W\d_])", re.IGNORECASE)
_NEW_STYLE = re.compile(r"(?:o[áàảãạéèẻẽẹ]|(?<!q)u[ýỳỷỹỵ])(?![^\W\d_])", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


@rule("spelling.decomposed", _CODE, Severity.WARNING)
def decomposed(draft: Draft) -> Iterator[Spot]:
    """Find text whose marks are letters of their own, as a Mac pastes it."""
    for part, block, text in _raw_texts(draft.raw):
        right = unicodedata.normalize("NFC", text)
        if right != text:
            yield Spot(part, right[:60], block, {}, (Repair("compose", text, right, part, block),))


def _raw_texts(raw: Mapping[str, Any]) -> Iterator[tuple[str, str | None, str]]:
    yield "subject", None, str(raw.get("subject") or "")
    for part in ("addressees", "copies"):
        for line in raw.get(part) or ():
            yield part, line.get("id"), str(line.get("text") or "")
    for block in blocks(raw):
        nodes = [node for inline in runs(block) for node in inline]
        yield "body", block_id(block), "".join(str(node.get("text") or "") for node in nodes)


@rule("spelling.covid", HABIT, Severity.ADVICE)
def covid(draft: Draft) -> Iterator[Spot]:
    """Find "Covid-19" beside "COVID-19"; a cited title counts but is never rewritten."""
    spellings = {found[0] for passage in draft.texts for found in _COVID.finditer(passage.text)}
    if len(spellings) < 2:
        return
    told: set[tuple[str, str]] = set()
    for passage in draft.texts:
        for found in _COVID.finditer(passage.text):
            right, key = found[0].upper(), (passage.part, found[0])
            if found[0] == right or key in told or passage.is_kept(*found.span()):
                continue
            if passage.part == "body" and overlaps(draft.bound[passage.block], *found.span()):
                continue
            told.add(key)
            mend = Repair("everywhere", found[0], right, passage.part)
            facts = {"right": right}
            yield Spot(passage.part, found[0], passage.block, facts, (mend,))


@rule("spelling.tone_marks", HABIT, Severity.ADVICE)
def tone_marks(draft: Draft) -> Iterator[Spot]:
    """Find "Hoá" beside "Hóa"; only common words get a repair, never a name."""
    head = [Passage("subject", None, str(draft.content.get(name) or "")) for name in _HEADS]
    everywhere = [*draft.texts, *passages(draft), *head]
    old, new = _first(_OLD_STYLE, everywhere), _first(_NEW_STYLE, everywhere)
    if not (old and new):
        return
    facts = {"old": old[1], "new": new[1]}
    found = [one for passage in draft.texts for one in _common_words(passage, facts)]
    yield from found
    if not found:
        # The place shown is one of the text, where there is one, rather than one of the head.
        shown = _first(_NEW_STYLE, draft.texts) or _first(_OLD_STYLE, draft.texts) or new
        yield Spot(shown[0].part, shown[1], shown[0].block, facts)


_HEADS = ("parent_agency", "agency", "place")


def _first(style: re.Pattern[str], texts: list[Passage]) -> tuple[Passage, str] | None:
    for passage in texts:
        for word in _WORD.finditer(passage.text):
            if style.search(word[0]):
                return passage, word[0]
    return None


def _common_words(passage: Passage, facts: Mapping[str, object]) -> Iterator[Spot]:
    """Yield the small words of the new style, each with its spelling in the old one."""
    for word in _WORD.finditer(passage.text):
        right = _NEW_STYLE.sub(_to_old_style, word[0])
        if word[0].islower() and right != word[0] and not passage.is_kept(*word.span()):
            yield spot(passage, word.span(), ("respell", right), **facts)


def _to_old_style(found: re.Match[str]) -> str:
    first, marked = found[0][0], unicodedata.normalize("NFD", found[0][1])
    return unicodedata.normalize("NFC", first + marked[1:]) + marked[0]


@rule("spelling.date_zeros", f"{LAYOUT}.4", Severity.WARNING)
def date_zeros(draft: Draft) -> Iterator[Spot]:
    """Find "5/8" or "05/08": days below 10 and months 1 and 2 take a zero, other months none."""
    for passage in draft.texts:
        for pattern, between in ((_FULL_DATE, "/"), (_SHORT_DATE, "/"), (_WORDED_DATE, " tháng ")):
            for found in pattern.finditer(passage.text):
                right = _zeroed(int(found[1]), int(found[2]), between) + found[3]
                if right != found[0] and _is_day(found) and not passage.is_kept(*found.span()):
                    yield spot(passage, found.span(), ("date", right), right=right)


def _zeroed(day: int, month: int, between: str) -> str:
    return f"{day:02}{between}{f'{month:02}' if month <= 2 else month}"


def _is_day(found: re.Match[str]) -> bool:
    # What no calendar has is not mended with a zero: see ``date.no_such_day``.
    year = int(found[3][1:]) if found[3] else None
    return not why_none(int(found[1]), int(found[2]), year)


@rule("spelling.bracketed_address", HABIT, Severity.ADVICE)
def bracketed_address(draft: Draft) -> Iterator[Spot]:
    """Find an address in angle brackets, which a mail program left there."""
    for passage in draft.texts:
        for found in _BRACKETED.finditer(passage.text):
            mend = Repair(
                "remove_brackets", found[0], found[1], passage.part, passage.block, found.start()
            )
            yield Spot(passage.part, found[0], passage.block, {"address": found[1]}, (mend,))


_SPACE_BEFORE = re.compile(r"(?<=[^\W_])[ ]+([,;:.!?])(?=\s|$|/\.)")
_NO_SPACE_AFTER = re.compile(rf"(?<=[{LOWER}]{{2}})([,;:])(?=[{LOWER}]{{2}})")
#: Letters of other alphabets that look like ours, as copying from elsewhere leaves them.
_ALIKE = str.maketrans("\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u03bf\u03b1", "aeopcyxioa")
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")
_OURS = re.compile(rf"[{LOWER}{UPPER}]")


@rule("spelling.space_before_mark", HABIT, Severity.ADVICE)
def space_before_mark(draft: Draft) -> Iterator[Spot]:
    """Find a blank before a comma or a full stop."""
    for passage in draft.texts:
        for found in _SPACE_BEFORE.finditer(passage.text):
            yield spot(passage, found.span(), ("remove_space", found[1]), mark=found[1])


@rule("spelling.no_space_after_mark", HABIT, Severity.ADVICE)
def no_space_after_mark(draft: Draft) -> Iterator[Spot]:
    """Find two words that only a comma parts: "phức tạp,để"."""
    for passage in draft.texts:
        for found in _NO_SPACE_AFTER.finditer(passage.text):
            if not passage.is_address(*found.span()):
                yield spot(passage, found.span(), ("space", f"{found[1]} "), mark=found[1])


@rule("spelling.foreign_letter", _CODE, Severity.WARNING)
def foreign_letter(draft: Draft) -> Iterator[Spot]:
    """Find a Cyrillic or Greek letter inside a word: it looks right and no search finds it."""
    for passage in [*draft.texts, *passages(draft)]:
        for word in _WORD.finditer(passage.text):
            if _FOREIGN.search(word[0]) and _OURS.search(word[0]):
                right = word[0].translate(_ALIKE)
                certain = passage.part != "copies" and not _FOREIGN.search(right)
                offers = [("respell", right)] if certain else []
                yield spot(passage, word.span(), *offers, right=right)
