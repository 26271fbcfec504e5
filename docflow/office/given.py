"""The ids that annexes and files were given once: none comes back for another.

Comments, findings and two texts of one draft hang on an id (``papers.lineage.new_id``). A content
holds under ``given`` the highest number of a part only while nothing in it bears that any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

KEY = "given"
_PARTS = ("annexes", "enclosures")


def highest(content: Mapping[str, Any], part: str) -> int:
    """Return the highest number that a part ever gave, as far as this content knows."""
    told = (content.get(KEY) or {}).get(part, 0)
    return max(int(told), _standing(content, part))


def remember(content: dict[str, Any], others: Iterable[Mapping[str, Any]]) -> None:
    """Write down what the others gave and this content does not show."""
    every = [content, *others]
    tops = {part: max(highest(one, part) for one in every) for part in _PARTS}
    told = {part: top for part, top in tops.items() if top > _standing(content, part)}
    content.pop(KEY, None)
    if told:
        content[KEY] = told


def _standing(content: Mapping[str, Any], part: str) -> int:
    numbers = (one["id"][1:] for one in content.get(part) or ())
    return max((int(number) for number in numbers if number.isdecimal()), default=0)
