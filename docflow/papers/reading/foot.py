"""The foot of a letter: *Nơi nhận*, the signature block, box 12, the address, the annexes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from . import copies
from .agencies import mend
from .body import blocks_of, is_end
from .lines import Line, is_capital, is_hyphened, same, words
from .model import Annex, Reading
from .posts import authority_of, is_name, is_post, is_signed_mark, split_off

_RECIPIENTS = re.compile(r"n.{1,2}i nh.{1,2}n\s?[:;.]?(?!\w)")
_ANNEX = re.compile(r"^phu luc(?: so)?(?: (?P<number>[ivx]{1,5}|\d{1,2}|[a-h]))?\s?[:.]?(?!\w)")
_ADDRESS = re.compile(r"(?:dia chi|tru so|dien thoai|d/t|dt|fax|e-?mail|website|tel)\s?[:.]")
_DRAFTER = re.compile(r"^[^\W\d_][\w .]{0,20}?\.?\s?\(\d{1,4}\)\.?$")


@dataclass
class Foot:
    """What the lines of the foot say, sorted into its two columns."""

    listed: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    beside: int = 0
    drafter: str | None = None
    address: list[str] = field(default_factory=list)
    is_listing: bool = False
    is_closed: bool = False


def find_foot(lines: list[Line], start: int) -> int:
    """Return the place of the first line of the foot."""
    ends = [place for place in range(start, len(lines)) if _ends(lines, place)]
    listing = [
        place for place in range(start, len(lines)) if _RECIPIENTS.match(lines[place].folded.lstrip("*_ "))
        or any(_RECIPIENTS.match(same(piece)) for piece in lines[place].columns())
    ]  # fmt: skip
    if ends:
        # A mark in the midst of the text ends nothing; one behind Nơi nhận is an annex's own.
        before = [place for place in ends if listing and place < listing[0]]
        return (before[-1] if before else ends[0]) + 1
    place = listing[0] if listing else len(lines)
    return _above(lines, place, start)


def read_foot(lines: list[Line], reading: Reading) -> None:
    """Read the lines after the text into ``reading``."""
    annex = next((at for at, line in enumerate(lines) if at and _is_annex(line)), len(lines))
    foot = Foot()
    for line in lines[:annex]:
        for piece in line.columns():
            _take(foot, piece)
    copies.settle(foot.listed, reading, drafter=foot.drafter)
    _settle_signature(foot, reading)
    reading.footer = tuple(foot.address)
    reading.annexes = tuple(_annexes(lines[annex:]))


def _ends(lines: list[Line], place: int) -> bool:
    """Tell whether the text ends with this line: ``./.``, and the foot follows soon."""
    if lines[place].rows or not is_end(lines[place].plain):
        return False
    soon = lines[place + 1 : place + 12]
    return not soon or any(_RECIPIENTS.search(line.folded) or is_post(line.plain) for line in soon)


def _above(lines: list[Line], place: int, start: int) -> int:
    """Return where the signature block begins, should it stand above *Nơi nhận*."""
    first = place
    for at in range(place - 1, max(start, place - 8) - 1, -1):
        if is_post(lines[at].plain) and len(lines[at].plain) < 80:
            first = at
        elif len(lines[at].plain) > 60 or lines[at].rows:
            break
    return first


def _is_annex(line: Line) -> bool:
    return bool(_ANNEX.match(line.folded)) and len(line.plain) < 120 and not line.rows


def _take(foot: Foot, piece: str) -> None:
    """Sort one piece of the foot into its column."""
    if found := _RECIPIENTS.match(same(piece.lstrip("*_ "))):
        piece = piece.lstrip("*_ ")
        foot.is_listing, piece = True, piece[found.end() :].strip(" :*_")
        if not piece:
            return
    if _ADDRESS.search(same(piece)) and not is_hyphened(piece):
        foot.address.append(piece)
        return
    left, right = (piece, "")
    if is_hyphened(piece) or (foot.is_listing and not is_post(piece)):
        left, right = split_off(piece)
    if left.strip(" -.,;:"):
        _take_left(foot, left)
    if right:
        _take_right(foot, right)


def _take_left(foot: Foot, text: str) -> None:
    """Take a line of *Nơi nhận*, or of the signature when it can be none."""
    if is_signed_mark(text):
        return
    if is_post(text) and not is_hyphened(text):
        _take_right(foot, text)
    elif foot.is_closed and not is_hyphened(text):
        _take_after(foot, text)
    elif not foot.is_listing or (_is_done_with(foot) and not is_hyphened(text) and is_name(text)):
        _take_right(foot, text)
    elif foot.listed and not _is_new(foot, text):
        foot.listed[-1] = f"{foot.listed[-1]} {text}"
    else:
        foot.listed.append(text)
    foot.is_closed = foot.is_closed or bool(foot.listed and copies.is_archive(foot.listed[-1]))


def _is_done_with(foot: Foot) -> bool:
    """Tell whether the list could be at its end and the name below the posts come next."""
    return bool(foot.listed and foot.posts and _is_done(foot.listed[-1]))


def _take_after(foot: Foot, text: str) -> None:
    """Take a line below *Lưu*: box 12, or the name below the posts."""
    if _DRAFTER.match(text) or (
        not foot.posts and foot.drafter is None and len(text) <= 40 and not is_capital(text)
    ):
        foot.drafter = text
    elif foot.posts or is_name(text):
        _take_right(foot, text)
    elif foot.drafter is None and len(text) <= 40:
        foot.drafter = text


def _take_right(foot: Foot, text: str) -> None:
    """Take a line of the signature block."""
    bare = words(text).strip(" *_,:")
    if not bare or is_signed_mark(bare):
        return
    # A person above the first post signs beside him who signs for the agency.
    if is_post(bare) and (not foot.posts or len(foot.names) == foot.beside):
        foot.beside = len(foot.names)
        foot.posts.append(bare.rstrip("."))
    elif foot.posts and is_capital(bare) and not foot.names and not is_name(bare.title()):
        foot.posts[-1] = f"{foot.posts[-1]} {bare}"
    else:
        foot.names.append(bare)


def _is_new(foot: Foot, text: str) -> bool:
    """Tell whether a line begins an entry of *Nơi nhận*, and does not go on with the last."""
    return is_hyphened(text) or _is_done(foot.listed[-1]) or copies.is_archive(text)


def _is_done(text: str) -> bool:
    return text.rstrip().endswith((";", "."))


def _settle_signature(foot: Foot, reading: Reading) -> None:
    """Set authority, posts and signer."""
    posts = [mend(post, reading) for post in foot.posts]
    reading.posts_typed = tuple(posts)
    reading.authority, told = authority_of(posts)
    reading.posts = tuple(told)
    named = [name for name in foot.names if is_name(name) or is_name(name.title())]
    reading.signer = named[-1] if named else None
    for name in foot.names:
        if name != reading.signer:
            reading.doubt("foot.left_out", name)
    if not posts:
        reading.doubt("authority.missing")
    if reading.signer is None:
        reading.doubt("signer.missing")


def _annexes(lines: list[Line]) -> list[Annex]:
    """Return the annexes that follow the letter."""
    starts = [at for at, line in enumerate(lines) if _is_annex(line)]
    annexes = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        label, rest = lines[start].plain, start + 1
        title: list[str] = []
        while rest < end and not lines[rest].rows and (
            is_capital(lines[rest].plain) or lines[rest].folded.startswith("(kem theo")
        ):  # fmt: skip
            title += [] if lines[rest].folded.startswith("(kem theo") else [lines[rest].plain]
            rest += 1
        blocks = blocks_of(lines[rest:end])
        annexes.append(Annex(label, " ".join(title) or None, tuple(blocks)))
    return annexes
