"""From a refusal or a fault to ``application/problem+json`` (RFC 9457)."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Blueprint, Response, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, default_exceptions

from docflow.rules.lint import Finding
from docflow.rules.refusals import Refused, Unreachable
from docflow.web import lint_sentences
from docflow.web.sentences import say, told
from docflow.web.statuses import status_of
from docflow.web.words import _

from . import caller
from .schemas_out import Fault, Problem
from .words import HTTP, INPUT, TITLES

_log = logging.getLogger("docflow")

#: Where a program must be told otherwise than a browser. A wrong password beside a good token is
#: no reason to sign in anew.
_STATUS = {"confirm.wrong": 403, "permission.unseen": 404}
_FULL = ("disk is full", "No space left")


def register(api: Blueprint) -> None:
    """Let every answer of the API that is none be a problem."""
    api.register_error_handler(Refused, refused)
    api.register_error_handler(Unreachable, unreachable)
    # By code too: the pages around the API have handlers by code, and those would win.
    for code in default_exceptions:
        api.register_error_handler(code, http_error)
    api.register_error_handler(HTTPException, http_error)
    api.register_error_handler(OperationalError, database_busy)
    api.register_error_handler(Exception, failure)


def refused(refusal: Refused) -> Response:
    """Say what happened and what to do; nothing was written."""
    _undo()
    code = "missing" if refusal.code == "permission.unseen" else refusal.code
    status = _STATUS.get(code) or status_of(code)
    response = problem(status, code, say(code, refusal.facts), errors=list(_faults(refusal)))
    if status == 401 or code == "api.scope":
        response.headers["WWW-Authenticate"] = _challenge(code, refusal.facts)
    if code == "api.key_busy":
        response.headers["Retry-After"] = "1"
    return response


def unreachable(failure_: Unreachable) -> Response:
    """Say that something outside did not answer."""
    _undo()
    _log.warning("unreachable: %s", failure_.reason)
    return problem(503, "unreachable", say("unreachable", {}))


def http_error(error: HTTPException) -> Response:
    """Answer the plain HTTP errors in Vietnamese."""
    status = error.code or 500
    if status < 400:
        return error.get_response()  # type: ignore[return-value]
    response = problem(status, f"http.{status}", _(HTTP.get(status, HTTP[400])))
    if methods := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(methods)
    return response


def database_busy(error: OperationalError) -> Response:
    """Say that the database is busy or full; nothing was written."""
    _undo()
    _log.error("database: %s", error.orig)
    status = 507 if any(words in str(error.orig) for words in _FULL) else 503
    response = problem(status, f"http.{status}", _(HTTP[status]))
    response.headers["Retry-After"] = "5"
    return response


def failure(error: Exception) -> Response:
    """Answer a fault of ours with a mark that the log repeats."""
    _undo()
    mark = secrets.token_hex(2).upper()
    _log.exception("fault %s in %s", mark, request.endpoint, exc_info=error)
    return problem(500, "fault", say("fault", {"mark": mark}), mark=mark)


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    errors: list[Fault] | None = None,
    mark: str | None = None,
) -> Response:
    """Return a problem as its media type wants it."""
    whole = Problem(
        type=f"urn:docflow:{code}",
        title=_(TITLES.get(status, TITLES[422])),
        status=status,
        detail=detail,
        code=code,
        errors=errors or [],
        mark=mark,
    )
    return Response(whole.model_dump_json(), status=status, mimetype="application/problem+json")


def _faults(refusal: Refused) -> Iterator[Fault]:
    """Yield each single fault that a refusal names: of a field, of a report, of the check."""
    errors = refusal.facts.get("errors")
    if isinstance(errors, Mapping):
        for name, fault in errors.items():
            facts = {key: fact for key, fact in fault.items() if key != "code"}
            yield Fault(field=name, code=fault["code"], detail=_told(fault["code"], facts))
    findings = refusal.facts.get("findings")
    for finding in findings if isinstance(findings, list) else ():
        yield _finding(finding)


def _finding(finding: Finding) -> Fault:
    return Fault(
        field=finding.part,
        code=finding.rule,
        detail=lint_sentences.sentence(finding.rule, finding.facts),
        block=finding.block,
    )


def _told(code: str, facts: Mapping[str, Any]) -> str:
    kind = code.removeprefix("api.input.")
    if kind == code:
        return say(code, facts)
    return told(INPUT.get(kind, INPUT["other"]), facts)


def _challenge(code: str, facts: Mapping[str, Any]) -> str:
    if code == "token.dead":
        return 'Bearer realm="docflow", error="invalid_token"'
    if code == "api.scope":
        return f'Bearer realm="docflow", error="insufficient_scope", scope="{facts["scope"]}"'
    return 'Bearer realm="docflow"'


def _undo() -> None:
    caller.desk().session.rollback()
