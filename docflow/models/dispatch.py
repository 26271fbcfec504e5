"""The dispatch itself, its revisions, and what was decided about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docflow.rules import numbering
from docflow.rules.lifecycle import NUMBERED, State

from .authority import AuthorityRecord
from .base import PREFIX, Base, Sha256, one_of
from .people import Person
from .register import Book
from .template import TemplateVersion

_NUMBERED = ", ".join(f"'{state}'" for state in sorted(NUMBERED))


class Dispatch(Base):
    """One official document from its draft to the end of its follow-up."""

    __tablename__ = PREFIX + "dispatch"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[State] = mapped_column(one_of(State, "state"), default=State.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    """Counts the saves of the working copy; a save or a decision names the one it saw."""
    content: Mapped[dict[str, Any]]
    content_sha256: Mapped[str | None] = mapped_column(Sha256)
    subject: Mapped[str] = mapped_column(String(500), default="")
    search: Mapped[str] = mapped_column(Text, default="")
    urgency: Mapped[str] = mapped_column(String(20), default="thuong")
    template_sha256: Mapped[str] = mapped_column(ForeignKey(TemplateVersion.sha256))

    author_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    editor_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    room_code: Mapped[str | None] = mapped_column(String(20))
    signer_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]

    book_id: Mapped[int | None] = mapped_column(ForeignKey(Book.id))
    year: Mapped[int | None]
    number: Mapped[int | None]
    notation: Mapped[str | None] = mapped_column(String(30))
    dated: Mapped[date | None]
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    authority_id: Mapped[int | None] = mapped_column(ForeignKey(AuthorityRecord.id))

    rendered_sha256: Mapped[str | None] = mapped_column(Sha256)
    signed_sha256: Mapped[str | None] = mapped_column(Sha256)
    sealed_sha256: Mapped[str | None] = mapped_column(Sha256)
    docx_sha256: Mapped[str | None] = mapped_column(Sha256)
    boxes: Mapped[dict[str, Any] | None]
    pages: Mapped[int | None]
    signed_at: Mapped[datetime | None]
    issued_at: Mapped[datetime | None]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    closed_at: Mapped[datetime | None]

    author: Mapped[Person] = relationship(foreign_keys=author_id)
    signer: Mapped[Person | None] = relationship(foreign_keys=signer_id)
    approved_by: Mapped[Person | None] = relationship(foreign_keys=approved_by_id)
    issued_by: Mapped[Person | None] = relationship(foreign_keys=issued_by_id)
    authority: Mapped[AuthorityRecord | None] = relationship()

    __table_args__ = (
        UniqueConstraint("book_id", "year", "number"),
        CheckConstraint(
            f"(number IS NOT NULL) = (state IN ({_NUMBERED}))", name="number_if_approved"
        ),
        CheckConstraint(
            f"state NOT IN ({_NUMBERED}) OR (dated IS NOT NULL AND approved_by_id IS NOT NULL "
            "AND authority_id IS NOT NULL AND year IS NOT NULL AND notation IS NOT NULL)",
            name="facts_if_approved",
        ),
        CheckConstraint("state = 'draft' OR content_sha256 IS NOT NULL", name="hash_if_submitted"),
        CheckConstraint(
            "state NOT IN ('signed', 'issued', 'recalled') OR signed_sha256 IS NOT NULL",
            name="paper_if_signed",
        ),
        CheckConstraint(
            "(state IN ('issued', 'recalled')) = (issued_at IS NOT NULL)", name="time_if_issued"
        ),
        CheckConstraint(
            "state NOT IN ('issued', 'recalled') OR sealed_sha256 IS NOT NULL",
            name="seal_if_issued",
        ),
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> author_id", name="four_eyes"),
        Index(None, "state", "saved_at"),
        Index(None, "author_id", "state"),
        Index(None, "signer_id", "state"),
        Index(None, "issued_at"),
    )

    @property
    def code(self) -> str | None:
        """Return number and notation, e.g. ``05/SYT-NVY``, once they are taken."""
        return numbering.code(self.number, self.notation or "") if self.number else None

    @property
    def was_returned(self) -> bool:
        """Tell whether the draft lies there because it was sent back."""
        if self.state is not State.DRAFT or self.returned_at is None:
            return False
        return self.submitted_at is None or self.returned_at >= self.submitted_at

    @property
    def due_on(self) -> date | None:
        """Return the earliest date by which units must report."""
        dates = [owed["due_on"] for owed in self.content.get("obligations", ()) if owed["due_on"]]
        return date.fromisoformat(min(dates)) if dates else None

    @property
    def paper_sha256(self) -> str | None:
        """Return the hash of the furthest paper there is: sealed, else signed, else none."""
        return self.sealed_sha256 or self.signed_sha256


class Revision(Base):
    """The content as it stood at one moment that mattered; never changed, never removed."""

    __tablename__ = PREFIX + "revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    dispatch_id: Mapped[int] = mapped_column(ForeignKey(Dispatch.id))
    ordinal: Mapped[int]
    content: Mapped[dict[str, Any]]
    sha256: Mapped[str] = mapped_column(Sha256)
    reason: Mapped[str] = mapped_column(String(20))
    cut_by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    cut_at: Mapped[datetime]

    cut_by: Mapped[Person] = relationship(lazy="joined")

    __table_args__ = (UniqueConstraint("dispatch_id", "ordinal"),)


class Check(Base):
    """That somebody, or the system for him, checked content or format (articles 10 to 12)."""

    __tablename__ = PREFIX + "check"

    id: Mapped[int] = mapped_column(primary_key=True)
    dispatch_id: Mapped[int] = mapped_column(ForeignKey(Dispatch.id))
    kind: Mapped[str] = mapped_column(String(20))
    sha256: Mapped[str] = mapped_column(Sha256)
    findings: Mapped[list[Any]]
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]

    by: Mapped[Person] = relationship(lazy="joined")

    __table_args__ = (
        CheckConstraint("kind IN ('content', 'format')", name="kind"),
        Index(None, "dispatch_id"),
    )


class Return(Base):
    """That a submitted dispatch was sent back, and what must change."""

    __tablename__ = PREFIX + "return"

    id: Mapped[int] = mapped_column(primary_key=True)
    dispatch_id: Mapped[int] = mapped_column(ForeignKey(Dispatch.id))
    sha256: Mapped[str] = mapped_column(Sha256)
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]

    by: Mapped[Person] = relationship(lazy="joined")

    __table_args__ = (
        CheckConstraint("length(trim(reason)) > 0", name="says_why"),
        Index(None, "dispatch_id"),
    )


class Decision(Base):
    """The signer's word; until ``effective_at`` it may still be taken back."""

    __tablename__ = PREFIX + "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    dispatch_id: Mapped[int] = mapped_column(ForeignKey(Dispatch.id))
    version: Mapped[int]
    sha256: Mapped[str] = mapped_column(Sha256)
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    decided_at: Mapped[datetime]
    effective_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    refusal: Mapped[str | None] = mapped_column(String(100))

    by: Mapped[Person] = relationship(lazy="joined")

    __table_args__ = (
        Index(
            PREFIX + "uq_decision_open",
            "dispatch_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index(None, "closed_at", "effective_at"),
    )
