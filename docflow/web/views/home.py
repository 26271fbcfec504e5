"""The first page after signing in: what there is to do."""

from __future__ import annotations

from flask import Blueprint, render_template

from ...rules.permissions import Act
from ..gate import allow


def register(pages: Blueprint) -> None:
    """Put the view on the blueprint."""
    pages.add_url_rule("/", "home", home)


@allow(Act.HOME)
def home() -> str:
    """Show what waits for this person."""
    return render_template("docflow/home.html", here="home")
