"""A paper as PDF/A-3u with tags."""

from __future__ import annotations

from .html import page
from .paper import Paper
from .press import Press, Rendered


def write(paper: Paper, press: Press, *, seconds: float = 180) -> Rendered:
    """Print a paper; boxes ``vi-tri-ky`` and ``vi-tri-dau`` say where both signatures belong."""
    return press.print(page(paper), seconds=seconds)
