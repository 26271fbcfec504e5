"""Where files live: by the SHA-256 of their bytes, written once."""

from __future__ import annotations

from .store import Damaged, FileStorage, MemoryStorage, Storage, Stored

__all__ = ["Damaged", "FileStorage", "MemoryStorage", "Storage", "Stored"]
