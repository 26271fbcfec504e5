"""The API's own door: a token for each call, its scope, the roles of its person."""

from __future__ import annotations

from flask import Response, current_app, g, request
from werkzeug.exceptions import NotFound

from docflow.office import tokens
from docflow.office.doors import act_of
from docflow.rules.permissions import Act, who
from docflow.rules.refusals import Refused

from . import caller
from .routes import ROUTES

#: The longest letter is far below it; nothing is uploaded here.
LARGEST_BODY = 2_000_000
#: No key is larger, and the databases would stumble over one.
_MOST = 2_147_483_647


def at_the_door() -> None:
    """Let in who carries a living token of the right scope and a role that may do this.

    A session cookie opens nothing here, so no foreign page can call in somebody's name.
    Raises ``Refused("api.token_missing"|"token.dead"|"api.scope"|"permission.denied")``.
    """
    request.max_content_length = LARGEST_BODY
    if any(isinstance(key, int) and key > _MOST for key in (request.view_args or {}).values()):
        raise NotFound
    act = act_of(current_app.view_functions[request.endpoint or ""])
    if act is None or act is Act.OPEN:
        return
    token = tokens.find(caller.desk(), _bearer())
    g.docflow_token = token
    scope = next(
        one.scope for one in ROUTES if one.name == (request.endpoint or "").rpartition(".")[2]
    )
    if scope is not None and scope.value not in token.scopes:
        raise Refused("api.scope", scope=scope.value)
    if not any(role in token.person.roles for role in who(act)):
        raise Refused("permission.denied", act=act.value, roles=[role.value for role in who(act)])


def add_headers(response: Response) -> Response:
    """Close the answer to sniffing, framing and caches."""
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault(
        "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"
    )
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    return response


def _bearer() -> str:
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    if kind.casefold() != "bearer" or not text.strip():
        raise Refused("api.token_missing")
    return text.strip()
