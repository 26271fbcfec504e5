"""Writing templates: new ones, the agency's own version of one, putting one away."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from docflow.models import OwnTemplate, Person, TemplateSave, TemplateVersion
from docflow.models.engine import insert_if_absent
from docflow.papers import docx, folder, pdf
from docflow.papers.admission import admit
from docflow.papers.catalogue import Catalogue, Template, draft, package
from docflow.papers.paper import Paper, compose
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc, slug

from .desk import Desk
from .drafting import keep_template
from .permission import guard
from .shelf import STREAM, Shelf

_LONGEST_WHY = 500
_LONGEST_CODE = 60


@dataclass(frozen=True)
class Seen:
    """A template as its editor opens it; ``version`` is 0 while only a folder has it."""

    template: Template
    version: int
    retired: bool
    own: bool


def open_template(desk: Desk, code: str, *, by: Person) -> Seen:
    """Return a template to edit, a retired one too. Raises ``Refused("template.unknown")``."""
    guard(desk.session, by, Act.TEMPLATES)
    template = shelf_of(desk).known().get(code)
    if template is None:
        raise Refused("template.unknown", template=code[:60])
    row = desk.session.get(OwnTemplate, code, populate_existing=True)
    if row is None:
        return Seen(template, 0, retired=False, own=False)
    return Seen(template, row.version, row.retired, row.sha256 is not None)


def save(
    desk: Desk, code: str, source: Mapping[str, Any], *, seen: int, why: str, by: Person
) -> Template:
    """Keep a package as the agency's own version of a template and return it.

    Raises ``Refused("template.stale", who=…, at=…)`` when somebody saved in between, what
    ``admit`` refuses, and ``"template.why"`` without a reason. The same package writes nothing.
    """
    guard(desk.session, by, Act.TEMPLATES)
    if source["template"].get("code") != code:
        raise Refused("template.broken", template=code, reason="code", faults=[("code", "choice")])
    template, why = admit(source), _why(why)
    with desk.work():
        row = _locked(desk, code, seen)
        if row.sha256 == template.sha256:
            return template
        keep_template(desk, template)
        _note(desk, row, "saved", template.sha256, why, by=by)
    return template


def create(desk: Desk, name: str, base: str, *, by: Person) -> Template:
    """Make a new template that begins as a copy of another one, under a code of its own."""
    guard(desk.session, by, Act.TEMPLATES)
    found = shelf_of(desk).known().get(base)
    if found is None:
        raise Refused("template.unknown", template=base[:60])
    name = " ".join(nfc(name).split())
    if not name:
        raise Refused("template.broken", template=base, reason="name", faults=[("name", "missing")])
    source = copy.deepcopy(package(found))
    source["template"] |= {"code": _free_code(desk, name), "name": name, "common": False}
    return _add(desk, source, f"Lập từ mẫu “{found.name}”", by=by)


def bring_in(desk: Desk, content: bytes, *, replace: bool, by: Person) -> Template:
    """Take a template out of a ZIP; one whose code is taken becomes a new one beside it.

    ``replace`` makes it the agency's own version of the template of that code instead.
    Raises what ``folder.unzipped`` and ``admit`` refuse; nothing is written then.
    """
    guard(desk.session, by, Act.TEMPLATES)
    source = folder.unzipped(content)
    template = admit(source)
    taken = template.code in _codes(desk)
    if taken and replace:
        seen = open_template(desk, template.code, by=by)
        return save(desk, template.code, source, seen=seen.version, why="Nhập từ tệp", by=by)
    if taken:
        source["template"]["code"] = _free_code(desk, template.code)
    return _add(desk, source, "Nhập từ tệp", by=by)


def retire(desk: Desk, code: str, *, seen: int, by: Person) -> None:
    """Take a template out of the picker; drafts made from it stay as they are."""
    _put(desk, code, seen=seen, retired=True, by=by)


def restore(desk: Desk, code: str, *, seen: int, by: Person) -> None:
    """Put a retired template back."""
    _put(desk, code, seen=seen, retired=False, by=by)


def use_again(desk: Desk, code: str, ordinal: int, *, seen: int, by: Person) -> None:
    """Let an earlier version stand again; ordinal 0 is the folder's, which lifts one's own."""
    guard(desk.session, by, Act.TEMPLATES)
    sha256, why = None, "Dùng lại bản gốc"
    if ordinal:
        wanted = select(TemplateSave).where(
            TemplateSave.code == code, TemplateSave.ordinal == ordinal
        )
        found = desk.session.scalars(wanted).first()
        if found is None or found.sha256 is None:
            raise Refused("template.no_version")
        # What was allowed when it was saved may be refused by now.
        admit(desk.session.get_one(TemplateVersion, found.sha256).package)
        sha256, why = found.sha256, f"Dùng lại bản {ordinal}"
    elif code not in shelf_of(desk).folders.templates():
        raise Refused("template.no_version")
    with desk.work():
        row = _locked(desk, code, seen)
        if row.sha256 != sha256:
            _note(desk, row, "reused", sha256, why, by=by)


def sample(template: Template) -> Paper:
    """Return the paper of a template's own sample."""
    return compose(draft(template, template.sample, defaults=template.sample_defaults))


def sample_pdf(desk: Desk, template: Template) -> bytes:
    """Print the sample."""
    paper = sample(template)
    desk.let_go()
    return pdf.write(paper, desk.press, seconds=8).bytes


def sample_docx(template: Template) -> bytes:
    """Write the sample for Word."""
    return docx.write(sample(template))


def carried(template: Template) -> bytes:
    """Return the template's folder as a ZIP for another agency."""
    return folder.zipped(template)


def _add(desk: Desk, source: dict[str, Any], why: str, *, by: Person) -> Template:
    return save(desk, source["template"]["code"], source, seen=0, why=why, by=by)


def _put(desk: Desk, code: str, *, seen: int, retired: bool, by: Person) -> None:
    open_template(desk, code, by=by)
    with desk.work():
        row = _locked(desk, code, seen)
        if row.retired == retired:
            return
        row.retired = retired
        _note(desk, row, "retired" if retired else "restored", row.sha256, "", by=by)


def _locked(desk: Desk, code: str, seen: int) -> OwnTemplate:
    """Return the template's row, locked, if it still is as it was seen."""
    insert_if_absent(desk.session, OwnTemplate, code=code, retired=False, version=0)
    row = desk.lock(OwnTemplate, code)
    if row.version != seen:
        rows = select(TemplateSave).where(TemplateSave.code == code)
        last = desk.session.scalars(rows.order_by(TemplateSave.ordinal.desc()).limit(1)).first()
        who, at = (last.by.name, last.at) if last else ("", None)
        raise Refused("template.stale", who=who, at=at)
    return row


def _note(
    desk: Desk, row: OwnTemplate, act: str, sha256: str | None, why: str, *, by: Person
) -> None:
    before, row.sha256 = row.sha256, sha256
    row.version += 1
    one = TemplateSave(
        code=row.code, ordinal=row.version, act=act, sha256=sha256, why=why, by_id=by.id,
        at=desk.now(),
    )  # fmt: skip
    desk.session.add(one)
    desk.record(
        f"template_{act}", None, by=by, stream=STREAM, before=before, after=sha256,
        template=row.code, why=why,
    )  # fmt: skip


def _why(text: str) -> str:
    why = " ".join(nfc(text).split())
    if not why or len(why) > _LONGEST_WHY:
        raise Refused("template.why", most=_LONGEST_WHY)
    return why


def _free_code(desk: Desk, name: str) -> str:
    taken = _codes(desk)
    stem = slug(name).replace("-", "_")[:_LONGEST_CODE].strip("_")
    stem = stem if stem[:1].isalpha() else f"mau_{stem}".strip("_")
    tries = (f"{stem}_{n}" if n > 1 else stem for n in range(1, 10_000))
    return next(code for code in tries if code not in taken)


def _codes(desk: Desk) -> set[str]:
    """Return every code that is taken, also by what cannot be read any more."""
    return {*shelf_of(desk).folders.templates(), *desk.session.scalars(select(OwnTemplate.code))}


def shelf_of(desk: Desk) -> Shelf:
    """Return the shelf of a desk that stands over a database."""
    shelf: Catalogue = desk.catalogue
    if not isinstance(shelf, Shelf):
        raise TypeError("templates are written where there is a database")
    return shelf


__all__ = [
    "Seen", "admit", "bring_in", "carried", "create", "open_template", "restore", "retire", "sample",
    "sample_docx", "sample_pdf", "save", "shelf_of", "use_again",
]  # fmt: skip
