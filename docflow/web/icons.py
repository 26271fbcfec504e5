"""The drawings beside words: lucide icons as inline SVG, so that no request is needed."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from markupsafe import Markup

DRAWINGS = Path(__file__).parent.parent / "static" / "icons.json"


@cache
def icon(name: str, extra: str = "") -> Markup:
    """Draw one icon, hidden from screen readers because a word always stands beside it.

    :param extra: further classes, e.g. ``"spin"``.
    :raises KeyError: if the icon is not in ``static/icons.json`` (see ``docs/design.md``).
    """
    drawing = Markup(_drawings()[name])  # noqa: S704 - our own file, never a user's text.
    classes = f"i {extra}".strip()
    return Markup('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>').format(
        classes, drawing
    )


@cache
def sprite(names: tuple[str, ...]) -> Markup:
    """Gather icons as symbols `#i-<name>`, for a page that draws the same icon very often."""
    symbol = Markup('<symbol id="i-{}" viewBox="0 0 24 24">{}</symbol>')
    symbols = Markup("").join(
        symbol.format(name, Markup(_drawings()[name]))  # noqa: S704 - our own file.
        for name in sorted(names)
    )
    return Markup('<svg hidden class="sprite">{}</svg>').format(symbols)


@cache
def _drawings() -> dict[str, str]:
    drawings: dict[str, str] = json.loads(DRAWINGS.read_text("utf-8"))
    return drawings
