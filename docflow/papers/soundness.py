"""Whether a template holds together: every line that it may print is read before a draft is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from jinja2 import nodes

from docflow.rules.purposes import Purpose
from docflow.rules.refusals import Refused

from . import dialect
from .fields import MOST, Piece, read
from .paper import CIRCULATION

if TYPE_CHECKING:
    from .template import Template


def check(template: Template, *, given: Collection[str]) -> None:
    """Refuse a template in which something is not allowed or does not fit together.

    Raises ``Refused("template.not_allowed", part=…, line=…, what=…)`` for what a line or the body
    says, ``Refused("template.broken", template=…, part=…, what=…, reason=…)`` for the rest.
    """
    _check_fields(template, given)
    for part in ("addressees", "copies"):
        for place, entry in enumerate(template.defaults[part]):
            with _within(template, f"{part}.{place}"):
                Purpose(entry["purpose"])
                _ = entry["text"], list(entry["targets"])
    # A text may become several blocks, and there is no room for blocks in a line.
    short = {name: field for name, field in template.by_name().items() if field.kind != "text"}
    for part, source in _lines(template):
        with _within(template, part):
            read(source, short, given={*given, "item"})
    _check_report(template, given)
    for place, annex in enumerate(template.defaults["annexes"]):
        named = template.by_name().get(annex["text"])
        if named is None or named.kind != "text":
            _refuse(template, f"annexes.{place}", "text")
    if template.defaults["circulation"] not in {"", *CIRCULATION}:
        _refuse(template, "circulation", "unknown")
    with _within(template, "body"):
        tree = read(template.body, template.by_name(), given=given)
        told = [Piece("markup", data.data) for data in tree.find_all(nodes.TemplateData)]
        dialect.read(told, list)


def _check_fields(template: Template, given: Collection[str]) -> None:
    known: set[str] = set(given)
    for place, field in enumerate(template.fields):
        if field.name in known:
            _refuse(template, f"fields.{place}", "twice")
        known.add(field.name)
        if field.kind not in MOST:
            _refuse(template, f"fields.{place}", "kind")
        if field.bound and field.kind not in {"line", "date"}:
            _refuse(template, f"fields.{place}", "bound")


def _check_report(template: Template, given: Collection[str]) -> None:
    report = template.defaults["report"]
    if report is None:
        return
    due = template.by_name().get(report["due_on"])
    if due is None or due.kind != "date" or not due.bound:
        _refuse(template, "report.due_on", "due")
    if template.body.count("data-report") != 1:
        _refuse(template, "body", "report_once")
    # A duty must stand in the signed text: the point always says its date.
    with _within(template, "report.point"):
        point = read(report["point"], template.by_name(), given=given)
    said = [part for node in point.body if isinstance(node, nodes.Output) for part in node.nodes]
    if not any(isinstance(part, nodes.Name) and part.name == report["due_on"] for part in said):
        _refuse(template, "report.point", "no_date")


def _lines(template: Template) -> Iterator[tuple[str, str]]:
    """Yield every line of text that a draft may print, with the part that it stands in."""
    told = template.defaults
    for part in ("subject", "notation", "heading", "salutation", "party"):
        yield part, told[part]
    yield from (("archive", room) for room in told["archive"]["rooms"])
    yield from (("confirmation", line) for line in told["confirmation"])
    for place, one in enumerate(told["signatories"]):
        yield from ((f"signatories.{place}", line) for line in (*one["lines"], one["name"]))
    for place, annex in enumerate(told["annexes"]):
        yield from ((f"annexes.{place}", annex[name]) for name in ("title", "heading"))
    for part in ("addressees", "copies"):
        yield from ((f"{part}.{n}", entry["text"]) for n, entry in enumerate(told[part]))
    if template.form is None:
        return
    yield "report.point", told["report"]["point"]
    yield "report.title", template.form["title"]
    for part in ("fields", "rates"):
        for place, entry in enumerate(template.form[part]):
            for name, is_ in entry.items():
                if isinstance(is_, str) and name != "each":
                    yield f"report.{part}.{place}", is_


@contextmanager
def _within(template: Template, part: str) -> Iterator[None]:
    """Say of a refusal in which part of the template its cause stands."""
    try:
        yield
    except Refused as refusal:
        raise Refused(
            refusal.code, template=template.code, **{"part": part, **refusal.facts}
        ) from None
    except (KeyError, TypeError, ValueError, AttributeError):
        _refuse(template, part, "malformed")


def _refuse(template: Template, part: str, what: str) -> NoReturn:
    reason = f"{part}: {what}"
    raise Refused("template.broken", template=template.code, part=part, what=what, reason=reason)
