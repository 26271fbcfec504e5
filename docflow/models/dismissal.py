"""That a finding of the check was put aside for one dispatch, and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import PREFIX, Base, Sha256
from .dispatch import Dispatch
from .people import Person


class Dismissal(Base):
    """One finding that its author leaves as it is; brought back, the row stays and says so.

    ``key`` names the finding by its rule, place and words (``office/dismissing.py``).
    """

    __tablename__ = PREFIX + "dismissal"

    id: Mapped[int] = mapped_column(primary_key=True)
    dispatch_id: Mapped[int] = mapped_column(ForeignKey(Dispatch.id))
    key: Mapped[str] = mapped_column(Sha256)
    rule: Mapped[str] = mapped_column(String(60))
    excerpt: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(String(500))
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]
    restored_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    restored_at: Mapped[datetime | None]

    by: Mapped[Person] = relationship(lazy="joined", foreign_keys=by_id)

    __table_args__ = (
        CheckConstraint("length(trim(reason)) > 0", name="says_why"),
        Index(
            PREFIX + "uq_dismissal_open",
            "dispatch_id",
            "key",
            unique=True,
            sqlite_where=text("restored_at IS NULL"),
            postgresql_where=text("restored_at IS NULL"),
        ),
    )
