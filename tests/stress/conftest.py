"""What the long trials share with the short ones."""

from __future__ import annotations

from tests.postgres import on_postgres

__all__ = ["on_postgres"]
