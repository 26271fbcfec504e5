"""From a file to its reading: open it, take away what is not the letter, read part by part."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from docflow.rules.refusals import Refused

from . import copied, expected, kept, stamps, word
from .addressees import read_addressees
from .body import read_body
from .cleaning import cleaned, decoded, lines_of
from .confusions import blurred
from .ending import find_foot
from .foot import read_foot
from .guard import MOST_BYTES
from .head import read_head, with_title_apart
from .lines import Line, same
from .model import Reading

_TEXTS = frozenset({"txt", "text", "md"})
_SALUTATION = re.compile(rf"(?<!\w)(?:kinh gui|{blurred('kinh gui')})\s?:")


def read_path(path: Path) -> Reading:
    """Read a dispatch from a file; of one that is too large no more than tells so is taken in.

    Raises ``OSError``, and ``Refused("read.…")`` as ``read`` does.
    """
    with path.open("rb") as file:
        return read(file.read(MOST_BYTES + 1), path.name)


def read(content: bytes, name: str) -> Reading:
    """Read a dispatch from the bytes of a ``.docx`` or ``.txt`` file.

    Raises ``Refused("read.…")`` for what is no such file, is too large, or is hostile; nothing
    is written anywhere, and nothing outside the bytes is opened.
    """
    suffix = name.rpartition(".")[2].casefold()
    if suffix in {"docx", *_TEXTS} and not content:
        raise Refused("read.empty_file")
    if suffix == "docx" or content[:2] == b"PK" or content[:4] == b"\xd0\xcf\x11\xe0":
        reading = Reading()
        return _read_lines(word.lines_of(content, reading), reading)
    if suffix not in _TEXTS:
        raise Refused("read.format")
    return read_text(decoded(content))


def read_text(text: str) -> Reading:
    """Read a dispatch from text, such as a clerk pastes. Raises ``Refused("read.…")``."""
    reading = Reading()
    return _read_lines(lines_of(cleaned(text, reading), reading), reading)


def _read_lines(lines: list[Line], reading: Reading) -> Reading:
    lines = stamps.unstamped([line for line in lines if line.text.strip() or line.rows])
    if not lines:
        raise Refused("read.empty")
    _read_parts(_with_salutation_apart(lines), reading)
    kept.settle(lines, reading)
    return reading


def _read_parts(lines: list[Line], reading: Reading) -> None:
    lines = copied.without_mark(lines, reading)
    if made := copied.find(lines):
        copied.read_copy(lines, *made, reading)
        return
    lines = with_title_apart(lines)
    start = read_head(lines, reading)
    start = read_addressees(lines, start, reading)
    end = find_foot(lines, start)
    read_body(lines[start:end], reading)
    read_foot(lines[end:], reading)
    expected.settle(reading)


def _with_salutation_apart(lines: list[Line]) -> list[Line]:
    """Begin a line with *Kính gửi:* where the head ran into it."""
    for place, line in enumerate(lines[:40]):
        found = _SALUTATION.search(same(line.text)) if not line.rows else None
        if found and line.text[: found.start()].strip(" *_\t"):
            before = replace(line, text=line.text[: found.start()], nodes=())
            after = replace(line, text=line.text[found.start() :], nodes=(), gap=False)
            return [*lines[:place], before, after, *lines[place + 1 :]]
        if found:
            break
    return lines
