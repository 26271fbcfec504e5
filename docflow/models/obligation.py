"""What a dispatch asks for, and what each recipient owes of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import PREFIX, Base, Sha256
from .dispatch import Dispatch
from .people import Person
from .recipient import Recipient


class Obligation(Base):
    """One report point of the signed text: its block, its date, its form."""

    __tablename__ = PREFIX + "obligation"

    id: Mapped[int] = mapped_column(primary_key=True)
    dispatch_id: Mapped[int] = mapped_column(ForeignKey(Dispatch.id))
    ordinal: Mapped[int]
    block_id: Mapped[str | None] = mapped_column(String(20))
    due_on: Mapped[date | None]
    form: Mapped[dict[str, Any]]

    __table_args__ = (UniqueConstraint("dispatch_id", "ordinal"),)


class Owed(Base):
    """That one recipient owes one obligation, by its own date."""

    __tablename__ = PREFIX + "owed"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient_id: Mapped[int] = mapped_column(ForeignKey(Recipient.id))
    obligation_id: Mapped[int] = mapped_column(ForeignKey(Obligation.id))
    due_on: Mapped[date | None]
    # The latest report. No foreign key: reports point back here and are never removed, and a
    # circle of keys would need an ALTER that SQLite does not have.
    report_id: Mapped[int | None]

    obligation: Mapped[Obligation] = relationship(lazy="joined")
    recipient: Mapped[Recipient] = relationship()
    current: Mapped[Report | None] = relationship(
        primaryjoin="foreign(Owed.report_id) == Report.id", viewonly=True
    )

    __table_args__ = (
        UniqueConstraint("recipient_id", "obligation_id"),
        Index(None, "obligation_id"),
    )


class Acknowledgment(Base):
    """That a named person took note of one exact paper."""

    __tablename__ = PREFIX + "acknowledgment"

    recipient_id: Mapped[int] = mapped_column(ForeignKey(Recipient.id), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    post: Mapped[str] = mapped_column(String(100))
    person_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    via: Mapped[str] = mapped_column(String(10))
    paper_sha256: Mapped[str] = mapped_column(Sha256)
    at: Mapped[datetime]


class Report(Base):
    """One version of a unit's answer; a correction is a new version, none is ever changed."""

    __tablename__ = PREFIX + "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    owed_id: Mapped[int] = mapped_column(ForeignKey(Owed.id))
    version: Mapped[int]
    answers: Mapped[dict[str, Any]]
    as_of: Mapped[date]
    prepared_by: Mapped[str] = mapped_column(String(100))
    approved_by: Mapped[str] = mapped_column(String(100))
    note: Mapped[str] = mapped_column(Text, default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    via: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("owed_id", "version"),)
