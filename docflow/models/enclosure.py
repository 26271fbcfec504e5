"""The seals on files that go along with a dispatch."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import PREFIX, Base, Sha256
from .dispatch import Dispatch


class Enclosure(Base):
    """That the agency signed one file; the file itself is listed in the dispatch's content.

    ``ordinal`` is its place there, ``sha256`` the file as it was taken in.
    """

    __tablename__ = PREFIX + "enclosure"

    dispatch_id: Mapped[int] = mapped_column(ForeignKey(Dispatch.id), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(Sha256)
    sealed_sha256: Mapped[str] = mapped_column(Sha256)
    sealed_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("ordinal >= 1", name="counts_from_one"),
        Index(None, "sealed_sha256"),
    )
