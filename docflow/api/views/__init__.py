"""What the API does: find and check, read, call the verb, show."""

from __future__ import annotations

from . import approval, books, dispatches, following, inbox
from .books import elsewhere

__all__ = ["approval", "books", "dispatches", "elsewhere", "following", "inbox"]
