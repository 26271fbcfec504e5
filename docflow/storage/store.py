"""Files by the SHA-256 of their bytes: written once, checked at every reading."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from docflow.rules.refusals import Refused, Unreachable

_NAME = re.compile(r"[0-9a-f]{64}")
_INCOMING = "incoming"


class Damaged(Unreachable):
    """A stored file is gone, or its bytes are no longer those that were stored.

    :param reason: ``"missing"`` or ``"changed"``.
    """

    def __init__(self, sha256: str, reason: str) -> None:
        super().__init__(f"{reason}: {sha256}", permanent=True)
        self.sha256 = sha256
        self.kind = reason


@dataclass(frozen=True)
class Stored:
    """One file as it lies in the store; ``written_at`` is in seconds since the epoch."""

    sha256: str
    size: int
    written_at: float


class Storage(Protocol):
    """A place that keeps bytes and gives back exactly those bytes."""

    def put(self, content: bytes) -> str:
        """Keep the content and return its SHA-256; ``Unreachable`` when the place is full."""

    def get(self, sha256: str) -> bytes:
        """Return the content; ``Damaged`` when it is gone or changed."""

    def has(self, sha256: str) -> bool:
        """Say whether a file of that name is kept, without reading it."""

    def all(self) -> Iterator[Stored]:
        """List what is kept, in the order of the names."""

    def remove(self, sha256: str) -> None:
        """Forget one file; the caller answers for nobody needing it any more."""


class FileStorage:
    """Keep files under a folder as ``ab/cd/<sha256>``."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)

    def put(self, content: bytes) -> str:
        """Write the content once and return its SHA-256; ``Unreachable`` when that fails.

        The same content again writes nothing, except where the file on disk has rotted: then the
        good bytes take its place.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._place(sha256)
        if not _holds(place, content):
            try:
                self._write(place, content)
            except OSError as problem:
                raise Unreachable(f"storage: {problem.strerror or problem}") from problem
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the content; ``Damaged`` when gone or changed, ``Refused("file.malformed")``."""
        try:
            content = self._place(sha256).read_bytes()
        except FileNotFoundError:
            raise Damaged(sha256, "missing") from None
        except OSError as problem:
            raise Unreachable(f"storage: {problem.strerror or problem}") from problem
        return _checked(sha256, content)

    def has(self, sha256: str) -> bool:
        """Say whether a file of that name is kept, without reading it."""
        return self._place(sha256).is_file()

    def path(self, sha256: str) -> Path:
        """Return where the file lies, for a server that sends files itself."""
        return self._place(sha256)

    def all(self) -> Iterator[Stored]:
        """List what is kept, in the order of the names."""
        for place in sorted(self.folder.glob("??/??/*")):
            if _NAME.fullmatch(place.name):
                facts = place.stat()
                yield Stored(place.name, facts.st_size, facts.st_mtime)

    def remove(self, sha256: str) -> None:
        """Forget one file; a file already gone is no error."""
        self._place(sha256).unlink(missing_ok=True)

    def sweep(self, *, older_than: float = 3600.0) -> int:
        """Remove what a crash left half-written; return how many.

        :param older_than: seconds; younger halves may belong to a writer still at work.
        """
        limit, swept = time.time() - older_than, 0
        for half in (self.folder / _INCOMING).glob("*"):
            # A writer may finish, or another sweep come by, between the listing and here.
            with contextlib.suppress(FileNotFoundError):
                if half.stat().st_mtime < limit:
                    half.unlink()
                    swept += 1
        return swept

    def _place(self, sha256: str) -> Path:
        # A name comes from a URL sooner or later; nothing but a digest ever becomes a path.
        if not _NAME.fullmatch(sha256):
            raise Refused("file.malformed", sha256=sha256)
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def _write(self, place: Path, content: bytes) -> None:
        incoming = self.folder / _INCOMING
        for folder in (incoming, place.parent):
            _make(folder)
        handle, half = tempfile.mkstemp(dir=incoming)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fchmod(stream.fileno(), 0o440)
                os.fsync(stream.fileno())
            Path(half).replace(place)
        except BaseException:
            Path(half).unlink(missing_ok=True)
            raise
        _sync(place.parent)


class MemoryStorage:
    """Keep files in memory, for tests and for a host that tries docflow out."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[bytes, float]] = {}

    def put(self, content: bytes) -> str:
        """Keep the content and return its SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        self._kept.setdefault(sha256, (content, time.time()))
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the content; ``Damaged`` when it is gone."""
        if sha256 not in self._kept:
            raise Damaged(sha256, "missing")
        return _checked(sha256, self._kept[sha256][0])

    def has(self, sha256: str) -> bool:
        """Say whether a file of that name is kept."""
        return sha256 in self._kept

    def all(self) -> Iterator[Stored]:
        """List what is kept, in the order of the names."""
        for sha256, (content, written_at) in sorted(self._kept.items()):
            yield Stored(sha256, len(content), written_at)

    def remove(self, sha256: str) -> None:
        """Forget one file; a file already gone is no error."""
        self._kept.pop(sha256, None)


def _checked(sha256: str, content: bytes) -> bytes:
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(sha256, "changed")
    return content


def _holds(place: Path, content: bytes) -> bool:
    try:
        return place.read_bytes() == content
    except OSError:
        return False


def _make(folder: Path) -> None:
    # A new folder's own entry must reach the disk too, or a power cut loses the file with it.
    if folder.is_dir():
        return
    _make(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
