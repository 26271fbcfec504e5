"""Questions to the recipients of a dispatch: who stands where, and what it adds up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, select

from docflow.models import Acknowledgment, Dispatch, Obligation, Owed, Recipient, Report, Tally
from docflow.rules import reports
from docflow.rules.standing import Standing
from docflow.rules.vietnamese import fold

from .desk import HANOI, Desk

PAGE = 50


@dataclass(frozen=True)
class Sum:
    """One counted field of the form, summed over the latest reports."""

    name: str
    label: str
    unit: str
    total: int


@dataclass(frozen=True)
class Figures:
    """All that the head of the tracking page says."""

    tally: Tally
    overdue: int
    due_on: date | None
    sums: tuple[Sum, ...]
    rates: tuple[Mapping[str, Any], ...]
    by_day: tuple[tuple[date, int], ...]

    @property
    def acknowledged(self) -> int:
        """Return how many of those who owe have at least acknowledged."""
        return self.tally.acknowledged + self.tally.reported


@dataclass(frozen=True)
class Filter:
    """What the list of recipients shows; ``words`` are searched without accents."""

    standing: Standing | None = None
    overdue: bool = False
    owing: bool | None = None
    words: str = ""
    unit_kind: str = ""


def of(desk: Desk, dispatch: Dispatch) -> Figures:
    """Return the figures of an issued dispatch."""
    form = form_of(dispatch)
    answers = [row.answers for row in _latest(desk, dispatch)]
    totals = reports.sums(form, answers) if form else {}
    counted = reports.summed(form) if form else []
    return Figures(
        tally=desk.session.get(Tally, dispatch.id) or Tally(dispatch_id=dispatch.id),
        overdue=overdue(desk, dispatch),
        due_on=dispatch.due_on,
        sums=tuple(
            Sum(one["name"], one["label"], _unit(one), totals[one["name"]]) for one in counted
        ),
        rates=tuple(reports.rates(form, totals)) if form else (),
        by_day=_by_day(desk, dispatch),
    )


def _unit(field: Mapping[str, Any]) -> str:
    return "đơn vị trả lời có" if field["kind"] == "yes_no" else str(field.get("unit", ""))


def form_of(dispatch: Dispatch) -> Mapping[str, Any] | None:
    """Return the report form that the dispatch carries, if any."""
    owed: Sequence[Mapping[str, Any]] = dispatch.content["obligations"]
    return owed[0]["form"] if owed else None


def overdue(desk: Desk, dispatch: Dispatch) -> int:
    """Count those who owe a report whose day has passed."""
    return (
        desk.session.scalar(
            select(func.count())
            .select_from(Recipient)
            .where(Recipient.dispatch_id == dispatch.id, *_late(desk))
        )
        or 0
    )


def recipients(
    desk: Desk,
    dispatch: Dispatch,
    chosen: Filter | None = None,
    *,
    page: int = 1,
    size: int | None = PAGE,
) -> tuple[list[Recipient], int]:
    """Return one page of recipients, those who lag first, and how many there are in all."""
    query = _filtered(desk, select(Recipient).where(Recipient.dispatch_id == dispatch.id), chosen)
    total = desk.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rank = case(
        {standing: place for place, standing in enumerate(Standing)}, value=Recipient.standing
    )
    query = query.order_by(Recipient.owes.desc(), rank, Recipient.id)
    if size is not None:
        query = query.limit(size).offset((page - 1) * size)
    return list(desk.session.scalars(query)), total


def recipients_after(
    desk: Desk, dispatch: Dispatch, chosen: Filter, *, after: int | None, size: int
) -> list[Recipient]:
    """Return the recipients that follow one, in an order that no answer changes."""
    query = _filtered(desk, select(Recipient).where(Recipient.dispatch_id == dispatch.id), chosen)
    query = query.where(Recipient.id > (after or 0)).order_by(Recipient.id).limit(size)
    return list(desk.session.scalars(query))


def answers(desk: Desk, dispatch: Dispatch) -> dict[int, Report]:
    """Return the latest report of each recipient that sent one, by recipient."""
    rows = desk.session.execute(
        select(Owed.recipient_id, Report)
        .join(Report, Report.id == Owed.report_id)
        .join(Obligation, Obligation.id == Owed.obligation_id)
        .where(Obligation.dispatch_id == dispatch.id)
    )
    return dict(rows.all())


def acknowledgments(desk: Desk, dispatch: Dispatch) -> dict[int, Acknowledgment]:
    """Return who took note for each recipient, by recipient."""
    rows = desk.session.scalars(
        select(Acknowledgment)
        .join(Recipient, Recipient.id == Acknowledgment.recipient_id)
        .where(Recipient.dispatch_id == dispatch.id)
    )
    return {row.recipient_id: row for row in rows}


def unreachable(desk: Desk, dispatch: Dispatch) -> list[Recipient]:
    """Return those that only a telephone reaches, for the call list."""
    rows = select(Recipient).where(
        Recipient.dispatch_id == dispatch.id, Recipient.standing == Standing.FAILED
    )
    return list(desk.session.scalars(rows.order_by(Recipient.id)))


def unit_kinds(desk: Desk, dispatch: Dispatch) -> list[str]:
    """Return the kinds of units among the recipients, for the filter."""
    rows = select(Recipient.unit_kind).where(Recipient.dispatch_id == dispatch.id).distinct()
    return sorted(desk.session.scalars(rows))


def _filtered(desk: Desk, query: Select[Recipient], chosen: Filter | None) -> Select[Recipient]:
    if chosen is None:
        return query
    if chosen.standing is not None:
        query = query.where(Recipient.standing == chosen.standing, Recipient.owes)
    if chosen.overdue:
        query = query.where(*_late(desk))
    if chosen.owing is not None:
        query = query.where(Recipient.owes == chosen.owing)
    if chosen.unit_kind:
        query = query.where(Recipient.unit_kind == chosen.unit_kind)
    for word in fold(chosen.words).split():
        query = query.where(Recipient.folded.contains(word, autoescape=True))
    return query


def _late(desk: Desk) -> tuple[Any, ...]:
    return (
        Recipient.owes,
        Recipient.standing != Standing.REPORTED,
        Recipient.due_on < desk.today(),
    )


def _latest(desk: Desk, dispatch: Dispatch) -> list[Report]:
    return list(answers(desk, dispatch).values())


def _by_day(desk: Desk, dispatch: Dispatch) -> tuple[tuple[date, int], ...]:
    """Return how many reports had come in by the end of each day, running total."""
    moments = desk.session.scalars(
        select(Recipient.reported_at)
        .where(
            Recipient.dispatch_id == dispatch.id, Recipient.reported_at.is_not(None), Recipient.owes
        )
        .order_by(Recipient.reported_at)
    ).all()
    days: dict[date, int] = {}
    for count, moment in enumerate(filter(None, moments), 1):
        days[moment.astimezone(HANOI).date()] = count
    return tuple(days.items())
