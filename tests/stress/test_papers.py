"""A thousand dispatches made by chance: PDF, DOCX and paper say the same, within the decree."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from docflow.papers import docx, pdf
from docflow.papers.paper import compose
from docflow.papers.press import Press
from tests.papers.eyes import faults
from tests.papers.letters import made

pytestmark = pytest.mark.stress

#: `make test` prints the first 40 of them.
SEEDS = range(40, 1040)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    press = Press(workers=2)
    press.warm()
    yield press
    press.close()


def test_a_thousand_dispatches_say_the_same_in_both_files(press):
    def look(seed: int) -> tuple[int, list[str]]:
        paper = compose(made(seed), number=seed, dated=date(2026, 12, 1))
        return seed, faults(paper, pdf.write(paper, press).bytes, docx.write(paper))

    with ThreadPoolExecutor(2) as pool:
        wrong = [(seed, found) for seed, found in pool.map(look, SEEDS) if found]
    assert wrong == []
