"""The letters that docflow writes: subject, text and HTML from templates a host may override."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template

from docflow.office.desk import Words
from docflow.office.proof import sent_as
from docflow.rules.urgency import STAMPS

from .labels import URGENCY
from .words import _, in_template


def compose(kind: str, facts: Mapping[str, Any]) -> Words:
    """Return the words of a letter, from ``docflow/mail/<kind>.txt`` and ``.html``.

    The first line of the text template is the subject.
    """
    # What is sent is called what it is; "công văn" is one type of many.
    content = facts["dispatch"].content
    document, about = sent_as(content)
    # A document of which one speaks by its number has a capital (Decree 30/2020, annex II, V.6).
    named = document[:1].upper() + document[1:]
    urgency = content["urgency"]
    urgent = _(URGENCY[urgency]) if STAMPS[urgency] else ""
    facts = {**facts, "document": document, "named": named, "about": about, "urgent": urgent}
    text = render_template(f"docflow/mail/{kind}.txt", _=_, **facts)
    subject, _line, body = text.partition("\n")
    html = render_template(f"docflow/mail/{kind}.html", _=in_template, **facts)
    return Words(subject.strip(), body.strip() + "\n", html)
