"""A paper as HTML: one markup for preview, reading, comparing and printing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from . import fonts
from .fit import LEFT_COLUMN, RIGHT_COLUMN, fit, shares, size_set
from .parts import Block, Paper, Span

__all__ = ["LEFT_COLUMN", "RIGHT_COLUMN", "layouts", "page", "sheet", "size_set"]

_LAYOUT = "decree30"

# The shares of columns change little between an upright and a lying page.
_TEXT_WIDTH = 165 * fonts.MM

# A URL; a citation, a date or a code such as Covid-19; a number with the word before it; the
# stop of the letter with its last word. None of them may break at the end of a line.
_TIGHT = re.compile(
    r"(?P<url>https?://[^\s<>\"]*[^\s<>\".,;:!?)\]])"
    r"|(?:\b(?:[Ss]ố|[Nn]gày|[Tt]háng|[Nn]ăm) (?=\d))?"
    r"[^\s<>]*(?:\d[/-]|[/-]\d|[A-ZĐ]-[A-ZĐ]|\./\.)[^\s<>]*"
    r"|\b(?:[Ss]ố|[Nn]gày|[Tt]háng|[Nn]ăm) \d+"
    r"|[^\s<>]+ \./\."
)
# A longer run is allowed to break: held together it would run over the margin.
_LONGEST_TIGHT = 40

#: How a word is drawn that came in or went out between two papers (``comparing.compare``).
_CHANGES = {"in": Markup("<ins>{}</ins>"), "out": Markup("<del>{}</del>")}


def sheet(paper: Paper) -> str:
    """Return the fragment ``<article class="paper">…`` for a browser page or for the press.

    Blocks and printed lines carry ``data-block``, all other parts ``data-part``.
    """
    return _template().render(paper=paper, fit=fit(paper), layout=None)


def page(paper: Paper) -> str:
    """Return the whole document that the press prints."""
    return _template().render(paper=paper, fit=fit(paper), layout=_LAYOUT)


@cache
def layouts() -> Path:
    """Return the folder of trusted layouts: beside the package, or inside an installed one."""
    package = Path(__file__).resolve().parent.parent
    for home in (package.parent, package):
        folder = home / "dispatch_templates" / "_layouts"
        if folder.is_dir():
            return folder
    raise FileNotFoundError("dispatch_templates/_layouts")


@cache
def _template() -> Template:
    """Compile the layout once; it is trusted, and everything in it is escaped all the same."""
    environment = Environment(
        loader=FileSystemLoader(layouts()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(inline=_inline, cell=_cell, tight=_tight, shares=_shares)
    return environment.get_template(f"{_LAYOUT}.html")


def _shares(block: Block) -> tuple[int, ...]:
    """Return the widths of a table's columns in percent, for which the sheet has classes."""
    return shares(block, _TEXT_WIDTH)


def _inline(spans: Iterable[Span], layout: str | None) -> Markup:
    """Set the spans of a block; without a layout, for a screen, where notes stand at the end."""
    return Markup().join(_span(span, layout, _tight) for span in spans)


def _cell(spans: Iterable[Span], layout: str | None) -> Markup:
    """Set the spans of a table's cell; a narrow column must break what a line holds together."""
    # Where a word fills its column, the number that calls a note goes to the next line.
    ends = Markup("<wbr>")
    return Markup().join(
        (ends if span.note else Markup()) + _span(span, layout, escape) for span in spans
    )


def _span(span: Span, layout: str | None, set_text: Callable[[str], Markup]) -> Markup:
    """Set one span with its marks; a bound value says which field it shows."""
    if span.note:
        return _note(span) if layout else _call(span)
    html = set_text(span.text)
    if span.field:
        look = ' class="paper-missing"' if span.missing else ""
        html = Markup(f'<span data-field="{{}}"{look}>{{}}</span>').format(span.field, html)  # noqa: S704 - our own words.
    if span.em:
        html = Markup("<em>{}</em>").format(html)
    if span.strong:
        html = Markup("<strong>{}</strong>").format(html)
    return _CHANGES[span.change].format(html) if span.change else html


def _note(span: Span) -> Markup:
    """Set a footnote where it is called; the press takes it to the foot of the page."""
    text = Markup("<sup>{}</sup> {}").format(span.number, _tight(span.note))
    html = Markup('<span class="paper-note-text" data-number="{}">{}</span>')
    return html.format(span.number, text)


def _call(span: Span) -> Markup:
    """Set the number that calls a footnote; a pointer that rests on it reads the note."""
    return Markup('<sup class="paper-call" title="{}">{}</sup>').format(span.note, span.number)


@lru_cache(maxsize=2048)
def _tight(text: str) -> Markup:
    """Hold together what must not break, by markup: not a character of the text is changed."""
    parts, position = [], 0
    for found in _TIGHT.finditer(text):
        parts.append(escape(text[position : found.start()]))
        parts.append(_held(found))
        position = found.end()
    return Markup().join([*parts, escape(text[position:])])


def _held(found: re.Match[str]) -> Markup:
    """Set a URL with places to break after its slashes, anything else without any."""
    text = found[0]
    if found["url"]:
        pieces = Markup("<wbr>").join(re.findall(r"https?://[^/]*/?|[^/]+/?|/", text))
        return Markup('<a class="paper-url" href="{}" rel="noopener">{}</a>').format(text, pieces)
    if len(text) > _LONGEST_TIGHT:
        return escape(text)
    return Markup('<span class="paper-tight">{}</span>').format(text)
