"""The ways out of the building: portal, e-mail, and e-mail kept as files."""

from __future__ import annotations

from docflow.channels.channel import Attachment, Channel, Envelope, Receipt, Unsure
from docflow.channels.email import EmailChannel
from docflow.channels.eml import EmlChannel
from docflow.channels.portal import PortalChannel

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
