"""From a refusal's code to the HTTP status of its answer."""

from __future__ import annotations

#: Statuses by the first words of a refusal's code; the longest match wins; 422 is the rest.
STATUS: dict[str, int] = {
    "permission.unseen": 404,
    "permission.denied": 403,
    "permission.withheld": 403,
    "permission.closed": 403,
    "missing": 404,
    "link.dead": 404,
    "template.unknown": 404,
    "template.no_version": 404,
    "template.stale": 409,
    "lifecycle.not_now": 409,
    "draft.stale": 409,
    "revision.same": 409,
    "revision.unknown": 404,
    "approval.changed": 409,
    "approval.damaged": 409,
    "approval.own": 403,
    "dismissal.gone": 409,
    "decision.taken": 409,
    "decision.closed": 409,
    "retry.not_stuck": 409,
    "annex.too_many": 409,
    "enclosure.too_many": 409,
    "enclosure.total": 413,
    "enclosure.too_large": 413,
    "table.too_large": 413,
    "numbering.": 409,
    "print.": 409,
    "agency.not_set": 409,
    "authority.none": 403,
    "confirm.": 401,
    "sign_in.wrong": 401,
    "sign_in.too_often": 429,
    "request.too_often": 429,
    "request.": 400,
    "report.acknowledge_first": 409,
    "report.not_asked": 409,
    "lines.gone": 409,
    "group.unknown": 404,
    "token.dead": 401,
    "api.token": 401,
    "api.scope": 403,
    "api.method": 405,
    "api.json": 400,
    "api.media": 415,
    "api.match": 400,
    "api.match_missing": 428,
    "api.match_stale": 412,
    "api.key": 400,
    "api.key_busy": 409,
    "api.key_lost": 409,
    "api.key_reused": 422,
}


def status_of(code: str) -> int:
    """Return the HTTP status of a refusal."""
    known = [start for start in STATUS if code.startswith(start)]
    return STATUS[max(known, key=len)] if known else 422
