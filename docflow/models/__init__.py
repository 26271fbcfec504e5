"""What is remembered: the tables, as classes that answer questions about themselves."""

from __future__ import annotations

from .access import Answered, ApiToken, Setting, Visit
from .authority import AuthorityRecord
from .base import Base, Instant, Json
from .delivery import Delivery, Link, Progress, Task
from .dismissal import Dismissal
from .dispatch import Check, Decision, Dispatch, Return, Revision
from .enclosure import Enclosure
from .event import Chain, Event
from .holding import Holding
from .library import Ground, Snippet
from .obligation import Acknowledgment, Obligation, Owed, Report
from .people import Group, LineSet, Membership, Person, PersonRole, Room, Unit
from .printing import Print
from .recipient import Recipient, RecipientLine, Tally
from .register import Book
from .template import OwnTemplate, TemplateSave, TemplateVersion

__all__ = [
    "Acknowledgment", "Answered", "ApiToken", "AuthorityRecord", "Base", "Book", "Chain", "Check",
    "Decision", "Delivery", "Dismissal", "Dispatch", "Enclosure", "Event", "Ground", "Group", "Holding", "Instant", "Json",
    "LineSet", "Link", "Membership",
    "Obligation", "Owed", "OwnTemplate", "Person", "PersonRole", "Print", "Progress", "Recipient", "RecipientLine",
    "Report", "Return", "Revision", "Room", "Setting", "Snippet", "Tally", "Task", "TemplateSave",
    "TemplateVersion", "Unit",
    "Visit",
]  # fmt: skip
