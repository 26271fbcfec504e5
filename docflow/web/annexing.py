"""The annexes of a draft as its page shows them, and what is typed and pressed there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from docflow.office import annexes as annexed
from docflow.office import enclosures as enclosed
from docflow.office.body import parse, read
from docflow.rules.refusals import Refused
from docflow.rules.types import type_of

from .sentences import sentence

#: Tables of more cells than this are typed at as text: the rich editor would answer too slowly.
_MOST_RICH_CELLS = 2_000
_SIDEWAYS = "landscape"
_NOTHING: Mapping[str, str] = {}
#: What of an annex a refusal is about; all others are about its text.
_CONTROLS = {"annex.title_too_long": "title", "annex.heading_too_long": "heading"}


@dataclass(frozen=True)
class Shown:
    """One annex as the editor shows it; ``text`` is None where there is more than a save takes.

    ``doc`` is the same text as the rich editor begins with it, None where only the textarea bears
    it. ``heading`` is the name of the type
    of a document that the decision issues; ``issues`` says that such a name may be given.
    """

    id: str
    number: str
    heading: str
    issues: bool
    title: str
    text: str | None
    doc: Mapping[str, Any] | None
    landscape: bool
    rows: int
    columns: int


@dataclass(frozen=True)
class ShownFile:
    """One file that goes along, as any page shows it."""

    id: str
    ordinal: int
    title: str
    name: str
    kind: str
    size: str
    pages: int | None


def annexes(
    content: Mapping[str, Any], typed: Mapping[str, str], pressed: str
) -> list[dict[str, Any]] | None:
    """Return the annexes with what was typed and pressed, as a save takes them; None for no change.

    ``typed`` holds ``x1.heading``, ``x1.title``, ``x1.page``, and the text as markup in ``x1.text``
    or as a tree in ``x1.doc``; ``pressed`` is ``add`` or an act with its annex, ``up:x1``,
    ``down:x1``, ``drop:x1``. What was typed into an annex that is gone makes it anew: a page that
    came too late loses nothing. Raises ``Refused("body.malformed", annex="x1")`` for a
    tree that is none.
    """
    told = [_typed(one, typed) for one in content.get("annexes") or ()]
    told += [_typed(one, typed) for one in _gone(told, typed)]
    if pressed == "add":
        told.append({"heading": "", "title": "", "text": "", "landscape": False})
    act, _, name = pressed.partition(":")
    moved = list(_moved(told, act, name))
    return moved if typed or moved != told or pressed == "add" else None


def enclosures(
    content: Mapping[str, Any], typed: Mapping[str, str], pressed: str
) -> list[dict[str, Any]] | None:
    """Return the files with their new titles and their new order; None for no change."""
    files = enclosed.of(content)
    told = [{**one, "title": typed.get(f"{one['id']}.title", one["title"])} for one in files]
    act, _, name = pressed.partition(":")
    moved = list(_moved(told, act, name))
    return moved if moved != files else None


def next_page(key: int, content: Mapping[str, Any], pressed: str) -> str:
    """Return where a pressed button leads once everything is saved."""
    act, _, name = pressed.partition(":")
    if act == "table":
        return url_for("docflow.annex_table", key=key, annex=name)
    if act == "attach":
        return url_for("docflow.enclosing", key=key)
    listed = content.get("annexes") or ()
    if act == "add" and listed:
        return opened(key, listed[-1]["id"])
    if act in ("up", "down"):
        files = {one["id"] for one in enclosed.of(content)}
        if name not in files:
            return opened(key, name)
        return url_for("docflow.edit", key=key, _anchor=f"file-{name}")
    return url_for("docflow.edit", key=key, _anchor="part-annexes")


def opened(key: int, name: str) -> str:
    """Return the editor with this annex unfolded and the focus at its head."""
    return url_for("docflow.edit", key=key, annex=name, _anchor=f"annex-{name}-head")


def shown(content: Mapping[str, Any], typed: Mapping[str, str] = _NOTHING) -> list[Shown]:
    """Return the annexes in the same file; what a refused form held in ``annexes.…`` wins."""
    told = content.get("annexes") or ()
    issues = type_of(content.get("type")).issues
    found = [
        _shown(one, name, issues=issues)
        for one, name in zip(told, annexed.names(told), strict=True)
    ]
    return [_as_typed(one, typed) for one in found] if typed else found


def said(refusal: Refused, content: Mapping[str, Any]) -> str:
    """Return the sentence of a refusal, with the annex before it where it is about one."""
    place = refusal.facts.get("annex")
    number = next((one.number for one in shown(content) if one.id == place), "")
    return f"{number}: {sentence(refusal)}" if number else sentence(refusal)


def shown_files(content: Mapping[str, Any], typed: Mapping[str, str] = _NOTHING) -> list[ShownFile]:
    """Return the files that go along; what a refused form held in ``enclosures.…`` wins."""
    return [
        ShownFile(
            one["id"], n, typed.get(f"enclosures.{one['id']}.title", one["title"]),
            one["name"], one["kind"], _size(one["size"]), one["pages"],
        )
        for n, one in enumerate(enclosed.of(content), 1)
    ]  # fmt: skip


def place(refusal: Refused, content: Mapping[str, Any]) -> str:
    """Return the control of an annex at which a refusal is told; empty where it is about none."""
    name = refusal.facts.get("annex")
    if name not in {one["id"] for one in content.get("annexes") or ()}:
        return ""
    return f"annex-{name}-{_CONTROLS.get(refusal.code, 'text')}"


def _typed(annex: Mapping[str, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    name = annex["id"]
    page = typed.get(f"{name}.page")
    doc = typed.get(f"{name}.doc")
    return {
        "id": name,
        "heading": typed.get(f"{name}.heading"),
        "title": typed.get(f"{name}.title", annex["title"]),
        "text": typed.get(f"{name}.text"),
        "body": _tree(doc, name) if doc else None,
        "landscape": annex["landscape"] if page is None else page == _SIDEWAYS,
    }


def _gone(told: Sequence[Mapping[str, Any]], typed: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the annexes that were typed at and are no more, in the order of the page."""
    known = {one["id"] for one in told}
    names = dict.fromkeys(name.partition(".")[0] for name in typed)
    return [
        {"id": name, "title": None, "landscape": None}
        for name in names
        if name not in known and annexed.is_id(name)
    ]


def _tree(doc: str, name: str) -> dict[str, Any]:
    """Read a tree that was typed; what is none says in which annex."""
    try:
        return read(parse(doc))
    except Refused as refusal:
        raise Refused(refusal.code, **refusal.facts, annex=name) from None


def _moved(told: Sequence[dict[str, Any]], act: str, name: str) -> Iterator[dict[str, Any]]:
    """Yield the entries with the named one moved by a place, or left out."""
    order = list(told)
    at = next((n for n, one in enumerate(order) if one.get("id") == name), None)
    if at is not None and act in ("up", "down", "drop"):
        one = order.pop(at)
        if act != "drop":
            order.insert(max(0, at - 1) if act == "up" else at + 1, one)
    yield from order


def _shown(annex: Mapping[str, Any], name: str, *, issues: bool) -> Shown:
    body = annex["body"]["content"]
    tables = [one["content"] for one in body if one["type"] == "table"]
    rows = sum(len(one) for one in tables)
    cells = sum(len(one) * len(one[0]["content"]) for one in tables)
    text = annexed.markup(annex)
    return Shown(
        id=annex["id"],
        number=name,
        heading=annex.get("heading") or "",
        issues=issues or bool(annex.get("heading")),
        title=annex["title"],
        text=text if len(text) <= annexed.LONGEST_TEXT else None,
        doc=annex["body"] if cells <= _MOST_RICH_CELLS else None,
        landscape=annex["landscape"],
        rows=max(0, rows - 1),
        columns=max((len(one[0]["content"]) for one in tables), default=0),
    )


def _as_typed(one: Shown, typed: Mapping[str, str]) -> Shown:
    """Return it with what was typed, readable or not: nobody types it again for another's fault."""
    name = f"annexes.{one.id}."
    doc, page = one.doc, typed.get(f"{name}page")
    if told := typed.get(f"{name}doc"):
        with suppress(Refused):
            doc = read(parse(told))
    return replace(
        one,
        heading=typed.get(f"{name}heading", one.heading),
        title=typed.get(f"{name}title", one.title),
        text=None if one.text is None else typed.get(f"{name}text", one.text),
        doc=doc,
        landscape=one.landscape if page is None else page == _SIDEWAYS,
    )


def _size(size: int) -> str:
    """Return a size as people say it: ``1,4 MB``, ``312 kB``."""
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB".replace(".", ",")
    return f"{max(1, round(size / 1000))} kB"
