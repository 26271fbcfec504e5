"""The editor of one template: its form, the sheet of its sample, saving."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from markupsafe import Markup

from docflow.office import addresses, template_history, templates
from docflow.papers import html
from docflow.papers.catalogue import Template, package
from docflow.rules.permissions import Act
from docflow.rules.purposes import Purpose
from docflow.rules.refusals import Refused
from docflow.rules.types import TYPES

from .. import current, reading, template_form
from ..forms import read
from ..gate import allow
from ..labels import URGENCY, label
from ..statuses import status_of
from ..template_faults import faults
from ..template_form import Shaped
from ..words import _

_ONE = "/settings/templates/<code>"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: How many empty rows stand under the filled ones.
_SPARE = 1


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    pages.add_url_rule(_ONE, "template_edit", edit)
    pages.add_url_rule(_ONE, "template_save", save, methods=["POST"])
    pages.add_url_rule(f"{_ONE}/preview", "template_preview", preview, methods=["POST"])
    pages.add_url_rule(f"{_ONE}/sample.pdf", "template_pdf", sample_pdf, methods=["POST"])
    pages.add_url_rule(f"{_ONE}/sample.docx", "template_docx", sample_docx, methods=["POST"])


@allow(Act.TEMPLATES)
def edit(code: str) -> str:
    """Show the template in a form, with the sheet of its sample."""
    seen = _open(code)
    return _page(seen, template_form.shown(package(seen.template)))


@allow(Act.TEMPLATES)
def save(code: str) -> Any:
    """Keep what is typed as a new version; or only look at it."""
    seen, sent = _open(code), read(Shaped)
    if sent.do != "save":
        return _looked(seen, sent)
    try:
        source = template_form.packed(sent, package(seen.template))
        version = seen.version if sent.over else sent.version
        kept = templates.save(
            current.desk(), code, source, seen=version, why=sent.why, by=current.me()
        )
    except Refused as refusal:
        return _refused(code, sent, refusal)
    flash(_("Đã lưu mẫu “{name}”. Dự thảo mới dùng bản này.", name=kept.name), "ok")
    return redirect(url_for("docflow.template_edit", code=code), 303)


@allow(Act.TEMPLATES)
def preview(code: str) -> Any:
    """Show the sheet of what is typed, or what is wrong with it; writes nothing."""
    seen, sent = _open(code), read(Shaped)
    sheet, wrong = _drawn(seen, sent)
    return render_template("docflow/_template_fragments.html", sheet=sheet, errors=wrong)


@allow(Act.TEMPLATES)
def sample_pdf(code: str) -> Any:
    """Print the sample of what is typed."""
    desk = current.desk()
    return _file(code, "application/pdf", lambda one: templates.sample_pdf(desk, one))


@allow(Act.TEMPLATES)
def sample_docx(code: str) -> Any:
    """Write the sample of what is typed for Word."""
    return _file(code, _WORD, templates.sample_docx)


def _open(code: str) -> templates.Seen:
    return templates.open_template(current.desk(), code, by=current.me())


def _file(code: str, media: str, write: Callable[[Template], bytes]) -> Any:
    seen, sent = _open(code), read(Shaped)
    try:
        template = templates.admit(template_form.packed(sent, package(seen.template)))
    except Refused as refusal:
        return _refused(code, sent, refusal)
    answer = Response(write(template), mimetype=media)
    ending = "pdf" if media.endswith("pdf") else "docx"
    way = "inline" if ending == "pdf" else "attachment"
    name = f"mau-{seen.template.code}.{ending}"
    answer.headers["Content-Disposition"] = f'{way}; filename="{name}"'
    return answer


def _drawn(seen: templates.Seen, sent: Shaped) -> tuple[Markup | None, list[tuple[str, str]]]:
    """Return the sheet of what is typed and what is wrong with it."""
    try:
        template = templates.admit(template_form.packed(sent, package(seen.template)))
        return _sheet(template), []
    except Refused as refusal:
        return None, faults(refusal)


def _sheet(template: Template) -> Markup:
    # The sheet escapes every word itself; its markup is the layout's own.
    return Markup(html.sheet(templates.sample(template)))  # noqa: S704


def _looked(seen: templates.Seen, sent: Shaped) -> Any:
    """Show the page again with what was typed, an empty row more where one was asked for."""
    values = template_form.typed(sent)
    part = sent.do.removeprefix("more-")
    if part in template_form.ROWS:
        values[part] += [{}]
        return _page(seen, values, sent=sent, to=f"part-{part}")
    sheet, wrong = _drawn(seen, sent)
    return _page(seen, values, sheet=sheet, errors=wrong, sent=sent)


def _refused(code: str, sent: Shaped, refusal: Refused) -> Any:
    current.desk().session.rollback()
    seen = _open(code)
    other = None
    if refusal.code == "template.stale":
        found = template_history.versions(current.desk(), code, by=current.me())
        other = {"version": found[0], "body": seen.template.body}
    values = template_form.typed(sent)
    page = _page(seen, values, errors=faults(refusal), sent=sent, other=other)
    return page, status_of(refusal.code)


def _page(
    seen: templates.Seen,
    values: Mapping[str, Any],
    *,
    sheet: Markup | None = None,
    errors: list[tuple[str, str]] | None = None,
    sent: Shaped | None = None,
    other: Mapping[str, Any] | None = None,
    to: str = "",
) -> str:
    rows = {part: [*values[part], *({} for _n in range(_SPARE))] for part in template_form.ROWS}
    return render_template(
        "docflow/template_edit.html", here="templates", seen=seen, v={**values, **rows},
        sheet=sheet or _sheet(seen.template), stale=sheet is None and bool(errors),
        errors=errors or [], wrong=_by_control(errors or []), other=other, to=to,
        why=sent.why if sent else "", version=sent.version if sent else seen.version,
        types=[(one.code, one.name) for one in TYPES.values()],
        urgencies=[(word, _(text)) for word, text in URGENCY.items()],
        purposes=[(one.value, label(one)) for one in Purpose if one is not Purpose.LUU],
        groups=[f"group:{code}" for code, _name, _n in addresses.counts(current.desk()).groups],
        r=reading,
    )  # fmt: skip


def _by_control(errors: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for control, text in errors:
        found.setdefault(control.removeprefix("f-"), text)
    return found
