"""Groups of units and single units, for those who keep them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from docflow.models import Group, Unit
from docflow.office import addresses, groups, units
from docflow.rules.groups import Rule, read_rule
from docflow.rules.permissions import Act, may
from docflow.rules.refusals import Refused

from .. import current
from ..forms import read
from ..forms_kept import Grouped, Named
from ..gate import allow
from ..sentences import sentence
from ..statuses import status_of
from ..words import _

_MOST_SHOWN, _MOST_FOUND = 500, 50


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    pages.add_url_rule("/groups", "groups", all_groups)
    pages.add_url_rule("/groups/new", "new_group", new_group)
    pages.add_url_rule("/groups/new", "make_group", make_group, methods=["POST"])
    pages.add_url_rule("/groups/<group>", "group", group_page)
    pages.add_url_rule("/groups/<group>", "keep_group", keep_group, methods=["POST"])
    pages.add_url_rule("/units/<unit>", "unit", unit_page)
    pages.add_url_rule("/units/<unit>", "rename_unit", rename_unit, methods=["POST"])


@allow(Act.GROUPS)
def all_groups() -> str:
    """Show every group with its size today."""
    return render_template(
        "docflow/groups.html", here="units", groups=groups.listed(current.desk())
    )


@allow(Act.GROUPS)
def new_group() -> str:
    """Show the empty form of a group, fixed or by rule."""
    return _page(None, Grouped(rule="rule" in request.args))


@allow(Act.GROUPS)
def make_group() -> Any:
    """Make a group."""
    return _keep(None)


@allow(Act.GROUPS)
def group_page(group: str) -> str:
    """Show a group and who is in it today."""
    return _page(_group_or_404(group), None)


@allow(Act.GROUPS)
def keep_group(group: str) -> Any:
    """Change a group."""
    return _keep(_group_or_404(group))


@allow(Act.DIRECTORY)
def unit_page(unit: str) -> str:
    """Show one unit: how it is reached, its groups, its other names."""
    return _unit(_unit_or_404(unit))


@allow(Act.GROUPS)
def rename_unit(unit: str) -> Any:
    """Write down the other names of a unit."""
    found, sent = _unit_or_404(unit), read(Named)
    try:
        units.rename(current.desk(), found, sent.aliases, by=current.me())
    except Refused as refusal:
        told = sentence(refusal)
        current.desk().session.rollback()
        return _unit(_unit_or_404(unit), sent.aliases, told), status_of(refusal.code)
    flash(_("Đã ghi tên gọi khác."), "ok")
    return redirect(url_for("docflow.unit", unit=unit), 303)


def _keep(group: Group | None) -> Any:
    sent, desk = read(Grouped), current.desk()
    code = group.code if group else None
    if sent.do != "keep":
        return _page(group, sent)
    try:
        rule = read_rule(sent.told()) if sent.rule else None
        kept = groups.keep(
            desk, code, sent.name, rule, add=sent.add, remove=sent.remove, by=current.me()
        )
    except Refused as refusal:
        told = sentence(refusal)
        desk.session.rollback()
        again = _group_or_404(code) if code else None
        return _page(again, sent, told), status_of(refusal.code)
    flash(_("Đã ghi nhóm."), "ok")
    return redirect(url_for("docflow.group", group=kept.code), 303)


def _page(group: Group | None, sent: Grouped | None, error: str = "") -> str:
    """Return the page of a group; what was sent wins over what is stored."""
    desk, words = current.desk(), sent.q if sent else request.args.get("q", "")[:100]
    stored = groups.rule_of(group) if group else None
    by_rule = sent.rule if sent else stored is not None
    rule = _rule(sent) if sent and by_rule else stored
    inside, total = _inside(group, rule, by_rule=by_rule)
    found = addresses.search(desk, addresses.Wanted(text=words), limit=_MOST_FOUND)
    held = {unit.code for unit in inside}
    return render_template(
        "docflow/group.html", here="units", group=group, by_rule=by_rule, rule=rule or Rule(),
        name=sent.name if sent else group.name if group else "", error=error, words=words,
        inside=inside, total=total, most=_MOST_SHOWN,
        found=[one for one in found.units if one.code not in held] if not by_rule else [],
        choices=addresses.places(desk) if by_rule else None,
        removed=set(sent.remove) if sent else set(), added=set(sent.add) if sent else set(),
    )  # fmt: skip


def _rule(sent: Grouped) -> Rule | None:
    try:
        return read_rule(sent.told())
    except Refused:
        return None


def _inside(group: Group | None, rule: Rule | None, *, by_rule: bool) -> tuple[list[Unit], int]:
    """Return who is in the group today, as it stands on the page, and how many in all."""
    desk = current.desk()
    if by_rule:
        if rule is None:
            return [], 0
        return groups.members(desk, groups.fits(rule), limit=_MOST_SHOWN), groups.count(desk, rule)
    if group is None:
        return [], 0
    found = groups.members(desk, groups.belongs(group), limit=_MOST_SHOWN)
    return found, len(groups.codes(desk, group.code) or ())


def _unit(unit: Unit, aliases: str | None = None, error: str = "") -> str:
    return render_template(
        "docflow/unit.html", here="units", unit=unit, error=error,
        aliases=unit.aliases if aliases is None else aliases,
        groups=units.groups_of(current.desk(), unit),
        may_keep=may(Act.GROUPS, current.me().roles),
    )  # fmt: skip


def _group_or_404(code: str) -> Group:
    return groups.find(current.desk(), code) or abort(404)


def _unit_or_404(code: str) -> Unit:
    return units.find(current.desk(), code) or abort(404)
