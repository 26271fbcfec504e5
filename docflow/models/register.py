"""The books in which numbers are taken."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import PREFIX, Base


class Book(Base):
    """One series of numbers in one year; its row is the lock under which a number is taken."""

    __tablename__ = PREFIX + "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    year: Mapped[int]
    last_number: Mapped[int] = mapped_column(default=0)
    last_date: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("code", "year"),
        CheckConstraint("last_number >= 0", name="counts_up"),
    )
