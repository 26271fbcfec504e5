"""From a refusal to an answer: its HTTP status, its sentence, its page."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from flask import Blueprint, render_template, request, url_for
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException, NotFound, default_exceptions

from docflow.models import Dispatch
from docflow.rules.refusals import Refused, Unreachable

from . import current
from .labels import label
from .sentences import sentence
from .statuses import status_of
from .words import _

_log = logging.getLogger("docflow")


def register(blueprint: Blueprint) -> None:
    """Hang the error pages on docflow's own routes; the host's stay the host's."""
    blueprint.register_error_handler(Refused, refused)
    blueprint.register_error_handler(Unreachable, unreachable)
    # By code, because a host's handler for one code wins over a handler for them all.
    for code in default_exceptions:
        blueprint.register_error_handler(code, http_error)
    blueprint.register_error_handler(HTTPException, http_error)
    blueprint.register_error_handler(OperationalError, database_busy)
    # A number in an address that is larger than any key: SQLite and PostgreSQL say so differently.
    for fault in (OverflowError, DataError):
        blueprint.register_error_handler(fault, beyond)
    blueprint.register_error_handler(Exception, failure)


def refused(refusal: Refused) -> Any:
    """Say what happened and what to do; nothing was written."""
    _undo()
    status = status_of(refusal.code)
    if status == 404:
        return http_error(NotFound())
    letter = _letter(refusal)
    moved_on = _("Văn bản đã sang bước khác nên không làm được việc này nữa.")
    return page(status, moved_on if letter else sentence(refusal), **letter)


def _letter(refusal: Refused) -> dict[str, str]:
    """Return where the letter of a refused step stands now, and the way to it."""
    key = (request.view_args or {}).get("key")
    if refusal.code != "lifecycle.not_now" or not key:
        return {}
    # Whoever is refused so may see the letter: else he would have been told that there is none.
    if not str(request.url_rule).partition("/dispatches/<int:key>")[1]:
        return {}
    dispatch = current.desk().session.get_one(Dispatch, key)
    state = label(dispatch.state)
    help_ = _("“{subject}” đang ở bước: {state}.", subject=dispatch.subject, state=state)
    return {"letter_url": url_for("docflow.show", key=key), "help": help_}


def unreachable(failure_: Unreachable) -> Any:
    """Say that something outside did not answer."""
    _undo()
    _log.warning("unreachable: %s", failure_.reason)
    return page(
        503,
        _("Bộ phận in hoặc ký số chưa trả lời. Văn bản chưa bị thay đổi. Thử lại sau một phút."),
    )


def http_error(error: HTTPException) -> Any:
    """Answer the plain HTTP errors in Vietnamese."""
    words = {
        400: _("Yêu cầu không đọc được. Tải lại trang rồi làm lại."),
        401: _("Phiên làm việc đã hết, hoặc anh chị chưa đăng nhập. Đăng nhập rồi làm lại."),
        404: _("Không có trang này, hoặc trang không dành cho anh chị. Kiểm tra lại đường dẫn."),
        405: _("Trang này không nhận thao tác đó. Quay lại trang trước."),
        413: _("Nội dung gửi lên quá lớn. Bỏ bớt tệp hoặc rút ngắn rồi gửi lại."),
        429: _("Anh chị thao tác quá nhanh. Chờ một phút rồi thử lại."),
    }
    code = error.code or 500
    if code < 400:
        return error
    # The first page of all leads whoever is not signed in to where one signs in, a host's too.
    more = {"sign_in_url": url_for("docflow.home")} if code == 401 else {}
    return page(code, words.get(code, _("Yêu cầu không thực hiện được.")), **more)


def beyond(_error: Exception) -> Any:
    """Answer a number that no row can have as what it is: nothing is there."""
    _undo()
    return http_error(NotFound())


def database_busy(error: OperationalError) -> Any:
    """Say that the database is busy or full; nothing was written."""
    _undo()
    _log.error("database: %s", error.orig)
    full = "full" in str(error.orig)
    if full:
        return page(507, _("Máy chủ hết chỗ lưu. Báo quản trị; nội dung vừa nhập chưa được lưu."))
    return page(503, _("Máy chủ đang bận. Nội dung chưa được lưu; chờ vài giây rồi thử lại."))


def failure(error: Exception) -> Any:
    """Answer a fault of ours with a code that the log repeats."""
    _undo()
    mark = secrets.token_hex(2).upper()
    _log.exception("fault %s in %s", mark, request.endpoint, exc_info=error)
    return page(
        500,
        _(
            "Máy chủ gặp lỗi (mã {mark}). Nội dung anh chị vừa nhập vẫn còn ở trang trước. "
            "Thử lại sau 1 phút, hoặc báo mã này cho quản trị.",
            mark=mark,
        ),
    )


def page(status: int, message: str, **more: str) -> Any:
    """Return an error page, or one plain line where a script asked; ``more`` as in error.html."""
    if request.headers.get("X-Requested-With") == "fetch" or request.is_json:
        return {"error": message, "status": status}, status
    return render_template(
        "docflow/error.html", status=status, **_titled(status), text=message, **more
    ), status


def _titled(status: int) -> dict[str, str]:
    titles = {
        401: _("Cần đăng nhập"),
        403: _("Việc này do người khác làm"),
        404: _("Không tìm thấy trang"),
        409: _("Văn bản vừa thay đổi"),
        413: _("Nội dung quá lớn"),
        429: _("Thao tác quá nhanh"),
        500: _("Máy chủ gặp lỗi"),
        503: _("Chưa làm được lúc này"),
    }
    return {"title": titles.get(status, _("Chưa thực hiện được"))}


def _undo() -> None:
    current.desk().session.rollback()
