"""What the pages show of dispatches: their steps, their events, their progress, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup

from docflow.models import Dispatch, Event, Person, Tally
from docflow.office import issuing, proof
from docflow.office.desk import HANOI
from docflow.papers import html
from docflow.rules.calendar import short_date
from docflow.rules.lifecycle import State
from docflow.rules.recipients import outside
from docflow.rules.standing import Standing
from docflow.rules.types import type_of
from docflow.rules.vietnamese import count

from .labels import label, verb
from .words import _

#: The order in which a bar is drawn, from done to trouble.
_BAR = (
    Standing.REPORTED, Standing.ACKNOWLEDGED, Standing.SEEN, Standing.UNSEEN, Standing.FAILED,
)  # fmt: skip
_REASONS = {
    "drafted": "Soạn từ mẫu",
    "copied": "Soạn lại từ văn bản trước",
    "saved": "Lưu bản",
    "submitted": "Trình ký",
    "before_edit": "Trước khi sửa tiếp",
    "before_restore": "Trước khi khôi phục",
    "restored": "Khôi phục bản cũ",
    "aside": "Bản gõ song song, chưa gộp",
    "before_merge": "Trước khi gộp hai bản",
    "merged": "Gộp hai bản",
}


@dataclass(frozen=True)
class Step:
    """One stop on the way of a dispatch."""

    name: str
    at: str
    state: str


@dataclass(frozen=True)
class Part:
    """One part of a bar of progress."""

    kind: str
    n: int
    text: str
    url: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Happening:
    """One line of the timeline."""

    title: str
    text: str
    at: str
    tone: str


def sheet(dispatch: Dispatch) -> Markup:
    """Return the sheet of a dispatch as it stands."""
    # The sheet escapes every word itself; its markup is the layout's own.
    return Markup(html.sheet(issuing.paper_of(dispatch)))  # noqa: S704


def sheet_of(content: Mapping[str, Any]) -> Markup:
    """Return the sheet of a content that has no number."""
    return Markup(html.sheet(proof.paper(content)))  # noqa: S704 - as above.


def moment(at: datetime | None) -> str:
    """Return a moment in few letters: ``10:42 07/8/2020``."""
    if at is None:
        return ""
    local = at.astimezone(HANOI)
    return f"{local:%H:%M} {short_date(local.date())}"


def title(dispatch: Dispatch) -> str:
    """Return what a dispatch is about, as a heading begins."""
    subject = dispatch.subject
    return subject[:1].upper() + subject[1:] if subject else _("Chưa có trích yếu")


def subject(dispatch: Dispatch) -> str:
    """Return what a dispatch is called in one line: ``V/v …``, ``Quyết định về việc …``."""
    return proof.called(dispatch.content)


def called(person: Person) -> str:
    """Return a person by post and name; whoever is named by the post alone is not called twice."""
    post = person.post or ""
    return person.name if person.name.startswith(post) else f"{post} {person.name}"


def type_name(content: Mapping[str, Any]) -> str:
    """Return what the decree calls this type of document: ``Công văn``, ``Quyết định``."""
    return type_of(content.get("type")).name


def on_paper(dispatch: Dispatch) -> list[str]:
    """Return who gets the letter on paper, outside the system, as its lines are printed."""
    return outside(dispatch.content)


def kind_of(dispatch: Dispatch) -> str:
    """Return the kind of tag that says where a dispatch stands."""
    return "returned" if dispatch.was_returned else dispatch.state.value


def steps(dispatch: Dispatch) -> list[Step]:
    """Return the way of a dispatch, with the time of each stop that is behind it."""
    stops: list[tuple[str, datetime | None]] = [
        (_("Dự thảo"), dispatch.created_at),
        (_("Trình ký"), None if dispatch.state is State.DRAFT else dispatch.submitted_at),
        (_("Ký ban hành"), dispatch.approved_at),
        (_("Ký số"), dispatch.signed_at),
        (_("Phát hành"), dispatch.issued_at),
    ]
    reached = sum(at is not None for _name, at in stops)
    found = []
    for place, (name, at) in enumerate(stops, 1):
        state = "later" if at is None else "now" if place == reached else "done"
        found.append(Step(name, moment(at), state))
    return found


def parts(tally: Tally) -> list[Part]:
    """Return the bar of those who owe."""
    return [Part(one.value, tally.count(one), label(one)) for one in _BAR]


def happenings(events: Sequence[Event]) -> list[Happening]:
    """Return events as the timeline tells them."""
    return [Happening(verb(one.verb), _told(one), moment(one.at), _tone(one)) for one in events]


def reason(word: str) -> str:
    """Return why a revision was kept."""
    return _(_REASONS.get(word, word))


def _told(event: Event) -> str:
    facts = event.facts
    told = [str(facts["recipient"])] if "recipient" in facts else [event.actor]
    if event.on_behalf_of:
        told.append(_("thay mặt {name}", name=event.on_behalf_of))
    if event.verb == "returned":
        told.append(f"“{facts.get('reason', '')}”")
    elif event.verb in ("approved", "issued") and facts.get("number"):
        told.append(_("số {code}", code=facts["number"]))
    if event.verb == "copied" and facts.get("code"):
        told.append(_("từ văn bản số {code}", code=facts["code"]))
    if event.verb == "issued" and "recipients" in facts:
        told.append(_("{n} nơi nhận", n=count(facts["recipients"])))
    return " · ".join(told)


def _tone(event: Event) -> str:
    bad = ("returned", "approval_lapsed")
    good = ("approved", "signed", "issued", "reported", "acknowledged")
    return "bad" if event.verb in bad else "ok" if event.verb in good else ""
