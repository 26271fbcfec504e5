"""A letter as it is read before it is sent: its sheet, its files, who it reaches, its repairs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from docflow.models import Dispatch, Group, Unit
from docflow.papers import blocks, docx
from docflow.papers.naming import about, called, sent_as
from docflow.papers.paper import Paper, compose
from docflow.rules.lint import Finding, Repair, repair
from docflow.rules.recipients import outside
from docflow.rules.refusals import Refused

from . import dismissing, issuing, prints
from .desk import Desk
from .directory import members
from .distribution import receivers
from .drafting import Edit

#: More repairs than this in one go would mean that one repair brings the next about.
_MOST_REPAIRS = 50


__all__ = [
    "Reach", "Target", "before_subject", "called", "certain", "markup", "mended", "paper", "pdf",
    "reach", "repair_key", "sent_as", "targets", "waits", "with_edit", "word",
]  # fmt: skip


@dataclass(frozen=True)
class Reach:
    """Who would receive a content today; ``refusal`` says why nobody could be counted.

    :param outside: what is printed of those who get it on paper, outside the system.
    """

    total: int = 0
    owing: int = 0
    by_telephone: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    refusal: Refused | None = None

    @property
    def others(self) -> int:
        """Return how many receive without owing anything."""
        return self.total - self.owing


@dataclass(frozen=True)
class Target:
    """What stands behind a printed line: a group, a unit, or the addressees again."""

    code: str
    name: str
    units: int


def paper(content: Mapping[str, Any]) -> Paper:
    """Return the paper of a content that has no number yet."""
    return compose(content)


def before_subject(content: Mapping[str, Any]) -> str:
    """Return what the paper prints before the subject, if anything: ``V/v``, ``Về việc``."""
    return about(content)


def markup(content: Mapping[str, Any]) -> str:
    """Return the body as the clerk writes it (``docs/markup.md``)."""
    return blocks.to_markup(content["body"])


def pdf(desk: Desk, dispatch: Dispatch) -> bytes:
    """Return the furthest paper there is: sealed, signed, or printed for a look at it.

    Raises ``Refused("print.waits")`` for a long one that nobody has printed yet.
    """
    if dispatch.paper_sha256:
        return desk.storage.get(dispatch.paper_sha256)
    if dispatch.rendered_sha256:
        return desk.storage.get(dispatch.rendered_sha256)
    return prints.look(desk, dispatch)


def waits(desk: Desk, dispatch: Dispatch) -> bool:
    """Tell whether there is no file yet, and the letter is too long to print it in a request."""
    if dispatch.paper_sha256 or dispatch.rendered_sha256 or not prints.is_long(dispatch.content):
        return False
    row = prints.of(desk, dispatch)
    return row is None or not prints.is_ready(row, dispatch)


def word(desk: Desk, dispatch: Dispatch) -> bytes:
    """Return the letter as DOCX: the one kept at signing, or one written now."""
    if dispatch.docx_sha256:
        return desk.storage.get(dispatch.docx_sha256)
    return docx.write(issuing.paper_of(dispatch))


def reach(desk: Desk, content: Mapping[str, Any]) -> Reach:
    """Count who would receive the content, and name those that only a telephone reaches."""
    try:
        found = receivers(desk, content)
    except Refused as refusal:
        return Reach(refusal=refusal)
    codes = [one.unit for one in found]
    silent = (
        select(Unit.name)
        .where(Unit.code.in_(codes), Unit.has_account.is_(False), Unit.email == "")
        .order_by(Unit.id)
    )
    owing = sum(one.duty.owes for one in found)
    return Reach(len(found), owing, tuple(desk.session.scalars(silent)), tuple(outside(content)))


def targets(desk: Desk, line: Mapping[str, Any]) -> list[Target]:
    """Return what stands behind a printed line, with the number of units in each."""
    return [_target(desk, target) for target in line["targets"]]


def mended(desk: Desk, dispatch: Dispatch, content: Mapping[str, Any], wanted: str) -> Edit:
    """Return the edit that carries one repair out, or for ``"all"`` all certain ones not put aside.

    ``wanted`` is ``repair_key`` of a finding of today. Raises ``Refused("lint.no_such_repair")``
    when the text has moved on.
    """
    if wanted == "all":
        return _as_edit(_all_mended(desk, dispatch, content))
    for finding in dismissing.findings(desk, content):
        for index in range(len(finding.repairs)):
            if repair_key(finding, index) == wanted:
                return _as_edit(repair(content, finding, index))
    raise Refused("lint.no_such_repair")


def repair_key(finding: Finding, index: int) -> str:
    """Return a short name of one repair of one finding, the same as long as the text is."""
    told = [finding.rule, finding.block, asdict(finding.repairs[index])]
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:16]


def certain(findings: Sequence[Finding]) -> list[tuple[Finding, Repair]]:
    """Return the findings with exactly one repair: nothing is to be chosen there."""
    return [(one, one.repairs[0]) for one in findings if len(one.repairs) == 1]


def with_edit(edit: Edit, mend: Edit) -> Edit:
    """Return the edit with the texts of a repair in it."""
    return replace(
        edit, subject=mend.subject, body=None, tree=mend.tree, addressees=mend.addressees,
        annexes=mend.annexes or edit.annexes,
    )  # fmt: skip


def _target(desk: Desk, target: str) -> Target:
    kind, _, code = target.partition(":")
    if kind == "unit":
        name = desk.session.scalar(select(Unit.name).where(Unit.code == code))
        return Target(target, name or code, 1 if name else 0)
    if kind == "group":
        name = desk.session.scalar(select(Group.name).where(Group.code == code))
        return Target(target, name or code, len(members(desk, target)) if name else 0)
    return Target(target, "", 0)


def _all_mended(desk: Desk, dispatch: Dispatch, content: Mapping[str, Any]) -> Mapping[str, Any]:
    for _ in range(_MOST_REPAIRS):
        done = _one_mended(desk, dispatch, content)
        if done is None:
            break
        content = done
    return content


def _one_mended(
    desk: Desk, dispatch: Dispatch, content: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    found = dismissing.judged(desk, dispatch, dismissing.findings(desk, content))
    for finding, _mend in certain([one.finding for one in found if one.dismissal is None]):
        try:
            return repair(content, finding, 0)
        except Refused:
            continue
    return None


def _as_edit(content: Mapping[str, Any]) -> Edit:
    return Edit(
        subject=content["subject"],
        tree=content["body"],
        addressees=content["addressees"],
        annexes=content.get("annexes"),
    )
