"""The revisions of a dispatch: every one can be looked at, and brought back."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from sqlalchemy import select

from docflow.models import Dispatch, Event, Person, Revision
from docflow.rules import evidence
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused

from . import given
from .desk import Desk
from .drafting import cut, rewrite
from .permission import guard


def every(desk: Desk, dispatch: Dispatch) -> list[Revision]:
    """Return the revisions of a dispatch, the oldest first."""
    rows = select(Revision).where(Revision.dispatch_id == dispatch.id)
    return list(desk.session.scalars(rows.order_by(Revision.ordinal)))


def at(desk: Desk, dispatch: Dispatch, ordinal: int) -> Revision | None:
    """Return one revision of a dispatch by its ordinal."""
    rows = select(Revision).where(Revision.dispatch_id == dispatch.id, Revision.ordinal == ordinal)
    return desk.session.scalars(rows).first()


def unmerged(desk: Desk, dispatch: Dispatch) -> Revision | None:
    """Return the newest text that came too late and was not made one with the draft since."""
    told = select(Event.facts).where(Event.dispatch_id == dispatch.id, Event.verb == "merged")
    done = {facts.get("ordinal") for facts in desk.session.scalars(told)}
    rows = select(Revision).where(Revision.dispatch_id == dispatch.id, Revision.reason == "aside")
    late = desk.session.scalars(rows.order_by(Revision.ordinal.desc()))
    return next((one for one in late if one.ordinal not in done), None)


def just_merged(desk: Desk, dispatch: Dispatch, ordinal: int, *, seen: int, by: Person) -> bool:
    """Tell whether the draft stands as this person made it of that version and revision."""
    told = select(Event).where(Event.dispatch_id == dispatch.id, Event.verb == "merged")
    last = desk.session.scalars(told.order_by(Event.id.desc()).limit(1)).first()
    same = last is not None and last.facts.get("ordinal") == ordinal
    return same and dispatch.version == seen + 1 and dispatch.editor_id == by.id


def last_other(dispatch: Dispatch, revisions: Sequence[Revision]) -> Revision | None:
    """Return the newest revision that is not the content of now, else the newest there is."""
    now = evidence.digest(dispatch.content)
    others = [one for one in revisions if one.sha256 != now]
    return [*revisions[-1:], *others][-1] if revisions else None


def restore(desk: Desk, dispatch: Dispatch, ordinal: int, *, seen: int, by: Person) -> Dispatch:
    """Make the content of a revision the working copy again; what stood there stays as a revision.

    Raises ``Refused("draft.stale")`` when a save came between, ``"revision.unknown"``,
    ``"revision.same"`` when nothing would change.
    """
    with desk.work():
        dispatch = desk.lock(Dispatch, dispatch.id)
        guard(desk.session, by, Act.EDIT, dispatch)
        if dispatch.version != seen:
            raise Refused("draft.stale", seen=seen, now=dispatch.version)
        wanted = at(desk, dispatch, ordinal)
        if wanted is None:
            raise Refused("revision.unknown", ordinal=ordinal)
        if wanted.content == dispatch.content:
            raise Refused("revision.same", ordinal=ordinal)
        keep(desk, dispatch, "before_restore", by=by)
        content = copy.deepcopy(wanted.content)
        given.remember(content, [dispatch.content])
        before = rewrite(desk, dispatch, content, by=by)
        cut(desk, dispatch, "restored", by=by)
        after = evidence.digest(content)
        desk.record("restored", dispatch, by=by, before=before, after=after, ordinal=ordinal)
    return dispatch


def keep(desk: Desk, dispatch: Dispatch, reason: str, *, by: Person) -> None:
    """Cut a revision of the content of now unless the last one is just that."""
    rows = select(Revision.sha256).where(Revision.dispatch_id == dispatch.id)
    last = desk.session.scalars(rows.order_by(Revision.ordinal.desc()).limit(1)).first()
    if last != evidence.digest(dispatch.content):
        cut(desk, dispatch, reason, by=by)


def editor(desk: Desk, dispatch: Dispatch) -> Person:
    """Return who saved the working copy last."""
    return desk.session.get_one(Person, dispatch.editor_id)
