"""What the API does: find and check, read, call the verb, show."""

from __future__ import annotations

from . import annexes, approval, books, dispatches, findings, following, inbox
from .books import elsewhere

__all__ = [
    "annexes",
    "approval",
    "books",
    "dispatches",
    "elsewhere",
    "findings",
    "following",
    "inbox",
]
