"""The written records that let somebody sign."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docflow.rules.authority import Authority, Kind

from .base import PREFIX, Base, one_of
from .people import Person


class AuthorityRecord(Base):
    """A head's own authority, a deputy's assignment (KT.), an order (TL.) or a delegation (TUQ.)."""

    __tablename__ = PREFIX + "authority"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    kind: Mapped[Kind] = mapped_column(one_of(Kind, "kind"))
    on_behalf_of: Mapped[str] = mapped_column(String(100))
    post: Mapped[str] = mapped_column(String(100))
    types: Mapped[list[Any]] = mapped_column(default=list)
    since: Mapped[date]
    until: Mapped[date | None]
    basis: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined")

    __table_args__ = (
        # A delegation outside the leadership is limited in time (Decree 30/2020, article 13(3)).
        CheckConstraint("kind <> 'TUQ' OR until IS NOT NULL", name="delegation_ends"),
        Index(None, "person_id"),
    )

    def as_rule(self) -> Authority:
        """Return the record as the rules read it."""
        return Authority(
            id=self.id,
            kind=self.kind,
            on_behalf_of=self.on_behalf_of,
            post=self.post,
            types=frozenset(self.types),
            since=self.since,
            until=self.until,
        )
