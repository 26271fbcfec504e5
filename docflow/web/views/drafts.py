"""Beginning a letter: the templates at hand, the few things to fill, one's own drafts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from docflow.office import drafting, worklist
from docflow.office.authority import signers
from docflow.papers.catalogue import Template
from docflow.rules.calendar import short_date
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused
from docflow.rules.types import type_of
from docflow.rules.vietnamese import fold

from .. import current, reading
from ..forms import Begun, read
from ..gate import allow
from ..labels import URGENCY
from ..sentences import say, sentence
from ..statuses import status_of
from ..words import _

#: Faults of single fields: the sentence stands at each of them.
_AT_FIELDS = ("draft.missing", "draft.malformed", "draft.too_long")

#: How many types the picker shows before "Loại khác".
_USUAL = 7
_OPTIONS = ("urgency", "signer", "expected")


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    pages.add_url_rule("/drafts", "drafts", drafts)
    pages.add_url_rule("/drafts", "draft_create", draft_create, methods=["POST"])
    pages.add_url_rule("/drafts/new/<code>", "draft_form", draft_form)


@allow(Act.DRAFT)
def drafts() -> str:
    """Show one's drafts and what has been handed in, with the templates to begin from."""
    desk, person = current.desk(), current.me()
    mine = worklist.drafts(desk, person)
    text, known = request.args.get("q", "").strip()[:100], desk.catalogue.all()
    return render_template(
        "docflow/drafts.html", here="drafts", templates=_found(known, text), usual=_usual(known),
        q=text, drafts=mine, type_name=lambda one: type_of(one.type).name,
        reasons={one.id: worklist.last_return(desk, one) for one in mine},
        submitted=worklist.submitted(desk, person), r=reading,
    )  # fmt: skip


def _usual(known: list[Template]) -> list[Template]:
    """Return the templates of the seven common types, those of one type beside each other."""
    common = [one for one in known if one.common]
    types = list(dict.fromkeys(one.type for one in common if one.code == one.type))
    types += [one.type for one in common if one.type not in types]
    first = list(dict.fromkeys(types))[:_USUAL]
    listed = [one for one in common if one.type in first]
    return sorted(listed, key=lambda one: (first.index(one.type), one.code != one.type, one.name))


def _found(known: list[Template], text: str) -> list[Template]:
    """Return the templates whose name, type or description has these words, without accents."""
    wanted = fold(text).split()
    told = {
        one.code: fold(f"{one.name} {type_of(one.type).name} {one.description}") for one in known
    }
    return [one for one in known if all(word in told[one.code] for word in wanted)]


@allow(Act.DRAFT)
def draft_form(code: str) -> str:
    """Show the few things that this template wants to know."""
    return _form(current.desk().catalogue.get(code))


@allow(Act.DRAFT)
def draft_create() -> Any:
    """Make the draft, or show what was typed again with what is wrong."""
    desk, person = current.desk(), current.me()
    chosen = desk.catalogue.get(request.form.get("template", ""))
    try:
        begun = read(Begun)
        dispatch = drafting.draft(desk, chosen.code, begun.answers, by=person, edit=begun.edit())
    except Refused as refusal:
        return _form(chosen, refusal), status_of(refusal.code)
    flash(_("Đã tạo dự thảo. Xem lại bản A4, rồi trình."), "ok")
    return redirect(url_for("docflow.edit", key=dispatch.id), 303)


def _form(template: Template, refusal: Refused | None = None) -> str:
    desk = current.desk()
    typed = request.form if refusal else {}
    errors = _errors(template, refusal) if refusal else {}
    return render_template(
        "docflow/draft_form.html",
        here="drafts",
        template=template,
        values={field.name: _value(template, field.name, typed) for field in template.fields},
        errors=errors,
        listed=[(_control(name), text) for name, text in errors.items()],
        open_options=bool(errors.keys() & {"expected", "signer", "urgency"}),
        options=_options(template) | {name: typed[name] for name in _OPTIONS if name in typed},
        urgencies=[(word, _(text)) for word, text in URGENCY.items()],
        signers=[(one.id, reading.called(one)) for one, _record in signers(desk, template.type)],
    )


def _options(template: Template) -> dict[str, str]:
    today = current.desk().today()
    return {
        "urgency": template.defaults["urgency"],
        "signer": "",
        "expected": f"{today.month}/{today.year}",
    }


def _value(template: Template, name: str, typed: Mapping[str, str]) -> str:
    """Return what stands in a field: what was typed, else its default; a deadline is proposed."""
    if f"answers.{name}" in typed:
        return typed[f"answers.{name}"]
    report, field = template.defaults["report"], template.by_name()[name]
    # A template that must ask for a report proposes its day; an optional one stays empty.
    if report and name == report["due_on"] and field.required:
        return short_date(drafting.expected_due_date(current.desk()))
    default = field.default
    return "\n".join(default) if isinstance(default, list | tuple) else str(default or "")


def _errors(template: Template, refusal: Refused) -> dict[str, str]:
    """Return the sentences by field; what no field caused stands under the empty name."""
    if refusal.code in _AT_FIELDS:
        labels: Any = refusal.facts.get("fields", ())
        named = {field.label: field.name for field in template.fields}
        return {named[one]: say(refusal.code, {"fields": [one]}) for one in labels if one in named}
    due = next((field.name for field in template.fields if field.kind == "date"), "")
    places = {
        "draft.month": "expected",
        "draft.due_in_past": due,
        "draft.subject_too_long": "trich_yeu",
    }
    places |= {
        "draft.signer_unknown": "signer",
        "authority.none": "signer",
        "draft.urgency": "urgency",
    }
    return {places.get(refusal.code, ""): sentence(refusal)}


def _control(name: str) -> str:
    return f"f-{name}" if name else ""
