"""The last look: which words of the input ended in no part of the reading and in no doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from . import boxes
from .lines import Line, same, words
from .model import Node, Reading

_WORD = re.compile(r"[^\W_]+")
#: What the paper prints by itself, and what only says that somebody signed here.
_FURNITURE = re.compile(r"\(\s?(?:(?:ban hanh )?kem theo|da ky|chu ky|ky)(?!\w)[^()]{0,400}\)")
#: Words of every letter that stand around its parts; a misread word of one letter says nothing.
_AROUND = frozenset((
    "so", "ngay", "thang", "nam", "kinh", "gui", "noi", "nhan", "ve", "viec", "luu", "phu", "luc",
    "ban", "dieu", "da", "ky", "hoa", "toc", "khan", "thuong",
))  # fmt: skip
#: A line is lost as a whole where hardly any two words that stood together still do.
_FEWEST_PAIRS, _MOST_KEPT = 3, 0.25
_LONGEST_PART = 200
#: A longer line has no columns.
_LONGEST_HEAD = 2_000


@dataclass
class _Kept:
    """The words of a reading, those that stand together, and its short parts without blanks."""

    words: set[str] = field(default_factory=set)
    pairs: set[tuple[str, str]] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)

    def add(self, text: str) -> None:
        """Note a part of the reading."""
        told = _WORD.findall(same(text))
        self.words.update(told)
        self.pairs.update(pairwise(told))
        if len(text) < _LONGEST_PART:
            self.parts.add("".join(told))

    def missing(self, told: list[str]) -> set[str]:
        """Return the words that no part has; a letter alone is dirt of a scanner."""
        gone = {word for word in told if word not in self.words and word not in _AROUND}
        return {word for word in gone if len(word) > 1 or word.isdigit()}

    def is_apart(self, told: list[str]) -> bool:
        """Tell whether a line was lost of which every word stands somewhere else."""
        pairs = [pair for pair in pairwise(told) if _AROUND.isdisjoint(pair)]
        still = sum(pair in self.pairs for pair in pairs)
        return len(pairs) >= _FEWEST_PAIRS and still < _MOST_KEPT * len(pairs)


def settle(lines: list[Line], reading: Reading) -> None:
    """Doubt the words of the input that are in no part and in no doubt."""
    kept = _Kept()
    for text in _told(reading):
        kept.add(text)
    whole = "\n".join(text for line in lines for text in _texts(line))
    # Folding keeps every place, so that what is lost can be told as it was written.
    folded = _FURNITURE.sub(_blank, same(whole))
    at, lost = 0, []
    for line in folded.split("\n"):
        if left := _left(line, whole[at : at + len(line)], kept):
            lost.append(left)
        at += len(line) + 1
    if lost:
        reading.doubt("text.left_out", " … ".join(lost))


def _texts(line: Line) -> Iterable[str]:
    if line.rows:
        return (cell.replace("\n", " ") for row in line.rows for cell in row)
    return line.columns() if len(line.text) < _LONGEST_HEAD else (line.text.replace("\n", " "),)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _left(line: str, written: str, kept: _Kept) -> str:
    """Return what of a line was lost: all of it, some of its words, or nothing."""
    told = _WORD.findall(line)
    gone = kept.missing(told)
    if gone:
        # Words that a scanner misread around a box are no words of the letter.
        line = boxes.without_frames(line)
        told = _WORD.findall(line)
        gone = kept.missing(told)
    if len(line) < _LONGEST_PART and "".join(told) in kept.parts:
        return ""
    if (gone and 2 * len(gone) >= len(told)) or kept.is_apart(told):
        return words(written)
    found = _WORD.finditer(line) if gone else ()
    return " ".join(written[one.start() : one.end()] for one in found if one[0] in gone)


def _told(reading: Reading) -> Iterator[str]:
    """Yield every part of a reading, and the words of its doubts."""
    typed, kept = reading.typed, reading.archive
    yield from filter(None, (
        reading.type, reading.heading, reading.parent_agency, reading.agency, reading.place,
        reading.subject, reading.salutation, reading.signer, kept.drafter,
        f"{typed.number} {reading.notation}", f"{typed.day} {typed.month}", reading.month,
        str(reading.date or ""), typed.nation, typed.motto,
    ))  # fmt: skip
    for texts in (reading.addressees, typed.addressees, reading.grounds, typed.copies, kept.rooms,
                  reading.posts_typed, reading.confirmation, reading.footer):  # fmt: skip
        yield from texts
    for beside in reading.beside:
        yield from (*beside.posts, beside.name)
    for annex in reading.annexes:
        yield from (annex.heading, annex.label, annex.title or "")
        yield from _said(annex.body)
    yield from _said(reading.body)
    yield from (one.excerpt for one in reading.doubts)


def _said(blocks: Iterable[Node]) -> Iterator[str]:
    """Yield the words of blocks, each with its label and each cell by itself."""
    for block in blocks:
        if block["type"] in {"table", "row"}:
            yield from _said(block["content"])
            continue
        text = "".join(node.get("text", "\n") for node in block.get("content", ()))
        yield f"{block.get('attrs', {}).get('label', '')} {text}"
