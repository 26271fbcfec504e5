"""From rows to answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import Acknowledgment, ApiToken, Obligation, Owed, Person
from ..models import Dispatch as DispatchRow
from ..models import Event as EventRow
from ..models import Recipient as RecipientRow
from ..models import Report as ReportRow
from ..models import Return as ReturnRow
from ..models import Unit as UnitRow
from ..office import figures, reporting
from ..office.desk import Desk
from ..office.permission import ties
from ..papers import blocks
from ..papers.catalogue import Template as TemplateFolder
from ..rules.lifecycle import State
from ..rules.permissions import Act, may
from ..rules.purposes import Ask
from ..rules.standing import is_overdue
from ..web.labels import label, verb
from . import reading, schemas_out as out

Row = TypeVar("Row")
#: What can be done to one dispatch, for the list of what the caller may do now.
_ACTS = (Act.EDIT, Act.SUBMIT, Act.WITHDRAW, Act.RETURN, Act.APPROVE, Act.ISSUE, Act.FOLLOW)


def page(
    rows: Sequence[Row],
    size: int,
    show: Callable[[Row], Any],
    place: Callable[[Row], int],
) -> dict[str, Any]:
    """Return one page of rows, of which one more than ``size`` was asked for."""
    following = reading.cursor(place(rows[size - 1])) if len(rows) > size else None
    return {"items": [show(row) for row in rows[:size]], "next": following}


def me(token: ApiToken) -> out.Me:
    """Return for whom a token acts."""
    person = token.person
    return out.Me(
        id=person.id,
        login=person.login,
        name=person.name,
        post=person.post,
        roles=sorted(person.roles),
        room=person.room_code,
        unit=person.unit.code if person.unit else None,
        scopes=token.scopes,
        expires_at=token.expires_at,
    )


def template(folder: TemplateFolder) -> out.Template:
    """Return a template with what it asks to be filled in."""
    fields = [
        out.TemplateField(
            name=one.name, label=one.label, kind=one.kind, required=one.required, help=one.help,
            most=one.most,
        )
        for one in folder.fields
    ]  # fmt: skip
    return out.Template(
        code=folder.code, name=folder.name, type=folder.type, description=folder.description,
        common=folder.common, sha256=folder.sha256, fields=fields,
    )  # fmt: skip


def line(row: DispatchRow) -> out.DispatchLine:
    """Return a dispatch as a list shows it."""
    return out.DispatchLine(**_line(row))


def dispatch(session: Session, row: DispatchRow, person: Person) -> out.Dispatch:
    """Return a dispatch whole, with what this person may do to it now."""
    held = ties(session, person, row)
    return out.Dispatch(
        **_line(row),
        content_sha256=row.content_sha256 if row.state is not State.DRAFT else None,
        paper_sha256=row.paper_sha256,
        number=row.number,
        year=row.year,
        template=row.content["template"]["code"],
        author=_card(row.author),
        signer=_card(row.signer) if row.signer else None,
        approved_by=_card(row.approved_by) if row.approved_by else None,
        issued_by=_card(row.issued_by) if row.issued_by else None,
        room=row.room_code,
        created_at=row.created_at,
        submitted_at=row.submitted_at,
        approved_at=row.approved_at,
        signed_at=row.signed_at,
        issued_at=row.issued_at,
        pages=row.pages,
        returned=_returned(session, row),
        body=blocks.to_markup(row.content["body"]),
        content=row.content,
        acts=[act for act in _ACTS if may(act, person.roles, row.state, held)],
    )


def recipients(desk: Desk, row: DispatchRow, rows: Iterable[RecipientRow]) -> list[out.Recipient]:
    """Return where each of these recipients stands."""
    noted, answers = figures.acknowledgments(desk, row), figures.answers(desk, row)
    return [
        out.Recipient(
            id=one.id,
            unit=one.unit.code,
            name=one.name,
            kind=one.kind,
            area=one.area,
            email=one.email,
            phone=one.phone,
            purpose=one.purpose,
            owes=one.owes,
            due_on=one.due_on,
            overdue=_is_late(one, desk.today()),
            standing=one.standing,
            standing_label=label(one.standing),
            seen_at=one.seen_at,
            acknowledged_at=one.acknowledged_at,
            reported_at=one.reported_at,
            acknowledgment=acknowledged(noted[one.id]) if one.id in noted else None,
            report=report(answers[one.id]) if one.id in answers else None,
        )
        for one in rows
    ]


def all_figures(found: figures.Figures) -> out.Figures:
    """Return the figures of a dispatch."""
    tally = found.tally
    return out.Figures(
        recipients=tally.recipients,
        owing=tally.owing,
        reachable=tally.reachable,
        owing_reachable=tally.owing_reachable,
        others=tally.others,
        standings={where: tally.count(where) for where in out.Standing},
        acknowledged=found.acknowledged,
        reported=tally.reported,
        overdue=found.overdue,
        due_on=found.due_on,
        sums=[out.SumLine(name=s.name, label=s.label, unit=s.unit, total=s.total) for s in found.sums],
        rates=[out.Rate(**rate) for rate in found.rates],
        by_day=[out.Day(day=day, reports=reports) for day, reports in found.by_day],
    )


def event(row: EventRow) -> out.Event:
    """Return one act."""
    return out.Event(
        id=row.id, stream=row.stream, ordinal=row.ordinal, at=row.at, verb=row.verb,
        label=verb(row.verb), actor=row.actor, on_behalf_of=row.on_behalf_of, facts=row.facts,
        before_sha256=row.before_sha256, after_sha256=row.after_sha256, previous=row.previous,
        hash=row.hash,
    )  # fmt: skip


def inbox_line(row: RecipientRow, today: date) -> out.InboxLine:
    """Return a received dispatch as the inbox lists it."""
    return out.InboxLine(**_inbox_line(row, today))


def inbox_item(desk: Desk, row: RecipientRow) -> out.InboxItem:
    """Return a received dispatch with all that is asked of the unit."""
    noted = desk.session.get(Acknowledgment, row.id)
    owed = desk.session.scalars(
        select(Owed)
        .join(Obligation, Obligation.id == Owed.obligation_id)
        .where(Owed.recipient_id == row.id)
        .order_by(Obligation.ordinal)
    )
    return out.InboxItem(
        **_inbox_line(row, desk.today()),
        paper_sha256=row.dispatch.sealed_sha256,
        acknowledgment=acknowledged(noted) if noted else None,
        reports=[
            out.ReportPoint(
                ordinal=one.obligation.ordinal,
                due_on=one.due_on,
                form=one.obligation.form,
                current=report(one.current, one.obligation.ordinal) if one.current else None,
            )
            for one in owed
        ],
    )


def acknowledged(row: Acknowledgment) -> out.Acknowledged:
    """Return who took note of which paper."""
    return out.Acknowledged(
        name=row.name, post=row.post, via=row.via, paper_sha256=row.paper_sha256, at=row.at
    )


def report(row: ReportRow, ordinal: int = 1, recipient: RecipientRow | None = None) -> out.Report:
    """Return one version of a report; with its receipt for the unit that sent it."""
    return out.Report(
        version=row.version, ordinal=ordinal, answers=row.answers, as_of=row.as_of,
        prepared_by=row.prepared_by, approved_by=row.approved_by, note=row.note, via=row.via,
        at=row.at, receipt=reporting.receipt_code(row, recipient) if recipient else None,
    )  # fmt: skip


def register_line(row: DispatchRow) -> out.RegisterLine:
    """Return one number of the book."""
    assert row.year is not None and row.number is not None and row.dated is not None  # noqa: PT018
    return out.RegisterLine(
        id=row.id, year=row.year, number=row.number, code=row.code or "", dated=row.dated,
        type=row.content["type"], subject=row.subject, state=row.state,
        signed_by=row.approved_by.name if row.approved_by else "",
        addressees=[one["text"] for one in row.content["addressees"]], issued_at=row.issued_at,
    )  # fmt: skip


def unit(row: UnitRow, groups: list[str]) -> out.Unit:
    """Return a unit of the directory."""
    return out.Unit(
        code=row.code, name=row.name, kind=row.kind, area=row.area, email=row.email,
        phone=row.phone, account=row.has_account, groups=groups,
    )  # fmt: skip


def _line(row: DispatchRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "state": row.state,
        "state_label": label(row.state),
        "version": row.version,
        "code": row.code,
        "dated": row.dated,
        "subject": row.subject,
        "urgency": row.urgency,
        "due_on": row.due_on,
        "saved_at": row.saved_at,
    }


def _inbox_line(row: RecipientRow, today: date) -> dict[str, Any]:
    letter = row.dispatch
    return {
        "id": row.id,
        "state": letter.state,
        "code": letter.code,
        "dated": letter.dated,
        "subject": letter.subject,
        "urgency": letter.urgency,
        "agency": letter.content["agency"],
        "purpose": row.purpose,
        "standing": row.standing,
        "acknowledge": Ask(row.acknowledge),
        "report": Ask(row.report),
        "due_on": row.due_on,
        "overdue": _is_late(row, today),
        "issued_at": letter.issued_at,
        "acknowledged_at": row.acknowledged_at,
        "reported_at": row.reported_at,
    }


def _is_late(row: RecipientRow, today: date) -> bool:
    return row.owes and is_overdue(row.standing, row.due_on, today)


def _card(person: Person) -> out.PersonCard:
    return out.PersonCard(id=person.id, name=person.name, post=person.post)


def _returned(session: Session, row: DispatchRow) -> out.Returned | None:
    if row.returned_at is None:
        return None
    query = select(ReturnRow).where(ReturnRow.dispatch_id == row.id).order_by(ReturnRow.id.desc())
    last = session.scalars(query.limit(1)).unique().first()
    return out.Returned(reason=last.reason, by=_card(last.by), at=last.at) if last else None
