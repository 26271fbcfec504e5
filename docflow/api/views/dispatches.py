"""Templates and dispatches: drafting, reading, revising, the paper."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for

from docflow.office import copying, drafting, following, listing, printing
from docflow.office.doors import allow
from docflow.office.tokens import Scope
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused

from .. import caller, reading, schemas_in, schemas_out, shown
from ..routes import Answer, route
from ..schemas_duties import Duty

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@route("GET", "/templates", scope=Scope.READ, gives=schemas_out.Templates)
@allow(Act.DRAFT)
def templates() -> Answer:
    """List the templates that a draft can be made from, with their fields."""
    folders = caller.desk().catalogue.all()
    return Answer(schemas_out.Templates(items=[shown.template(one) for one in folders]))


@route(
    "GET",
    "/dispatches",
    scope=Scope.READ,
    asks=schemas_in.DispatchQuery,
    gives=schemas_out.Page[schemas_out.DispatchLine],
)
@allow(Act.READ)
def dispatches(asked: schemas_in.DispatchQuery) -> Answer:
    """List the dispatches that the caller may read, the newest first."""
    rows = listing.dispatches(
        caller.desk(),
        caller.me(),
        state=asked.state,
        words=asked.q,
        after=reading.place(asked.cursor),
        size=asked.limit + 1,
    )
    page = shown.page(rows, asked.limit, shown.line, lambda row: row.id)
    return Answer(schemas_out.Page[schemas_out.DispatchLine](**page))


@route(
    "POST",
    "/dispatches",
    scope=Scope.DRAFT,
    takes=schemas_in.NewDispatch,
    gives=schemas_out.Dispatch,
    status=201,
)
@allow(Act.DRAFT)
def create(given: schemas_in.NewDispatch) -> Answer:
    """Make a draft from a template and the answers to its fields."""
    desk = caller.desk()
    change = _change(given.model_dump(include={"addressees", "copies"}), given.duties)
    row = drafting.draft(desk, given.template, given.answers, by=caller.me(), edit=change)
    place = url_for("docflow.api.dispatch", id=row.id)
    body = shown.dispatch(desk.session, row, caller.me())
    return Answer(body, 201, {"Location": place, **reading.etag(row.version)})


@route("GET", "/dispatches/{id}", scope=Scope.READ, gives=schemas_out.Dispatch)
@allow(Act.READ)
def dispatch(id: int) -> Answer:  # noqa: A002 - named as the path names it.
    """Read one dispatch; its ETag is the version that a revision must name."""
    row = caller.dispatch_at(id)
    body = shown.dispatch(caller.desk().session, row, caller.me())
    return Answer(body, headers=reading.etag(row.version))


@route(
    "PATCH",
    "/dispatches/{id}",
    scope=Scope.DRAFT,
    takes=schemas_in.Edit,
    gives=schemas_out.Dispatch,
    match=True,
)
@allow(Act.EDIT)
def revise(id: int, given: schemas_in.Edit) -> Answer:  # noqa: A002
    """Rewrite parts of a draft; ``If-Match`` names the version that was read."""
    desk, row, seen = caller.desk(), caller.dispatch_at(id, Act.EDIT), reading.version()
    change = _change(given.model_dump(exclude={"keep", "duties"}), given.duties or [])
    try:
        row = drafting.save(desk, row, change, seen=seen, by=caller.me(), keep=given.keep)
    except Refused as refusal:
        if refusal.code == "draft.stale":
            raise Refused("api.match_stale", **refusal.facts) from None
        raise
    body = shown.dispatch(desk.session, row, caller.me())
    return Answer(body, headers=reading.etag(row.version))


@route("POST", "/dispatches/{id}/copy", scope=Scope.DRAFT, gives=schemas_out.Dispatch, status=201)
@allow(Act.COPY)
def copy(id: int) -> Answer:  # noqa: A002
    """Make a draft of one's own with the same text, recipients and form; new days, no number."""
    desk, row = caller.desk(), caller.dispatch_at(id, Act.COPY)
    new = copying.copied(desk, row, by=caller.me())
    place = url_for("docflow.api.dispatch", id=new.id)
    body = shown.dispatch(desk.session, new, caller.me())
    return Answer(body, 201, {"Location": place, **reading.etag(new.version)})


def _change(parts: dict[str, Any], duties: list[Duty]) -> drafting.Edit:
    return drafting.Edit(**parts, duties=[one.change() for one in duties])


@route("GET", "/dispatches/{id}/paper.pdf", scope=Scope.READ, gives="application/pdf")
@allow(Act.READ)
def paper_pdf(id: int) -> Response:  # noqa: A002
    """Take the signed and sealed paper, or a preview before there is one."""
    return _paper(id, "pdf")


@route("GET", "/dispatches/{id}/paper.docx", scope=Scope.READ, gives=_DOCX)
@allow(Act.READ)
def paper_docx(id: int) -> Response:  # noqa: A002
    """Take the paper as DOCX, without signatures."""
    return _paper(id, "docx")


def file(copy: printing.Copy, media: str) -> Response:
    """Return a file to keep; its hash is its ETag once it will not change any more."""
    response = Response(copy.content, mimetype=media)
    response.headers["Content-Disposition"] = f'attachment; filename="{copy.name}"'
    if copy.sha256:
        response.set_etag(copy.sha256)
    return response


def note_visit(key: int, what: str) -> None:
    """Write the access log before a paper is handed out."""
    following.visit(
        caller.desk(),
        caller.dispatch_at(key),
        by=caller.me(),
        what=what,
        address=request.remote_addr or "",
        agent=request.user_agent.string,
    )


def _paper(key: int, what: str) -> Response:
    desk, row = caller.desk(), caller.dispatch_at(key)
    copy = printing.pdf_of(desk, row) if what == "pdf" else printing.docx_of(desk, row)
    note_visit(key, what)
    return file(copy, "application/pdf" if what == "pdf" else _DOCX)
