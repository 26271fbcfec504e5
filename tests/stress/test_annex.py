"""An annex of a thousand rows: how long next to WeasyPrint's own table, and how much memory."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path

import pytest

from docflow.papers import docx, pdf
from docflow.papers.blocks import from_markup
from docflow.papers.paper import compose
from docflow.papers.press import Press
from tests.papers.eyes import docx_lines
from tests.papers.seed import content

pytestmark = pytest.mark.stress

MOST_MEMORY = 300
#: The annex is one such table with a letter before it, heads and even columns.
MOST_RATIO = 2.0
ROWS = [
    ("TT", "Đơn vị", "Địa chỉ", "Số người lao động"),
    *(
        (
            str(place),
            f"Trạm y tế xã số {place}",
            f"Thôn {place % 9 + 1}, huyện số {place % 27 + 1}",
            "12",
        )
        for place in range(1, 1001)
    ),
]
_PLAIN = (
    '<html lang="vi"><title>x</title><style>table { border-collapse: collapse; table-layout: fixed;'
    " width: 165mm; font: 13pt 'Liberation Serif' } td { border: .5pt solid; padding: 2pt 4pt }</style>"
)


@pytest.fixture
def press() -> Iterator[Press]:
    press = Press(workers=1)
    press.warm()
    yield press
    press.close()


def annexed():
    rows = ["| " + " | ".join(row) + " |" for row in ROWS]
    body = from_markup("\n".join([rows[0], "| --- | --- | --- | --- |", *rows[1:]]))
    annex = {"id": "x1", "title": "Danh sách các đơn vị", "body": body}
    return compose(content(annexes=[annex]), number=5, dated=date(2026, 12, 1))


def memory_of(press: Press) -> float:
    """Return the most memory that the press's only child has held, in megabytes."""
    process = press._idle.queue[0]._process
    told = Path(f"/proc/{process.pid}/status").read_text("utf-8").splitlines()
    (peak,) = [line.split()[1] for line in told if line.startswith("VmHWM")]
    return int(peak) / 1024


def test_a_thousand_rows_cost_little_more_than_a_bare_table(press):
    cells = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in ROWS
    )
    started = time.perf_counter()
    press.print(f"{_PLAIN}<table>{cells}</table>", seconds=280)
    bare = time.perf_counter() - started
    paper = annexed()
    started = time.perf_counter()
    printed = pdf.write(paper, press, seconds=280)
    ratio = (time.perf_counter() - started) / bare
    memory = memory_of(press)
    print(f"{printed.pages} pages, ratio {ratio:.2f} of {bare:.1f} s, child {memory:.0f} MB")
    assert printed.pages > 20
    assert ratio <= MOST_RATIO
    assert memory <= MOST_MEMORY


def test_a_thousand_rows_go_into_the_docx_in_one_go():
    paper = annexed()
    started = time.perf_counter()
    file = docx.write(paper)
    print(f"DOCX in {time.perf_counter() - started:.1f} s")
    assert docx_lines(file) == paper.lines()
