"""The table of routes: what each takes, gives, is called, and needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from flask import Response
from pydantic import BaseModel
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import Map, Rule

from docflow.office.doors import act_of
from docflow.office.tokens import Scope
from docflow.rules.permissions import Act

from . import once, reading

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
UNSAFE = frozenset(METHODS) - {"GET"}
View = Callable[..., Any]


@dataclass(frozen=True)
class Answer:
    """What a view answers, before it is JSON."""

    body: BaseModel | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Route:
    """One line of the table.

    :param scope: what the token must be good for; None where any token will do.
    :param takes: the model of the body; :param asks: that of the query.
    :param gives: the model of the answer, or the media type of a file.
    :param match: whether ``If-Match`` must name the version that is revised.
    """

    method: str
    path: str
    view: View
    serve: View
    scope: Scope | None
    takes: type[BaseModel] | None
    asks: type[BaseModel] | None
    gives: type[BaseModel] | str | None
    status: int
    match: bool

    @property
    def name(self) -> str:
        """Return the endpoint's name within the API."""
        return self.view.__name__

    @property
    def act(self) -> Act | None:
        """Return the act that the view declares."""
        return act_of(self.view)

    @property
    def rule(self) -> str:
        """Return the path as Flask writes it."""
        return re.sub(r"\{(\w+)\}", r"<int:\1>", self.path)


ROUTES: list[Route] = []


def route(
    method: str,
    path: str,
    *,
    scope: Scope | None,
    takes: type[BaseModel] | None = None,
    asks: type[BaseModel] | None = None,
    gives: type[BaseModel] | str | None = None,
    status: int = 200,
    match: bool = False,
) -> Callable[[View], View]:
    """Write a view into the table; it is called with ``given`` and ``asked``, read and checked."""

    def write_down(view: View) -> View:
        @wraps(view)
        def serve(**keys: int) -> Response:
            found = dict[str, Any](keys)
            if asks is not None:
                found["asked"] = reading.query(asks)
            if takes is not None:
                found["given"] = reading.body(takes)
            if method in UNSAFE:
                return once.answer(lambda: respond(view(**found)))
            return respond(view(**found))

        ROUTES.append(Route(method, path, view, serve, scope, takes, asks, gives, status, match))
        return view

    return write_down


def respond(answer: Answer | Response) -> Response:
    """Turn what a view answers into a response."""
    if isinstance(answer, Response):
        return answer
    if answer.body is None:
        response = Response(status=answer.status)
        response.headers.pop("Content-Type", None)
    else:
        text = answer.body.model_dump_json()
        response = Response(text, status=answer.status, mimetype="application/json")
    response.headers.update(answer.headers)
    return response


def refuse_elsewhere(method: str, rest: str) -> None:
    """Say whether a path is unknown (404) or only the method is wrong for it (405)."""
    table = Map([Rule(route.rule, methods=[route.method]) for route in ROUTES])
    try:
        table.bind("docflow").match(f"/{rest}", method)
    except MethodNotAllowed as error:
        raise MethodNotAllowed(sorted(set(error.valid_methods or ()) - {"HEAD"})) from None
    raise NotFound
