"""Work that waits: the row is the job."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import PREFIX, Base, Sha256, one_of
from .dispatch import Dispatch
from .recipient import Recipient


class Progress(StrEnum):
    """How far a piece of work has come.

    ``UNSURE``: the mail server may or may not have taken the message before the line was cut.
    """

    WAITING = "waiting"
    ATTEMPTING = "attempting"
    DONE = "done"
    FAILED = "failed"
    UNSURE = "unsure"


class Leased:
    """A row that a worker claims for a while; a dead worker's claim runs out by itself."""

    progress: Mapped[Progress] = mapped_column(
        one_of(Progress, "progress"), default=Progress.WAITING
    )
    due_at: Mapped[datetime]
    lease: Mapped[str | None] = mapped_column(String(40))
    leased_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str] = mapped_column(Text, default="")
    done_at: Mapped[datetime | None]


#: Rows that wait; the index over them stays small.
OPEN = "progress IN ('waiting', 'attempting', 'unsure')"


class Delivery(Leased, Base):
    """One message of one dispatch to one recipient through one channel."""

    __tablename__ = PREFIX + "delivery"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient_id: Mapped[int] = mapped_column(ForeignKey(Recipient.id))
    channel: Mapped[str] = mapped_column(String(20))
    round: Mapped[int] = mapped_column(default=1)
    address: Mapped[str] = mapped_column(String(254), default="")

    recipient: Mapped[Recipient] = relationship()

    __table_args__ = (
        UniqueConstraint("recipient_id", "channel", "round"),
        Index(
            PREFIX + "ix_delivery_due",
            "due_at",
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
    )


class Task(Leased, Base):
    """Work on a dispatch that must not hold a decision up: printing and signing."""

    __tablename__ = PREFIX + "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    dispatch_id: Mapped[int] = mapped_column(ForeignKey(Dispatch.id))

    dispatch: Mapped[Dispatch] = relationship()

    __table_args__ = (
        UniqueConstraint("kind", "dispatch_id"),
        Index(
            PREFIX + "ix_task_due",
            "due_at",
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
    )


class Link(Base):
    """A personal link to one recipient's page; only the hash of its token is known here."""

    __tablename__ = PREFIX + "link"

    token_sha256: Mapped[str] = mapped_column(Sha256, primary_key=True)
    recipient_id: Mapped[int] = mapped_column(ForeignKey(Recipient.id))
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey(Delivery.id))
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    recipient: Mapped[Recipient] = relationship()

    __table_args__ = (Index(None, "recipient_id"),)
