"""One printed line of the letter: its wording, its purpose, and who it really reaches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from sqlalchemy import func, select

from docflow.models import Dispatch, Group, Membership, Unit
from docflow.office import drafting, proof, worklist
from docflow.office.drafting import Edit
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused

from .. import current, editing
from ..forms import Picked, read
from ..gate import allow, dispatch_or_404
from ..sentences import sentence
from ..statuses import status_of

#: More boxes than this on one page help nobody; the search narrows them down.
_MOST_UNITS = 400
_NEW = ("addressees", "copies")


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    rule = "/dispatches/<int:key>/lines/<line>"
    pages.add_url_rule(rule, "lines", lines)
    pages.add_url_rule(rule, "set_line", set_line, methods=["POST"])


@allow(Act.EDIT)
def lines(key: int, line: str) -> str:
    """Show the groups and units that a line may name."""
    dispatch = dispatch_or_404(key, Act.EDIT)
    found = _found(dispatch, line)
    return _page(dispatch, line, found, found["targets"], "")


@allow(Act.EDIT)
def set_line(key: int, line: str) -> Any:
    """Write the line, or show the units that were searched for."""
    dispatch = dispatch_or_404(key, Act.EDIT)
    sent = read(Picked)
    new = {"text": sent.text, "purpose": sent.purpose.value, "targets": sent.targets}
    found = {**_found(dispatch, line), **new}
    if sent.do in ("search", "count"):
        return _page(dispatch, line, found, sent.targets, sent.q, only_count=sent.do == "count")
    try:
        _write(dispatch, line, found, sent.version)
    except Refused as refusal:
        told = sentence(refusal)
        return _page(dispatch, line, found, sent.targets, sent.q, error=told), status_of(
            refusal.code
        )
    return redirect(url_for("docflow.edit", key=key, _anchor=f"part-{_part(line)}"), 303)


def _write(dispatch: Dispatch, line: str, found: dict[str, Any], seen: int) -> None:
    part = _part(line)
    if not found["targets"]:
        raise Refused("recipients.empty_line", text=found["text"])
    now = list(dispatch.content[part])
    if line in _NEW:
        found["text"] = found["text"].strip() or _wording(found["targets"])
        now.append(found)
    else:
        now = [found if one["id"] == line else one for one in now]
    edit = Edit(addressees=now) if part == "addressees" else Edit(copies=now)
    drafting.save(current.desk(), dispatch, edit, seen=seen, by=current.me())


def _wording(targets: Sequence[str]) -> str:
    """Return the names of what is chosen: a line that the clerk has not worded says just that."""
    found = proof.targets(current.desk(), {"targets": list(targets)})
    return ", ".join(one.name for one in found if one.name)[:300]


def _found(dispatch: Dispatch, line: str) -> dict[str, Any]:
    """Return the line; for the name of a part, an empty one to come at its end."""
    for part in _NEW:
        for one in dispatch.content[part]:
            if one["id"] == line:
                return dict(one)
    if line not in _NEW:
        abort(404)
    taken = [int(one["id"][1:]) for one in dispatch.content[line] if one["id"][1:].isdecimal()]
    purpose = "thuc_hien" if line == "addressees" else "biet"
    name = f"{line[0]}{max(taken, default=0) + 1}"
    return {"id": name, "text": "", "purpose": purpose, "targets": [], "due_on": None}


def _part(line: str) -> str:
    return line if line in _NEW else "addressees" if line[:1] == "a" else "copies"


def _page(
    dispatch: Dispatch, line: str, found: dict[str, Any], chosen: Sequence[str], words: str,
    *, error: str = "", only_count: bool = False,
) -> str:  # fmt: skip
    desk = current.desk()
    content = {
        **dispatch.content,
        "addressees": [{**found, "targets": _named(chosen)}],
        "copies": [],
    }
    shown = _units(chosen, words)
    return render_template(
        "docflow/_line_count.html" if only_count else "docflow/line.html",
        here="drafts", dispatch=dispatch, line=line, found=found, chosen=set(chosen), words=words,
        error=error, part=_part(line), is_new=line in _NEW, purposes=editing.purposes(),
        groups=_groups(), units=shown, more=len(shown) >= _MOST_UNITS, back=_part(line) == "copies",
        reach=proof.reach(desk, content),
    )  # fmt: skip


def _named(chosen: Sequence[str]) -> list[str]:
    return [one for one in chosen if one != "addressees"]


def _groups() -> list[tuple[str, str, int]]:
    rows = (
        select(Group.code, Group.name, func.count(Membership.unit_id))
        .join(Membership, Membership.group_id == Group.id, isouter=True)
        .group_by(Group.id)
        .order_by(Group.id)
    )
    return [(f"group:{code}", name, n) for code, name, n in current.desk().session.execute(rows)]


def _units(chosen: Sequence[str], words: str) -> list[Unit]:
    """Return the units to tick: those chosen already, then those that the words find."""
    desk = current.desk()
    codes = [one.removeprefix("unit:") for one in chosen if one.startswith("unit:")]
    ticked = list(desk.session.scalars(select(Unit).where(Unit.code.in_(codes)).order_by(Unit.id)))
    found, _total = worklist.units(desk, words, _MOST_UNITS)
    return ticked + [one for one in found if one not in ticked]
