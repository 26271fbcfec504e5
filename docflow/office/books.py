"""The register of outgoing documents: its ten columns, its years, its gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, extract, func, select
from sqlalchemy.orm import joinedload

from docflow.models import Book, Dispatch, Tally
from docflow.papers.naming import registered
from docflow.rules.calendar import short_date
from docflow.rules.lifecycle import State
from docflow.rules.recipients import ADDRESSEES
from docflow.rules.urgency import STAMPS
from docflow.rules.vietnamese import fold

from .desk import HANOI, Desk

PAGE = 50

#: Decree 30/2020, annex IV: the columns of "Sổ đăng ký văn bản đi", in its order and its words.
COLUMNS = (
    "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản",
    "Người ký", "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển",
    "Ký nhận", "Ghi chú",
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One line of the register; ``key`` is the dispatch behind it."""

    key: int
    code: str
    dated: date | None
    title: str
    signer: str
    places: str
    kept: str
    copies: int | None
    sent_on: date | None
    receipt: str
    note: str
    followed: bool = False

    def cells(self) -> tuple[Any, ...]:
        """Return the ten cells in the order of the decree."""
        return (
            self.code, self.dated, self.title, self.signer, self.places, self.kept, self.copies,
            self.sent_on, self.receipt, self.note,
        )  # fmt: skip


@dataclass(frozen=True)
class Series:
    """The state of one year's numbers."""

    year: int
    last: int
    missing: tuple[int, ...]

    @property
    def next(self) -> int:
        """Return the number that the next signing takes."""
        return self.last + 1


def years(desk: Desk) -> list[int]:
    """Return the years that have a register, the newest first; this year always has one."""
    rows = desk.session.scalars(select(Book.year).where(Book.code == desk.policy.book))
    return sorted({*rows, desk.today().year}, reverse=True)


def series(desk: Desk, year: int) -> Series:
    """Return the last number of a year and the numbers that no document bears."""
    book = desk.session.scalar(select(Book).where(Book.code == desk.policy.book, Book.year == year))
    if book is None:
        return Series(year, 0, ())
    taken = set(desk.session.scalars(select(Dispatch.number).where(Dispatch.book_id == book.id)))
    return Series(
        year, book.last_number, tuple(sorted(set(range(1, book.last_number + 1)) - taken))
    )


def entries(
    desk: Desk,
    year: int,
    labels: Mapping[StrEnum, str],
    *,
    month: int = 0,
    words: str = "",
    page: int = 1,
    size: int | None = PAGE,
) -> tuple[list[Entry], int]:
    """Return the lines of a year, the newest first, and how many there are in all.

    ``words`` are searched without accents; a month of 0 is the whole year. ``labels`` are the words
    of the states, as the register is an official record and they stand in it.
    """
    query = _wanted(desk, year, month, words)
    total = desk.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    query = query.options(joinedload(Dispatch.approved_by)).order_by(Dispatch.number.desc())
    if size is not None:
        query = query.limit(size).offset((page - 1) * size)
    found = list(desk.session.scalars(query).unique())
    tallies = _tallies(desk, found)
    return [entry(one, tallies.get(one.id), labels) for one in found], total


def entry(dispatch: Dispatch, tally: Tally | None, labels: Mapping[StrEnum, str]) -> Entry:
    """Return the line of one numbered dispatch."""
    content = dispatch.content
    archive = content["archive"]
    kept = (
        f"{', '.join(archive['rooms'])} ({archive['copies']:02})"
        if archive.get("copies")
        else ", ".join(archive["rooms"])
    )
    return Entry(
        key=dispatch.id,
        code=dispatch.code or "",
        dated=dispatch.dated,
        title=registered(content),
        signer=dispatch.approved_by.name if dispatch.approved_by else "",
        places=_places(content),
        kept=kept,
        copies=tally.recipients if tally else None,
        sent_on=dispatch.issued_at.astimezone(HANOI).date() if dispatch.issued_at else None,
        receipt="điện tử" if dispatch.issued_at else "",
        note=_note(dispatch, labels),
        followed=dispatch.state in (State.ISSUED, State.RECALLED),
    )


def _places(content: dict[str, Any]) -> str:
    addressees = [line["text"] for line in content["addressees"]]
    others = [line["text"] for line in content["copies"] if line["targets"] != [ADDRESSEES]]
    return "; ".join([*addressees, *others])


def _note(dispatch: Dispatch, labels: Mapping[StrEnum, str]) -> str:
    told = [STAMPS[dispatch.urgency]] if STAMPS[dispatch.urgency] else []
    if dispatch.state in (State.VOIDED, State.RECALLED):
        told.append(labels[dispatch.state])
    elif dispatch.issued_at is None:
        told.append("Chờ phát hành")
    if dispatch.due_on and dispatch.state is not State.VOIDED:
        told.append(f"Có báo cáo, hạn {short_date(dispatch.due_on)}")
    return "; ".join(told)


def _wanted(desk: Desk, year: int, month: int, words: str) -> Select[Dispatch]:
    query = select(Dispatch).join(Book, Book.id == Dispatch.book_id)
    query = query.where(Book.code == desk.policy.book, Dispatch.year == year)
    if month:
        query = query.where(extract("month", Dispatch.dated) == month)
    for word in fold(words).split():
        query = query.where(Dispatch.search.contains(word, autoescape=True))
    return query


def _tallies(desk: Desk, found: Sequence[Dispatch]) -> dict[int, Tally]:
    keys = [one.id for one in found]
    rows = desk.session.scalars(select(Tally).where(Tally.dispatch_id.in_(keys)))
    return {row.dispatch_id: row for row in rows}
