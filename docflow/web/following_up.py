"""What the tracking page shows: headline, bar, curve, filters, figures that look odd."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from flask import request, url_for
from sqlalchemy import select

from docflow.models import Dispatch, Recipient, Report
from docflow.office import figures
from docflow.office.desk import HANOI
from docflow.office.figures import Figures, Filter
from docflow.rules.calendar import short_date
from docflow.rules.standing import Standing

from . import current
from .reading import Part, parts
from .words import _, lazy

#: More points than this make a curve no clearer.
_MOST_POINTS = 60
_HINTS = {
    Standing.REPORTED: lazy("xong"),
    Standing.ACKNOWLEDGED: lazy("chưa báo cáo"),
    Standing.SEEN: lazy("chưa tiếp nhận"),
    Standing.UNSEEN: lazy("đã gửi được"),
    Standing.FAILED: lazy("chỉ gọi điện được"),
}


@dataclass(frozen=True)
class Point:
    """One day of the curve."""

    label: str
    n: int


@dataclass(frozen=True)
class Curve:
    """Reports that had come in by the end of each day."""

    points: list[Point]
    today: int
    due: int | None
    at_due: int


@dataclass(frozen=True)
class Odd:
    """A report whose whole does not fit the unit's known staff."""

    name: str
    phone: str
    told: int
    known: int


def chosen() -> Filter:
    """Return what the address asks to see; an unknown word asks for nothing."""
    args = request.args
    known = {one.value for one in Standing}
    return Filter(
        standing=Standing(args["standing"]) if args.get("standing") in known else None,
        overdue=args.get("overdue") == "1",
        owing={"1": True, "0": False}.get(args.get("owing", "")),
        words=args.get("q", "").strip()[:200],
        unit_kind=args.get("kind", "")[:100],
    )


def bar(dispatch: Dispatch, found: Figures, asked: Filter) -> list[Part]:
    """Return the parts of the bar, each a link that filters by it and once more that does not."""
    shown = []
    for part in parts(found.tally):
        kept = None if asked.standing and part.kind == asked.standing.value else part.kind
        url = url_for("docflow.tracking", key=dispatch.id, standing=kept, _anchor="recipients")
        shown.append(Part(part.kind, part.n, part.text, url, _(_HINTS[Standing(part.kind)])))
    return shown


def curve(dispatch: Dispatch, found: Figures) -> Curve:
    """Return the running total of reports from the issue to today, or to the due date ahead."""
    today = current.desk().today()
    start = dispatch.issued_at.astimezone(HANOI).date() if dispatch.issued_at else today
    days = [start + timedelta(days=n) for n in range(max((today - start).days, 1) + 1)]
    if found.due_on and start <= found.due_on and found.due_on not in days:
        days += [days[-1] + timedelta(days=n + 1) for n in range((found.due_on - days[-1]).days)]
    step = -(-len(days) // _MOST_POINTS)
    marked = (found.due_on, today, days[-1])
    kept = [day for place, day in enumerate(days) if place % step == 0 or day in marked]
    points = [Point(short_date(day).rsplit("/", 1)[0], _by(found, day)) for day in kept]
    due = kept.index(found.due_on) if found.due_on in kept else None
    known = max((place for place, day in enumerate(kept) if day <= today), default=0)
    return Curve(points, known, due, points[due].n if due is not None else 0)


def odd(dispatch: Dispatch, answers: Mapping[int, Report]) -> list[Odd]:
    """Return the reports that tell three times, or a third of, the staff that is on file."""
    form = figures.form_of(dispatch)
    wholes = {rate["whole"] for rate in form.get("rates", ())} if form else set()
    if not wholes or not answers:
        return []
    rows = select(Recipient).where(
        Recipient.dispatch_id == dispatch.id,
        Recipient.staff > 0,
        Recipient.reported_at.is_not(None),
    )
    found = []
    for row in current.desk().session.scalars(rows.order_by(Recipient.id)):
        told = answers[row.id].answers.get(min(wholes)) if row.id in answers else None
        if told is not None and (told > 3 * row.staff or 3 * told < row.staff):
            found.append(Odd(row.name, row.phone, told, row.staff))
    return found


def telephones(rows: list[Recipient]) -> str:
    """Return names with their numbers, one per line, as they are pasted into a list of calls."""
    return "\n".join(f"{row.name}\t{row.phone}" for row in rows if row.phone)


def days_late(due_on: date | None) -> int:
    """Return how many days ago the due date was; 0 when it is still ahead."""
    return max((current.desk().today() - due_on).days, 0) if due_on else 0


def _by(found: Figures, day: date) -> int:
    return max((n for known, n in found.by_day if known <= day), default=0)
