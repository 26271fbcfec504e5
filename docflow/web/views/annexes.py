"""Annexes of a draft from files: a table into the letter's own file, and files that go along."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for

from docflow.models import Dispatch
from docflow.office import annexes, attaching, drafting, enclosures, following
from docflow.office.drafting import Edit
from docflow.rules.lifecycle import State
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused

from .. import annexing, current
from ..downloads import enclosure
from ..gate import allow, dispatch_or_404
from ..sentences import say, sentence
from ..statuses import status_of
from ..words import _


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    rule = "/dispatches/<int:key>"
    pages.add_url_rule(f"{rule}/annexes/<annex>/table", "annex_table", annex_table)
    pages.add_url_rule(f"{rule}/annexes/<annex>/table", "set_table", set_table, methods=["POST"])
    pages.add_url_rule(f"{rule}/enclosures", "enclosing", enclosing)
    pages.add_url_rule(f"{rule}/enclosures", "enclose", enclose, methods=["POST"])
    pages.add_url_rule(f"{rule}/enclosures/<int:ordinal>", "enclosed", enclosed)


@allow(Act.EDIT)
def annex_table(key: int, annex: str) -> str:
    """Ask for the file whose first sheet becomes the annex."""
    return _table_page(dispatch_or_404(key, Act.EDIT), annex)


@allow(Act.EDIT)
def set_table(key: int, annex: str) -> Any:
    """Put the table of a file in the place of the annex's text; with one bad row nothing is written."""
    dispatch = dispatch_or_404(key, Act.EDIT)
    _shown(dispatch, annex)
    desk = current.desk()
    try:
        _name, content = _uploaded()
        edit = Edit(annexes=annexes.with_table(dispatch.content["annexes"], annex, content))
        drafting.save(desk, dispatch, edit, seen=_version(), by=current.me(), keep=True)
    except Refused as refusal:
        desk.session.rollback()
        again = desk.session.get_one(Dispatch, key)
        return _table_page(again, annex, _errors(refusal)), status_of(refusal.code)
    flash(_("Đã nạp bảng. Xem lại trên bản A4."), "ok")
    return redirect(annexing.opened(key, annex), 303)


@allow(Act.EDIT)
def enclosing(key: int) -> str:
    """Ask for a file that goes along with the letter."""
    return _enclosing_page(dispatch_or_404(key, Act.EDIT))


@allow(Act.EDIT)
def enclose(key: int) -> Any:
    """Take a file in, or say why not."""
    dispatch, desk = dispatch_or_404(key, Act.EDIT), current.desk()
    try:
        name, content = _uploaded()
        title = request.form.get("title", "")
        attaching.attach(
            desk, dispatch, name, content, title=title, seen=_version(), by=current.me()
        )
    except Refused as refusal:
        desk.session.rollback()
        again = desk.session.get_one(Dispatch, key)
        return _enclosing_page(again, _errors(refusal)), status_of(refusal.code)
    flash(_("Đã đính kèm tệp."), "ok")
    return redirect(url_for("docflow.edit", key=key, _anchor="part-annexes"), 303)


@allow(Act.READ)
def enclosed(key: int, ordinal: int) -> Response:
    """Hand out a file that goes along: sealed once it is, before as it was taken in."""
    dispatch, desk = dispatch_or_404(key, Act.READ), current.desk()
    try:
        file = enclosures.handed_out(desk, dispatch, ordinal)
    except Refused:
        abort(404)
    if dispatch.state is not State.DRAFT:
        following.visit(
            desk, dispatch, by=current.me(), what=f"enclosure {ordinal}",
            address=request.remote_addr or "", agent=request.user_agent.string,
        )  # fmt: skip
    return enclosure(file)


def _uploaded() -> tuple[str, bytes]:
    """Return the one file that was sent, whole; ``request.cut``, ``enclosure.no_file``."""
    # A multipart body that was cut parses to fewer parts and no error; the last part tells.
    if request.form.get("end") != "1":
        raise Refused("request.cut")
    files = [file for file in request.files.getlist("file") if file.filename]
    if len(files) != 1:
        raise Refused("enclosure.no_file")
    return files[0].filename or "", files[0].read()


def _version() -> int:
    version = request.form.get("version", "")
    if not version.isdecimal() or len(version) > 9:
        raise Refused("request.malformed", fields=["version"])
    return int(version)


def _shown(dispatch: Dispatch, name: str) -> annexing.Shown:
    found = next((one for one in annexing.shown(dispatch.content) if one.id == name), None)
    if found is None:
        abort(404)
    return found


def _table_page(dispatch: Dispatch, name: str, errors: list[str] | None = None) -> str:
    return render_template(
        "docflow/annex_table.html", here="drafts", dispatch=dispatch, errors=errors or [],
        annex=_shown(dispatch, name),
    )  # fmt: skip


def _enclosing_page(dispatch: Dispatch, errors: list[str] | None = None) -> str:
    return render_template(
        "docflow/enclosing.html", here="drafts", dispatch=dispatch, errors=errors or [],
        title=request.form.get("title", ""), files=annexing.shown_files(dispatch.content),
    )  # fmt: skip


def _errors(refusal: Refused) -> list[str]:
    if refusal.code == "draft.stale":
        # Nothing was typed here, and a browser sends a file only once it is chosen again.
        return [_("Dự thảo vừa được lưu ở nơi khác. Chọn lại tệp rồi gửi lần nữa.")]
    if refusal.code != "table.rows":
        return [sentence(refusal)]
    rows: Any = refusal.facts["errors"]
    told = [_("Dòng {row}: {text}", row=one["row"], text=say(one["code"], one)) for one in rows]
    more = refusal.facts["more"]
    return [*told, _("và {n} lỗi nữa", n=more)] if more else told
