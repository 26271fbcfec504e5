"""Writing: a draft from a template, its saves, its revisions."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from docflow.rules import calendar, evidence, urgency
from docflow.rules.permissions import Act
from docflow.rules.purposes import Purpose
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import fold, nfc

from . import settings
from .authority import authority_block, block_of, usual_signer
from .desk import Desk
from .directory import members
from .permission import guard

#: A save after so long begins a new revision, so that a day's work is not one lump.
IDLE = timedelta(minutes=10)
_DUE_AFTER = 10
_MONTH = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Edit:
    """What a save changes; None leaves a part as it is.

    :param body: the text in light markup (``docs/markup.md``).
    :param addressees: lines of "Kính gửi" as ``{text, purpose, targets}``; likewise ``copies``.
    :param expected: the month that the letter hopes to bear, ``YYYY-MM``; empty for none.
    """

    subject: str | None = None
    body: str | None = None
    due_on: date | None = None
    addressees: Sequence[Mapping[str, Any]] | None = None
    copies: Sequence[Mapping[str, Any]] | None = None
    urgency: str | None = None
    signer: int | None = None
    expected: str | None = None


def draft(
    desk: Desk, template: str, answers: Mapping[str, Any], *, by: Person, edit: Edit | None = None
) -> Dispatch:
    """Make a draft from a template and return it; ``edit`` changes what the template says besides.

    Raises ``Refused`` for an unknown template, missing or unknown answers, a date in the past.
    """
    guard(desk.session, by, Act.DRAFT)
    chosen = desk.catalogue.get(template)
    content = fill(chosen, answers, defaults=defaults(desk, by))
    content = _edited(desk, content, edit) if edit else content
    _check_dates(desk, content)
    with desk.work() as session:
        _keep_template(desk, chosen)
        now = desk.now()
        dispatch = Dispatch(
            content=content,
            template_sha256=chosen.sha256,
            author_id=by.id,
            editor_id=by.id,
            room_code=by.room_code,
            signer_id=content["authority"].get("person"),
            created_at=now,
            saved_at=now,
        )
        _describe(dispatch)
        session.add(dispatch)
        session.flush()
        cut(desk, dispatch, "drafted", by=by)
        desk.record("drafted", dispatch, by=by, after=evidence.digest(content), template=template)
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
        content = _edited(desk, dispatch.content, edit)
        if content == dispatch.content and not keep:
            return dispatch
        if dispatch.editor_id != by.id or desk.now() - dispatch.saved_at > IDLE:
            cut(desk, dispatch, "before_edit", by=by)
        before = evidence.digest(dispatch.content)
        dispatch.content, dispatch.version = content, dispatch.version + 1
        dispatch.editor_id, dispatch.saved_at = by.id, desk.now()
        dispatch.signer_id = content["authority"].get("person")
        _describe(dispatch)
        if keep:
            cut(desk, dispatch, "saved", by=by)
        desk.record("saved", dispatch, by=by, before=before, after=evidence.digest(content))
    return dispatch


def preview(desk: Desk, content: Mapping[str, Any]) -> Rendered:
    """Print a content as it would look, writing nothing."""
    return pdf.write(compose(content), desk.press, seconds=8)


def edited(desk: Desk, content: Mapping[str, Any], edit: Edit) -> dict[str, Any]:
    """Return the content with an edit applied, writing nothing."""
    return _edited(desk, content, edit)


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


def cut(desk: Desk, dispatch: Dispatch, reason: str, *, by: Person) -> Revision:
    """Keep the content as it stands now as a revision."""
    last = desk.session.scalar(
        select(func.max(Revision.ordinal)).where(Revision.dispatch_id == dispatch.id)
    )
    revision = Revision(
        dispatch_id=dispatch.id,
        ordinal=(last or 0) + 1,
        content=dispatch.content,
        sha256=evidence.digest(dispatch.content),
        reason=reason,
        cut_by_id=by.id,
        cut_at=desk.now(),
    )
    desk.session.add(revision)
    return revision


def _edited(desk: Desk, content: Mapping[str, Any], edit: Edit) -> dict[str, Any]:
    new = copy.deepcopy(dict(content))
    if edit.subject is not None:
        new["subject"] = " ".join(nfc(edit.subject).split())
        if len(new["subject"]) > 500:
            raise Refused("draft.subject_too_long", most=500, length=len(new["subject"]))
    if edit.body is not None:
        new["body"] = blocks.from_markup(nfc(edit.body), previous=new["body"])
        _relink(new)
    if edit.due_on is not None:
        _set_due(desk, new, edit.due_on)
    if edit.urgency is not None:
        new["urgency"] = _urgency(edit.urgency)
    if edit.signer is not None:
        new["authority"] = block_of(desk, edit.signer, new["type"])
    if edit.expected is not None:
        new["expected"] = _month(edit.expected)
    for part in ("addressees", "copies"):
        if (lines := getattr(edit, part)) is not None:
            new[part] = [_line(desk, part[0], n, line) for n, line in enumerate(lines, 1)]
    return new


def _set_due(desk: Desk, content: dict[str, Any], due_on: date) -> None:
    if due_on.isoformat() == content["fields"].get("due_on"):
        return
    content["fields"]["due_on"] = due_on.isoformat()
    for owed in content["obligations"]:
        owed["due_on"] = due_on.isoformat()
    _check_dates(desk, content)


def _relink(content: dict[str, Any]) -> None:
    """Tie a report point that was cut and typed anew to its duty again: by its bound date."""
    body = content["body"]["content"]
    here = {block["attrs"]["id"] for block in body}
    dated = [block["attrs"]["id"] for block in body if _binds(block, "due_on")]
    for owed in content["obligations"]:
        if owed["block_id"] not in here and dated:
            owed["block_id"] = dated[-1]


def _binds(block: Mapping[str, Any], name: str) -> bool:
    return any(
        node["type"] == "field" and node["attrs"]["name"] == name
        for node in block.get("content", ())
    )


def _month(text: str) -> str | None:
    if not text:
        return None
    if not _MONTH.fullmatch(text):
        raise Refused("draft.month", text=text[:20])
    return text


def _line(desk: Desk, prefix: str, ordinal: int, line: Mapping[str, Any]) -> dict[str, Any]:
    if line["purpose"] not in set(Purpose):
        raise Refused("draft.purpose", purpose=str(line["purpose"])[:40])
    for target in line["targets"]:
        if target != "addressees":
            members(desk, target)
    return {
        "id": line.get("id") or f"{prefix}{ordinal}",
        "text": " ".join(nfc(line["text"]).split())[:300],
        "purpose": line["purpose"],
        "targets": list(line["targets"]),
        "due_on": line.get("due_on"),
    }


def _urgency(word: str) -> str:
    if word not in urgency.STAMPS:
        raise Refused("draft.urgency", word=word)
    return word


def _check_dates(desk: Desk, content: Mapping[str, Any]) -> None:
    today = desk.today()
    for owed in content["obligations"]:
        if owed["due_on"] and date.fromisoformat(owed["due_on"]) < today:
            raise Refused(
                "draft.due_in_past", due_on=date.fromisoformat(owed["due_on"]), today=today
            )


def _describe(dispatch: Dispatch) -> None:
    """Copy what lists and searches need out of the content."""
    content = dispatch.content
    dispatch.subject = content["subject"]
    dispatch.urgency = content["urgency"]
    words = [content["subject"], dispatch.code or "", content["agency"]]
    words += [blocks.plain(one, content["fields"]) for one in content["body"]["content"]]
    dispatch.search = fold(" ".join(words))


def _keep_template(desk: Desk, template: Template) -> None:
    if desk.session.get(TemplateVersion, template.sha256) is None:
        insert_if_absent(
            desk.session,
            TemplateVersion,
            sha256=template.sha256,
            code=template.code,
            package=package(template),
            kept_at=desk.now(),
        )
