"""JSON over the same verbs as the pages."""

from __future__ import annotations

from .blueprint import register

__all__ = ["register"]
