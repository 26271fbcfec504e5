"""Where the text of a letter ends and its foot begins."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from .body import is_end
from .confusions import RECIPIENTS
from .lines import Line, same
from .posts import is_post, is_role, is_signed_mark


def find_foot(lines: list[Line], start: int) -> int:
    """Return the place of the first line of the foot."""
    # Asked once of each line, though it is near the end of up to twelve.
    is_foot = cache(lambda at: bool(RECIPIENTS.search(lines[at].folded)) or _is_signing(lines[at]))
    ends = [place for place in range(start, len(lines)) if _ends(lines, place, is_foot)]
    listing = [
        place for place in range(start, len(lines)) if RECIPIENTS.match(lines[place].folded.lstrip("*_ "))
        or any(RECIPIENTS.match(same(piece)) for piece in lines[place].columns())
    ]  # fmt: skip
    if ends:
        # A mark in the midst of the text ends nothing; one behind Nơi nhận is an annex's own.
        before = [place for place in ends if listing and place < listing[0]]
        return _after_notes(lines, (before[-1] if before else ends[0]) + 1)
    place = listing[0] if listing else len(lines)
    return _above(lines, place, start)


def _ends(lines: list[Line], place: int, is_foot: Callable[[int], bool]) -> bool:
    """Tell whether the text ends with this line: ``./.``, and the foot follows soon."""
    if lines[place].rows or not is_end(lines[place].plain):
        return False
    soon = range(place + 1, min(place + 12, len(lines)))
    return not soon or any(map(is_foot, soon))


def _after_notes(lines: list[Line], place: int) -> int:
    """Return the place after notes such as "(Gửi kèm hồ sơ)", which belong to the text."""
    while (
        place < len(lines)
        and lines[place].plain.startswith("(")
        and lines[place].plain.endswith((")", ").", ")./."))
        and not is_signed_mark(lines[place].plain)
    ):
        place += 1
    return place


def _is_signing(line: Line) -> bool:
    """Tell whether a line names a post, or the parts of two who sign side by side."""
    columns = line.columns()
    return any(map(is_post, columns)) or (len(columns) == 2 and all(map(is_role, columns)))


def _above(lines: list[Line], place: int, start: int) -> int:
    """Return where the signature block begins, should it stand above *Nơi nhận*."""
    first = place
    for at in range(place - 1, max(start, place - 8) - 1, -1):
        if len(lines[at].plain) < 80 and _is_signing(lines[at]):
            first = at
        elif len(lines[at].plain) > 60 or lines[at].rows:
            break
    return first
