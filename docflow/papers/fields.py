"""The language of templates: declared fields, a few filters, ``if``, and one level of ``for``.

Template text is not a program. It is parsed with Jinja's grammar, its syntax tree is checked against
the list in ``syntax``, and the tree is then walked here; Jinja never compiles or runs it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from jinja2 import Environment, TemplateSyntaxError, nodes

from docflow.rules.calendar import short_date
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import count, slug

from . import syntax

Kind = Literal["line", "text", "date", "list"]
Value = str | date | tuple[str, ...]

#: Longest answer: characters of a line or a text, items of a list.
MOST: dict[Kind, int] = {"line": 500, "text": 50_000, "date": 10, "list": 500}
_LONGEST_SOURCE = 100_000
#: The most that one template says: a page of a loop over a long list is no letter any more.
_MOST_PIECES, _MOST_LETTERS = 50_000, 1_000_000
LONGEST_ITEM = 500
_BASIS = re.compile(r"^(?:[\s–-]*căn cứ[\s:]+)+", re.IGNORECASE)


@dataclass(frozen=True)
class Field:
    """One thing the clerk fills in. ``bound`` keeps the value live in the text until overtyped."""

    name: str
    label: str
    kind: Kind = "line"
    required: bool = True
    help: str = ""
    bound: bool = False
    max: int | None = None
    default: str | None = None

    @property
    def most(self) -> int:
        """Tell how many characters, or items of a list, an answer may have."""
        return min(self.max or MOST[self.kind], MOST[self.kind])


@dataclass(frozen=True)
class Piece:
    """What a template says next: its own markup, a value to print, or the place of a bound one."""

    kind: Literal["markup", "line", "text", "bound"]
    text: str


def read(
    source: str, fields: Mapping[str, Field], *, given: Collection[str] = ()
) -> nodes.Template:
    """Parse template text and check every node of its syntax tree.

    :param given: further names that hold one line of text, such as ``room``.

    Raises ``Refused("template.not_allowed", line=…, what=…)`` for anything but declared names,
    the filters of ``FILTERS``, ``if``, and ``for`` over a declared list that is not inside another.
    """
    if len(source) > _LONGEST_SOURCE:
        raise Refused("template.not_allowed", line=1, what="length")
    try:
        tree = Environment(autoescape=True).parse(source)
        syntax.check(tree, _kinds(fields) | dict.fromkeys(given, "line"), FILTERS)
    except TemplateSyntaxError as error:
        raise Refused("template.not_allowed", line=error.lineno, what="syntax") from None
    except RecursionError:
        raise Refused("template.not_allowed", line=1, what="depth") from None
    return tree


def _kinds(fields: Mapping[str, Field]) -> dict[str, str]:
    return {name: "bound" if field.bound else field.kind for name, field in fields.items()}


def speak(
    tree: nodes.Template, values: Mapping[str, Value], fields: Mapping[str, Field]
) -> Iterator[Piece]:
    """Walk a tree that ``read`` has checked and yield what it says with these values.

    Raises ``Refused("template.too_much")`` once that is longer than any letter.
    """
    pieces = letters = 0
    for piece in _speak(tree.body, dict(values), fields):
        pieces, letters = pieces + 1, letters + len(piece.text)
        if pieces > _MOST_PIECES or letters > _MOST_LETTERS:
            raise Refused("template.too_much")
        yield piece


def line(
    source: str,
    values: Mapping[str, Value],
    fields: Mapping[str, Field],
    *,
    given: Collection[str] = (),
) -> str:
    """Return template text as one line, e.g. the subject of the letter or a label of its form."""
    said = (
        printed(values[piece.text]) if piece.kind == "bound" else piece.text
        for piece in speak(read(source, fields, given=given), values, fields)
    )
    return " ".join("".join(said).split())


def printed(value: Value) -> str:
    """Return a value as it stands in running text: a date as ``ngày 07/12/2026``."""
    if isinstance(value, date):
        return f"ngày {short_date(value)}"
    return value if isinstance(value, str) else ", ".join(value)


def _count(value: Value) -> str:
    if isinstance(value, tuple):
        return count(len(value))
    if not str(value).isascii() or not str(value).isdigit():
        raise Refused("draft.malformed", fields=[str(value)[:40]])
    return count(int(str(value)))


def _join_and(value: Value) -> str:
    *front, last = _items(value)
    return f"{', '.join(front)} và {last}" if front else last


def _items(value: Value) -> tuple[str, ...]:
    return (value if isinstance(value, tuple) else (printed(value),)) or ("",)


#: Every filter a template may use; ``docs/templates.md`` prints this table in words.
FILTERS: dict[str, Callable[[Value], str]] = {
    "date": lambda value: short_date(value) if isinstance(value, date) else printed(value),
    "count": _count,
    "upper_first": lambda value: printed(value)[:1].upper() + printed(value)[1:],
    "lower_first": lambda value: printed(value)[:1].lower() + printed(value)[1:],
    "no_stop": lambda value: printed(value).rstrip(" ./;"),
    # A ground is often pasted with the words that the letter prints before it.
    "no_basis": lambda value: _BASIS.sub("", printed(value)),
    "join_and": _join_and,
    "join_comma": lambda value: ", ".join(_items(value)),
    "code": lambda value: slug(printed(value)).replace("-", "_"),
}


def _speak(
    body: list[nodes.Node], values: dict[str, Value], fields: Mapping[str, Field]
) -> Iterator[Piece]:
    for node in body:
        match node:
            case nodes.Output():
                yield from (_said(part, values, fields) for part in node.nodes)
            case nodes.If():
                yield from _speak(_branch(node, values), values, fields)
            case nodes.For(target=nodes.Name(name=target), iter=nodes.Name(name=source)):
                for item in _items(values[source]) if values.get(source) else ():
                    yield from _speak(node.body, values | {target: item}, fields)


def _said(node: nodes.Node, values: Mapping[str, Value], fields: Mapping[str, Field]) -> Piece:
    if isinstance(node, nodes.TemplateData):
        return Piece("markup", node.data)
    if isinstance(node, nodes.Filter) and node.node is not None:
        return Piece("line", FILTERS[node.name](_filtered(node.node, values)))
    name = _name(node)
    field = fields.get(name)
    if field is not None and field.bound and values.get(name):
        return Piece("bound", name)
    kind: Literal["line", "text"] = "text" if field and field.kind == "text" else "line"
    return Piece(kind, printed(values.get(name, "")))


def _filtered(node: nodes.Node, values: Mapping[str, Value]) -> Value:
    if isinstance(node, nodes.Filter) and node.node is not None:
        return FILTERS[node.name](_filtered(node.node, values))
    return values.get(_name(node), "")


def _branch(node: nodes.If, values: Mapping[str, Value]) -> list[nodes.Node]:
    for way in (node, *node.elif_):
        if _holds(way.test, values):
            return way.body
    return node.else_


def _holds(node: nodes.Node, values: Mapping[str, Value]) -> bool:
    match node:
        case nodes.And():
            return _holds(node.left, values) and _holds(node.right, values)
        case nodes.Or():
            return _holds(node.left, values) or _holds(node.right, values)
        case nodes.Not():
            return not _holds(node.node, values)
    return bool(values.get(_name(node)))


def _name(node: nodes.Node) -> str:
    """Return the name of what ``syntax.check`` has found to be a name."""
    return node.name if isinstance(node, nodes.Name) else ""
