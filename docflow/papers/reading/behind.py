"""Where the foot of a letter ends, and what stands behind it begins."""

from __future__ import annotations

from . import annexes
from .lines import Line
from .model import Reading
from .posts import is_name_anyhow


def without_confirmation(lines: list[Line], reading: Reading) -> list[Line]:
    """Take away what another office confirms by hand below a leave paper (form 1.12)."""
    if reading.type != "Giấy nghỉ phép":
        return lines
    at = next((at for at, it in enumerate(lines) if it.folded.startswith("xac nhan ")), len(lines))
    sure = annexes.starts(lines)
    end = next((it for it in range(at, len(lines)) if lines[it].rows or it in sure), len(lines))
    reading.confirmation = tuple(line.plain for line in lines[at:end])
    return lines[:at] + lines[end:]


def heads_above(lines: list[Line], sure: set[int]) -> set[int]:
    """Return the places of the office, nation and motto that an annex repeats over its title."""
    above: set[int] = set()
    for first in sure:
        at = first - 1
        while at > 0 and annexes.is_repeated(lines[at]) and not is_name_anyhow(lines[at].plain):
            above.add(at)
            at -= 1
    return above
