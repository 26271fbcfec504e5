"""The unit's report of execution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import select

from docflow.models import Dispatch, Obligation, Owed, Person, Recipient, Report
from docflow.rules import reports
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc

from .counting import settle
from .desk import Desk, Holder
from .following import open_for, via

_LONGEST_NAME, _LONGEST_NOTE = 100, 2000


@dataclass(frozen=True)
class Filled:
    """A filled report form, as it was typed.

    :param as_of: the day up to which the figures count ("số liệu tính đến ngày").
    """

    answers: Mapping[str, str]
    as_of: date
    prepared_by: str
    approved_by: str
    note: str = ""


def owed_by(desk: Desk, recipient: Recipient, ordinal: int = 1) -> Owed | None:
    """Return what the recipient owes under the dispatch's ``ordinal``-th report point, if any."""
    return desk.session.scalar(
        select(Owed)
        .join(Obligation, Owed.obligation_id == Obligation.id)
        .where(Owed.recipient_id == recipient.id, Obligation.ordinal == ordinal)
    )


def report(
    desk: Desk, recipient: Recipient, filled: Filled, *, by: Person | Holder, ordinal: int = 1
) -> Report:
    """File a report, or correct the one before: a new version each time, none is overwritten.

    Raises ``Refused("report.invalid", errors=…)`` with every fault of the form at once.
    """
    with desk.work() as session:
        recipient = open_for(desk, recipient.id, by, Act.REPORT)
        owed = owed_by(desk, recipient, ordinal)
        if owed is None:
            raise Refused("report.not_asked")
        if recipient.acknowledged_at is None:
            raise Refused("report.acknowledge_first")
        if recipient.dispatch.closed_at is not None:
            raise Refused("report.closed")
        answers, prepared, approved = _checked(desk, recipient, owed, filled)
        before = owed.current
        fact = Report(
            owed_id=owed.id,
            version=before.version + 1 if before else 1,
            answers=answers,
            as_of=filled.as_of,
            prepared_by=prepared,
            approved_by=approved,
            note=nfc(filled.note).strip(),
            person_id=by.id,
            via=via(by),
            at=desk.now(),
        )
        session.add(fact)
        session.flush()
        owed.report_id = fact.id
        recipient.reported_at = _reported_at(desk, recipient)
        settle(session, recipient)
        desk.record(
            "reported" if fact.version == 1 else "report_corrected", recipient.dispatch, by=by,
            recipient=recipient.name, version=fact.version, answers=answers,
        )  # fmt: skip
    return fact


def receipt_code(recipient: Recipient) -> str:
    """Return the code on the unit's receipt, e.g. ``BC-1284-0147``."""
    return f"BC-{recipient.dispatch.number}-{recipient.id:04}"


def _reported_at(desk: Desk, recipient: Recipient) -> datetime | None:
    """Return when the last missing report came in, or None while one is still owed."""
    rows = desk.session.scalars(select(Owed).where(Owed.recipient_id == recipient.id)).all()
    if any(owed.report_id is None for owed in rows):
        return None
    return recipient.reported_at or desk.now()


def days_of(desk: Desk, dispatch: Dispatch) -> tuple[date, date]:
    """Return the first and the last day that figures on this dispatch may count up to.

    What was done before the dispatch had its date was not done on its orders.
    """
    today = desk.today()
    return min(dispatch.dated or today, today), today


def _checked(
    desk: Desk, recipient: Recipient, owed: Owed, filled: Filled
) -> tuple[dict[str, Any], str, str]:
    """Return the answers and both names, or refuse with every fault at once."""
    form = owed.obligation.form
    if errors := faults(form, filled, days_of(desk, recipient.dispatch)):
        raise Refused("report.invalid", errors=errors)
    answers = reports.read(form, filled.answers)
    return answers, _plain(filled.prepared_by), _plain(filled.approved_by)


def faults(
    form: reports.Form, filled: Filled, days: tuple[date, date]
) -> dict[str, dict[str, Any]]:
    """Return every fault of a filled form by field, as ``{field: {"code": …, …}}``."""
    found: dict[str, dict[str, Any]] = {}
    first, today = days
    try:
        reports.read(form, filled.answers)
    except Refused as refusal:
        if refusal.code != "report.invalid":
            raise
        found |= cast("dict[str, dict[str, Any]]", refusal.facts["errors"])
    if filled.as_of > today:
        found["as_of"] = {"code": "report.day_ahead", "first": first, "today": today}
    elif filled.as_of < first:
        found["as_of"] = {"code": "report.day_before", "first": first, "today": today}
    for key, name in (("prepared_by", filled.prepared_by), ("approved_by", filled.approved_by)):
        if not 2 <= len(_plain(name)) <= _LONGEST_NAME:
            found[key] = {"code": "report.name"}
    if len(filled.note) > _LONGEST_NOTE:
        found["note"] = {"code": "report.note_too_long", "most": _LONGEST_NOTE}
    return found


def _plain(name: str) -> str:
    return " ".join(nfc(name).split())
