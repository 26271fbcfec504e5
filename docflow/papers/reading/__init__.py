"""Reading what exists: a dispatch in DOCX or text becomes facts, and a draft of ours."""

from __future__ import annotations

from .content import MOST_ANNEXES, to_content
from .model import Doubt, Reading
from .posts import with_party
from .reader import read, read_path, read_text

__all__ = [
    "MOST_ANNEXES", "Doubt", "Reading", "read", "read_path",
    "read_text", "to_content", "with_party",
]  # fmt: skip
