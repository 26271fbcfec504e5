"""The check of a draft: what it finds, what was put aside, and why."""

from __future__ import annotations

from docflow.models import Dispatch
from docflow.office import dismissing
from docflow.office.doors import allow
from docflow.office.tokens import Scope
from docflow.rules.permissions import Act
from docflow.web import lint_sentences

from .. import caller, schemas_in, schemas_out
from ..routes import Answer, route


@route("GET", "/dispatches/{id}/findings", scope=Scope.READ, gives=schemas_out.Findings)
@allow(Act.READ)
def findings(id: int) -> Answer:  # noqa: A002 - named as the path names it.
    """List what the check says of a dispatch today, what was put aside with it."""
    return Answer(_listed(caller.dispatch_at(id)))


@route(
    "POST",
    "/dispatches/{id}/dismissals",
    scope=Scope.DRAFT,
    takes=schemas_in.Dismissal,
    gives=schemas_out.Findings,
)
@allow(Act.EDIT)
def dismiss(id: int, given: schemas_in.Dismissal) -> Answer:  # noqa: A002
    """Put a warning or advice aside with a reason; an error must be mended."""
    desk, row = caller.desk(), caller.dispatch_at(id, Act.EDIT)
    dismissing.dismiss(desk, row, given.key, reason=given.reason, by=caller.me())
    return Answer(_listed(caller.dispatch_at(id)))


@route(
    "POST",
    "/dispatches/{id}/restorations",
    scope=Scope.DRAFT,
    takes=schemas_in.Restoration,
    gives=schemas_out.Findings,
)
@allow(Act.EDIT)
def restore(id: int, given: schemas_in.Restoration) -> Answer:  # noqa: A002
    """Let a finding stand again that was put aside."""
    desk, row = caller.desk(), caller.dispatch_at(id, Act.EDIT)
    dismissing.bring_back(desk, row, given.key, by=caller.me())
    return Answer(_listed(caller.dispatch_at(id)))


def _listed(row: Dispatch) -> schemas_out.Findings:
    desk = caller.desk()
    every = dismissing.judged(desk, row, dismissing.findings(desk, row.content))
    return schemas_out.Findings(items=[_shown(one) for one in every])


def _shown(one: dismissing.Judged) -> schemas_out.Finding:
    found, row = one.finding, one.dismissal
    aside = None
    if row is not None:
        card = schemas_out.PersonCard(id=row.by.id, name=row.by.name, post=row.by.post)
        aside = schemas_out.Dismissed(reason=row.reason, by=card, at=row.at)
    return schemas_out.Finding(
        key=one.key,
        rule=found.rule,
        article=found.article,
        severity=found.severity.value,
        message=lint_sentences.sentence(found.rule, found.facts),
        part=found.part,
        block=found.block,
        excerpt=found.excerpt,
        dismissed=aside,
    )
