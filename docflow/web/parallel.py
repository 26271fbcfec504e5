"""A page of the editor that another save has overtaken: what was typed there goes on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, request, url_for

from docflow.models import Dispatch
from docflow.office import late
from docflow.office.lines import PARTS

from . import current
from .forms import Writing, read
from .words import _

#: Buttons that do more than save.
_ACTS = ("drop", "annex", "move", "pick", "sets", "report", "repair")


def two_texts(dispatch: Dispatch, *, by_script: bool) -> Any:
    """Keep the text that came too late, and lead to the page that shows it beside the other."""
    sent = read(Writing)
    whole = sent.whole(dispatch.content)
    kept = late.set_aside(current.desk(), dispatch, whole, by=current.me(), late=sent.late())
    if by_script:
        return None
    if kept is not None:
        return redirect(url_for("docflow.merge", key=dispatch.id, ordinal=kept.ordinal), 303)
    flash(_("Dự thảo vừa được lưu ở nơi khác và đã có mọi chữ anh chị gõ."), "ok")
    if request.endpoint == "docflow.submit" or any(getattr(sent, act) for act in _ACTS):
        flash(_("Nút vừa bấm chưa có tác dụng: xem lại dự thảo rồi bấm lại."), "warn")
    return redirect(url_for("docflow.edit", key=dispatch.id), 303)


def overtaken(typed: Mapping[str, str] | None, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a refused page keeps of the version it was typed at.

    Saved again under the number of now it would overwrite what another has saved meanwhile; and
    ``gone`` is what was typed at lines, annexes and files that have no place on the page any more.
    """
    version = (typed or {}).get("version", "")
    kept = {"version": version} if version.isdecimal() else {}
    parts = [(f"{part}.", content.get(part) or ()) for part in ("annexes", "enclosures")]
    parts.append(("lines.", [one for part in PARTS for one in content[part]]))
    gone = [
        (name, text)
        for head, listed in parts
        for name, text in (typed or {}).items()
        if name.startswith(head) and name.split(".")[1] not in {one["id"] for one in listed}
    ]
    return {**kept, "gone": gone}
