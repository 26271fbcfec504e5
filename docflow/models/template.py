"""Templates as they stood when a draft was made from them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from .base import PREFIX, Base, Sha256


class TemplateVersion(Base):
    """A template, kept by the hash of its content, so that a draft outlives its folder."""

    __tablename__ = PREFIX + "template_version"

    sha256: Mapped[str] = mapped_column(Sha256, primary_key=True)
    code: Mapped[str] = mapped_column(String(100))
    package: Mapped[dict[str, Any]]
    kept_at: Mapped[datetime]
