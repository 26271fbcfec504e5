"""Findings of the check that their author puts aside, with a reason that the signer sees."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from docflow.models import Dismissal, Dispatch, Person
from docflow.rules.lint import Finding, Severity, check
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc

from . import grounds
from .desk import Desk
from .directory import members
from .permission import guard

_SHORTEST_REASON = 3
_LONGEST_REASON = 500


@dataclass(frozen=True)
class Judged:
    """One finding with the name of its place, and how it was put aside, if it was."""

    key: str
    finding: Finding
    dismissal: Dismissal | None = None

    @property
    def may_be_dismissed(self) -> bool:
        """Whether it is one that only asks or tells; an error must be mended."""
        return self.finding.severity is not Severity.ERROR


def findings(desk: Desk, content: Mapping[str, Any]) -> list[Finding]:
    """Return what the law and good habit have to say about a content, today."""
    return check(
        content,
        today=desk.today(),
        members=lambda target: members(desk, target),
        grounds=grounds.over(desk),
    )


def judged(desk: Desk, dispatch: Dispatch, found: Sequence[Finding]) -> list[Judged]:
    """Return findings on a dispatch's content, each with its dismissal where it has one.

    A dismissal holds as long as the same words of the same rule stand at the same place.
    """
    aside = {one.key: one for one in dismissals(desk, dispatch)}
    return [
        Judged(key, one, aside.get(key) if one.severity is not Severity.ERROR else None)
        for key, one in _keyed(found)
    ]


def dismissals(desk: Desk, dispatch: Dispatch) -> list[Dismissal]:
    """Return what is put aside for a dispatch and was not brought back, in order."""
    rows = select(Dismissal).where(
        Dismissal.dispatch_id == dispatch.id, Dismissal.restored_at.is_(None)
    )
    return list(desk.session.scalars(rows.order_by(Dismissal.id)).unique())


def dismiss(desk: Desk, dispatch: Dispatch, key: str, *, reason: str, by: Person) -> Dismissal:
    """Put one finding of the stored draft aside.

    Raises ``Refused("dismissal.no_reason"|"dismissal.gone"|"dismissal.error")``: without a
    reason, for a finding that does not stand there any more, and for an error.
    """
    reason = " ".join(nfc(reason).split())[:_LONGEST_REASON]
    if len(reason) < _SHORTEST_REASON:
        raise Refused("dismissal.no_reason")
    with desk.work() as session:
        dispatch = desk.lock(Dispatch, dispatch.id)
        guard(session, by, Act.EDIT, dispatch)
        one = _standing(desk, dispatch, key)
        if one.dismissal is not None:
            return one.dismissal
        row = Dismissal(
            dispatch_id=dispatch.id,
            key=key,
            rule=one.finding.rule,
            excerpt=one.finding.excerpt,
            reason=reason,
            by_id=by.id,
            at=desk.now(),
        )
        session.add(row)
        facts = {"rule": row.rule, "excerpt": row.excerpt, "reason": reason}
        desk.record("finding_dismissed", dispatch, by=by, **facts)
    return row


def bring_back(desk: Desk, dispatch: Dispatch, key: str, *, by: Person) -> None:
    """Let the finding stand again; raises ``Refused("dismissal.gone")`` where none was put aside."""
    with desk.work() as session:
        dispatch = desk.lock(Dispatch, dispatch.id)
        guard(session, by, Act.EDIT, dispatch)
        row = next((one for one in dismissals(desk, dispatch) if one.key == key), None)
        if row is None:
            raise Refused("dismissal.gone")
        row.restored_by_id, row.restored_at = by.id, desk.now()
        facts = {"rule": row.rule, "excerpt": row.excerpt}
        desk.record("finding_restored", dispatch, by=by, **facts)


def _standing(desk: Desk, dispatch: Dispatch, key: str) -> Judged:
    """Return the finding of that name in the stored draft, which may be put aside."""
    found = judged(desk, dispatch, findings(desk, dispatch.content))
    one = next((it for it in found if it.key == key), None)
    if one is None:
        raise Refused("dismissal.gone")
    if not one.may_be_dismissed:
        raise Refused("dismissal.error")
    return one


def _keyed(found: Sequence[Finding]) -> Iterator[tuple[str, Finding]]:
    """Name each finding by its rule, place, words and facts; equal ones by their order."""
    seen: Counter[str] = Counter()
    for one in found:
        told = [one.rule, one.part, one.block, one.excerpt, {**one.facts}]
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)
        ordinal, seen[text] = seen[text], seen[text] + 1
        yield sha256(f"{ordinal} {text}".encode()).hexdigest(), one
