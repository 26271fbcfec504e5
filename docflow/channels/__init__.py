"""The ways out of the building: portal, e-mail, and e-mail kept as files."""

from __future__ import annotations

from .channel import Attachment, Channel, Envelope, Receipt, Unsure
from .email import EmailChannel
from .eml import EmlChannel
from .portal import PortalChannel

__all__ = [
    "Attachment",
    "Channel",
    "EmailChannel",
    "EmlChannel",
    "Envelope",
    "PortalChannel",
    "Receipt",
    "Unsure",
]
