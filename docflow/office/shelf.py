"""The templates of this agency: those of the folders, under those that it writes itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from docflow.models import Chain, OwnTemplate, TemplateVersion
from docflow.papers.catalogue import Catalogue, Template, unpackage
from docflow.rules.refusals import Refused

#: The stream of what is done to templates; its length is the stamp of the shelf.
STREAM = "templates"


@dataclass(frozen=True)
class Reading:
    """The rows of the database as they were read at one length of their stream."""

    stamp: int = 0
    own: Mapping[str, Template] = field(default_factory=dict)
    retired: frozenset[str] = frozenset()
    broken: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Kept:
    """The last reading, shared by all requests of one application."""

    reading: Reading = field(default_factory=Reading)


class Shelf(Catalogue):
    """The folders' templates with the agency's own over them, as the database has them now.

    Every look asks for one number: how many acts on templates there were. Only when another
    process has done one more are the rows read anew. A row that cannot be read any more takes its
    template away and nothing else; ``docflow check`` and the settings' page name it.
    """

    def __init__(self, folders: Catalogue, session: Session, kept: Kept) -> None:
        self.folders = folders
        self.homes = folders.homes
        self._session, self._kept = session, kept

    def templates(self) -> Mapping[str, Template]:
        """Return the templates to draft from, by their codes."""
        now = self.reading()
        away = now.retired | set(now.broken)
        both = {**self.folders.templates(), **now.own}
        return {code: template for code, template in both.items() if code not in away}

    def known(self) -> Mapping[str, Template]:
        """Return these and the retired ones."""
        now = self.reading()
        both = {**self.folders.templates(), **now.own}
        return {code: template for code, template in both.items() if code not in now.broken}

    def reading(self) -> Reading:
        """Return what the database says, read anew only when it says something else."""
        length = select(Chain.length).where(Chain.stream == STREAM)
        # The number first: rows that are newer than it are only read once more.
        stamp = self._session.scalar(length) or 0
        if stamp != self._kept.reading.stamp:
            self._kept.reading = _read(self._session, stamp)
        return self._kept.reading


def _read(session: Session, stamp: int) -> Reading:
    own: dict[str, Template] = {}
    retired: set[str] = set()
    broken: dict[str, str] = {}
    rows = select(OwnTemplate.code, OwnTemplate.retired, TemplateVersion.package).outerjoin(
        TemplateVersion, TemplateVersion.sha256 == OwnTemplate.sha256
    )
    for code, is_retired, package in session.execute(rows):
        if is_retired:
            retired.add(code)
        if package is None:
            continue
        try:
            own[code] = unpackage(package)
        except Refused as refusal:
            broken[code] = str(refusal)
    return Reading(stamp, own, frozenset(retired), broken)
