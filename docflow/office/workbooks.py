"""The workbooks that the office hands out: the register, the follow-up of one dispatch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from itertools import chain
from typing import Any

from sqlalchemy import select

from docflow.models import Acknowledgment, Dispatch, Recipient, Report, Unit
from docflow.papers import xlsx
from docflow.papers.xlsx import Column, Sheet
from docflow.rules import reports
from docflow.rules.purposes import Purpose
from docflow.rules.recipients import outside_lines
from docflow.rules.standing import Standing, is_overdue

from . import books, figures
from .desk import HANOI, Desk

#: How a column of answers is shown, by the kind of its field.
_SHOWN: Mapping[str, xlsx.Kind] = {
    "count": "number", "percent": "percent", "yes_no": "text", "date": "date", "text": "text",
}  # fmt: skip
_WIDTHS = (18, 14, 60, 22, 50, 16, 9, 14, 12, 28)


def register(desk: Desk, year: int, labels: Mapping[StrEnum, str]) -> bytes:
    """Return the register of a year, oldest first, in the ten columns of annex IV."""
    lines, _total = books.entries(desk, year, labels, size=None)
    columns = [Column(title, width) for title, width in zip(books.COLUMNS, _WIDTHS, strict=True)]
    rows = (line.cells() for line in reversed(lines))
    return xlsx.write(
        [Sheet(f"Sổ văn bản đi {year}", columns, rows)], title=f"Sổ đăng ký văn bản đi năm {year}"
    )


def tracking(desk: Desk, dispatch: Dispatch, labels: Mapping[StrEnum, str]) -> bytes:
    """Return the follow-up of a dispatch: one row per recipient, and the sums.

    Places that get the letter on paper, outside the system, stand behind those who are followed
    up: nobody whom it went to is missing. ``labels`` are the words for purposes and standings.
    """
    counted = _counted(dispatch)
    columns = [
        Column("Mã", 22), Column("Đơn vị", 44), Column("Loại", 22), Column("Địa bàn", 18),
        Column("Mục đích", 16), Column("Phải thực hiện", 10), Column("Điện thoại", 16),
        Column("Thư điện tử", 30), Column("Trạng thái", 14), Column("Xem lúc", 18),
        Column("Người tiếp nhận", 30), Column("Tiếp nhận lúc", 18),
        *(Column(one["label"], 16, _SHOWN[one["kind"]]) for one in counted),
        Column("Số liệu tính đến ngày", 14), Column("Người lập", 24),
        Column("Thủ trưởng duyệt", 24), Column("Hạn báo cáo", 14), Column("Báo cáo lúc", 18),
        Column("Quá hạn", 10), Column("Lần báo cáo", 8, "number"),
    ]  # fmt: skip
    rows = chain(
        _recipients(desk, dispatch, counted, labels), _on_paper(dispatch, labels, len(columns))
    )
    sheets = [
        Sheet("Đơn vị nhận", columns, rows),
        Sheet("Tổng hợp", [Column("Chỉ tiêu", 60), Column("Giá trị", 18, "number"), Column("Tỷ lệ", 12, "percent")],
              _summary(desk, dispatch, labels)),
    ]  # fmt: skip
    return xlsx.write(sheets, title=f"Theo dõi thực hiện {dispatch.code}")


def _recipients(
    desk: Desk, dispatch: Dispatch, counted: list[dict[str, Any]], labels: Mapping[StrEnum, str]
) -> Iterator[tuple[Any, ...]]:
    rows, _total = figures.recipients(desk, dispatch, size=None)
    # Held here so that each row finds its unit in the session instead of asking for it.
    units = {
        unit.id: unit
        for unit in desk.session.scalars(
            select(Unit).join(Recipient, Recipient.unit_id == Unit.id)
            .where(Recipient.dispatch_id == dispatch.id)
        )
    }  # fmt: skip
    told, taken = figures.answers(desk, dispatch), figures.acknowledgments(desk, dispatch)
    for row in rows:
        report = told.get(row.id)
        yield (
            units[row.unit_id].code, row.name, row.unit_kind, row.area, labels[row.purpose],
            "có" if row.owes else "không", row.phone, row.email, labels[row.standing],
            _local(row.seen_at), _who(taken.get(row.id)), _local(row.acknowledged_at),
            *(_cell(one, report.answers.get(one["name"])) if report else None for one in counted),
            *_signed(report), row.due_on, _local(row.reported_at), _late(desk, row),
            report.version if report else None,
        )  # fmt: skip


def _on_paper(
    dispatch: Dispatch, labels: Mapping[StrEnum, str], width: int
) -> Iterator[tuple[Any, ...]]:
    """Yield the lines that go on paper; what is followed up of the others stays empty here."""
    for line in outside_lines(dispatch.content):
        purpose = labels[Purpose(line["purpose"])] if line["purpose"] else ""
        told = (
            "",
            line["text"],
            "Nơi ngoài hệ thống",
            "",
            purpose,
            "không",
            "",
            "",
            "gửi bản giấy",
        )
        yield (*told, *(None for _ in range(width - len(told))))


def _summary(
    desk: Desk, dispatch: Dispatch, labels: Mapping[StrEnum, str]
) -> Iterator[tuple[Any, Any, Any]]:
    found = figures.of(desk, dispatch)
    tally = found.tally
    yield "Số, ký hiệu", dispatch.code, None
    yield "Trích yếu", dispatch.subject, None
    yield "Ngày văn bản", dispatch.dated, None
    yield "Hạn báo cáo", found.due_on, None
    yield "Nơi nhận", tally.recipients, None
    if on_paper := outside_lines(dispatch.content):
        yield "Nơi nhận bản giấy, ngoài hệ thống", len(on_paper), None
    yield "Đơn vị phải thực hiện", tally.owing, None
    yield "Đã được gửi", tally.owing_reachable, _share(tally.owing_reachable, tally.owing)
    for standing in Standing:
        number = tally.count(standing)
        yield labels[standing], number, _share(number, tally.owing)
    yield "Quá hạn", found.overdue, _share(found.overdue, tally.owing)
    for total in found.sums:
        yield f"{total.label} ({total.unit})" if total.unit else total.label, total.total, None
    for rate in found.rates:
        yield rate["label"], rate["part"], _share(rate["part"], rate["whole"])


def _counted(dispatch: Dispatch) -> list[dict[str, Any]]:
    form = figures.form_of(dispatch)
    return list(form["fields"]) if form else []


def _cell(field: Mapping[str, Any], value: Any) -> Any:
    """Return an answer with its own type: a share is a share, a day is a day."""
    if value is None or field["kind"] in ("count", "text"):
        return value
    if field["kind"] == "percent":
        return value / 100
    return date.fromisoformat(value) if field["kind"] == "date" else reports.shown(field, value)


def _local(at: datetime | None) -> datetime | None:
    return at.astimezone(HANOI).replace(tzinfo=None, microsecond=0) if at else None


def _who(taken: Acknowledgment | None) -> str:
    return f"{taken.name}, {taken.post}" if taken else ""


def _signed(report: Report | None) -> tuple[Any, ...]:
    return (report.as_of, report.prepared_by, report.approved_by) if report else (None, "", "")


def _late(desk: Desk, row: Recipient) -> str:
    return "quá hạn" if row.owes and is_overdue(row.standing, row.due_on, desk.today()) else ""


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
