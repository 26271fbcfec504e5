"""E-mail as files: each letter an ``.eml`` in a folder, where no mail server is configured."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from docflow.rules.refusals import Unreachable

from .channel import Envelope, Receipt
from .letter import Sender, letter


class EmlChannel:
    """Write each letter whole into a folder; the same message id overwrites its own file."""

    name = "email"

    def __init__(self, folder: Path | str, sender: Sender) -> None:
        self.folder = Path(folder)
        self.sender = sender

    def send(self, envelope: Envelope) -> Receipt:
        """Write the letter and return its file name; ``Unreachable`` when the folder is full."""
        content = letter(envelope, self.sender).as_bytes()
        place = self.folder / file_name(envelope.message_id)
        try:
            self._write(place, content)
        except OSError as problem:
            raise Unreachable(f"folder: {problem.strerror or problem}") from problem
        return Receipt(detail=place.name)

    def _write(self, place: Path, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        # A letter carries a personal link: mkstemp leaves the file to its owner alone (0600).
        handle, half = tempfile.mkstemp(dir=self.folder, suffix=".half")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            Path(half).replace(place)
        except BaseException:
            Path(half).unlink(missing_ok=True)
            raise


def file_name(message_id: str) -> str:
    """Return the file name of a message id: readable, unique, and never a path."""
    words = re.sub(r"[^A-Za-z0-9-]+", "-", message_id.partition("@")[0]).strip("-")[:60]
    digest = hashlib.sha256(message_id.encode()).hexdigest()[:10]
    return f"{words}-{digest}.eml"
