"""Annexes as they go out: texts in the letter's own file, files that go along."""

from __future__ import annotations

from datetime import datetime

from .schemas_out import Output


class Annex(Output):
    """An annex in the letter's own file; ``text`` is light markup.

    ``heading`` is the name of the type of a document that a decision issues, such as *Quy chế*;
    it is empty for a *Phụ lục*.
    """

    id: str
    heading: str
    title: str
    landscape: bool
    text: str


class EnclosedFile(Output):
    """A file that goes along. ``sha256`` is that of the bytes handed out: sealed once they are."""

    ordinal: int
    title: str
    name: str
    media: str
    size: int
    pages: int | None
    original_sha256: str
    sha256: str
    sealed_at: datetime | None


class Annexes(Output):
    """Everything that goes with the letter."""

    annexes: list[Annex]
    files: list[EnclosedFile]
