"""A paper as HTML: one markup for preview, reading, comparing and printing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from docflow.papers import fonts
from docflow.papers.paper import Paper, Span

_LAYOUT = "decree30"

#: Widths of the head's two columns; Quốc hiệu at 13 points needs 95.7 mm.
LEFT_COLUMN = 68 * fonts.MM
RIGHT_COLUMN = 97 * fonts.MM

#: Sizes of parent agency, agency and place line in the large (a) and the small (b) set; both
#: keep to annex I of Decree 30/2020, which gives each part a range of one point.
_HEAD_SIZES = {"a": (13, 13, 14), "b": (12, 12, 13)}

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


def sheet(paper: Paper) -> str:
    """Return the fragment ``<article class="paper">…`` for a browser page or for the press.

    Blocks and printed lines carry ``data-block``, all other parts ``data-part``.
    """
    return _template().render(paper=paper, size_set=size_set(paper), layout=None)


def page(paper: Paper) -> str:
    """Return the whole document that the press prints."""
    return _template().render(paper=paper, size_set=size_set(paper), layout=_LAYOUT)


def size_set(paper: Paper) -> str:
    """Return ``a``, or ``b`` when only the smaller sizes keep a line of the head unbroken."""
    broken = [_broken(paper, _HEAD_SIZES[name]) for name in ("a", "b")]
    return "b" if len(broken[1]) < len(broken[0]) else "a"


@cache
def layouts() -> Path:
    """Return the folder of trusted layouts: beside the package, or inside an installed one."""
    package = Path(__file__).resolve().parent.parent
    for home in (package.parent, package):
        folder = home / "dispatch_templates" / "_layouts"
        if folder.is_dir():
            return folder
    raise FileNotFoundError("dispatch_templates/_layouts")


def _broken(paper: Paper, sizes: tuple[int, int, int]) -> list[str]:
    """Return the lines of the head that do not fit their column at these sizes."""
    parent, agency, place = sizes
    measured = (
        (paper.parent_agency, fonts.width(paper.parent_agency, parent), LEFT_COLUMN),
        (paper.agency, fonts.width(paper.agency, agency, bold=True), LEFT_COLUMN),
        (paper.place_line, fonts.width(paper.place_line, place, italic=True), RIGHT_COLUMN),
    )
    return [text for text, width, column in measured if width > column]


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
    environment.filters.update(inline=_inline, tight=_tight)
    return environment.get_template(f"{_LAYOUT}.html")


def _inline(spans: Iterable[Span]) -> Markup:
    """Set the spans of a block."""
    return Markup().join(_span(span) for span in spans)


def _span(span: Span) -> Markup:
    """Set one span with its marks; a bound value says which field it shows."""
    html = _tight(span.text)
    if span.field:
        html = Markup('<span data-field="{}">{}</span>').format(span.field, html)
    if span.em:
        html = Markup("<em>{}</em>").format(html)
    return Markup("<strong>{}</strong>").format(html) if span.strong else html


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
