"""From rows to answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from docflow.models import ApiToken, Person
from docflow.models import Dispatch as DispatchRow
from docflow.models import Return as ReturnRow
from docflow.models import Unit as UnitRow
from docflow.office.permission import ties
from docflow.papers import blocks
from docflow.papers.catalogue import Template as TemplateFolder
from docflow.rules.lifecycle import State
from docflow.rules.permissions import Act, may
from docflow.web.labels import label

from . import reading
from . import schemas_out as out

Row = TypeVar("Row")
#: What can be done to one dispatch, for the list of what the caller may do now.
_ACTS = (Act.EDIT, Act.SUBMIT, Act.WITHDRAW, Act.RETURN, Act.APPROVE, Act.ISSUE, Act.FOLLOW)


def page(
    rows: Sequence[Row],
    size: int,
    show: Callable[[Row], Any],
    place: Callable[[Row], int],
) -> dict[str, Any]:
    """Return one page of rows, of which one more than ``size`` was asked for."""
    following = reading.cursor(place(rows[size - 1])) if len(rows) > size else None
    return {"items": [show(row) for row in rows[:size]], "next": following}


def me(token: ApiToken) -> out.Me:
    """Return for whom a token acts."""
    person = token.person
    return out.Me(
        id=person.id,
        login=person.login,
        name=person.name,
        post=person.post,
        roles=sorted(person.roles),
        room=person.room_code,
        unit=person.unit.code if person.unit else None,
        scopes=token.scopes,
        expires_at=token.expires_at,
    )


def template(folder: TemplateFolder) -> out.Template:
    """Return a template with what it asks to be filled in."""
    fields = [
        out.TemplateField(
            name=one.name, label=one.label, kind=one.kind, required=one.required, help=one.help,
            most=one.most,
        )
        for one in folder.fields
    ]  # fmt: skip
    return out.Template(
        code=folder.code, name=folder.name, type=folder.type, description=folder.description,
        common=folder.common, sha256=folder.sha256, fields=fields,
    )  # fmt: skip


def line(row: DispatchRow) -> out.DispatchLine:
    """Return a dispatch as a list shows it."""
    return out.DispatchLine(**_line(row))


def dispatch(session: Session, row: DispatchRow, person: Person) -> out.Dispatch:
    """Return a dispatch whole, with what this person may do to it now."""
    held = ties(session, person, row)
    return out.Dispatch(
        **_line(row),
        content_sha256=row.content_sha256 if row.state is not State.DRAFT else None,
        paper_sha256=row.paper_sha256,
        number=row.number,
        year=row.year,
        template=row.content["template"]["code"],
        author=_card(row.author),
        signer=_card(row.signer) if row.signer else None,
        approved_by=_card(row.approved_by) if row.approved_by else None,
        issued_by=_card(row.issued_by) if row.issued_by else None,
        room=row.room_code,
        created_at=row.created_at,
        submitted_at=row.submitted_at,
        approved_at=row.approved_at,
        signed_at=row.signed_at,
        issued_at=row.issued_at,
        pages=row.pages,
        returned=_returned(session, row),
        body=blocks.to_markup(row.content["body"]),
        content=row.content,
        acts=[act for act in _ACTS if may(act, person.roles, row.state, held)],
    )


def register_line(row: DispatchRow) -> out.RegisterLine:
    """Return one number of the book."""
    return out.RegisterLine(
        id=row.id, year=row.year, number=row.number, code=row.code, dated=row.dated,
        type=row.content["type"], subject=row.subject, state=row.state,
        signed_by=row.approved_by.name if row.approved_by else "",
        addressees=[one["text"] for one in row.content["addressees"]], issued_at=row.issued_at,
    )  # fmt: skip


def unit(row: UnitRow, groups: list[str]) -> out.Unit:
    """Return a unit of the directory."""
    return out.Unit(
        code=row.code, name=row.name, kind=row.kind, area=row.area, email=row.email,
        phone=row.phone, account=row.has_account, groups=groups,
    )  # fmt: skip


def _line(row: DispatchRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "state": row.state,
        "state_label": label(row.state),
        "version": row.version,
        "code": row.code,
        "dated": row.dated,
        "subject": row.subject,
        "urgency": row.urgency,
        "due_on": row.due_on,
        "saved_at": row.saved_at,
    }


def _card(person: Person) -> out.PersonCard:
    return out.PersonCard(id=person.id, name=person.name, post=person.post)


def _returned(session: Session, row: DispatchRow) -> out.Returned | None:
    if row.returned_at is None:
        return None
    query = select(ReturnRow).where(ReturnRow.dispatch_id == row.id).order_by(ReturnRow.id.desc())
    last = session.scalars(query.limit(1)).unique().first()
    return out.Returned(reason=last.reason, by=_card(last.by), at=last.at) if last else None
