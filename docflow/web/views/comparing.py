"""The revisions of a dispatch: two of them compared, one looked at, one brought back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for

from docflow.office import revisions
from docflow.office.permission import can
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused

from .. import comparison, current, reading
from ..forms import Seen, read
from ..gate import allow, dispatch_or_404
from ..sentences import sentence
from ..words import _


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    rule = "/dispatches/<int:key>"
    one = f"{rule}/revisions/<int:ordinal>"
    pages.add_url_rule(f"{rule}/comparison", "comparison", compare)
    pages.add_url_rule(one, "revision", revision)
    pages.add_url_rule(f"{one}/restoration", "restore", restore, methods=["POST"])


@allow(Act.READ)
def compare(key: int) -> str:
    """Show two revisions as one sheet, or side by side."""
    dispatch = dispatch_or_404(key, Act.READ)
    may_edit = can(current.desk().session, current.me(), Act.EDIT, dispatch)
    return render_template(
        "docflow/comparison.html", here="", may_edit=may_edit, **comparison.page(dispatch)
    )


@allow(Act.READ)
def revision(key: int, ordinal: int) -> str:
    """Show one revision as it would have been printed."""
    dispatch = dispatch_or_404(key, Act.READ)
    found = revisions.at(current.desk(), dispatch, ordinal)
    if found is None:
        abort(404)
    may_edit = can(current.desk().session, current.me(), Act.EDIT, dispatch)
    return render_template(
        "docflow/revision.html", here="", dispatch=dispatch, revision=found, r=reading,
        sheet=reading.sheet_of(found.content), may_edit=may_edit,
        is_now=found.content == dispatch.content, seen=dispatch.version,
    )  # fmt: skip


@allow(Act.EDIT)
def restore(key: int, ordinal: int) -> Any:
    """Bring a revision back as the working copy; the text of now stays as a revision."""
    dispatch = dispatch_or_404(key, Act.EDIT)
    sent = read(Seen)
    try:
        revisions.restore(current.desk(), dispatch, ordinal, seen=sent.version, by=current.me())
    except Refused as refusal:
        if refusal.code not in ("draft.stale", "revision.same"):
            raise
        flash(sentence(refusal), "warn")
        return redirect(url_for("docflow.revision", key=key, ordinal=ordinal), 303)
    flash(_("Đã khôi phục bản {n}. Bản trước đó vẫn còn trong Các bản đã lưu.", n=ordinal), "ok")
    return redirect(url_for("docflow.edit", key=key), 303)
