"""Taking a file in that goes along with a letter."""

from __future__ import annotations

from pathlib import PurePath

from docflow.models import Dispatch, Person
from docflow.papers.inspection import clean_name, inspect
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused
from docflow.signing.signer import ENCLOSURE_FIELD

from . import drafting, enclosures
from .desk import Desk
from .permission import guard


def attach(
    desk: Desk,
    dispatch: Dispatch,
    name: str,
    content: bytes,
    *,
    title: str = "",
    seen: int,
    by: Person,
) -> Dispatch:
    """Take a file in: looked at, kept by its hash, listed in the content.

    Raises what ``inspect`` refuses, and ``Refused("enclosure.…")``: *too_many, total, sealed,
    title_too_long*; nothing is written then.
    """
    key, before = dispatch.id, enclosures.of(dispatch.content)
    guard(desk.session, by, Act.EDIT, dispatch)
    if dispatch.version != seen:
        raise Refused("draft.stale", seen=seen, now=dispatch.version)
    enclosures.check_room(before, len(content))
    # Looking into a file takes half a second: no transaction stays open for it.
    desk.let_go()
    found = inspect(content)
    if ENCLOSURE_FIELD in found.signatures:
        raise Refused("enclosure.sealed")
    name = enclosures.apart(clean_name(name, found.kind), {one["name"] for one in before})
    words = enclosures.title_of(title or PurePath(name).stem.replace("_", " "))
    sha256 = desk.storage.put(content)
    taken = enclosures.Taken(words, name, found.kind, sha256, len(content), found.pages)
    edit = drafting.Edit(enclosures=[*before, {"taken": taken}])
    return drafting.save(
        desk, desk.session.get_one(Dispatch, key), edit, seen=seen, by=by, keep=True
    )
