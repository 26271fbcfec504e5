"""Sentences used again: one's own, and those that a room shares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, or_, select

from docflow.models import Person, Snippet
from docflow.papers import blocks
from docflow.rules.permissions import Act, Role
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import fold, nfc

from .desk import Desk
from .permission import guard

LONGEST_NAME, LONGEST_TEXT = 100, 5000
#: A removed snippet may be brought back for so long; then its row goes.
_BACK = timedelta(hours=1)


def at_hand(desk: Desk, person: Person, words: str = "", *, limit: int = 200) -> Sequence[Snippet]:
    """Return the person's own snippets and those of his room, by name."""
    rows = select(Snippet).where(Snippet.removed_at.is_(None), _reached_by(person))
    for word in fold(words).split():
        rows = rows.where(Snippet.folded.contains(word, autoescape=True))
    return desk.session.scalars(rows.order_by(Snippet.folded, Snippet.id).limit(limit)).all()


def find(desk: Desk, key: int, person: Person) -> Snippet:
    """Return a snippet that the person may use; raises ``Refused("missing")``."""
    rows = select(Snippet).where(Snippet.id == key, _reached_by(person))
    found = desk.session.scalars(rows).first()
    if found is None:
        raise Refused("missing", what="Snippet")
    return found


def may_change(person: Person, snippet: Snippet) -> bool:
    """Tell whether the snippet is the person's own, or his room's and he is its head."""
    heads = Role.HEAD_OF_ROOM in person.roles and snippet.room_code == person.room_code
    return snippet.owner_id == person.id or (snippet.room_code is not None and heads)


def keep(
    desk: Desk, name: str, text: str, *, shared: bool, by: Person, key: int | None = None
) -> Snippet:
    """Write a snippet down, or change one; ``shared`` gives it to one's room.

    Raises ``Refused("snippet.name")``, ``"snippet.text"`` or ``"body.malformed"``.
    """
    guard(desk.session, by, Act.SNIPPETS)
    name, text = " ".join(nfc(name).split()), nfc(text).replace("\r\n", "\n").strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Refused("snippet.name", most=LONGEST_NAME)
    if not 1 <= len(text) <= LONGEST_TEXT:
        raise Refused("snippet.text", most=LONGEST_TEXT)
    blocks.check(blocks.from_markup(text))
    with desk.work() as session:
        if key is None:
            snippet = Snippet(owner_id=by.id, created_at=desk.now())
            session.add(snippet)
        else:
            snippet = _own(desk, key, by)
        snippet.name, snippet.text, snippet.folded = name, text, fold(f"{name} {text}")
        snippet.room_code = by.room_code if shared else None
    return snippet


def remove(desk: Desk, key: int, *, by: Person) -> Snippet:
    """Take a snippet away; it may be brought back for a while."""
    guard(desk.session, by, Act.SNIPPETS)
    with desk.work() as session:
        snippet = _own(desk, key, by)
        snippet.removed_at = desk.now()
        session.execute(delete(Snippet).where(Snippet.removed_at < desk.now() - _BACK))
    return snippet


def bring_back(desk: Desk, key: int, *, by: Person) -> Snippet:
    """Undo a removal."""
    guard(desk.session, by, Act.SNIPPETS)
    with desk.work():
        snippet = _own(desk, key, by)
        snippet.removed_at = None
    return snippet


def _own(desk: Desk, key: int, by: Person) -> Snippet:
    snippet = find(desk, key, by)
    if not may_change(by, snippet):
        raise Refused("permission.denied", act=Act.SNIPPETS.value, roles=[Role.HEAD_OF_ROOM.value])
    return desk.lock(Snippet, key)


def _reached_by(person: Person) -> ColumnElement[bool]:
    own = Snippet.owner_id == person.id
    return or_(own, Snippet.room_code == person.room_code) if person.room_code else own
