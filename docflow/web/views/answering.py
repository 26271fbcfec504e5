"""What the pages of a recipient share, whether it came by an account or by a link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, abort, redirect, render_template, request
from pydantic import BaseModel, ConfigDict, ValidationError

from docflow.models import Person, Recipient
from docflow.office import enclosures, following, reporting
from docflow.office.desk import Holder
from docflow.rules.lifecycle import State
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import slug

from .. import current, downloads, reading, receiving
from ..limits import address
from ..receiving import Places
from ..sentences import say
from ..words import _

By = Person | Holder


class Acknowledging(BaseModel):
    """What is typed to take note: a name and a post, and nothing else."""

    model_config = ConfigDict(extra="forbid")

    name: str = ""
    post: str = ""


def typed() -> dict[str, str]:
    """Return what was typed, without the form token."""
    return {name: value for name, value in request.form.items() if name != "csrf_token"}


def show(recipient: Recipient, places: Places, *, by: By, **more: Any) -> str:
    """Show the page and write the access log."""
    key = recipient.id
    following.visit(
        current.desk(), recipient.dispatch, by=by, what="page",
        address=address(), agent=request.user_agent.string,
    )  # fmt: skip
    return page(current.desk().session.get_one(Recipient, key), places, by=by, **more)


def page(
    recipient: Recipient, places: Places, *, by: By, answers: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None, **more: Any,
) -> str:  # fmt: skip
    """Return the page, with what was typed and the sentence at each faulty field after a refusal."""
    desk = current.desk()
    received = receiving.read(desk, recipient, places)
    standing_in = by if isinstance(by, Person) else None
    return render_template(
        "docflow/received.html",
        it=received,
        answers=receiving.first_answers(desk, received) | dict(answers or {}),
        errors=[
            (f"f-{name}", f"{_name_of(name, received.form)}: {text}")
            for name, text in (errors or {}).items()
        ],
        by_field=errors or {},
        days=reporting.days_of(desk, received.dispatch),
        kind=reading.type_name(received.dispatch.content),
        person=standing_in,
        correcting="edit" in request.args or answers is not None,
        here="inbox",
        **more,
    )


def seen(recipient: Recipient, *, by: By) -> Response:
    """Note that the page was before somebody's eyes for two seconds."""
    following.see(current.desk(), recipient, by=by)
    return Response(status=204)


def acknowledge(recipient: Recipient, places: Places, *, by: By, **more: Any) -> Any:
    """Take note, then show the page again; what was typed stays when it is refused."""
    key = recipient.id
    try:
        words = Acknowledging.model_validate(typed())
        following.acknowledge(current.desk(), recipient, name=words.name, post=words.post, by=by)
    except ValidationError:
        abort(400)
    except Refused as refusal:
        if not refusal.code.startswith("acknowledge."):
            raise
        errors = _name_errors(words, say(refusal.code, refusal.facts))
        again = _again(key)
        return page(again, places, by=by, answers=typed(), errors=errors, typing=True, **more), 422
    return redirect(places.page, 303)


def report(recipient: Recipient, places: Places, *, by: By, **more: Any) -> Any:
    """File the report, then show its receipt; what was typed stays when it is refused."""
    desk, key = current.desk(), recipient.id
    owed = reporting.owed_by(desk, recipient)
    if owed is None:
        raise Refused("report.not_asked")
    try:
        words = receiving.filled(desk, recipient, owed, typed())
        reporting.report(desk, recipient, words, by=by)
    except Refused as refusal:
        if refusal.code != "report.invalid":
            raise
        errors = _field_errors(owed.obligation.form, refusal.facts["errors"])
        return page(_again(key), places, by=by, answers=typed(), errors=errors, **more), 422
    return redirect(places.receipt, 303)


def receipt(recipient: Recipient, places: Places, **more: Any) -> Any:
    """Show what the department received; without a report there is no receipt yet."""
    received = receiving.read(current.desk(), recipient, places)
    if received.report is None:
        return redirect(places.page, 303)
    return render_template(
        "docflow/receipt.html",
        it=received,
        code=reporting.receipt_code(recipient),
        figures=receiving.told(received.form, received.report),
        kind=reading.type_name(received.dispatch.content),
        here="inbox",
        **more,
    )


def pdf(recipient: Recipient, *, by: By) -> Response:
    """Return the sealed paper; the access log says who took it."""
    desk, dispatch = current.desk(), recipient.dispatch
    if dispatch.sealed_sha256 is None:
        abort(404)
    name, content = slug(f"cong van {dispatch.code}"), desk.storage.get(dispatch.sealed_sha256)
    following.visit(
        desk, dispatch, by=by, what="pdf", address=address(), agent=request.user_agent.string
    )
    headers = {
        "Content-Disposition": f'inline; filename="{name}.pdf"',
        # A paper runs nothing, whatever a reader in the browser would let it do.
        "Content-Security-Policy": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'",
    }
    return Response(content, mimetype="application/pdf", headers=headers)


def enclosure(recipient: Recipient, ordinal: int, *, by: By) -> Response:
    """Return a file that came along; the access log says who took it."""
    desk, dispatch = current.desk(), recipient.dispatch
    try:
        file = enclosures.handed_out(desk, dispatch, ordinal)
    except Refused:
        abort(404)
    following.visit(
        desk, dispatch, by=by, what=f"enclosure {ordinal}",
        address=address(), agent=request.user_agent.string,
    )  # fmt: skip
    return downloads.enclosure(file)


def is_open(recipient: Recipient) -> bool:
    """Tell whether answers are taken at all."""
    return recipient.dispatch.state is State.ISSUED


def _again(key: int) -> Recipient:
    """Return the recipient anew: a refusal has rolled back what was read before."""
    return current.desk().session.get_one(Recipient, key)


def _name_errors(words: Acknowledging, sentence: str) -> dict[str, str]:
    faulty = [
        name for name in ("name", "post") if not 2 <= len(getattr(words, name).strip()) <= 100
    ]
    return dict.fromkeys(faulty or ["name"], sentence)


def _name_of(field: str, form: Mapping[str, Any]) -> str:
    """Return what a field is called on the page, for the list of all faults at its top."""
    own = {
        "name": _("Họ và tên người nhận"),
        "post": _("Chức vụ"),
        "as_of": _("Số liệu tính đến ngày"),
        "prepared_by": _("Người lập"),
        "approved_by": _("Thủ trưởng duyệt"),
        "note": _("Ghi chú"),
    }
    return next(
        (one["label"] for one in form["fields"] if one["name"] == field), own.get(field, "")
    )


def _field_errors(form: Mapping[str, Any], errors: Any) -> dict[str, str]:
    """Return the sentence of each faulty field, in the order of the page."""
    order = [
        *(field["name"] for field in form["fields"]),
        "as_of",
        "prepared_by",
        "approved_by",
        "note",
    ]
    named = sorted(errors, key=lambda name: order.index(name) if name in order else len(order))
    labels = {field["name"]: field for field in form["fields"]}
    found = {}
    for name in named:
        facts = {key: value for key, value in errors[name].items() if key != "code"}
        whole = labels.get(labels.get(name, {}).get("at_most", ""), {}).get("label", "")
        code = errors[name]["code"]
        if code == "report.above" and facts.get("guess") is not None:
            code = "report.above_guess"
        if code == "report.missing" and labels.get(name, {}).get("kind") == "count":
            code = "report.missing_number"
        found[name] = say(code, facts | {"whole": _short(whole)})
    return found


def _short(label: str) -> str:
    """Return a label in the middle of a sentence."""
    return label[:1].lower() + label[1:]
