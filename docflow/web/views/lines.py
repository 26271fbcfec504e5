"""One printed line of the letter: its wording, its purpose, its day, and who it really reaches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for

from docflow.models import Dispatch
from docflow.office import drafting, groups, line_sets, picking, proof
from docflow.office import lines as printed
from docflow.office.drafting import Edit
from docflow.rules.calendar import parse_date, short_date
from docflow.rules.permissions import Act
from docflow.rules.recipients import listed
from docflow.rules.refusals import Refused

from .. import current, editing
from ..forms import Picked, Seen, read
from ..forms_kept import Kept
from ..gate import allow, dispatch_or_404
from ..sentences import sentence
from ..statuses import status_of
from ..words import _

#: More boxes than this on one page help nobody; the search narrows them down.
_MOST_UNITS = 100
_NEW = ("addressees", "copies")


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    rule = "/dispatches/<int:key>/lines/<line>"
    pages.add_url_rule(rule, "lines", lines)
    pages.add_url_rule(rule, "set_line", set_line, methods=["POST"])
    pages.add_url_rule(f"{rule}/return", "line_back", line_back, methods=["POST"])
    rule = "/dispatches/<int:key>/line-sets"
    pages.add_url_rule(rule, "line_sets", kept_sets)
    pages.add_url_rule(rule, "set_line_sets", set_sets, methods=["POST"])


@allow(Act.EDIT)
def lines(key: int, line: str) -> str:
    """Show the groups and units that a line may name."""
    dispatch = dispatch_or_404(key, Act.EDIT)
    found = _found(dispatch, line)
    words = request.args.get("q", "")[:100]
    return _page(dispatch, line, found, words)


@allow(Act.EDIT)
def set_line(key: int, line: str) -> Any:
    """Write the line, or show the units that were searched for."""
    dispatch = dispatch_or_404(key, Act.EDIT)
    sent = read(Picked)
    new: dict[str, Any] = {"text": sent.text, "purpose": sent.purpose.value}
    # One that was ticked stands in the list of what was found as well.
    new["targets"] = list(dict.fromkeys(sent.targets))
    found = {**_found(dispatch, line), **new}
    if sent.do in ("search", "count"):
        found["typed_due"] = sent.due_on
        return _page(dispatch, line, found, sent.q, only_count=sent.do == "count")
    try:
        found["due_on"] = _due(sent.due_on)
        _write(dispatch, line, found, sent.version)
    except Refused as refusal:
        at, told = _place(refusal.code), sentence(refusal)
        found["typed_due"] = sent.due_on
        current.desk().session.rollback()
        return _page(dispatch_or_404(key, Act.EDIT), line, found, sent.q, error=(at, told)), (
            status_of(refusal.code)
        )
    return redirect(url_for("docflow.edit", key=key, _anchor=f"part-{_part(line)}"), 303)


@allow(Act.EDIT)
def line_back(key: int, line: str) -> Any:
    """Put back a line that was just taken out."""
    dispatch = dispatch_or_404(key, Act.EDIT)
    sent = read(Seen)
    desk = current.desk()
    part, now = printed.brought_back(desk, dispatch, line)
    drafting.save(desk, dispatch, _edit(part, now), seen=sent.version, by=current.me())
    session.pop("dropped", None)
    flash(_("Đã đưa dòng trở lại."), "ok")
    return redirect(url_for("docflow.edit", key=key, _anchor=f"part-{part}"), 303)


@allow(Act.EDIT)
def kept_sets(key: int) -> str:
    """Show the sets of lines that the person keeps."""
    return _sets(dispatch_or_404(key, Act.EDIT))


@allow(Act.EDIT)
def set_sets(key: int) -> Any:
    """Keep the draft's lines as a set, add a set to the draft, or throw one away."""
    dispatch = dispatch_or_404(key, Act.EDIT)
    sent, desk, me = read(Kept), current.desk(), current.me()
    try:
        if sent.use:
            edit = line_sets.with_set(desk, dispatch.content, sent.use, by=me)
            drafting.save(desk, dispatch, edit, seen=sent.version, by=me)
            return redirect(url_for("docflow.edit", key=key, _anchor="part-addressees"), 303)
        if sent.drop:
            line_sets.drop(desk, sent.drop, by=me)
        else:
            line_sets.keep(desk, dispatch, sent.name, by=me)
    except Refused as refusal:
        told = sentence(refusal)
        desk.session.rollback()
        return _sets(dispatch_or_404(key, Act.EDIT), sent.name, told), status_of(refusal.code)
    flash(_("Đã bỏ bộ nơi nhận.") if sent.drop else _("Đã lưu bộ nơi nhận."), "ok")
    return redirect(url_for("docflow.line_sets", key=key), 303)


def _write(dispatch: Dispatch, line: str, found: dict[str, Any], seen: int) -> None:
    part = _part(line)
    if not found["targets"]:
        raise Refused("recipients.empty_line", text=found["text"])
    now = list(dispatch.content[part])
    if not listed(found["targets"]) and not found["text"].strip():
        raise Refused("recipients.outside_unnamed")
    if line in _NEW:
        found["text"] = found["text"].strip() or _wording(found["targets"])
        now.append(found)
    else:
        now = [found if one["id"] == line else one for one in now]
    drafting.save(current.desk(), dispatch, _edit(part, now), seen=seen, by=current.me())


def _edit(part: str, now: list[dict[str, Any]]) -> Edit:
    return Edit(addressees=now) if part == "addressees" else Edit(copies=now)


def _due(text: str) -> str | None:
    """Read the day of the line; one that has passed is refused where it is typed."""
    if not text.strip():
        return None
    due, today = parse_date(text), current.desk().today()
    if due < today:
        raise Refused("draft.due_in_past", due_on=due, today=today)
    return due.isoformat()


def _place(code: str) -> str:
    if code == "recipients.outside_unnamed":
        return "pick-text"
    dated = code.startswith("date.") or code in ("draft.due_in_past", "recipients.idle_due")
    return "pick-due" if dated else "pick-groups"


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
    dispatch: Dispatch, line: str, found: dict[str, Any], words: str,
    *, error: tuple[str, str] = ("", ""), only_count: bool = False,
) -> str:  # fmt: skip
    desk, chosen = current.desk(), found["targets"]
    counted = picking.count(desk, dispatch.content, found, chosen)
    if only_count:
        return render_template("docflow/_line_count.html", counted=counted)
    shown, total = picking.offered(desk, chosen, words, _MOST_UNITS)
    due, standing = found.get("due_on"), {f"unit:{unit.code}" for unit in shown}
    return render_template(
        "docflow/line.html", here="drafts", dispatch=dispatch, line=line, found=found,
        chosen=set(chosen), words=words, error=error, part=_part(line), is_new=line in _NEW,
        purposes=editing.purposes(), duties=editing.duties(), groups=groups.listed(desk),
        units=shown, total=total, more=total > _MOST_UNITS, back=_part(line) == "copies",
        due=found.get("typed_due", short_date(parse_date(due)) if due else ""),
        recent=[
            one for one in printed.recent(desk, current.me())
            if one[0].startswith("unit:") and one[0] not in standing
        ], counted=counted,
    )  # fmt: skip


def _sets(dispatch: Dispatch, name: str = "", error: str = "") -> str:
    return render_template(
        "docflow/line_sets.html", here="drafts", dispatch=dispatch, name=name, error=error,
        sets=line_sets.of(current.desk(), current.me()),
    )  # fmt: skip
