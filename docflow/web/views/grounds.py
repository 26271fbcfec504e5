"""The library of legal grounds: finding, adding, correcting, ending, bringing in from a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select

from docflow.models import Ground
from docflow.office import grounds, heads
from docflow.rules.calendar import parse_date, short_date
from docflow.rules.lint.spans import TYPES
from docflow.rules.permissions import Act, may
from docflow.rules.refusals import Refused

from .. import current, uploads
from ..forms import read
from ..forms_kept import Ground as Sent
from ..gate import allow
from ..labels import GROUND_FACTS
from ..sentences import say, sentence
from ..statuses import status_of
from ..words import _

_AT_ONCE = 50
#: The form's controls, as they follow each other on the page.
_ORDER = (
    "type", "number", "dated", "issuer", "subject", "since", "ended", "replaced_by_id",
    "incoming_number", "incoming_on", "notes",
)  # fmt: skip
_DAYS = ("dated", "since", "ended", "incoming_on")
_KINDS = ("Luật", "Bộ luật", "Pháp lệnh", *TYPES.split("|"), "Công điện khẩn")
#: At which control the sentence of a refusal stands.
_AT = {
    "ground.twice": "number", "ground.ends_before": "ended",
    "ground.own_successor": "replaced_by_id", "ground.no_successor": "replaced_by_id",
}  # fmt: skip


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    pages.add_url_rule("/grounds", "grounds", listed)
    pages.add_url_rule("/grounds", "ground_add", add, methods=["POST"])
    pages.add_url_rule("/grounds/new", "ground_new", new)
    pages.add_url_rule("/grounds/import", "grounds_import", bring, methods=["POST"])
    pages.add_url_rule("/grounds/<int:key>", "ground", one)
    pages.add_url_rule("/grounds/<int:key>", "ground_change", change, methods=["POST"])


@allow(Act.GROUNDS)
def listed() -> str:
    """Show the documents, searched and filtered."""
    return _list()


@allow(Act.KEEP_GROUNDS)
def new() -> str:
    """Show the empty form of a document."""
    return _form(None)


@allow(Act.KEEP_GROUNDS)
def one(key: int) -> str:
    """Show the form of a document with what is known of it."""
    return _form(_found(key))


@allow(Act.KEEP_GROUNDS)
def add() -> Any:
    """Write a document down."""
    return _kept(None)


@allow(Act.KEEP_GROUNDS)
def change(key: int) -> Any:
    """Correct a document, or say that it is no longer in force."""
    return _kept(_found(key))


@allow(Act.KEEP_GROUNDS)
def bring() -> Any:
    """Bring documents in from a CSV file; with one bad row nothing is written."""
    try:
        counts = grounds.import_grounds(current.desk(), uploads.csv_text(), by=current.me())
    except Refused as refusal:
        current.desk().session.rollback()
        return _list(errors=uploads.errors(refusal, heads.shown(heads.GROUNDS))), status_of(
            refusal.code
        )
    flash(_("Đã nhập: thêm {added}, sửa {changed}, giữ nguyên {same} căn cứ.", **counts), "ok")
    return redirect(url_for("docflow.grounds"), 303)


def _kept(ground: Ground | None) -> Any:
    try:
        kept = grounds.keep(current.desk(), read(Sent).model_dump(), by=current.me(), ground=ground)
    except Refused as refusal:
        current.desk().session.rollback()
        return _form(ground, refusal), status_of(refusal.code)
    flash(_("Đã lưu {name}.", name=kept.as_rule().short()), "ok")
    return redirect(url_for("docflow.grounds"), 303)


def _found(key: int) -> Ground:
    found = current.desk().session.get(Ground, key)
    if found is None:
        abort(404)
    return found


def _list(errors: list[str] | None = None) -> str:
    words = request.args.get("q", "").strip()[:100]
    state = request.args.get("state", "")[:20]
    shown = min(max(request.args.get("n", _AT_ONCE, int), _AT_ONCE), 2000)
    return render_template(
        "docflow/grounds.html", here="grounds", words=words, state=state,
        found=grounds.search(current.desk(), words, state, limit=shown),
        more_url=url_for("docflow.grounds", q=words, state=state, n=shown + _AT_ONCE),
        may_keep=may(Act.KEEP_GROUNDS, current.me().roles), today=current.desk().today(),
        errors=(errors or [])[:_AT_ONCE], more_errors=max(0, len(errors or []) - _AT_ONCE),
    )  # fmt: skip


def _form(ground: Ground | None, refusal: Refused | None = None) -> str:
    found = _errors(refusal) if refusal else {}
    errors = {at: found[at] for at in (*_ORDER, "") if at in found}
    others = current.desk().session.scalars(select(Ground).order_by(Ground.folded)).unique()
    return render_template(
        "docflow/ground.html", here="grounds", ground=ground, errors=errors, kinds=_KINDS,
        values=request.form if refusal else _values(ground),
        listed=[(f"f-{at}" if at else "", _listed(at, text)) for at, text in errors.items()],
        others=[("", _("Chưa có")), *(
            (one.id, one.as_rule().short()) for one in others if one is not ground
        )],
    )  # fmt: skip


def _errors(refusal: Refused) -> dict[str, str]:
    """Return the sentences by field; what no field caused stands under the empty name."""
    fields: Any = refusal.facts.get("fields", ())
    if refusal.code in ("ground.missing", "ground.too_long"):
        return _named(refusal.code, fields)
    if refusal.code.startswith("date."):
        # The first day that cannot be read has kept the rest from being looked at.
        return _named("ground.missing", grounds.missing_in(request.form)) | _unread_days()
    return {_AT.get(refusal.code, ""): sentence(refusal)}


def _named(code: str, fields: Iterable[str]) -> dict[str, str]:
    return {name: say(code, {"fields": [_(GROUND_FACTS[name])]}) for name in fields}


def _unread_days() -> dict[str, str]:
    """Return what is wrong with each day that was typed."""
    found = {}
    for name in _DAYS:
        try:
            parse_date(request.form[name]) if request.form.get(name, "").strip() else None
        except Refused as refusal:
            found[name] = sentence(refusal)
    return found


def _listed(at: str, text: str) -> str:
    """Return a sentence as the list at the top says it: of which field it is, where it does not say."""
    name = _(GROUND_FACTS[at]) if at in _DAYS else ""
    return f"{name}: {text}" if name and name not in text else text


def _values(ground: Ground | None) -> dict[str, Any]:
    if ground is None:
        return {}
    facts = {name: getattr(ground, name) for name in (*GROUND_FACTS, "replaced_by_id")}
    return facts | {name: short_date(facts[name]) if facts[name] else "" for name in _DAYS}
