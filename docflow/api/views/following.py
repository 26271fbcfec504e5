"""What became of a dispatch: its recipients, its figures, its events."""

from __future__ import annotations

from docflow.office import figures, listing
from docflow.office.doors import allow
from docflow.office.tokens import Scope
from docflow.rules.permissions import Act

from .. import caller, reading, schemas_follow, schemas_in, schemas_out, shown, shown_follow
from ..routes import Answer, route


@route(
    "GET",
    "/dispatches/{id}/recipients",
    scope=Scope.READ,
    asks=schemas_in.RecipientQuery,
    gives=schemas_out.Page[schemas_follow.Recipient],
)
@allow(Act.FOLLOW)
def recipients(id: int, asked: schemas_in.RecipientQuery) -> Answer:  # noqa: A002
    """List the recipients of an issued dispatch, in an order that no answer changes."""
    desk, row = caller.desk(), caller.dispatch_at(id, Act.FOLLOW)
    chosen = figures.Filter(
        standing=asked.standing, overdue=asked.overdue, owing=asked.owing, words=asked.q
    )
    rows = figures.recipients_after(
        desk, row, chosen, after=reading.place(asked.cursor), size=asked.limit + 1
    )
    page = shown.page(rows, asked.limit, lambda one: one, lambda one: one.id)
    page["items"] = shown_follow.recipients(desk, row, page["items"])
    return Answer(schemas_out.Page[schemas_follow.Recipient](**page))


@route("GET", "/dispatches/{id}/figures", scope=Scope.READ, gives=schemas_follow.Figures)
@allow(Act.FOLLOW)
def sums(id: int) -> Answer:  # noqa: A002
    """Add up what the recipients answered."""
    row = caller.dispatch_at(id, Act.FOLLOW)
    return Answer(shown_follow.all_figures(figures.of(caller.desk(), row)))


@route(
    "GET",
    "/dispatches/{id}/events",
    scope=Scope.READ,
    asks=schemas_in.Query,
    gives=schemas_out.Page[schemas_follow.Event],
)
@allow(Act.AUDIT)
def events(id: int, asked: schemas_in.Query) -> Answer:  # noqa: A002
    """List every act on a dispatch, in order, each chained to the one before."""
    row = caller.dispatch_at(id, Act.AUDIT)
    rows = listing.events(
        caller.desk(), row, after=reading.place(asked.cursor), size=asked.limit + 1
    )
    page = shown.page(rows, asked.limit, shown_follow.event, lambda one: one.id)
    return Answer(schemas_out.Page[schemas_follow.Event](**page))
