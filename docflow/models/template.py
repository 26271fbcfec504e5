"""Templates as they stood when a draft was made from them, and those that the agency writes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import PREFIX, Base, Sha256
from .people import Person


class TemplateVersion(Base):
    """A template, kept by the hash of its content, so that a draft outlives its folder."""

    __tablename__ = PREFIX + "template_version"

    sha256: Mapped[str] = mapped_column(Sha256, primary_key=True)
    code: Mapped[str] = mapped_column(String(100))
    package: Mapped[dict[str, Any]]
    kept_at: Mapped[datetime]


class OwnTemplate(Base):
    """What this agency says of one template: its own version of it, or that it is put away.

    Without ``sha256`` the folder's template stands as it is; ``version`` counts the saves.
    """

    __tablename__ = PREFIX + "own_template"

    code: Mapped[str] = mapped_column(String(100), primary_key=True)
    sha256: Mapped[str | None] = mapped_column(Sha256, ForeignKey(TemplateVersion.sha256))
    retired: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=0)


class TemplateSave(Base):
    """One act on a template: who, when, why, and the version that stood afterwards."""

    __tablename__ = PREFIX + "template_save"
    __table_args__ = (UniqueConstraint("code", "ordinal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(ForeignKey(OwnTemplate.code))
    ordinal: Mapped[int]
    act: Mapped[str] = mapped_column(String(20))
    sha256: Mapped[str | None] = mapped_column(Sha256, ForeignKey(TemplateVersion.sha256))
    why: Mapped[str] = mapped_column(String(500))
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]

    by: Mapped[Person] = relationship(lazy="joined")
