"""What is remembered: the tables, as classes that answer questions about themselves."""

from __future__ import annotations

from .access import Answered, ApiToken, Setting, Visit
from .authority import AuthorityRecord
from .base import Base, Instant, Json
from .delivery import Delivery, Link, Progress, Task
from .dispatch import Check, Decision, Dispatch, Return, Revision
from .event import Chain, Event
from .obligation import Acknowledgment, Obligation, Owed, Report
from .people import Group, Membership, Person, PersonRole, Room, Unit
from .recipient import Recipient, RecipientLine, Tally
from .register import Book
from .template import TemplateVersion

__all__ = [
    "Acknowledgment", "Answered", "ApiToken", "AuthorityRecord", "Base", "Book", "Chain", "Check",
    "Decision", "Delivery", "Dispatch", "Event", "Group", "Instant", "Json", "Link", "Membership",
    "Obligation", "Owed", "Person", "PersonRole", "Progress", "Recipient", "RecipientLine",
    "Report", "Return", "Revision", "Room", "Setting", "Tally", "Task", "TemplateVersion", "Unit",
    "Visit",
]  # fmt: skip
