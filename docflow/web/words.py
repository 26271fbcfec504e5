"""Translating: Vietnamese is what we write, English a catalogue."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

from flask import current_app, has_request_context, request
from markupsafe import Markup, escape

_FOLDER = Path(__file__).parent.parent / "translations"
LANGUAGES = ("vi", "en")


def language() -> str:
    """Return the language of this answer: the reader's if we have it, else the installation's."""
    default: str = current_app.config["DOCFLOW_LANGUAGE"]
    if not has_request_context():
        return default
    chosen = request.cookies.get("docflow_language")
    return chosen if chosen in LANGUAGES else default


def _(text: str, /, **facts: object) -> str:
    """Return the sentence in the reader's language, with its facts filled in.

    In a template the facts are escaped, as the sentence itself is ours.
    """
    told = _catalogue(language()).gettext(text)
    return told.format(**facts) if facts else told


def in_template(text: str, /, **facts: object) -> Markup:
    """Return the sentence as HTML: the sentence is ours, its facts are escaped."""
    told = escape(_catalogue(language()).gettext(text))
    escaped = {name: escape(fact) for name, fact in facts.items()}
    return told.format(**escaped) if facts else told


def lazy(text: str) -> str:
    """Mark a sentence for the catalogue where it is written down and not yet said."""
    return text


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("docflow", _FOLDER, [code], fallback=True)
