"""What a clerk takes into his text: legal documents to cite, and sentences used again."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docflow.rules.citation import Cited

from .base import PREFIX, Base
from .people import Person


class Ground(Base):
    """A legal document that dispatches cite, with the days between which it is in force."""

    __tablename__ = PREFIX + "ground"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(200), unique=True)
    """Type, number, year and issuer without accents: the same document twice has the same code."""
    type: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(60), default="")
    dated: Mapped[date | None]
    issuer: Mapped[str] = mapped_column(String(200), default="")
    subject: Mapped[str] = mapped_column(String(500))
    since: Mapped[date | None]
    ended: Mapped[date | None]
    """The first day on which it is no longer in force."""
    replaced_by_id: Mapped[int | None] = mapped_column(
        ForeignKey(PREFIX + "ground.id", ondelete="SET NULL")
    )
    incoming_number: Mapped[str] = mapped_column(String(40), default="")
    incoming_on: Mapped[date | None]
    notes: Mapped[str] = mapped_column(String(1000), default="")
    folded: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]

    replaced_by: Mapped[Ground | None] = relationship(
        remote_side="Ground.id", lazy="joined", join_depth=1
    )

    __table_args__ = (
        CheckConstraint("since IS NULL OR ended IS NULL OR since <= ended", name="ends_after"),
        Index(None, "ended"),
        Index(None, "replaced_by_id"),
    )

    def as_rule(self) -> Cited:
        """Return the document as the rules read it."""
        successor = self.replaced_by.as_rule().short() if self.replaced_by else ""
        return Cited(
            self.type, self.number, self.dated, self.issuer, self.subject,
            self.since, self.ended, successor,
        )  # fmt: skip


class Snippet(Base):
    """A sentence used again and again, of one person or of a room, in light markup."""

    __tablename__ = PREFIX + "snippet"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    room_code: Mapped[str | None] = mapped_column(String(20))
    """The room that shares it; none for a snippet of one's own."""
    name: Mapped[str] = mapped_column(String(100))
    text: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    owner: Mapped[Person] = relationship(lazy="joined")

    __table_args__ = (Index(None, "owner_id"), Index(None, "room_code"))
