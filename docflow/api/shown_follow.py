"""From rows to answers: the follow-up and the inbox."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from docflow.models import Acknowledgment, Dispatch, Obligation, Owed
from docflow.models import Event as EventRow
from docflow.models import Recipient as RecipientRow
from docflow.models import Report as ReportRow
from docflow.office import figures, reporting
from docflow.office.desk import Desk
from docflow.rules.purposes import Ask
from docflow.rules.standing import Standing, is_overdue
from docflow.web.labels import label, verb

from . import schemas_follow as out


def recipients(desk: Desk, row: Dispatch, rows: Iterable[RecipientRow]) -> list[out.Recipient]:
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
        standings={where: tally.count(where) for where in Standing},
        acknowledged=found.acknowledged,
        reported=tally.reported,
        overdue=found.overdue,
        due_on=found.due_on,
        sums=[
            out.SumLine(name=s.name, label=s.label, unit=s.unit, total=s.total) for s in found.sums
        ],
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
        at=row.at, receipt=reporting.receipt_code(recipient) if recipient else None,
    )  # fmt: skip


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
