"""From the author's hands to the seal."""

from __future__ import annotations

from dataclasses import replace

from docflow.models import Dispatch
from docflow.office import approval, issuing, people
from docflow.office.doors import allow
from docflow.office.tokens import Scope
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused
from docflow.web import limits

from .. import caller, reading, schemas_in, schemas_out, shown
from ..routes import Answer, route


@route(
    "POST",
    "/dispatches/{id}/submission",
    scope=Scope.DRAFT,
    takes=schemas_in.Submission,
    gives=schemas_out.Dispatch,
)
@allow(Act.SUBMIT)
def submit(id: int, given: schemas_in.Submission) -> Answer:  # noqa: A002
    """Hand a draft to its signer; the check's errors are listed when it finds any."""
    row = caller.dispatch_at(id, Act.SUBMIT)
    return _shown(approval.submit(caller.desk(), row, seen=given.version, by=caller.me()))


@route(
    "POST",
    "/dispatches/{id}/withdrawal",
    scope=Scope.DRAFT,
    takes=schemas_in.Nothing,
    gives=schemas_out.Dispatch,
)
@allow(Act.WITHDRAW)
def withdraw(id: int, given: schemas_in.Nothing) -> Answer:  # noqa: A002, ARG001
    """Take a submitted dispatch back before it is signed."""
    row = caller.dispatch_at(id, Act.WITHDRAW)
    return _shown(approval.withdraw(caller.desk(), row, by=caller.me()))


# Returning is open to more roles than approving; the wider act stands on the door, and the verb
# asks for its own.
@route(
    "POST",
    "/dispatches/{id}/decision",
    scope=Scope.DECIDE,
    takes=schemas_in.NewDecision,
    gives=schemas_out.Dispatch,
)
@allow(Act.RETURN)
def decide(id: int, given: schemas_in.NewDecision) -> Answer:  # noqa: A002
    """Approve exactly the version and hash that were read, or return it with a reason."""
    approves = given.action == "approve"
    row = caller.dispatch_at(id, Act.APPROVE if approves else Act.RETURN)
    _confirm(given.password.get_secret_value())
    return _shown(_approved(row, given) if approves else _returned(row, given))


@route("DELETE", "/dispatches/{id}/decision", scope=Scope.DECIDE, status=204)
@allow(Act.APPROVE)
def undo(id: int) -> Answer:  # noqa: A002
    """Take back one's decision of a page while its window is open."""
    approval.undo(caller.desk(), caller.dispatch_at(id), by=caller.me())
    return Answer(status=204)


@route(
    "POST",
    "/dispatches/{id}/issue",
    scope=Scope.ISSUE,
    takes=schemas_in.Nothing,
    gives=schemas_out.Dispatch,
)
@allow(Act.ISSUE)
def issue(id: int, given: schemas_in.Nothing) -> Answer:  # noqa: A002, ARG001
    """Seal a signed dispatch and send it out."""
    row = caller.dispatch_at(id, Act.ISSUE)
    return _shown(issuing.issue(caller.desk(), row, by=caller.me()))


def _approved(row: Dispatch, given: schemas_in.NewDecision) -> Dispatch:
    desk, key = caller.desk(), row.id
    # A program does not press the wrong button: its word takes effect at once.
    at_once = replace(desk, policy=replace(desk.policy, undo_seconds=0))
    approval.approve(at_once, row, version=given.version, sha256=given.sha256, by=caller.me())
    return desk.session.get_one(Dispatch, key)


def _returned(row: Dispatch, given: schemas_in.NewDecision) -> Dispatch:
    if row.version != given.version:
        raise Refused("approval.changed", seen=given.version, now=row.version)
    return approval.send_back(
        caller.desk(), row, reason=given.reason or "", seen=given.sha256, by=caller.me()
    )


def _confirm(password: str) -> None:
    """Check the password of this very call; wrong ones are counted with those of the sign-in."""
    person = caller.me()
    login = person.login or f"#{person.id}"
    limits.check_sign_in(login)
    try:
        people.confirm(person, password)
    except Refused:
        limits.count_failure(login)
        raise


def _shown(row: Dispatch) -> Answer:
    body = shown.dispatch(caller.desk().session, row, caller.me())
    return Answer(body, headers=reading.etag(row.version))
