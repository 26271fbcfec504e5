"""Keys to the building, and who looked at what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import PREFIX, Base, Sha256
from .people import Person


class ApiToken(Base):
    """A key for a program that acts for a person; only its hash is kept."""

    __tablename__ = PREFIX + "api_token"

    token_sha256: Mapped[str] = mapped_column(Sha256, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    label: Mapped[str] = mapped_column(String(100), default="")
    scopes: Mapped[list[Any]]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined")


class Answered(Base):
    """The answer to an unsafe API call, given again when the same call is repeated."""

    __tablename__ = PREFIX + "answered"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    key: Mapped[str] = mapped_column(String(200))
    request_sha256: Mapped[str] = mapped_column(Sha256)
    status: Mapped[int | None]
    body: Mapped[dict[str, Any] | None]
    headers: Mapped[dict[str, Any] | None]
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("person_id", "key"),)


class Visit(Base):
    """That somebody opened a paper or a page; a log, never an acknowledgment."""

    __tablename__ = PREFIX + "visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    dispatch_id: Mapped[int] = mapped_column(ForeignKey(f"{PREFIX}dispatch.id"))
    recipient_id: Mapped[int | None] = mapped_column(ForeignKey(f"{PREFIX}recipient.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    what: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(60), default="")
    agent: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]

    __table_args__ = (Index(None, "dispatch_id", "at"),)


class Setting(Base):
    """One fact about this installation: the agency's names, its place, its code."""

    __tablename__ = PREFIX + "setting"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[dict[str, Any]]
