"""What makes a record provable: one canonical form, its hash, and the chain."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime

#: The head of a chain before its first event.
GENESIS = "0" * 64


def canonical(thing: object) -> bytes:
    """Return one JSON text for one meaning: sorted keys, no spaces, UTF-8, ISO dates."""
    text = json.dumps(
        thing, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )
    return text.encode()


def _plain(thing: object) -> str:
    if isinstance(thing, date | datetime):
        return thing.isoformat()
    raise TypeError(type(thing))


def digest(thing: object) -> str:
    """Return the SHA-256 of the canonical form, in hex."""
    return hashlib.sha256(canonical(thing)).hexdigest()


def digest_bytes(content: bytes) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def link(previous: str, event: dict[str, object]) -> str:
    """Return the hash that ties an event to the one before it in its stream.

    The leading byte keeps a chain's hashes apart from hashes of files and contents.
    """
    return hashlib.sha256(b"\x01" + bytes.fromhex(previous) + canonical(event)).hexdigest()
