"""What a recipient's page shows: one reading of the facts for the account and for the link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup
from sqlalchemy import select

from docflow.models import Acknowledgment, Dispatch, Owed, Recipient, Report
from docflow.office import reporting, settings
from docflow.office.desk import Desk
from docflow.papers import blocks
from docflow.rules import reports
from docflow.rules.calendar import parse_date, short_date
from docflow.rules.lifecycle import State
from docflow.rules.purposes import Ask
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import percent

from .annexing import ShownFile, shown_files
from .reading import sheet

#: A request is shown as far as its first pause; the letter itself stands beside it.
_PAUSE = re.compile(r"(?<=\w)[;:](?=\s|$)|\.\s|\./\.?$|\.$")
_LONGEST_TASK = 220
_FIXED = ("as_of", "prepared_by", "approved_by", "note")


@dataclass(frozen=True)
class Places:
    """Where the page's forms and links lead; an account and a link have their own."""

    page: str
    seen: str
    acknowledge: str
    report: str
    receipt: str
    pdf: str
    files: str
    inbox: str = ""


@dataclass(frozen=True)
class Due:
    """The date of the report and how far away it is."""

    on: date
    left: int

    @property
    def late(self) -> int:
        """Return by how many days it has passed; 0 while it has not."""
        return max(0, -self.left)


@dataclass(frozen=True)
class Received:
    """Everything that the page of one recipient shows."""

    recipient: Recipient
    dispatch: Dispatch
    agency: Mapping[str, Any]
    places: Places
    due: Due | None
    tasks: list[str]
    owed: Owed | None
    report: Report | None
    acknowledgment: Acknowledgment | None
    answers_as: tuple[str, str] | None
    may_answer: bool
    paper: Markup
    files: list[ShownFile]

    @property
    def asks(self) -> bool:
        """Tell whether anything is asked of the recipient, as a duty or as an invitation."""
        return self.recipient.acknowledge != Ask.NO or self.owed is not None

    @property
    def is_open(self) -> bool:
        """Tell whether an answer is still taken: the dispatch stands and is followed."""
        return self.dispatch.state is State.ISSUED and self.dispatch.closed_at is None

    @property
    def form(self) -> Mapping[str, Any]:
        """Return the report form, or one without fields."""
        return self.owed.obligation.form if self.owed else {"title": "", "fields": [], "rates": []}


def read(desk: Desk, recipient: Recipient, places: Places) -> Received:
    """Gather the page of a recipient, writing nothing."""
    dispatch = recipient.dispatch
    owed = reporting.owed_by(desk, recipient)
    return Received(
        recipient=recipient,
        dispatch=dispatch,
        agency=settings.agency(desk.session),
        places=places,
        due=_due(recipient, owed, desk.today()),
        tasks=tasks(dispatch.content) if recipient.owes else [],
        owed=owed,
        report=owed.current if owed else None,
        acknowledgment=desk.session.get(Acknowledgment, recipient.id),
        answers_as=_known(recipient.unit.answers_as),
        may_answer=recipient.kind == "unit" and dispatch.state is State.ISSUED,
        paper=sheet(dispatch),
        files=shown_files(dispatch.content),
    )


def tasks(content: Mapping[str, Any]) -> list[str]:
    """Return what the numbered points of the letter ask for, each up to its first pause."""
    fields = content.get("fields") or {}
    points = [
        block
        for block in content["body"]["content"]
        if block["type"] == "point" and re.fullmatch(r"\d+[./-]", block["attrs"].get("label", ""))
    ]
    return [_task(blocks.plain(point, fields)) for point in points]


def first_answers(desk: Desk, received: Received) -> dict[str, str]:
    """Return what stands in the report form when it opens: the last report, else what is known."""
    last = received.report
    if last is not None:
        kinds = {field["name"]: field for field in received.form["fields"]}
        typed = {name: reports.typed(kinds[name], value) for name, value in last.answers.items()}
        return typed | {
            "as_of": short_date(last.as_of),
            "prepared_by": last.prepared_by,
            "approved_by": last.approved_by,
            "note": last.note,
        }
    before = _last_of_unit(desk, received.recipient.unit_id)
    name = received.acknowledgment.name if received.acknowledgment else ""
    return {
        "as_of": short_date(desk.today()),
        "prepared_by": name or (before.prepared_by if before else ""),
        "approved_by": before.approved_by if before else "",
    }


def filled(
    desk: Desk, recipient: Recipient, owed: Owed, typed: Mapping[str, str]
) -> reporting.Filled:
    """Read the report form as typed; raises ``Refused("report.invalid")`` with every fault at once."""
    answers = {name: value for name, value in typed.items() if name not in _FIXED}
    day, unread = desk.today(), None
    try:
        day = parse_date(typed.get("as_of", ""))
    except Refused as refusal:
        unread = {"code": refusal.code, **refusal.facts}
    read_so = reporting.Filled(
        answers=answers,
        as_of=day,
        prepared_by=typed.get("prepared_by", ""),
        approved_by=typed.get("approved_by", ""),
        note=typed.get("note", ""),
    )
    if unread is not None:
        days = reporting.days_of(desk, recipient.dispatch)
        others = reporting.faults(owed.obligation.form, read_so, days)
        raise Refused("report.invalid", errors=others | {"as_of": unread})
    return read_so


def told(form: Mapping[str, Any], report: Report) -> list[tuple[str, str]]:
    """Return the figures of a report as its receipt shows them, rates in brackets."""
    share = {rate["part"]: rate["whole"] for rate in form.get("rates", ())}
    rows = []
    for field in form["fields"]:
        value = report.answers.get(field["name"])
        shown = reports.shown(field, value)
        whole = report.answers.get(share.get(field["name"], ""))
        if field["kind"] == "count" and value is not None and whole:
            shown += f" ({percent(value, whole)})"
        rows.append((field["label"], shown))
    return rows


def waiting(desk: Desk, unit_id: int | None, *, limit: int = 200) -> list[Recipient]:
    """Return what a unit received and still has to answer, the most urgent first."""
    rows = _received_by(unit_id).where(_WAITS).order_by(Recipient.due_on, Recipient.id)
    return list(desk.session.scalars(rows.limit(limit)))


def done(desk: Desk, unit_id: int | None, *, limit: int) -> tuple[list[Recipient], bool]:
    """Return what asks nothing more of the unit, newest first, and whether there is more."""
    rows = _received_by(unit_id).where(~_WAITS).order_by(Dispatch.issued_at.desc(), Recipient.id)
    found = list(desk.session.scalars(rows.limit(limit + 1)))
    return found[:limit], len(found) > limit


def due_in(day: date | None, today: date) -> Due | None:
    """Return a date with the days that are left until it."""
    return Due(day, (day - today) // timedelta(days=1)) if day else None


_WAITS = (
    Recipient.owes
    & (Dispatch.state == State.ISSUED)
    & Dispatch.closed_at.is_(None)
    & (
        Recipient.acknowledged_at.is_(None)
        | (
            Recipient.reported_at.is_(None)
            & select(Owed.id).where(Owed.recipient_id == Recipient.id).exists()
        )
    )
)


def _received_by(unit_id: int | None) -> Any:
    return (
        select(Recipient)
        .join(Dispatch, Dispatch.id == Recipient.dispatch_id)
        .where(Recipient.unit_id == unit_id, Dispatch.state.in_([State.ISSUED, State.RECALLED]))
    )


def _due(recipient: Recipient, owed: Owed | None, today: date) -> Due | None:
    if not recipient.owes or owed is None:
        return None
    return due_in(owed.due_on or recipient.due_on, today)


def _known(answers_as: str) -> tuple[str, str] | None:
    name, _, post = answers_as.partition("|")
    return (name, post) if name and post else None


def _task(text: str) -> str:
    text = re.sub(r"^\d+\.\s*", "", text.strip())
    short = _PAUSE.split(text, maxsplit=1)[0].strip()
    if len(short) > _LONGEST_TASK:
        short = short[:_LONGEST_TASK].rsplit(" ", 1)[0] + "…"
    return short


def _last_of_unit(desk: Desk, unit_id: int) -> Report | None:
    rows = (
        select(Report)
        .join(Owed, Owed.id == Report.owed_id)
        .join(Recipient, Recipient.id == Owed.recipient_id)
        .where(Recipient.unit_id == unit_id)
        .order_by(Report.id.desc())
    )
    return desk.session.scalars(rows.limit(1)).first()
