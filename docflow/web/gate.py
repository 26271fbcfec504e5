"""Who may enter: every route declares its act, and a route without one stops the start."""

from __future__ import annotations

from typing import Any

from flask import Flask, abort, request

from docflow.models import Dispatch, Person, Recipient
from docflow.office.doors import act_of, allow
from docflow.office.permission import ask_host, guard, visible
from docflow.rules.permissions import Act, who
from docflow.rules.refusals import Refused

from . import current

__all__ = [
    "allow",
    "at_the_door",
    "check_all_declared",
    "declared",
    "dispatch_or_404",
    "recipient_or_404",
]
#: The API has a door of its own (``docflow/api/door.py``): tokens there, sessions here.
_API = "docflow.api."


def declared(app: Flask, endpoint: str) -> Act | None:
    """Return the act that the view behind an endpoint declares."""
    return act_of(app.view_functions[endpoint])


def check_all_declared(app: Flask) -> None:
    """Refuse to start with a docflow route that does not say who may use it."""
    silent = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("docflow.")
        and not rule.endpoint.endswith(".static")
        and declared(app, rule.endpoint) is None
    ]
    if silent:
        raise RuntimeError(f"routes without @allow: {', '.join(sorted(set(silent)))}")


def at_the_door() -> Any:
    """Stop strangers and people whose roles never do this; called before each docflow view."""
    if request.endpoint is None or request.endpoint.endswith(".static"):
        return None
    if request.endpoint.startswith(_API):
        return None
    act = declared(current.state().app, request.endpoint)
    if act is Act.OPEN:
        return None
    if act is None:
        abort(404)
    person = current.person()
    if person is None:
        return redirect_to_sign_in()
    _check_role(person, act)
    if "key" not in (request.view_args or {}):
        ask_host(current.desk().session, person, act)
    return None


def _check_role(person: Person, act: Act) -> None:
    if not person.active:
        raise Refused("permission.closed")
    # Somebody new holds no role yet; the first page tells him so, and he can sign out.
    if act is not Act.HOME and not any(role in person.roles for role in who(act)):
        raise Refused("permission.denied", act=act.value, roles=[role.value for role in who(act)])


def redirect_to_sign_in() -> Any:
    """Send a stranger to the sign-in page, or answer 401 where the host has its own."""
    manager = getattr(current.state().app, "login_manager", None)
    if manager is None or request.method != "GET":
        abort(401)
    return manager.unauthorized()


def dispatch_or_404(key: int, act: Act = Act.READ) -> Dispatch:
    """Return the dispatch if this person may see it; else 404, as if there were none.

    One who sees it but may not do ``act`` is refused as ``permission.guard`` says.
    """
    desk, person = current.desk(), current.me()
    dispatch = desk.session.get(Dispatch, key)
    if dispatch is None or not visible(desk.session, person, dispatch):
        abort(404)
    guard(desk.session, person, act, dispatch)
    return dispatch


def recipient_or_404(key: int) -> Recipient:
    """Return the recipient row if it is this person's own unit's; else 404."""
    desk, person = current.desk(), current.me()
    recipient = desk.session.get(Recipient, key)
    if recipient is None or person.unit_id is None or recipient.unit_id != person.unit_id:
        abort(404)
    act = declared(current.state().app, request.endpoint or "")
    ask_host(desk.session, person, act or Act.RECEIVE, recipient.dispatch)
    return recipient
