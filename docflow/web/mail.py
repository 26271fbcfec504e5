"""The letters that docflow writes: subject, text and HTML from templates a host may override."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template

from ..office.desk import Words


def compose(kind: str, facts: Mapping[str, Any]) -> Words:
    """Return the words of a letter, from ``docflow/mail/<kind>.txt`` and ``.html``.

    The first line of the text template is the subject.
    """
    text = render_template(f"docflow/mail/{kind}.txt", **facts)
    subject, _, body = text.partition("\n")
    html = render_template(f"docflow/mail/{kind}.html", **facts)
    return Words(subject.strip(), body.strip() + "\n", html)
