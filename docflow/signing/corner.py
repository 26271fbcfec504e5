"""The top right corner of a foreign PDF's first page, as a reader sees it."""

from __future__ import annotations

import math
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError

from docflow.rules.refusals import Refused

from .signer import Place

_MM = 72 / 25.4
#: How far the line stays from the edges, in points: the right margin of a letter, half the top one.
RIGHT, TOP = round(15 * _MM), round(9 * _MM)
#: A line of 10 pt with its ascenders and descenders.
HEIGHT = 14
_MOST_LEVELS = 50


def corner(pdf: bytes, width: float) -> tuple[Place, int]:
    """Return where a line of this width stands, and by how many degrees its page is turned.

    The box is in the page's own coordinates, whatever ``/Rotate`` and ``/CropBox`` make of them;
    the line in it must be drawn turned by as many degrees to stand upright.
    Raises ``Refused("signing.not_pdf")``.
    """
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        page: Any = writer.find_page_for_modification(0)[0].get_object()
        edges = _visible(page)
        turn = int(_inherited(page, "/Rotate") or 0) % 360
    except (PdfError, ValueError, KeyError, TypeError) as problem:
        raise Refused("signing.not_pdf") from problem
    return _placed(edges, turn, math.ceil(width) + 4), turn


def _placed(edges: tuple[float, float, float, float], turn: int, width: int) -> Place:
    """Put the box where, after the page is turned clockwise, its top right corner is."""
    x0, y0, x1, y1 = edges
    upright = turn % 180 == 0
    across, along = (width, HEIGHT) if upright else (HEIGHT, width)
    right, top = (RIGHT, TOP) if upright else (TOP, RIGHT)
    at_right, at_top = turn in (0, 270), turn in (0, 90)
    # Whole points: pyHanko scales a drawing to whole points, and blurs it for a fraction of one.
    left = math.floor(x1 - right - across) if at_right else math.ceil(x0 + right)
    low = math.floor(y1 - top - along) if at_top else math.ceil(y0 + top)
    return Place(1, left, low, left + across, low + along)


def _visible(page: Any) -> tuple[float, float, float, float]:
    """Return what is seen of the page: its crop box within its media box."""
    media = _edges(_inherited(page, "/MediaBox"))
    crop = _inherited(page, "/CropBox")
    if crop is None:
        return media
    x0, y0, x1, y1 = _edges(crop)
    seen = (max(x0, media[0]), max(y0, media[1]), min(x1, media[2]), min(y1, media[3]))
    return seen if seen[0] < seen[2] and seen[1] < seen[3] else media


def _edges(box: Any) -> tuple[float, float, float, float]:
    a, b, c, d = (float(edge) for edge in box)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _inherited(page: Any, name: str) -> Any:
    for _ in range(_MOST_LEVELS):
        if name in page:
            return page[name]
        if "/Parent" not in page:
            return None
        page = page["/Parent"]
    return None
