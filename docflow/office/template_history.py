"""What became of templates: the list of all, the versions of one, two of them side by side."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from docflow.models import OwnTemplate, Person, TemplateSave, TemplateVersion
from docflow.papers import folder
from docflow.papers.catalogue import Template, shipped, unpackage
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused
from docflow.rules.types import TYPES, type_of
from docflow.rules.vietnamese import fold

from .desk import Desk
from .permission import guard
from .shelf import Shelf
from .templates import shelf_of

#: Lines around a change that show where it stands.
_AROUND = 3


@dataclass(frozen=True)
class Entry:
    """One template in the list; ``origin`` is ``package``, ``folder``, ``changed`` or ``own``."""

    code: str
    name: str
    type_name: str
    description: str
    origin: str
    version: int
    retired: bool
    common: bool
    broken: str = ""


@dataclass(frozen=True)
class Version:
    """One line of a template's history; ``ordinal`` 0 is the folder's own text."""

    ordinal: int
    act: str
    why: str
    who: str
    at: datetime | None
    sha256: str
    stands: bool


@dataclass(frozen=True)
class Row:
    """One line of a comparison: ``same``, ``out``, ``in`` or ``gap``."""

    kind: str
    text: str


def listed(desk: Desk, *, by: Person, text: str = "") -> list[Entry]:
    """Return every template there is, by type in the decree's order, then by name."""
    guard(desk.session, by, Act.TEMPLATES)
    shelf = shelf_of(desk)
    broken = shelf.reading().broken
    rows = {row.code: row for row in desk.session.scalars(select(OwnTemplate))}
    order = {code: place for place, code in enumerate(TYPES)}
    known = shelf.known()
    found = [_entry(shelf, one, rows.get(one.code)) for one in known.values()]
    found.sort(key=lambda it: (order.get(known[it.code].type, 99), it.name))
    found += [_broken(code, reason, rows[code]) for code, reason in broken.items()]
    wanted = fold(text)
    return [one for one in found if wanted in fold(f"{one.name} {one.type_name} {one.code}")]


def versions(desk: Desk, code: str, *, by: Person) -> list[Version]:
    """Return the acts on one template, the newest first, and the folder's text at the end."""
    guard(desk.session, by, Act.TEMPLATES)
    row = desk.session.get(OwnTemplate, code, populate_existing=True)
    rows = select(TemplateSave).where(TemplateSave.code == code)
    saves = list(desk.session.scalars(rows.order_by(TemplateSave.ordinal.desc())))
    current = row.sha256 if row else None
    found = [
        Version(
            one.ordinal, one.act, one.why, one.by.name, one.at, one.sha256 or "",
            stands=one is saves[0],
        )
        for one in saves
    ]  # fmt: skip
    original = shelf_of(desk).folders.templates().get(code)
    if original is not None:
        found.append(Version(0, "original", "", "", None, original.sha256, stands=current is None))
    if not found:
        raise Refused("template.unknown", template=code[:60])
    return found


def compare(desk: Desk, code: str, before: int, after: int, *, by: Person) -> list[Row]:
    """Return the lines in which two versions of a template differ, file by file."""
    guard(desk.session, by, Act.TEMPLATES)
    old, new = (folder.texts(_version(desk, code, one)) for one in (before, after))
    return [row for name in new for row in _lines(name, old[name], new[name])]


def _lines(name: str, old: str, new: str) -> Iterator[Row]:
    """Yield the changed lines of one file with a few lines around them."""
    if old == new:
        return
    yield Row("gap", name)
    matcher = difflib.unified_diff(old.splitlines(), new.splitlines(), n=_AROUND, lineterm="")
    for line in list(matcher)[2:]:
        if line.startswith("@@"):
            continue
        yield Row({"+": "in", "-": "out"}.get(line[:1], "same"), line[1:])


def _version(desk: Desk, code: str, ordinal: int) -> Template:
    if not ordinal:
        found = shelf_of(desk).folders.templates().get(code)
        if found is None:
            raise Refused("template.no_version")
        return found
    rows = select(TemplateVersion.package).join(
        TemplateSave, TemplateSave.sha256 == TemplateVersion.sha256
    )
    wanted = rows.where(TemplateSave.code == code, TemplateSave.ordinal == ordinal)
    package = desk.session.scalar(wanted)
    if package is None:
        return _version(desk, code, 0)
    return unpackage(package)


def _entry(shelf: Shelf, template: Template, row: OwnTemplate | None) -> Entry:
    return Entry(
        code=template.code,
        name=template.name,
        type_name=type_of(template.type).name,
        description=template.description,
        origin=_origin(shelf, template.code, row),
        version=row.version if row else 0,
        retired=bool(row and row.retired),
        common=template.common,
    )


def _origin(shelf: Shelf, code: str, row: OwnTemplate | None) -> str:
    in_folder = code in shelf.folders.templates()
    if row is not None and row.sha256 is not None:
        return "changed" if in_folder else "own"
    return "package" if shelf.homes.get(code) == shipped() else "folder"


def _broken(code: str, reason: str, row: OwnTemplate) -> Entry:
    return Entry(code, code, "", "", "own", row.version, row.retired, common=False, broken=reason)
