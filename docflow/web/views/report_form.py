"""The report form of a draft: taken over or built, with its date and its point in the text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from docflow.models import Dispatch
from docflow.office import drafting, form_sources
from docflow.office.drafting import Edit
from docflow.office.duties import Ask, Drop
from docflow.rules.calendar import parse_date, short_date
from docflow.rules.forms import Kind
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc

from .. import current
from ..building import EMPTY_ROWS, form_of, rows_of
from ..forms import read
from ..forms_kept import Asked
from ..gate import allow, dispatch_or_404
from ..labels import FORM_KINDS
from ..sentences import sentence
from ..statuses import status_of
from ..words import _

#: What the clerk reads where the text holds the field of the date.
_FIELD, _DAY = "{due_on}", "{ngày hạn}"


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    rule = "/dispatches/<int:key>/report-form"
    pages.add_url_rule(rule, "report_form", report_form)
    pages.add_url_rule(rule, "keep_report_form", keep_report_form, methods=["POST"])


@allow(Act.EDIT)
def report_form(key: int) -> str:
    """Show a form of the draft, one that may be taken over, or an empty one."""
    dispatch = dispatch_or_404(key, Act.EDIT)
    owed = _owed(dispatch, request.args.get("ordinal", ""))
    form: Mapping[str, Any] = owed["form"] if owed else {"title": "", "fields": [], "rates": []}
    if source := request.args.get("from", "")[:100]:
        form = form_sources.find(current.desk(), source, current.me()).form
    due = owed["due_on"] if owed else drafting.expected_due_date(current.desk()).isoformat()
    typed = {"title": form["title"], "due_on": short_date(parse_date(due)) if due else ""}
    return _page(dispatch, owed, typed, rows_of(form))


@allow(Act.EDIT)
def keep_report_form(key: int) -> Any:
    """Put the form into the draft with its date and its point, change it, or take it out."""
    dispatch = dispatch_or_404(key, Act.EDIT)
    sent = read(Asked)
    owed = _owed(dispatch, str(sent.ordinal or ""))
    if sent.do == "more":
        return _again(dispatch, owed, sent)
    try:
        duty = _duty(sent)
        edit = Edit(duties=[duty])
        drafting.save(current.desk(), dispatch, edit, seen=sent.version, by=current.me(), keep=True)
    except Refused as refusal:
        told = sentence(refusal).replace(_FIELD, _DAY)
        current.desk().session.rollback()
        dispatch = dispatch_or_404(key, Act.EDIT)
        owed = _owed(dispatch, str(sent.ordinal or ""))
        return _again(dispatch, owed, sent, (_place(refusal.code), told)), status_of(refusal.code)
    flash(_("Đã bỏ biểu mẫu.") if isinstance(duty, Drop) else _("Đã ghi biểu mẫu."), "ok")
    return redirect(url_for("docflow.edit", key=key, _anchor="part-report"), 303)


def _duty(sent: Asked) -> Ask | Drop:
    if sent.do == "drop":
        return Drop(sent.ordinal, with_point=sent.with_point)
    return Ask(
        form=form_of(sent),
        due_on=parse_date(sent.due_on) if sent.due_on.strip() else None,
        ordinal=sent.ordinal or None,
        point=nfc(sent.point).strip().replace(_DAY, _FIELD) if sent.with_point else None,
    )


def _place(code: str) -> str:
    if code.startswith("date.") or code in ("draft.due_in_past", "form.no_date"):
        return "f-due_on"
    return {"form.title": "f-title", "form.point": "f-point"}.get(code, "form-rows")


def _owed(dispatch: Dispatch, ordinal: str) -> Mapping[str, Any] | None:
    """Return the report point of this number; none for a new one."""
    if ordinal in ("", "new"):
        return None
    found = [one for one in dispatch.content["obligations"] if str(one["ordinal"]) == ordinal]
    if not found:
        abort(404)
    owed: Mapping[str, Any] = found[0]
    return owed


def _again(
    dispatch: Dispatch, owed: Mapping[str, Any] | None, sent: Asked,
    error: tuple[str, str] = ("", ""),
) -> str:  # fmt: skip
    """Return the page with what was typed on it."""
    typed = {"title": sent.title, "due_on": sent.due_on, "point": sent.point}
    return _page(dispatch, owed, typed, _typed_rows(sent), error, with_point=sent.with_point)


def _typed_rows(sent: Asked) -> list[dict[str, str]]:
    columns = ("label", "name", "unit", "kind", "required", "whole", "rate")
    numbers = sorted(sent.label, key=lambda number: (len(number), number))
    return [{one: getattr(sent, one).get(n, "") for one in columns} for n in numbers]


def _page(
    dispatch: Dispatch, owed: Mapping[str, Any] | None, typed: Mapping[str, str],
    rows: list[dict[str, str]], error: tuple[str, str] = ("", ""), *, with_point: bool = True,
) -> str:  # fmt: skip
    desk = current.desk()
    point = typed.get("point") or form_sources.usual_point(desk, dispatch)
    point = point.replace(_FIELD, _DAY)
    return render_template(
        "docflow/report_form.html", here="drafts", dispatch=dispatch, owed=owed, typed=typed,
        rows=[*rows, *({} for _row in range(EMPTY_ROWS))], error=error, point=point, day=_DAY,
        with_point=with_point, sources=form_sources.kept(desk, current.me()) if not owed else [],
        in_text=bool(owed) and form_sources.has_point(dispatch.content, owed or {}),
        kinds=[(kind.value, _(FORM_KINDS[kind])) for kind in Kind],
    )  # fmt: skip
