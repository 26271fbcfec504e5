"""Who has a draft open at this moment: a passing thing, never part of any content or record."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import PREFIX, Base
from .dispatch import Dispatch
from .people import Person


class Holding(Base):
    """That a page in a window of somebody's browser shows a draft for writing.

    ``tab`` is ``window.page``: the window keeps its name from page to page, each page has its own.
    A row with ``left_at`` is of a page that is closed: a sign of life still on its way wakes nothing.
    """

    __tablename__ = PREFIX + "holding"

    id: Mapped[int] = mapped_column(primary_key=True)
    dispatch_id: Mapped[int] = mapped_column(ForeignKey(Dispatch.id))
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    tab: Mapped[str] = mapped_column(String(32))
    since: Mapped[datetime]
    alive_at: Mapped[datetime]
    typed_at: Mapped[datetime | None]
    took_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined")

    __table_args__ = (
        UniqueConstraint("dispatch_id", "person_id", "tab"),
        Index(None, "alive_at"),
    )
