"""The databases that these tests run on."""

from __future__ import annotations

from tests.postgres import on_postgres

__all__ = ["on_postgres"]
