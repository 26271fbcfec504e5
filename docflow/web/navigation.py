"""The few entries of the bar, by role, with what waits behind each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import Select, func, select

from docflow.models import Dispatch, Person, Recipient, Setting
from docflow.office import reviewing
from docflow.rules.lifecycle import State
from docflow.rules.permissions import Act, Role, may
from docflow.rules.standing import Standing

from . import current
from .words import _


@dataclass(frozen=True)
class Entry:
    """One entry of the bar; ``short`` is its word on a phone."""

    key: str
    label: str
    icon: str
    url: str
    count: int = 0
    hot: bool = False
    short: str = ""


@dataclass(frozen=True)
class Card:
    """The person as the bar shows him."""

    name: str
    post: str
    initials: str


def card(person: Person) -> Card:
    """Return how the bar shows the person."""
    words = [word for word in person.name.split() if word[:1].isalpha()]
    initials = (words[0][0] + words[-1][0]).upper() if words else "?"
    place = person.unit.name if person.unit and not person.is_staff else ""
    return Card(person.name, place or person.post, initials)


def entries(person: Person) -> list[Entry]:
    """Return the entries for the person's roles, five at most."""
    roles = person.roles
    found = []
    if not roles & {Role.UNIT_OFFICER, Role.HEAD_OF_UNIT} or person.is_staff:
        found.append(
            Entry("home", _("Việc của tôi"), "house", url_for("docflow.home"), short=_("Việc"))
        )
    if roles & {Role.SIGNER, Role.DIRECTOR}:
        waiting = _counted(reviewing.undecided(person))
        url = url_for("docflow.review_next")
        found.append(Entry("review", _("Chờ ký"), "signature", url, waiting, waiting > 0))
    if Role.RECORDS_CLERK in roles:
        waiting = _counted(select(Dispatch).where(Dispatch.state == State.SIGNED))
        url = url_for("docflow.issue_queue")
        found.append(
            Entry("issue", _("Chờ đóng dấu"), "stamp", url, waiting, waiting > 0, _("Đóng dấu"))
        )
    if may(Act.DRAFT, roles) and Role.CLERK in roles:
        found.append(Entry("drafts", _("Soạn thảo"), "pen-line", url_for("docflow.drafts")))
    if Role.UNIT_OFFICER in roles or Role.HEAD_OF_UNIT in roles:
        todo = _owed(person)
        url = url_for("docflow.inbox")
        found.append(Entry("inbox", _("Hộp văn bản"), "inbox", url, todo, todo > 0))
    if may(Act.REGISTER, roles):
        found.append(
            Entry("tracking", _("Theo dõi"), "chart-column", url_for("docflow.tracking_list"))
        )
        found.append(
            Entry(
                "register",
                _("Sổ văn bản đi"),
                "book-open",
                url_for("docflow.register"),
                short=_("Sổ VB đi"),
            )
        )
    if may(Act.DIRECTORY, roles):
        found.append(Entry("units", _("Đơn vị nhận"), "building-2", url_for("docflow.units")))
    return [*found, *_settings(roles)][:5]


def _settings(roles: Collection[Role]) -> list[Entry]:
    if not may(Act.TEMPLATES, roles):
        return []
    url = url_for("docflow.templates")
    return [Entry("templates", _("Mẫu văn bản"), "file-text", url, short=_("Mẫu"))]


def surroundings() -> dict[str, Any]:
    """Return the agency's name and where signing out is, if docflow stands alone."""
    row = current.desk().session.get(Setting, "agency")
    profile = row.value if row else {}
    alone = current.state().stands_alone
    return {
        "agency_name": profile.get("name", "docflow"),
        "library_url": _library(),
        "help_phone": profile.get("phone", ""),
        "sign_out_url": url_for("docflow.sign_out") if alone and current.person() else None,
    }


def _library() -> str | None:
    person = current.person()
    return url_for("docflow.grounds") if person and may(Act.GROUNDS, person.roles) else None


def _counted(rows: Select[Dispatch]) -> int:
    query = select(func.count()).select_from(rows.with_only_columns(Dispatch.id).subquery())
    return current.desk().session.scalar(query) or 0


def _owed(person: Person) -> int:
    query = (
        select(func.count())
        .select_from(Recipient)
        .join(Dispatch, Dispatch.id == Recipient.dispatch_id)
        .where(
            Recipient.unit_id == person.unit_id,
            Recipient.owes,
            Recipient.standing != Standing.REPORTED,
            Dispatch.state == State.ISSUED,
        )
    )
    return current.desk().session.scalar(query) or 0
