"""JSON over the same verbs as the pages."""

from __future__ import annotations

from flask import Blueprint


def register(pages: Blueprint) -> None:
    """Hang the API under the pages' blueprint."""
