"""Print each ratio beside its bar; the exit status is 1 when one is missed."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench import measures, sheet
from tests.bench.stand import Stand, standing

ROUNDS = 40
#: How often one side works before it is the other's turn.
_TURN = 5


@dataclass(frozen=True)
class Ratio:
    """How long ``ours`` takes for each second of ``bare``, by medians, and the most it may be."""

    name: str
    bar: float
    ours: Callable[[], object]
    bare: Callable[[], object]

    def measure(self, rounds: int) -> tuple[float, float, float]:
        """Return the ratio of medians and both medians in milliseconds.

        Both sides work in turn, five times each, after one time that does not count: each finds
        the processor's caches as it leaves them itself, and a slow minute meets both.
        """
        sides: tuple[list[float], list[float]] = ([], [])
        for _ in range(-(-rounds // _TURN)):
            for act, found in zip((self.ours, self.bare), sides, strict=True):
                act()
                found += [_seconds(act) for _ in range(_TURN)]
        ours, bare = map(statistics.median, sides)
        return ours / bare, ours * 1000, bare * 1000


def main() -> int:
    """Measure all ratios and return the exit status."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    missed = 0
    print(f"{'ratio of medians':<58} {'is':>6} {'bar':>6}   ours / bare, ms ({rounds} rounds)")
    with standing() as stand:
        for ratio in ratios(stand):
            value, ours, bare = ratio.measure(rounds)
            missed += value > ratio.bar
            mark = "" if value <= ratio.bar else "  MISSED"
            print(
                f"{ratio.name:<58} {value:>6.2f} {ratio.bar:>6.2f}   {ours:.1f} / {bare:.1f}{mark}"
            )
        missed += _sheet(stand, rounds)
    return 1 if missed else 0


def _sheet(stand: Stand, rounds: int) -> bool:
    told = sheet.measure(stand, rounds)
    missed = told.median > sheet.MOST_MEDIAN
    print(
        f"the exact sheet beside the text, {told.pages} pages: median {told.median:.0f} ms,"
        f" p95 {told.p95:.0f} ms, bar {sheet.MOST_MEDIAN:.0f}{'  MISSED' if missed else ''}"
    )
    return missed


def ratios(stand: Stand) -> list[Ratio]:
    """Return what is measured."""
    bare = measures.bare_pdf(stand)
    return [
        Ratio(
            "one dispatch's PDF through route, sign-in, database",
            1.10,
            measures.routed_pdf(stand),
            bare,
        ),
        Ratio("its DOCX", 0.45, measures.docx(stand), bare),
        Ratio("one signature", 0.45, measures.signature(stand), bare),
        Ratio(
            "317 recipients with lines, duties and deliveries",
            2.5,
            measures.recipients(stand),
            measures.raw_rows(stand),
        ),
    ]


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
