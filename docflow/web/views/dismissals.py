"""Putting findings of the check aside and bringing them back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, url_for

from docflow.office import dismissing
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused

from .. import current, dismissed
from ..forms import Writing, read
from ..gate import allow, dispatch_or_404
from ..words import _
from . import editor


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    rule = "/dispatches/<int:key>/dismissals"
    pages.add_url_rule(rule, "dismiss", dismiss, methods=["POST"])


@allow(Act.EDIT)
def dismiss(key: int) -> Any:
    """Save what is typed, then put one finding aside or bring it back."""
    dispatch = dispatch_or_404(key, Act.EDIT)
    desk, person = current.desk(), current.me()
    try:
        sent = read(Writing)
        dispatch = editor.saved(dispatch, sent, keep=False)
    except Refused as refusal:
        return editor.refused(key, refusal)
    try:
        if sent.restore:
            dismissing.bring_back(desk, dispatch, sent.restore, by=person)
        else:
            name, reason = dismissed.sent(sent.dismiss, sent.why)
            dismissing.dismiss(desk, dispatch, name, reason=reason, by=person)
    except Refused as refusal:
        return editor.refused(key, refusal, save="saved")
    flash(
        _("Đã đưa nhắc nhở trở lại.") if sent.restore else _("Đã bỏ qua. Người ký sẽ thấy lý do.")
    )
    return redirect(url_for("docflow.edit", key=key, _anchor="pane-lint"), 303)
