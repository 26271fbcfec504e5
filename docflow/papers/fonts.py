"""The widths of the paper's font, and which letters it has."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FOLDER = Path(__file__).parent / "fonts"

#: The millimetre in PostScript points.
MM = 72 / 25.4

_FACES = {
    (False, False): "LiberationSerif-Regular.ttf",
    (True, False): "LiberationSerif-Bold.ttf",
    (False, True): "LiberationSerif-Italic.ttf",
    (True, True): "LiberationSerif-BoldItalic.ttf",
}


class _Face(NamedTuple):
    """What measuring needs of one font file: advance widths by code point, in units."""

    widths: dict[int, int]
    units: int


def width(text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Return the width of a line in points, without kerning (Times New Roman measures alike)."""
    face = _face(bold, italic)
    units = sum(face.widths.get(ord(letter), face.units // 2) for letter in text)
    return units * size / face.units


def missing(text: str) -> list[str]:
    """Return the visible letters that the paper's font cannot print, each once."""
    known = _face(bold=False, italic=False).widths
    return [letter for letter in dict.fromkeys(text) if ord(letter) not in known and letter > " "]


@cache
def _face(bold: bool, italic: bool) -> _Face:  # noqa: FBT001
    with TTFont(FOLDER / _FACES[bold, italic], lazy=True) as font:
        advances = font["hmtx"].metrics
        widths = {code: advances[name][0] for code, name in font.getBestCmap().items()}
        return _Face(widths, font["head"].unitsPerEm)
