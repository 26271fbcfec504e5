"""One warm press for all the tests of this room, and eyes for what it printed."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from docflow.papers.press import Press


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    press = Press(workers=1)
    press.warm()
    yield press
    press.close()


@dataclass(frozen=True)
class Word:
    """A word with its place in points, from the upper left corner of its page."""

    page: int
    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Seen:
    """A printed PDF as poppler sees it."""

    path: Path

    def text(self) -> str:
        return self._run("pdftotext", "-raw", "-enc", "UTF-8", str(self.path), "-")

    def flat(self) -> str:
        """Return the text with every white space taken out: lines break where they like."""
        return re.sub(r"\s+", "", self.text())

    def fonts(self) -> list[list[str]]:
        return [line.split() for line in self._run("pdffonts", str(self.path)).splitlines()[2:]]

    def facts(self) -> dict[str, str]:
        lines = self._run("pdfinfo", str(self.path)).splitlines()
        return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}

    def words(self) -> list[Word]:
        page, words = 0, []
        for line in self._run("pdftotext", "-bbox", str(self.path), "-").splitlines():
            page += "<page " in line
            if found := re.search(
                r'xMin="(.*)" yMin="(.*)" xMax="(.*)" yMax="(.*)">(.*)</word', line
            ):
                *box, text = found.groups()
                words.append(Word(page, text, *map(float, box)))
        return words

    def line(self, *texts: str) -> list[Word]:
        """Return the first run of words that reads so."""
        words = self.words()
        for place in range(len(words)):
            run = words[place : place + len(texts)]
            if tuple(word.text for word in run) == texts:
                return run
        raise AssertionError(f"{' '.join(texts)} is not on the paper")

    def _run(self, *command: str) -> str:
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.fixture
def see(tmp_path: Path) -> Callable[[bytes], Seen]:
    """Return a function that opens the eyes on a PDF's bytes."""

    def look(pdf: bytes) -> Seen:
        path = tmp_path / "seen.pdf"
        path.write_bytes(pdf)
        return Seen(path)

    return look
