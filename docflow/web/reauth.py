"""How long ago the person proved who he is; signing asks for it anew when it is too long ago."""

from __future__ import annotations

from flask import session

from . import current


def prove() -> None:
    """Note that the person has just shown his password."""
    now = current.desk().now().timestamp()
    session["docflow_proved_at"] = now
    session.setdefault("docflow_proved_first", now)
