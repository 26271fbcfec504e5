"""The books to look things up in: register, directory, the caller himself, this very API."""

from __future__ import annotations

from flask import Response, jsonify, request, url_for

from docflow.office import listing
from docflow.office.doors import allow
from docflow.office.tokens import Scope
from docflow.rules.permissions import Act

from .. import caller, openapi, reading, schemas_in, schemas_out, shown
from ..routes import Answer, refuse_elsewhere, route


@route(
    "GET",
    "/register",
    scope=Scope.READ,
    asks=schemas_in.RegisterQuery,
    gives=schemas_out.Page[schemas_out.RegisterLine],
)
@allow(Act.REGISTER)
def register(asked: schemas_in.RegisterQuery) -> Answer:
    """List the numbers of the book, the newest first, voided ones included."""
    rows = listing.register(
        caller.desk(), year=asked.year, after=reading.place(asked.cursor), size=asked.limit + 1
    )
    page = shown.page(
        rows, asked.limit, lambda row: shown.register_line(row[0]), lambda row: row[1]
    )
    return Answer(schemas_out.Page[schemas_out.RegisterLine](**page))


@route(
    "GET",
    "/units",
    scope=Scope.READ,
    asks=schemas_in.UnitQuery,
    gives=schemas_out.Page[schemas_out.Unit],
)
@allow(Act.DIRECTORY)
def units(asked: schemas_in.UnitQuery) -> Answer:
    """List the units that can receive, with the groups they belong to."""
    rows = listing.units(
        caller.desk(),
        words=asked.q,
        group=asked.group,
        after=reading.place(asked.cursor),
        size=asked.limit + 1,
    )
    page = shown.page(rows, asked.limit, lambda row: shown.unit(*row), lambda row: row[0].id)
    return Answer(schemas_out.Page[schemas_out.Unit](**page))


@route("GET", "/me", scope=None, gives=schemas_out.Me)
@allow(Act.HOME)
def me() -> Answer:
    """Tell for whom the token acts, and what it is good for."""
    return Answer(shown.me(caller.token()))


@route("GET", "/openapi.json", scope=None, gives="application/json")
@allow(Act.OPEN)
def description() -> Response:
    """Describe this API, in OpenAPI 3.1."""
    here = url_for("docflow.api.description").removesuffix("/openapi.json")
    response = jsonify(openapi.document(here))
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@allow(Act.OPEN)
def elsewhere(rest: str) -> Response:
    """Answer a path that no route answers, or not by this method."""
    refuse_elsewhere(request.method, rest)
    raise AssertionError(rest)
