"""What the signer's page sends and shows: his word, the way back, the changes, the toast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for
from pydantic import Field

from docflow.models import Decision, Dispatch
from docflow.office import comparing, proof, reviewing
from docflow.rules.refusals import Refused

from . import annexing, current, dismissed, reading
from .forms import Sent
from .sentences import say
from .words import _, lazy

#: Reasons that need no typing; a text may be added to each.
CANNED: tuple[tuple[str, str], ...] = (
    ("the_thuc", lazy("Sửa thể thức theo Nghị định 30/2020/NĐ-CP.")),
    ("noi_dung", lazy("Làm rõ nội dung, yêu cầu cụ thể từng việc.")),
    ("noi_nhan", lazy("Xem lại nơi nhận và hạn báo cáo.")),
)


class Decided(Sent):
    """The signer's word on exactly what he saw."""

    version: int
    sha256: str
    password: str = Field(default="", max_length=1000)


class SentBack(Sent):
    """Why a dispatch goes back: canned reasons, own words, or both."""

    sha256: str
    canned: list[str] = Field(default_factory=list)
    reason: str = Field(default="", max_length=4000)

    def words(self) -> str:
        """Return the whole reason as its author will read it."""
        known = dict(CANNED)
        if unknown := [name for name in self.canned if name not in known]:
            raise Refused("request.unknown", fields=unknown)
        return "\n".join([*(_(known[name]) for name in self.canned), self.reason.strip()]).strip()


@dataclass(frozen=True)
class Toast:
    """The undo window as the page shows it."""

    text: str
    url: str
    seconds: int
    outcome_url: str


def toast(key: int) -> Toast | None:
    """Return the toast of a decision that may still be taken back by this person."""
    desk = current.desk()
    dispatch = desk.session.get(Dispatch, key)
    decision = reviewing.last_decision(desk, dispatch) if dispatch else None
    if decision is None or decision.closed_at is not None or decision.by_id != current.me().id:
        return None
    left = round((decision.effective_at - desk.now()).total_seconds())
    return Toast(
        _("Đã ghi nhận. Ký sau {n} giây.", n="{n}"),
        url_for("docflow.undo", key=key),
        max(left, 1),
        url_for("docflow.decision_outcome", key=key),
    )


def outcome(dispatch: Dispatch, decision: Decision) -> str:
    """Return what became of a word whose window has closed."""
    if decision.refusal:
        return _("Chưa ký được. {why}", why=say(decision.refusal, {}))
    return _("Đã ký, số {code}", code=dispatch.code or "")


def shown(dispatch: Dispatch, queue: list[Dispatch]) -> dict[str, Any]:
    """Return everything that the review page shows of a dispatch."""
    desk, content = current.desk(), dispatch.content
    place = next((n for n, one in enumerate(queue) if one.id == dispatch.id), None)
    checks = reviewing.checks(desk, dispatch)
    return {
        "dispatch": dispatch, "content": content, "sheet": reading.sheet(dispatch),
        "changes": comparing.since_return(desk, dispatch),
        "returned": comparing.last_return(desk, dispatch),
        "reach": proof.reach(desk, content), "checks": checks, "r": reading,
        **dismissed.at_review(checks),
        "groups": sum(t.startswith("group:") for line in content["addressees"] for t in line["targets"]),
        "figures": _asked(content), "queue": queue, "place": place, "canned": CANNED,
        "before": queue[place - 1] if place else None,
        "next": queue[place + 1] if place is not None and place + 1 < len(queue) else None,
        "decision": reviewing.last_decision(desk, dispatch),
        "files": annexing.shown_files(content),
    }  # fmt: skip


def _asked(content: dict[str, Any]) -> int:
    return sum(
        one["kind"] == "count" for owed in content["obligations"] for one in owed["form"]["fields"]
    )
