"""The directory of receiving units, and bringing it in from a file."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for

from docflow.office import addresses, directory, heads
from docflow.rules.permissions import Act, may
from docflow.rules.refusals import Refused

from .. import current, uploads
from ..gate import allow
from ..statuses import status_of
from ..words import _

_AT_ONCE = 50
_SHOWN_ERRORS = 50


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    pages.add_url_rule("/units", "units", units)
    pages.add_url_rule("/units/sample.csv", "units_sample", units_sample)
    pages.add_url_rule("/units/import", "units_import", units_import, methods=["POST"])


@allow(Act.DIRECTORY)
def units() -> str:
    """Show the units, searched and filtered."""
    return _page()


@allow(Act.IMPORT)
def units_sample() -> Response:
    """Hand out a file with the columns of a list of units, for a spreadsheet to open."""
    # The mark in front tells Excel that the file is UTF-8; a Vietnamese one parts by semicolons.
    line = ";".join(heads.shown(heads.UNITS).values())
    answer = Response(f"\ufeff{line}\r\n", mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="mau-danh-sach-don-vi.csv"'
    return answer


@allow(Act.IMPORT)
def units_import() -> Any:
    """Bring units in from a CSV file; with one bad row nothing is written."""
    try:
        counts = directory.import_units(current.desk(), uploads.csv_text(), by=current.me())
    except Refused as refusal:
        current.desk().session.rollback()
        return _page(errors=uploads.errors(refusal)), status_of(refusal.code)
    flash(_("Đã nhập: thêm {added}, sửa {changed}, giữ nguyên {same} đơn vị.", **counts), "ok")
    return redirect(url_for("docflow.units"), 303)


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
        may_group=may(Act.GROUPS, current.me().roles),
        may_import=may(Act.IMPORT, current.me().roles),
        columns=list(heads.shown(heads.UNITS).values()),
        errors=(errors or [])[:_SHOWN_ERRORS],
        more_errors=max(0, len(errors or []) - _SHOWN_ERRORS),
        here="units",
    )
