"""A print to look at, made outside every request because the letter is long."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import PREFIX, Base, Sha256
from .delivery import OPEN, Leased
from .dispatch import Dispatch


class Print(Leased, Base):
    """How far the print of a dispatch has come, and the file once there is one.

    ``content_sha256`` is the hash of the content that was printed; ``page`` counts while it runs.
    """

    __tablename__ = PREFIX + "print"

    id: Mapped[int] = mapped_column(primary_key=True)
    dispatch_id: Mapped[int] = mapped_column(ForeignKey(Dispatch.id), unique=True)
    content_sha256: Mapped[str | None] = mapped_column(Sha256)
    printed_sha256: Mapped[str | None] = mapped_column(Sha256)
    page: Mapped[int] = mapped_column(default=0)

    dispatch: Mapped[Dispatch] = relationship()

    __table_args__ = (
        Index(
            PREFIX + "ix_print_due", "due_at",
            sqlite_where=text(OPEN), postgresql_where=text(OPEN),
        ),
    )  # fmt: skip
