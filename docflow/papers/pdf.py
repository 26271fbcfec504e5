"""A paper as PDF/A-3u with tags."""

from __future__ import annotations

from collections.abc import Callable

from .html import page
from .paper import Paper
from .press import Press, Rendered


def write(
    paper: Paper,
    press: Press,
    *,
    seconds: float = 180,
    on_page: Callable[[int], None] | None = None,
) -> Rendered:
    """Print a paper; boxes ``vi-tri-ky`` and ``vi-tri-dau`` say where both signatures belong.

    :param on_page: is told the number of each page that is begun.
    """
    return press.print(page(paper), seconds=seconds, on_page=on_page)
