"""Annexes in files of their own, as the content lists them and as they are handed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import Any

from sqlalchemy import select

from docflow.models import Dispatch, Enclosure
from docflow.papers.inspection import MEDIA
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc

from .desk import Desk

MOST = 10
MOST_TOTAL = 40_000_000
LONGEST_TITLE = 300


@dataclass(frozen=True)
class Taken:
    """A file that was looked at and is kept, on its way into the content."""

    title: str
    name: str
    kind: str
    sha256: str
    size: int
    pages: int | None


@dataclass(frozen=True)
class File:
    """A file to hand out; ``sealed`` says whether it carries the agency's signature."""

    content: bytes
    name: str
    media: str
    sha256: str
    sealed: bool


def of(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what goes along in files of its own."""
    return list(content.get("enclosures") or ())


def media(enclosure: Mapping[str, Any]) -> str:
    """Return the media type of a file."""
    return MEDIA[enclosure["kind"]]


def told(enclosure: Mapping[str, Any]) -> str:
    """Return in one line what a file is: another file of the same name reads differently."""
    return f"{enclosure['title']} ({enclosure['name']}, SHA-256 {enclosure['sha256'][:16]}…)"


def revised(
    before: Sequence[Mapping[str, Any]], told: Sequence[Mapping[str, Any]], *, given: int = 0
) -> list[dict[str, Any]]:
    """Return the files in their new order with their new titles; one that is not told goes out.

    Only ``attach`` brings one in: a hash that somebody names is never taken for a file of his.
    ``given`` is the highest number of an id that is gone.
    """
    known = {one["id"]: one for one in before}
    used = {given, *(int(one["id"][1:]) for one in before)}
    found = []
    for one in told:
        if isinstance(taken := one.get("taken"), Taken):
            used.add(max(used, default=0) + 1)
            found.append({"id": f"f{max(used)}", **asdict(taken)})
        elif one.get("id") in known:
            found.append({**known[one["id"]], "title": title_of(one.get("title") or "")})
        else:
            raise Refused("missing", what="enclosure")
    check_room(found, 0)
    return found


def handed_out(desk: Desk, dispatch: Dispatch, ordinal: int) -> File:
    """Return one file: sealed where it is, else as it was taken in. ``Refused("missing")``."""
    listed = of(dispatch.content)
    if not 1 <= ordinal <= len(listed):
        raise Refused("missing", what="enclosure")
    told = listed[ordinal - 1]
    row = desk.session.get(Enclosure, (dispatch.id, ordinal))
    sha256 = row.sealed_sha256 if row else told["sha256"]
    return File(
        desk.storage.get(sha256), told["name"], MEDIA[told["kind"]], sha256, row is not None
    )


def sealed(desk: Desk, dispatch: Dispatch) -> dict[int, Enclosure]:
    """Return the seals there are, by the place of the file in the content."""
    rows = select(Enclosure).where(Enclosure.dispatch_id == dispatch.id)
    return {row.ordinal: row for row in desk.session.scalars(rows)}


def title_of(words: str) -> str:
    """Return a title on one line. ``Refused("enclosure.title_missing"|"enclosure.title_too_long")``."""
    title = " ".join(nfc(words).split())
    if not title:
        raise Refused("enclosure.title_missing")
    if len(title) > LONGEST_TITLE:
        raise Refused("enclosure.title_too_long", most=LONGEST_TITLE, length=len(title))
    return title


def check_room(listed: Sequence[Mapping[str, Any]], more: int) -> None:
    """Refuse one file more of so many bytes: ``enclosure.too_many``, ``enclosure.total``."""
    if len(listed) + bool(more) > MOST:
        raise Refused("enclosure.too_many", most=MOST)
    if sum(one["size"] for one in listed) + more > MOST_TOTAL:
        raise Refused("enclosure.total", most=MOST_TOTAL // 1_000_000)


def apart(name: str, taken: set[str]) -> str:
    """Return the name, with a number where another file bears it already."""
    path, number, found = PurePath(name), 2, name
    while found.casefold() in {one.casefold() for one in taken}:
        found, number = f"{path.stem} ({number}){path.suffix}", number + 1
    return found
