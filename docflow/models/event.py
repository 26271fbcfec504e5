"""The record of every act, each tied to the one before it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from docflow.rules.evidence import GENESIS

from .base import PREFIX, Base, Sha256
from .dispatch import Dispatch
from .people import Person


class Chain(Base):
    """The head of one stream of events; its row is the lock under which the stream grows."""

    __tablename__ = PREFIX + "chain"

    stream: Mapped[str] = mapped_column(String(40), primary_key=True)
    length: Mapped[int] = mapped_column(default=0)
    head: Mapped[str] = mapped_column(Sha256, default=GENESIS)


class Event(Base):
    """One act: who did what, for whom, when, and what it changed."""

    __tablename__ = PREFIX + "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    stream: Mapped[str] = mapped_column(String(40))
    ordinal: Mapped[int]
    at: Mapped[datetime]
    verb: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(200))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    on_behalf_of: Mapped[str | None] = mapped_column(String(200))
    dispatch_id: Mapped[int | None] = mapped_column(ForeignKey(Dispatch.id))
    facts: Mapped[dict[str, Any]]
    before_sha256: Mapped[str | None] = mapped_column(Sha256)
    after_sha256: Mapped[str | None] = mapped_column(Sha256)
    previous: Mapped[str] = mapped_column(Sha256)
    hash: Mapped[str] = mapped_column(Sha256)

    __table_args__ = (
        UniqueConstraint("stream", "ordinal"),
        Index(None, "dispatch_id", "id"),
        Index(None, "at"),
    )

    def told(self) -> dict[str, Any]:
        """Return what the hash is taken over."""
        return {
            "stream": self.stream,
            "ordinal": self.ordinal,
            "at": self.at.isoformat(),
            "verb": self.verb,
            "actor": self.actor,
            "actor_id": self.actor_id,
            "on_behalf_of": self.on_behalf_of,
            "dispatch_id": self.dispatch_id,
            "facts": self.facts,
            "before": self.before_sha256,
            "after": self.after_sha256,
        }
