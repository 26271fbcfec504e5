"""Labels that Word counts itself: "1.", "a)" and hyphens that stand in no text."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Vietnamese lists count a b c d đ e, but Word counts as English does.
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
#: Signs before a point that a letter prints; a font's own bullets stand for a hyphen.
_SIGNS = ("-", "+", "–")


class _Level(NamedTuple):
    """How a level counts, what it writes, where it starts.

    It begins anew behind the levels above ``restart``, which are all where that is None.
    """

    kind: str
    text: str
    start: int
    restart: int | None = None
    is_legal: bool = False

    def begins_behind(self, level: int, own: int) -> bool:
        """Tell whether this level, the ``own``-th, begins anew behind a paragraph of ``level``."""
        return level < (own if self.restart is None else min(self.restart, own))


class Numbering:
    """The lists of one document; ``label`` counts on with every paragraph that it is asked of."""

    def __init__(self, root: Any | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        #: Lists of one abstract list count on from each other, unless one begins anew.
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._abstract: dict[str, str] = {}
        self._anew: dict[str, set[int]] = defaultdict(set)
        if root is not None:
            self._read(root)

    def label(self, properties: Any | None) -> str:
        """Return the label that Word prints before a paragraph, or an empty text."""
        told = properties.find(f"{_W}numPr") if properties is not None else None
        if told is None:
            return ""
        key, level = _value(told, "numId"), int(_number(_value(told, "ilvl")))
        levels = self._levels.get(key, {})
        if level not in levels:
            return ""
        counts = self._counts[self._abstract[key]]
        if level in self._anew[key]:
            self._anew[key].remove(level)
            counts.pop(level, None)
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [it for it in counts if it in levels and levels[it].begins_behind(level, it)]:
            del counts[deeper]
        return _written(levels, counts, level)

    def _read(self, root: Any) -> None:
        """Read the lists, each with its abstract one's levels."""
        abstract = {
            str(it.get(f"{_W}abstractNumId")): _levels(it)
            for it in root.findall(f"{_W}abstractNum")
        }
        for number in root.findall(f"{_W}num"):
            key, form = str(number.get(f"{_W}numId")), _value(number, "abstractNumId")
            levels = dict(abstract.get(form, {}))
            for told in number.findall(f"{_W}lvlOverride"):
                place = _number(str(told.get(f"{_W}ilvl")))
                if place in levels and (start := _value(told, "startOverride")):
                    levels[place] = levels[place]._replace(start=_number(start))
                    self._anew[key].add(place)
            self._levels[key], self._abstract[key] = levels, form


def _levels(abstract: Any) -> dict[int, _Level]:
    """Return of each level: how it counts, what it writes, where it starts."""
    levels = {}
    for level in abstract.findall(f"{_W}lvl"):
        place = _number(str(level.get(f"{_W}ilvl")))
        start = _number(_value(level, "start") or "1")
        told, legal = _value(level, "lvlRestart"), level.find(f"{_W}isLgl")
        levels[place] = _Level(
            _value(level, "numFmt"), _value(level, "lvlText"), start,
            restart=_number(told) if told else None,
            is_legal=legal is not None and legal.get(f"{_W}val", "1") not in {"0", "false", "off"},
        )  # fmt: skip
    return levels


def _written(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    kind, text, is_legal = levels[level].kind, levels[level].text, levels[level].is_legal
    if kind in {"bullet", "none"}:
        return (text if text in _SIGNS else "-") if kind == "bullet" else ""
    for place in range(level + 1):
        if f"%{place + 1}" in text and place in levels:
            count = counts.get(place, levels[place].start)
            said = "decimal" if is_legal else levels[place].kind
            text = text.replace(f"%{place + 1}", _counted(said, count))
    return " ".join(text.split())[:16]


def _counted(kind: str, count: int) -> str:
    if kind in {"lowerLetter", "upperLetter"}:
        letter = _LETTERS[(count - 1) % len(_LETTERS)]
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in {"lowerRoman", "upperRoman"}:
        roman, rest = "", min(count, 50)
        for worth, sign in _ROMAN:
            while rest >= worth:
                roman, rest = roman + sign, rest - worth
        return roman if kind == "upperRoman" else roman.lower()
    return f"{count:02}" if kind == "decimalZero" else str(count)


def _value(element: Any, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return str(found.get(f"{_W}val", "")) if found is not None else ""


def _number(text: str) -> int:
    return min(int(text), 10_000) if text.isascii() and text.isdigit() else 0
