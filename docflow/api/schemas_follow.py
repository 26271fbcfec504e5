"""What goes out of the follow-up: recipients, figures, events, the unit's inbox."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from docflow.rules.lifecycle import State
from docflow.rules.purposes import Ask, Purpose
from docflow.rules.standing import Standing

from .schemas_out import Output


class Acknowledged(Output):
    """That the unit took note of one exact paper."""

    name: str
    post: str
    via: str
    paper_sha256: str
    at: datetime


class Report(Output):
    """One version of a unit's report."""

    version: int
    ordinal: int
    answers: dict[str, Any]
    as_of: date
    prepared_by: str
    approved_by: str
    note: str
    via: str
    at: datetime
    receipt: str | None = None


class Recipient(Output):
    """Where one recipient stands, as those who follow the dispatch see it."""

    id: int
    unit: str
    name: str
    kind: str
    area: str
    email: str
    phone: str
    purpose: Purpose
    owes: bool
    due_on: date | None
    overdue: bool
    standing: Standing
    standing_label: str
    seen_at: datetime | None
    acknowledged_at: datetime | None
    reported_at: datetime | None
    acknowledgment: Acknowledged | None
    report: Report | None


class SumLine(Output):
    """One counted field, summed."""

    name: str
    label: str
    unit: str
    total: int


class Rate(Output):
    """One rate of the form: a part of a whole."""

    name: str
    label: str
    part: int
    whole: int


class Day(Output):
    """How many reports had come in by the end of a day."""

    day: date
    reports: int


class Figures(Output):
    """What the recipients' answers add up to; the counts by standing are over those who owe."""

    recipients: int
    owing: int
    reachable: int
    owing_reachable: int
    others: int
    standings: dict[Standing, int]
    acknowledged: int
    reported: int
    overdue: int
    due_on: date | None
    sums: list[SumLine]
    rates: list[Rate]
    by_day: list[Day]


class Event(Output):
    """One act, tied by its hash to the one before it in its stream."""

    id: int
    stream: str
    ordinal: int
    at: datetime
    verb: str
    label: str
    actor: str
    on_behalf_of: str | None
    facts: dict[str, Any]
    before_sha256: str | None
    after_sha256: str | None
    previous: str
    hash: str


class InboxLine(Output):
    """A dispatch as the unit received it; ``id`` is the recipient's, for all that follows."""

    id: int
    state: State
    code: str | None
    dated: date | None
    subject: str
    urgency: str
    agency: str
    purpose: Purpose
    standing: Standing
    acknowledge: Ask
    report: Ask
    due_on: date | None
    overdue: bool
    issued_at: datetime | None
    acknowledged_at: datetime | None
    reported_at: datetime | None


class ReportPoint(Output):
    """A report that the letter asks of the unit: its form, and what was last sent."""

    ordinal: int
    due_on: date | None
    form: dict[str, Any]
    current: Report | None


class InboxItem(InboxLine):
    """One received dispatch with all that is asked of the unit."""

    paper_sha256: str | None
    acknowledgment: Acknowledged | None
    reports: list[ReportPoint]
