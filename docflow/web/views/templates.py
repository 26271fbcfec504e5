"""The templates in the settings: all of them, a new one, one brought in, away and back again."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from docflow.office import template_history, templates
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused

from .. import current, reading
from ..forms import Sent, read
from ..gate import allow
from ..statuses import status_of
from ..template_faults import faults
from ..words import _

_RULE = "/settings/templates"
_ONE = f"{_RULE}/<code>"


class New(Sent):
    """A template to begin."""

    name: str = ""
    base: str = ""


class Put(Sent):
    """An act on one template as it was seen."""

    version: int
    ordinal: int = 0
    do: str = ""


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    pages.add_url_rule(_RULE, "templates", listing)
    pages.add_url_rule(_RULE, "template_create", create, methods=["POST"])
    pages.add_url_rule(f"{_RULE}/import", "template_import", bring_in, methods=["POST"])
    pages.add_url_rule(f"{_ONE}/export", "template_export", export)
    pages.add_url_rule(f"{_ONE}/versions", "template_versions", versions)
    pages.add_url_rule(f"{_ONE}/versions", "template_use_again", use_again, methods=["POST"])
    pages.add_url_rule(f"{_ONE}/retirement", "template_retire", retire, methods=["POST"])


@allow(Act.TEMPLATES)
def listing() -> str:
    """Show all templates by type, with where each comes from."""
    return _list()


@allow(Act.TEMPLATES)
def create() -> Any:
    """Begin a new template from another one."""
    try:
        sent = read(New)
        made = templates.create(current.desk(), sent.name, sent.base, by=current.me())
    except Refused as refusal:
        return _list(refusal), status_of(refusal.code)
    flash(_("Đã lập mẫu “{name}”. Sửa rồi lưu.", name=made.name), "ok")
    return redirect(url_for("docflow.template_edit", code=made.code), 303)


@allow(Act.TEMPLATES)
def bring_in() -> Any:
    """Take a template out of a ZIP that another agency handed over."""
    try:
        made = templates.bring_in(
            current.desk(), _uploaded(), replace=bool(request.form.get("replace")),
            by=current.me(),
        )  # fmt: skip
    except Refused as refusal:
        current.desk().session.rollback()
        return _list(refusal), status_of(refusal.code)
    flash(_("Đã nhập mẫu “{name}”.", name=made.name), "ok")
    return redirect(url_for("docflow.template_edit", code=made.code), 303)


@allow(Act.TEMPLATES)
def export(code: str) -> Response:
    """Hand out the template's folder as a ZIP."""
    seen = templates.open_template(current.desk(), code, by=current.me())
    answer = Response(templates.carried(seen.template), mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{seen.template.code}.zip"'
    return answer


@allow(Act.TEMPLATES)
def versions(code: str) -> str:
    """Show who saved what, when and why, and two versions side by side."""
    desk, me = current.desk(), current.me()
    seen = templates.open_template(desk, code, by=me)
    found = template_history.versions(desk, code, by=me)
    newest = found[0].ordinal
    before = request.args.get("from", found[min(1, len(found) - 1)].ordinal, int)
    after = request.args.get("to", newest, int)
    return render_template(
        "docflow/template_versions.html", here="templates", seen=seen, versions=found,
        before=before, after=after, r=reading,
        rows=template_history.compare(desk, code, before, after, by=me),
    )  # fmt: skip


@allow(Act.TEMPLATES)
def use_again(code: str) -> Any:
    """Let an earlier version stand again."""
    sent = read(Put)
    templates.use_again(current.desk(), code, sent.ordinal, seen=sent.version, by=current.me())
    flash(_("Đã dùng lại bản được chọn."), "ok")
    return redirect(url_for("docflow.template_versions", code=code), 303)


@allow(Act.TEMPLATES)
def retire(code: str) -> Any:
    """Put a template away, or back."""
    sent = read(Put)
    act = templates.restore if sent.do == "restore" else templates.retire
    act(current.desk(), code, seen=sent.version, by=current.me())
    told = (
        _("Đã dùng lại mẫu.")
        if sent.do == "restore"
        else _("Đã ngừng dùng mẫu. Dự thảo cũ giữ nguyên.")
    )
    flash(told, "ok")
    return redirect(url_for("docflow.templates"), 303)


def _uploaded() -> bytes:
    files = [file for file in request.files.getlist("file") if file.filename]
    if len(files) != 1:
        raise Refused("template.zip", what="none")
    content: bytes = files[0].read()
    return content


def _list(refusal: Refused | None = None) -> str:
    text = request.args.get("q", "").strip()[:100]
    me, desk = current.me(), current.desk()
    return render_template(
        "docflow/templates.html", here="templates", q=text,
        found=template_history.listed(desk, by=me, text=text),
        every=template_history.listed(desk, by=me),
        typed=request.form if refusal else {},
        errors=faults(refusal) if refusal else [],
    )  # fmt: skip
