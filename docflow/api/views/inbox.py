"""What a receiving unit does: reading, taking note, reporting."""

from __future__ import annotations

from flask import Response, request

from docflow.office import following, listing, printing, reporting
from docflow.office.doors import allow
from docflow.office.tokens import Scope
from docflow.rules.permissions import Act

from .. import caller, reading, schemas_follow, schemas_in, schemas_out, shown, shown_follow
from ..routes import Answer, route
from .dispatches import file


@route(
    "GET",
    "/inbox",
    scope=Scope.RECEIVE,
    asks=schemas_in.Query,
    gives=schemas_out.Page[schemas_follow.InboxLine],
)
@allow(Act.INBOX)
def inbox(asked: schemas_in.Query) -> Answer:
    """List what the caller's unit received, the newest first."""
    desk = caller.desk()
    rows = listing.inbox(desk, caller.me(), after=reading.place(asked.cursor), size=asked.limit + 1)
    page = shown.page(
        rows,
        asked.limit,
        lambda row: shown_follow.inbox_line(row, desk.today()),
        lambda row: row.id,
    )
    return Answer(schemas_out.Page[schemas_follow.InboxLine](**page))


@route("GET", "/inbox/{recipient}", scope=Scope.RECEIVE, gives=schemas_follow.InboxItem)
@allow(Act.RECEIVE)
def received(recipient: int) -> Answer:
    """Read one received dispatch with the report forms that it asks to be filled in."""
    return Answer(shown_follow.inbox_item(caller.desk(), caller.recipient_at(recipient)))


@route("GET", "/inbox/{recipient}/paper.pdf", scope=Scope.RECEIVE, gives="application/pdf")
@allow(Act.RECEIVE)
def received_pdf(recipient: int) -> Response:
    """Take the sealed paper; this is logged, and is no acknowledgment."""
    desk, row = caller.desk(), caller.recipient_at(recipient)
    copy = printing.pdf_of(desk, row.dispatch)
    agent = request.user_agent.string
    following.visit(
        desk,
        row.dispatch,
        by=caller.me(),
        what="pdf",
        address=request.remote_addr or "",
        agent=agent,
    )
    return file(copy, "application/pdf")


@route(
    "POST",
    "/inbox/{recipient}/acknowledgment",
    scope=Scope.RECEIVE,
    takes=schemas_in.NewAcknowledgment,
    gives=schemas_follow.Acknowledged,
)
@allow(Act.ACKNOWLEDGE)
def acknowledge(recipient: int, given: schemas_in.NewAcknowledgment) -> Answer:
    """Take note in the name of the unit; a second time changes nothing and says who it was."""
    desk, row = caller.desk(), caller.recipient_at(recipient, Act.ACKNOWLEDGE)
    noted = following.acknowledge(desk, row, name=given.name, post=given.post, by=caller.me())
    return Answer(shown_follow.acknowledged(noted))


@route(
    "POST",
    "/inbox/{recipient}/reports",
    scope=Scope.RECEIVE,
    takes=schemas_in.NewReport,
    gives=schemas_follow.Report,
    status=201,
)
@allow(Act.REPORT)
def report(recipient: int, given: schemas_in.NewReport) -> Answer:
    """File the unit's report, or a new version of it; none is overwritten."""
    desk, row = caller.desk(), caller.recipient_at(recipient, Act.REPORT)
    filled = reporting.Filled(
        answers={name: str(answer) for name, answer in given.answers.items()},
        as_of=given.as_of,
        prepared_by=given.prepared_by,
        approved_by=given.approved_by,
        note=given.note,
    )
    filed = reporting.report(desk, row, filled, by=caller.me(), ordinal=given.ordinal)
    return Answer(shown_follow.report(filed, given.ordinal, caller.recipient_at(recipient)), 201)
