"""The first page after signing in, searching, and the sign of life."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy import func, select, text

from docflow.models import Book, Person, Unit
from docflow.office import issuing, worklist
from docflow.office.permission import can
from docflow.rules.lifecycle import State
from docflow.rules.permissions import Act, Role

from .. import current, reading
from ..gate import allow

_LONGEST_SEARCH = 200


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    pages.add_url_rule("/", "home", home)
    pages.add_url_rule("/search", "search", search)
    pages.add_url_rule("/healthz", "healthz", healthz)


@allow(Act.HOME)
def home() -> Any:
    """Show what waits for this person; a unit's people go to their inbox."""
    person = current.me()
    if person.roles and not person.is_staff:
        return redirect(url_for("docflow.inbox"), 303)
    page, facts = _page_of(person)
    return render_template(
        f"docflow/home_{page}.html", here="home", today=current.desk().today(), r=reading, **facts
    )


@allow(Act.HOME)
def search() -> str:
    """Show the dispatches and units that hold the words, as far as the person may see them."""
    desk, person = current.desk(), current.me()
    words = request.args.get("q", "")[:_LONGEST_SEARCH].strip()
    found, total = worklist.search(desk, person, words) if words else ([], 0)
    knows_units = can(desk.session, person, Act.DIRECTORY)
    units, all_units = worklist.units(desk, words) if words and knows_units else ([], 0)
    return render_template(
        "docflow/search.html", here="search", words=words, found=found, total=total,
        units=units, all_units=all_units, r=reading, me_id=person.unit_id,
    )  # fmt: skip


@allow(Act.OPEN)
def healthz() -> Any:
    """Answer ``ok`` as long as the database answers."""
    current.desk().session.execute(text("SELECT 1"))
    return "ok\n", {"Content-Type": "text/plain; charset=utf-8"}


def _page_of(person: Person) -> tuple[str, dict[str, Any]]:
    roles = person.roles
    if roles & {Role.SIGNER, Role.DIRECTOR}:
        return "signer", _signer(person)
    if Role.RECORDS_CLERK in roles:
        return "records", _records()
    if roles & {Role.CLERK, Role.HEAD_OF_ROOM}:
        return "clerk", _clerk(person)
    if Role.AUDITOR in roles:
        return "auditor", {"followed": worklist.followed(current.desk(), person)}
    if Role.ADMINISTRATOR in roles:
        return "administrator", _administrator()
    return "nobody", {}


def _clerk(person: Person) -> dict[str, Any]:
    desk = current.desk()
    drafts = worklist.drafts(desk, person, 20)
    followed = worklist.followed(desk, person)
    late = [one for one in followed if one.overdue]
    silent = [one for one in followed if one.tally.failed and one.dispatch.author_id == person.id]
    returned = [one for one in drafts if one.was_returned]
    return {
        "drafts": drafts,
        "reasons": {one.id: worklist.last_return(desk, one) for one in returned},
        "submitted": worklist.submitted(desk, person, 10),
        "on_the_way": worklist.on_the_way(desk, person),
        "followed": followed,
        "late": late,
        "silent": silent,
        "redated": worklist.redated(desk, person),
        "happenings": reading.happenings(worklist.happenings(desk, person)),
        "todo": len(returned) + len(late) + len(silent),
    }


def _signer(person: Person) -> dict[str, Any]:
    desk = current.desk()
    waiting = worklist.awaiting_signature(desk, person)
    return {
        "waiting": waiting,
        "urgent": [one for one in waiting if one.urgency != "thuong"],
        "again": [one for one in waiting if one.returned_at is not None],
        "followed": worklist.followed(desk, person),
    }


def _records() -> dict[str, Any]:
    desk = current.desk()
    this_year = (Book.code == desk.policy.book, Book.year == desk.today().year)
    last = desk.session.scalar(select(Book.last_number).where(*this_year))
    return {
        "waiting": issuing.awaiting(desk),
        "issued": worklist.issued_today(desk),
        "last": last or 0,
        "state": State.SIGNED,
    }


def _administrator() -> dict[str, Any]:
    session = current.desk().session
    silent = (Unit.email == "", Unit.has_account.is_(False))
    return {
        "units": session.scalar(select(func.count()).select_from(Unit)) or 0,
        "silent": session.scalar(select(func.count()).select_from(Unit).where(*silent)) or 0,
        "people": session.scalar(select(func.count()).select_from(Person)) or 0,
    }
