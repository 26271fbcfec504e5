"""Writing: a draft from a template, its saves, its revisions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from docflow.models import Dispatch, Person, Revision, TemplateVersion
from docflow.models.engine import insert_if_absent
from docflow.papers import blocks, pdf
from docflow.papers.catalogue import Template, package
from docflow.papers.catalogue import draft as fill
from docflow.papers.paper import compose
from docflow.papers.press import Rendered
from docflow.rules import calendar, evidence
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import fold

from . import settings
from .authority import authority_block, usual_signer
from .desk import Desk
from .editing import Edit, check_dates, edited, name_issuer, relink
from .permission import guard

__all__ = [
    "IDLE",
    "Edit",
    "begin",
    "begun",
    "cut",
    "defaults",
    "draft",
    "edited",
    "expected_due_date",
    "keep_template",
    "preview",
    "relink",
    "rewrite",
    "save",
]

#: A save after so long begins a new revision, so that a day's work is not one lump.
IDLE = timedelta(minutes=10)
_DUE_AFTER = 10
_MONTH = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])")


def draft(
    desk: Desk, template: str, answers: Mapping[str, Any], *, by: Person, edit: Edit | None = None
) -> Dispatch:
    """Make a draft from a template and return it; ``edit`` changes what the template says besides.

    Raises ``Refused`` for an unknown template, missing or unknown answers, a date in the past.
    """
    guard(desk.session, by, Act.DRAFT)
    chosen = desk.catalogue.get(template)
    content = fill(chosen, answers, defaults=defaults(desk, by))
    content = edited(desk, content, edit) if edit else content
    name_issuer(desk, content)
    check_dates(desk, content)
    return begin(desk, content, chosen, by=by, template=template)


def begin(
    desk: Desk, content: dict[str, Any], chosen: Template, *, by: Person, **facts: Any
) -> Dispatch:
    """Write a new draft of this content down; ``facts`` say in its first event where it is from."""
    guard(desk.session, by, Act.DRAFT)
    with desk.work():
        keep_template(desk, chosen)
        dispatch = begun(desk, content, chosen.sha256, "drafted", by=by)
        desk.record("drafted", dispatch, by=by, after=evidence.digest(content), **facts)
    return dispatch


def begun(
    desk: Desk, content: dict[str, Any], template_sha256: str, reason: str, *, by: Person
) -> Dispatch:
    """Enter a new draft with this content and its first revision; inside a transaction."""
    now = desk.now()
    dispatch = Dispatch(
        content=content,
        template_sha256=template_sha256,
        author_id=by.id,
        editor_id=by.id,
        room_code=by.room_code,
        signer_id=content["authority"].get("person"),
        created_at=now,
        saved_at=now,
    )
    _describe(dispatch)
    desk.session.add(dispatch)
    desk.session.flush()
    cut(desk, dispatch, reason, by=by)
    return dispatch


def save(
    desk: Desk, dispatch: Dispatch, edit: Edit, *, seen: int, by: Person, keep: bool = False
) -> Dispatch:
    """Rewrite the working copy; ``keep`` cuts a revision at once.

    Raises ``Refused("draft.stale")`` when another save came between: nobody's text is lost.
    """
    with desk.work():
        dispatch = desk.lock(Dispatch, dispatch.id)
        guard(desk.session, by, Act.EDIT, dispatch)
        if dispatch.version != seen:
            raise Refused("draft.stale", seen=seen, now=dispatch.version)
        content = edited(desk, dispatch.content, edit)
        if content == dispatch.content and not keep:
            return dispatch
        if dispatch.editor_id != by.id or desk.now() - dispatch.saved_at > IDLE:
            cut(desk, dispatch, "before_edit", by=by)
        before = rewrite(desk, dispatch, content, by=by)
        if keep:
            cut(desk, dispatch, "saved", by=by)
        desk.record("saved", dispatch, by=by, before=before, after=evidence.digest(content))
    return dispatch


def rewrite(desk: Desk, dispatch: Dispatch, content: dict[str, Any], *, by: Person) -> str:
    """Put another content in the place of the working copy; return the hash of the old one."""
    before = evidence.digest(dispatch.content)
    dispatch.content, dispatch.version = content, dispatch.version + 1
    dispatch.editor_id, dispatch.saved_at = by.id, desk.now()
    dispatch.signer_id = content["authority"].get("person")
    _describe(dispatch)
    return before


def preview(desk: Desk, content: Mapping[str, Any]) -> Rendered:
    """Print a content as it would look, writing nothing."""
    return pdf.write(compose(content), desk.press, seconds=8)


def expected_due_date(desk: Desk) -> date:
    """Return the date a form proposes: the tenth working day after today."""
    policy = desk.policy
    return calendar.working_day_after(
        desk.today(), _DUE_AFTER, also_free=policy.holidays, also_working=policy.working_saturdays
    )


def defaults(desk: Desk, by: Person) -> dict[str, Any]:
    """Return what the office knows, so that the clerk never types it."""
    profile = settings.agency(desk.session)
    signer, record = usual_signer(desk)
    return {
        "parent_agency": profile["parent_agency"],
        "agency": profile["agency"],
        "notation_agency": profile["code"],
        "room": by.room_code or "VP",
        "place": profile["place"],
        "drafter": by.name,
        "authority": authority_block(signer, record),
    }


def cut(
    desk: Desk,
    dispatch: Dispatch,
    reason: str,
    *,
    by: Person,
    content: Mapping[str, Any] | None = None,
) -> Revision:
    """Keep the content as it stands now, or another one, as a revision."""
    kept = dict(dispatch.content if content is None else content)
    last = desk.session.scalar(
        select(func.max(Revision.ordinal)).where(Revision.dispatch_id == dispatch.id)
    )
    revision = Revision(
        dispatch_id=dispatch.id,
        ordinal=(last or 0) + 1,
        content=kept,
        sha256=evidence.digest(kept),
        reason=reason,
        cut_by_id=by.id,
        cut_at=desk.now(),
    )
    desk.session.add(revision)
    return revision


def _describe(dispatch: Dispatch) -> None:
    """Copy what lists and searches need out of the content."""
    content = dispatch.content
    dispatch.subject = content["subject"]
    dispatch.urgency = content["urgency"]
    words = [content["subject"], dispatch.code or "", content["agency"]]
    for one in content["body"]["content"]:
        words += [blocks.plain(one, content["fields"]), *blocks.notes(one)]
    dispatch.search = fold(" ".join(words))


def keep_template(desk: Desk, template: Template) -> None:
    """Keep a template by its hash, once."""
    if desk.session.get(TemplateVersion, template.sha256) is None:
        insert_if_absent(
            desk.session,
            TemplateVersion,
            sha256=template.sha256,
            code=template.code,
            package=package(template),
            kept_at=desk.now(),
        )
