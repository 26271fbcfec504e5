"""The trial keys of those who sign."""

from __future__ import annotations

from typing import Protocol

from . import settings
from .authority import signers
from .desk import Desk


class Authority(Protocol):
    """Something that makes the key of a name, once."""

    def ensure(self, key: str, name: str, organisation: str, post: str = "") -> object:
        """Return the certificate of the key, made now if there is none that fits."""


def ensure(desk: Desk, authority: Authority) -> None:
    """Make a key for everybody who may sign and one for the agency, where they are missing."""
    name = settings.agency(desk.session)["name"]
    authority.ensure("agency", name, name)
    for person, record in signers(desk):
        authority.ensure(f"person:{person.id}", person.name, name, record.post.capitalize())
