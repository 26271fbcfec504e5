"""Bringing an existing dispatch in: paste or upload, look through, make a draft of it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from docflow.office import intake as office
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused

from .. import current
from .. import intake as shown
from ..forms import read
from ..gate import allow
from ..sentences import sentence
from ..statuses import status_of
from ..words import _


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    pages.add_url_rule("/drafts/reading", "intake", intake)
    pages.add_url_rule("/drafts/reading", "intake_read", intake_read, methods=["POST"])
    pages.add_url_rule("/drafts/reading/draft", "intake_create", intake_create, methods=["POST"])


@allow(Act.DRAFT)
def intake() -> str:
    """Ask for the text or the file of an existing dispatch."""
    return _ask()


@allow(Act.DRAFT)
def intake_read() -> Any:
    """Show what was read, part by part; nothing is written."""
    try:
        found = shown.uploaded()
        values = shown.parts(found)
    except Refused as refusal:
        return _ask(request.form.get("text", ""), sentence(refusal)), status_of(refusal.code)
    return _parts(values, doubts=shown.doubts(found))


@allow(Act.DRAFT)
def intake_create() -> Any:
    """Make a draft of the corrected parts, or show them again with what is wrong."""
    try:
        told = read(shown.Corrected).letter()
        if request.form.get("do") == "look":
            return _parts(request.form)
        dispatch = office.draft(current.desk(), told, by=current.me())
    except Refused as refusal:
        current.desk().session.rollback()
        return _parts(request.form, refusal), status_of(refusal.code)
    flash(_("Đã tạo dự thảo từ văn bản có sẵn. Xem mục Kiểm tra, rồi trình."), "ok")
    return redirect(url_for("docflow.edit", key=dispatch.id), 303)


def _ask(text: str = "", error: str = "") -> str:
    return render_template("docflow/intake.html", here="drafts", text=text, error=error)


def _parts(values: Any, refusal: Refused | None = None, doubts: Any = ()) -> str:
    return render_template(
        "docflow/intake_parts.html", here="drafts", doubts=doubts,
        error=sentence(refusal) if refusal else "", **shown.page(values, refusal),
    )  # fmt: skip
