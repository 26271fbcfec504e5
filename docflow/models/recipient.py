"""Who received a dispatch, frozen at its issue, and how far each has come."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docflow.rules.purposes import Ask, Purpose
from docflow.rules.standing import Facts, Standing, standing

from .base import PREFIX, Base, one_of
from .dispatch import Dispatch
from .people import Unit

#: The index below is what makes "who is late" cheap: it holds only those who still owe.
_OWING = "owes AND standing <> 'reported'"


class Recipient(Base):
    """One unit (or one person of the agency) that received one dispatch."""

    __tablename__ = PREFIX + "recipient"

    id: Mapped[int] = mapped_column(primary_key=True)
    dispatch_id: Mapped[int] = mapped_column(ForeignKey(Dispatch.id))
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id))
    kind: Mapped[str] = mapped_column(String(10), default="unit")
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(400), default="")
    unit_kind: Mapped[str] = mapped_column(String(100), default="")
    area: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    staff: Mapped[int] = mapped_column(default=0)

    purpose: Mapped[Purpose] = mapped_column(one_of(Purpose, "purpose"))
    acknowledge: Mapped[int]
    report: Mapped[int]
    owes: Mapped[bool]
    due_on: Mapped[date | None]

    reached: Mapped[bool]
    standing: Mapped[Standing] = mapped_column(one_of(Standing, "standing"))
    seen_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]

    dispatch: Mapped[Dispatch] = relationship()
    unit: Mapped[Unit] = relationship()
    lines: Mapped[list[RecipientLine]] = relationship()

    __table_args__ = (
        UniqueConstraint("dispatch_id", "unit_id"),
        CheckConstraint("kind IN ('unit', 'person')", name="kind"),
        Index(None, "unit_id", "dispatch_id"),
        Index(None, "dispatch_id", "standing"),
        Index(
            PREFIX + "ix_recipient_due",
            "due_on",
            sqlite_where=text(_OWING),
            postgresql_where=text(_OWING),
        ),
    )

    @property
    def facts(self) -> Facts:
        """Return what is known of this recipient, as the rules read it."""
        return Facts(
            reached=self.reached,
            seen=self.seen_at is not None,
            acknowledged=self.acknowledged_at is not None,
            reported=self.reported_at is not None,
        )

    @property
    def computed_standing(self) -> Standing:
        """Return the standing that the facts prove; the column must always equal it."""
        return standing(self.facts)

    @property
    def must_acknowledge(self) -> bool:
        """Tell whether acknowledging is a duty."""
        return self.acknowledge == Ask.REQUIRED


class RecipientLine(Base):
    """The printed line that named a recipient; a unit named twice keeps both."""

    __tablename__ = PREFIX + "recipient_line"

    recipient_id: Mapped[int] = mapped_column(ForeignKey(Recipient.id), primary_key=True)
    line: Mapped[str] = mapped_column(String(20), primary_key=True)


class Tally(Base):
    """The counters of one dispatch over those who owe, kept in the transaction of each fact."""

    __tablename__ = PREFIX + "tally"

    dispatch_id: Mapped[int] = mapped_column(ForeignKey(Dispatch.id), primary_key=True)
    recipients: Mapped[int] = mapped_column(default=0)
    owing: Mapped[int] = mapped_column(default=0)
    reachable: Mapped[int] = mapped_column(default=0)
    """Recipients of any purpose that more than a telephone reaches."""
    owing_reachable: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    unseen: Mapped[int] = mapped_column(default=0)
    seen: Mapped[int] = mapped_column(default=0)
    acknowledged: Mapped[int] = mapped_column(default=0)
    reported: Mapped[int] = mapped_column(default=0)

    def count(self, where: Standing) -> int:
        """Return how many of those who owe stand there."""
        number: int = getattr(self, where.value)
        return number

    @property
    def others(self) -> int:
        """Return how many receive without owing anything."""
        return self.recipients - self.owing
