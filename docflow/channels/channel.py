"""What every way out of the building has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from docflow.rules.refusals import Unreachable


@dataclass(frozen=True)
class Attachment:
    """One file that travels with an envelope; ``media_type`` such as ``application/pdf``."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Envelope:
    """What goes to one recipient: never two addresses in one envelope.

    ``message_id`` is the caller's and stays the same at every further try, so that a receiving
    system can drop a second copy; its shape is ``<something@domain>``.
    """

    delivery_id: int
    recipient: str
    address: str
    subject: str
    text: str
    html: str | None
    message_id: str
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """What the other side answered when it took the envelope over."""

    detail: str


class Unsure(Unreachable):
    """The envelope may have arrived: the line broke between handing it over and the answer.

    The caller writes the row as *unsure* and may send again with the same message id: a second
    copy is harmless, a lost dispatch is not.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason, permanent=False)


class Channel(Protocol):
    """A way out of the building."""

    name: str

    def send(self, envelope: Envelope) -> Receipt:
        """Deliver one envelope; ``Unreachable`` when it stays here, ``Unsure`` when in doubt."""
