"""Writing anew from a dispatch that was written before."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, url_for

from docflow.office import copying
from docflow.rules.permissions import Act

from .. import current
from ..gate import allow, dispatch_or_404
from ..words import _


def register(pages: Blueprint) -> None:
    """Put the view on the blueprint."""
    pages.add_url_rule("/dispatches/<int:key>/copy", "copy", copy, methods=["POST"])


@allow(Act.COPY)
def copy(key: int) -> Any:
    """Make a draft of one's own with the same text and recipients, and open it."""
    new = copying.copied(current.desk(), dispatch_or_404(key, Act.COPY), by=current.me())
    flash(
        _(
            "Đã soạn lại thành dự thảo mới: hạn báo cáo, người ký và tháng đã đổi theo hôm nay; "
            "số và ngày để trống. Xem lại các mốc thời gian trong nội dung."
        ),
        "ok",
    )
    return redirect(url_for("docflow.edit", key=new.id), 303)
