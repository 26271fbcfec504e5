"""The directory of receiving units, and bringing it in from a file."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from docflow.office import addresses, directory
from docflow.rules.permissions import Act, may
from docflow.rules.refusals import Refused

from .. import current
from ..gate import allow
from ..sentences import say, sentence
from ..statuses import status_of
from ..words import _

_AT_ONCE = 50
_SHOWN_ERRORS = 50


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    pages.add_url_rule("/units", "units", units)
    pages.add_url_rule("/units/import", "units_import", units_import, methods=["POST"])


@allow(Act.DIRECTORY)
def units() -> str:
    """Show the units, searched and filtered."""
    return _page()


@allow(Act.IMPORT)
def units_import() -> Any:
    """Bring units in from a CSV file; with one bad row nothing is written."""
    try:
        counts = directory.import_units(current.desk(), _uploaded(), by=current.me())
    except Refused as refusal:
        current.desk().session.rollback()
        return _page(errors=_errors(refusal)), status_of(refusal.code)
    flash(_("Đã nhập: thêm {added}, sửa {changed}, giữ nguyên {same} đơn vị.", **counts), "ok")
    return redirect(url_for("docflow.units"), 303)


def _uploaded() -> str:
    """Return the text of the file, or refuse a cut, an empty and a wrongly encoded one."""
    files = [file for file in request.files.getlist("file") if file.filename]
    # A multipart body that was cut parses to fewer parts and no error; the form told how many.
    if request.form.get("parts") != "1" or request.form.get("end") != "1":
        raise Refused("request.cut")
    if len(files) != 1:
        raise Refused("import.no_file")
    try:
        return str(files[0].read(), "utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("import.encoding", name=files[0].filename or "") from None


def _page(errors: list[str] | None = None) -> str:
    wanted = addresses.Wanted(
        text=request.args.get("q", "").strip()[:100],
        kind=request.args.get("kind", "")[:100],
        group=request.args.get("group", "")[:100],
        reach=request.args.get("reach", "")[:20],
    )
    shown = min(max(request.args.get("n", _AT_ONCE, int), _AT_ONCE), 2000)
    query: dict[str, Any] = {key: value for key, value in request.args.items() if key != "n"}
    return render_template(
        "docflow/units.html",
        found=addresses.search(current.desk(), wanted, limit=shown),
        counts=addresses.counts(current.desk()),
        wanted=wanted,
        more_url=url_for("docflow.units", **query, n=shown + _AT_ONCE),
        may_import=may(Act.IMPORT, current.me().roles),
        errors=(errors or [])[:_SHOWN_ERRORS],
        more_errors=max(0, len(errors or []) - _SHOWN_ERRORS),
        here="units",
    )


def _errors(refusal: Refused) -> list[str]:
    if refusal.code != "import.rows":
        return [sentence(refusal)]
    rows: Any = refusal.facts["errors"]
    return [_row(error) for error in rows]


def _row(error: dict[str, Any]) -> str:
    facts = {name: value for name, value in error.items() if name not in ("row", "code")}
    return _("Dòng {row}: {text}", row=error["row"], text=say(error["code"], facts))
