"""The foot of a letter: *Nơi nhận*, the signature block, box 12, the address, the annexes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from . import annexes, behind, copies, runs, signature
from .confusions import RECIPIENTS
from .lines import Line, is_capital, is_hyphened, same, starts_low, unhyphened
from .model import Reading
from .posts import (
    SURNAME,
    begins_post,
    is_name,
    is_post,
    is_role,
    is_signed_mark,
    unmarked,
)
from .signature import Signer

_WITHIN = re.compile(r"(?<=\s)(?:noi nhan)\s?:")
_ADDRESS = re.compile(r"(?:dia chi|tru so|dien thoai|d/t|dt|fax|e-?mail|website|tel)\s?[:.]")
_DRAFTER = re.compile(r"^[^\W\d_][\w .]{0,20}?\.?\s?\(\d{1,4}\)\.?$")
_AS_ABOVE = re.compile(r"nhu (?:tren|dieu|kinh gui)(?!\w)")


@dataclass
class Foot:
    """What the lines of the foot say, sorted into its two columns.

    Where signers stand ``above`` *Nơi nhận*, what follows *Lưu* is box 12.

    ``ends`` are the marks that end an entry of *Nơi nhận* here; a ``bare`` list has none, so that
    every line that begins with a capital is an entry.
    """

    ends: str = ";."
    is_bare: bool = False
    listed: list[str] = field(default_factory=list)
    signers: list[Signer] = field(default_factory=list)
    drafter: str | None = None
    address: list[str] = field(default_factory=list)
    is_listing: bool = False
    is_closed: bool = False
    above: int = 0
    loose: list[str] = field(default_factory=list)

    @property
    def has_posts(self) -> bool:
        """Tell whether somebody's post was seen."""
        return any(one.posts for one in self.signers)

    @property
    def is_full(self) -> bool:
        """Tell whether all was seen that a foot has: what comes now is something else."""
        return self.is_signed and (self.is_closed or not self.is_listing)

    @property
    def is_signed(self) -> bool:
        """Tell whether a post and a name were seen."""
        return any(one.is_named for one in self.signers)


def read_foot(lines: list[Line], reading: Reading) -> None:
    """Read the lines after the text into ``reading``."""
    lines = behind.without_confirmation(lines, reading)
    foot = _with_habit(lines)
    end = len(lines)
    while end and _ADDRESS.search(lines[end - 1].folded) and not is_hyphened(lines[end - 1].plain):
        end -= 1
        foot.address.insert(0, lines[end].plain)
    at = _read_columns(foot, lines[:end])
    copies.settle(foot.listed, reading, drafter=foot.drafter)
    signature.settle(foot.signers, reading)
    for text in foot.loose:
        reading.doubt("foot.left_out", text)
    reading.footer = tuple(foot.address)
    _read_rest(lines[at:end], reading)


def _read_columns(foot: Foot, lines: list[Line]) -> int:
    """Sort the lines into ``foot`` and return the place of the first that belongs to an annex."""
    sure = annexes.starts(lines)
    above = behind.heads_above(lines, sure)
    is_dirt = False
    for at, line in enumerate(lines):
        if at in sure or (at in above and foot.has_posts):
            return at
        if not is_dirt and foot.is_full and not _is_of_foot(line):
            # What is worth nothing from here on is worth nothing further down: asked but once.
            is_dirt = not annexes.is_worth(lines[at:])
            if not is_dirt:
                return at
        if line.rows:
            foot.loose += [" | ".join(filter(None, row)) for row in line.rows]
            continue
        columns = line.columns()
        is_right = line.text[:1].isspace()
        if columns and signature.take_beside(foot.signers, columns, is_right=is_right):
            continue
        for piece in (piece for column in columns for piece in _apart(column)):
            _take(foot, piece)
    return len(lines)


def _read_rest(lines: list[Line], reading: Reading) -> None:
    """Read what follows the signature: annexes, or the block of who made a copy."""
    if not lines:
        return
    if annexes.is_of_a_copy(lines):
        for line in lines:
            reading.doubt("foot.left_out", line.plain)
        return
    reading.annexes = tuple(annexes.annexes_of(lines, reading))
    first = reading.annexes[0]
    if not (first.label or first.heading):
        reading.doubt("annex.unlabelled", first.title or lines[0].plain)


def _is_of_foot(line: Line) -> bool:
    """Tell whether a line may still belong to a foot in which nothing is missing."""
    text = line.plain
    if line.rows:
        return False
    known = RECIPIENTS.match(line.folded.lstrip("*_ ")) or _ADDRESS.search(line.folded)
    signed = is_signed_mark(text) or is_role(text) or is_name(unmarked(text)) or begins_post(text)
    confirmed = line.folded.startswith("xac nhan")
    listed = confirmed or copies.is_archive(text) or _AS_ABOVE.match(same(unhyphened(text)))
    return bool(known or signed or listed or _DRAFTER.match(text))


def _with_habit(lines: list[Line]) -> Foot:
    """Return an empty foot that knows how the lines of *Nơi nhận* are told apart here."""
    texts: list[str] = []
    for line in lines:
        if texts or RECIPIENTS.match(line.folded.lstrip("*_ ")):
            texts.append(line.plain)
            if len(texts) > 1 and copies.is_archive(line.plain):
                break
    listed = [text for text in texts[1:] if not is_post(text)]
    if any(is_hyphened(text) for text in listed) or any(";" in text for text in texts):
        return Foot()
    commas = sum(text.endswith(",") for text in listed)
    return Foot(ends=";.," if commas > 1 else ";.", is_bare=commas <= 1)


def _apart(text: str) -> list[str]:
    """Cut a line where "Nơi nhận:" begins within it."""
    found = _WITHIN.search(same(text))
    return [text[: found.start()], text[found.start() :]] if found else [text]


def _take(foot: Foot, piece: str) -> None:
    """Sort one piece of the foot into its column."""
    if found := RECIPIENTS.match(same(piece.lstrip("*_ "))):
        piece = piece.lstrip("*_ ")
        foot.is_listing, piece = True, piece[found.end() :].strip(" :*_")
        foot.above = len(foot.signers) if foot.is_signed else 0
    if not piece:
        return
    if _ADDRESS.search(same(piece)) and not is_hyphened(piece):
        foot.address.append(piece)
        return
    if copies.is_archive(piece) or _AS_ABOVE.match(same(unhyphened(piece))):
        foot.is_listing = True
    for entry in copies.entries(piece) if foot.is_listing else [piece]:
        _take_entry(foot, entry)


def _take_entry(foot: Foot, entry: str) -> None:
    """Cut the signature off an entry of *Nơi nhận*, where one ran into it."""
    is_entry = is_hyphened(entry) or (foot.is_listing and not begins_post(entry))
    left, right = runs.split_off(entry, listed=is_entry and not foot.is_closed)
    if left.strip(" -.,;:"):
        _take_left(foot, left)
    for text in right:
        signature.take(foot.signers, text)


def _take_left(foot: Foot, text: str) -> None:
    """Take a line of *Nơi nhận*, or of the signature when it can be none."""
    if is_signed_mark(text):
        return
    if unmarked(text) != text:
        signature.take(foot.signers, text)
        return
    is_free = not is_hyphened(text)
    if is_free and (begins_post(text) or is_role(text) or (is_post(text) and not foot.listed)):
        signature.take(foot.signers, text)
    elif foot.is_closed and is_free and not _is_open(foot):
        _take_after(foot, text)
    elif not foot.is_listing or (is_free and _is_named_now(foot, text)):
        signature.take(foot.signers, text)
    elif foot.listed and not _is_new(foot, text):
        foot.listed[-1] = f"{foot.listed[-1]} {text}"
    else:
        foot.listed.append(text)
    foot.is_closed = foot.is_closed or bool(foot.listed and copies.is_archive(foot.listed[-1]))


def _is_named_now(foot: Foot, text: str) -> bool:
    """Tell whether a line is the name below the posts, and goes on with no entry of the list."""
    if not (foot.listed and foot.has_posts and is_name(text)):
        return False
    return _is_done(foot, foot.listed[-1]) or (not foot.is_signed and bool(SURNAME.match(text)))


def _is_open(foot: Foot) -> bool:
    """Tell whether the line *Lưu* goes on: it ends with a comma, and no name can follow."""
    return bool(foot.listed) and foot.listed[-1].rstrip().endswith(",")


def _take_after(foot: Foot, text: str) -> None:
    """Take a line below *Lưu*: box 12, or the name below the posts."""
    is_below = bool(foot.above and not foot.signers[foot.above :])
    if _DRAFTER.match(text) or (
        (is_below or not foot.has_posts)
        and foot.drafter is None
        and len(text) <= 40
        and not is_capital(text)
    ):
        foot.drafter = text
    elif foot.has_posts or is_name(text):
        signature.take(foot.signers, text)
    elif foot.drafter is None and len(text) <= 40:
        foot.drafter = text


def _is_new(foot: Foot, text: str) -> bool:
    """Tell whether a line begins an entry of *Nơi nhận*, and does not go on with the last."""
    last = foot.listed[-1]
    if is_hyphened(text) or _is_done(foot, last) or copies.is_archive(text):
        return True
    return foot.is_bare and not starts_low(text) and text[:1].isalnum() and last[-1:] not in ",-–"


def _is_done(foot: Foot, text: str) -> bool:
    return text.rstrip().endswith(tuple(foot.ends))
