"""What a file that goes along with a letter really is, by its bytes and not by its name."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docflow.rules.refusals import Refused

from . import pdf_child
from .reading.guard import WORKBOOK, parts_of

MOST_BYTES = 15_000_000
LONGEST_NAME = 120
#: Longer than the child may compute, also on a busy machine: its own limit is to end it.
_WAIT = 6 * pdf_child.SECONDS

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Inspected:
    """A file that may go along: its kind, its pages where it is a PDF, who signed it already."""

    kind: str
    pages: int | None = None
    signatures: tuple[str, ...] = ()


def inspect(content: bytes) -> Inspected:
    """Say what the file is, after everything in it was looked at.

    Raises ``Refused("enclosure.…")``: *empty, too_large, kind, broken, encrypted, active,
    certified, pages, page_size, too_complex, unsafe*.
    """
    if not content:
        raise Refused("enclosure.empty")
    if len(content) > MOST_BYTES:
        raise Refused("enclosure.too_large", most=MOST_BYTES // 1_000_000)
    if b"%PDF-" in content[:1024]:
        return _pdf(content)
    if content[:2] == b"PK":
        return Inspected(_office(content))
    raise Refused("enclosure.kind")


def clean_name(name: str, kind: str) -> str:
    """Return a file name that is no path, hides nothing and ends as its kind does."""
    bare = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    seen = "".join(" " if _hides(letter) else letter for letter in bare)
    stem = re.sub(rf"\.{kind}$", "", " ".join(seen.split()), flags=re.IGNORECASE).strip(" .")
    return f"{stem[: LONGEST_NAME - 5].rstrip(' .') or 'tep-kem-theo'}.{kind}"


def _hides(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "C" or letter in '<>:"|?*'


def _pdf(content: bytes) -> Inspected:
    program = [sys.executable, "-P", "-s", str(Path(pdf_child.__file__))]
    try:
        done = subprocess.run(
            program, input=content, capture_output=True, timeout=_WAIT, check=False
        )
        told: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise Refused("enclosure.too_complex") from None
    if code := told.pop("refused", None):
        raise Refused(code, **told)
    return Inspected("pdf", told["pages"], tuple(told["signatures"]))


def _office(content: bytes) -> str:
    """Return ``docx`` or ``xlsx``; anything else in a ZIP is refused."""
    try:
        return _office_kind(content)
    except Refused as refusal:
        kind = refusal.code.removeprefix("read.")
        told = {"format": "kind", "old_word": "kind", "broken": "broken", "encrypted": "encrypted"}
        raise Refused(f"enclosure.{told.get(kind, 'unsafe')}") from None


def _office_kind(content: bytes) -> str:
    try:
        parts_of(content)
    except Refused as refusal:
        if refusal.code != "read.format":
            raise
        parts_of(content, main=WORKBOOK)
        return "xlsx"
    return "docx"
