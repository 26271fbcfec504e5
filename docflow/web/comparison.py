"""Two revisions as a page shows them: which two, the sheet with its marks, the list beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import abort, request
from markupsafe import Markup

from docflow.models import Dispatch, Revision
from docflow.office import comparing, revisions
from docflow.office.comparing import Change, Compared
from docflow.papers import html

from . import current, reading
from .words import _, lazy

_BLOCK = re.compile(
    r'<(?P<tag>p|table)(?P<before>[^>]*) data-block="(?P<id>[^"]+)"(?P<after>[^>]*)>'
)
#: What a changed block is called, beside it and for those who hear the page.
SORTS = {
    "in": lazy("Đoạn mới"),
    "out": lazy("Đoạn đã bỏ"),
    "moved": lazy("Đoạn chuyển chỗ"),
    "changed": lazy("Đoạn có sửa"),
}


@dataclass(frozen=True)
class Side:
    """One of the two: a revision, or the content of now where ``revision`` is None."""

    name: str
    told: str
    content: Mapping[str, Any]
    revision: Revision | None = None

    @property
    def ordinal(self) -> int:
        """Its number; 0 for the content of now."""
        return self.revision.ordinal if self.revision else 0


def page(dispatch: Dispatch) -> dict[str, Any]:
    """Return all that the page of two revisions shows, as its address chooses them."""
    kept = revisions.every(current.desk(), dispatch)
    before, after = _chosen(dispatch, kept)
    found = comparing.between(before.content, after.content)
    only = request.args.get("only") == "1"
    return {
        "dispatch": dispatch, "before": before, "after": after, "found": found, "only": only,
        "view": "side" if request.args.get("view") == "side" else "sheet",
        "sides": [side(dispatch, None), *(side(dispatch, one) for one in reversed(kept))],
        "sheet": drawn(found, only=only), "named": named, "sorts": SORTS, "r": reading,
    }  # fmt: skip


def side(dispatch: Dispatch, revision: Revision | None) -> Side:
    """Return one of the two with its name and when it was kept."""
    if revision is None:
        at = reading.moment(dispatch.saved_at)
        return Side(_("Bản hiện tại"), _("lưu {at}", at=at), dispatch.content)
    told = f"{reading.reason(revision.reason)} · {revision.cut_by.name} · {reading.moment(revision.cut_at)}"
    return Side(_("Bản {n}", n=revision.ordinal), told, revision.content, revision)


def drawn(found: Compared, *, only: bool = False) -> Markup:
    """Return the sheet with every change marked, also for those who hear it."""
    sheet, kinds = found.sheet.paper, {one.id: one.kind for one in found.sheet.changed}
    if only:
        body = tuple(block for block in sheet.body if block.id in kinds)
        sheet = replace(sheet, body=body)

    def mark(block: re.Match[str]) -> str:
        kind = kinds.get(block["id"])
        if kind is None:
            return block[0]
        word = _(SORTS[kind])
        start = (
            f'<{block["tag"]}{block["before"]} data-block="{block["id"]}"{block["after"]}'
            f' id="c-{block["id"]}" tabindex="-1" data-change="{kind}" data-word="{word}"'
        )
        if block["tag"] == "table":
            return f'{start} aria-label="{word}">'
        return f'{start}><span class="vh">{word}: </span>'

    marked = _BLOCK.sub(mark, html.sheet(sheet))
    for tag, word in (("ins", _("thêm:")), ("del", _("bỏ:"))):
        marked = marked.replace(f"<{tag}>", f'<{tag}><span class="vh">{word} </span>')
    return Markup(marked)  # noqa: S704 - the sheet escapes every word itself.


def named(change: Change) -> str:
    """Return the word for a changed part of the letter."""
    words = {
        "head": _("Đầu văn bản"), "urgency": _("Độ khẩn"), "subject": _("Trích yếu"),
        "to": _("Kính gửi"), "block": _("Nội dung"), "copy": _("Nơi nhận"),
        "signature": _("Chữ ký"), "due": _("Hạn báo cáo"), "form": _("Biểu mẫu báo cáo"),
        "added": _("Nội dung, đoạn mới"), "dropped": _("Nội dung, đoạn đã bỏ"),
        "moved": _("Nội dung, đoạn chuyển chỗ"),
        "annex": _("Phụ lục, văn bản kèm theo"), "enclosure": _("Tệp kèm theo"),
    }  # fmt: skip
    return words[change.part.partition(" ")[0]]


def _chosen(dispatch: Dispatch, kept: Sequence[Revision]) -> tuple[Side, Side]:
    """Return the two that the address names; else the last other one kept, and what is now."""
    known: dict[int, Revision | None] = {0: None, **{one.ordinal: one for one in kept}}
    last = revisions.last_other(dispatch, kept)
    a = request.args.get("a", last.ordinal if last else 0, int)
    b = request.args.get("b", 0, int)
    if a not in known or b not in known:
        abort(404)
    return side(dispatch, known[a]), side(dispatch, known[b])
