"""What goes out: one model per answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from ..rules.lifecycle import State
from ..rules.permissions import Act, Role
from ..rules.purposes import Ask, Purpose
from ..rules.standing import Standing

Item = TypeVar("Item", bound=BaseModel)


class Output(BaseModel):
    """An answer."""

    model_config = ConfigDict(frozen=True)


class Fault(Output):
    """One single fault within a problem."""

    field: str
    code: str
    detail: str
    block: str | None = None


class Problem(Output):
    """What went wrong, for programs (``code``) and for people (``detail``)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:docflow:api.match_stale",
                    "title": "Phiên bản đã cũ",
                    "status": 412,
                    "detail": "Văn bản đã có phiên bản 4; anh chị đang sửa phiên bản 3.",
                    "code": "api.match_stale",
                    "errors": [],
                    "mark": None,
                }
            ]
        }
    )

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[Fault] = []
    mark: str | None = None


class Page(Output, Generic[Item]):
    """One page of a list; ``next`` is the cursor of the following page, null on the last."""

    items: list[Item]
    next: str | None


class PersonCard(Output):
    """A person as others see him."""

    id: int
    name: str
    post: str


class Me(Output):
    """For whom the token acts, and what it is good for."""

    id: int
    login: str | None
    name: str
    post: str
    roles: list[Role]
    room: str | None
    unit: str | None
    scopes: list[str]
    expires_at: datetime


class TemplateField(Output):
    """One thing to fill in."""

    name: str
    label: str
    kind: str
    required: bool
    help: str
    most: int


class Template(Output):
    """A template that a draft can be made from."""

    code: str
    name: str
    type: str
    description: str
    common: bool
    sha256: str
    fields: list[TemplateField]


class Templates(Output):
    """All templates."""

    items: list[Template]


class DispatchLine(Output):
    """A dispatch in a list."""

    id: int
    state: State
    state_label: str
    version: int
    code: str | None
    dated: date | None
    subject: str
    urgency: str
    due_on: date | None
    saved_at: datetime


class Returned(Output):
    """Why a dispatch was sent back, the last time."""

    reason: str
    by: PersonCard
    at: datetime


class Dispatch(DispatchLine):
    """A dispatch; ``body`` is its text in light markup, ``acts`` what the caller may do now."""

    content_sha256: str | None
    paper_sha256: str | None
    number: int | None
    year: int | None
    template: str
    author: PersonCard
    signer: PersonCard | None
    approved_by: PersonCard | None
    issued_by: PersonCard | None
    room: str | None
    created_at: datetime
    submitted_at: datetime | None
    approved_at: datetime | None
    signed_at: datetime | None
    issued_at: datetime | None
    pages: int | None
    returned: Returned | None
    body: str
    content: dict[str, Any]
    acts: list[Act]


class Acknowledged(Output):
    """That the unit took note of one exact paper."""

    name: str
    post: str
    via: str
    paper_sha256: str
    at: datetime


class Report(Output):
    """One version of a unit's report."""

    version: int
    ordinal: int
    answers: dict[str, Any]
    as_of: date
    prepared_by: str
    approved_by: str
    note: str
    via: str
    at: datetime
    receipt: str | None = None


class Recipient(Output):
    """Where one recipient stands, as those who follow the dispatch see it."""

    id: int
    unit: str
    name: str
    kind: str
    area: str
    email: str
    phone: str
    purpose: Purpose
    owes: bool
    due_on: date | None
    overdue: bool
    standing: Standing
    standing_label: str
    seen_at: datetime | None
    acknowledged_at: datetime | None
    reported_at: datetime | None
    acknowledgment: Acknowledged | None
    report: Report | None


class SumLine(Output):
    """One counted field, summed."""

    name: str
    label: str
    unit: str
    total: int


class Rate(Output):
    """One rate of the form: a part of a whole."""

    name: str
    label: str
    part: int
    whole: int


class Day(Output):
    """How many reports had come in by the end of a day."""

    day: date
    reports: int


class Figures(Output):
    """What the recipients' answers add up to; the counts by standing are over those who owe."""

    recipients: int
    owing: int
    reachable: int
    owing_reachable: int
    others: int
    standings: dict[Standing, int]
    acknowledged: int
    reported: int
    overdue: int
    due_on: date | None
    sums: list[SumLine]
    rates: list[Rate]
    by_day: list[Day]


class Event(Output):
    """One act, tied by its hash to the one before it in its stream."""

    id: int
    stream: str
    ordinal: int
    at: datetime
    verb: str
    label: str
    actor: str
    on_behalf_of: str | None
    facts: dict[str, Any]
    before_sha256: str | None
    after_sha256: str | None
    previous: str
    hash: str


class InboxLine(Output):
    """A dispatch as the unit received it; ``id`` is the recipient's, for all that follows."""

    id: int
    state: State
    code: str | None
    dated: date | None
    subject: str
    urgency: str
    agency: str
    purpose: Purpose
    standing: Standing
    acknowledge: Ask
    report: Ask
    due_on: date | None
    overdue: bool
    issued_at: datetime | None
    acknowledged_at: datetime | None
    reported_at: datetime | None


class ReportPoint(Output):
    """A report that the letter asks of the unit: its form, and what was last sent."""

    ordinal: int
    due_on: date | None
    form: dict[str, Any]
    current: Report | None


class InboxItem(InboxLine):
    """One received dispatch with all that is asked of the unit."""

    paper_sha256: str | None
    acknowledgment: Acknowledged | None
    reports: list[ReportPoint]


class RegisterLine(Output):
    """One number of the book."""

    id: int
    year: int
    number: int
    code: str
    dated: date
    type: str
    subject: str
    state: State
    signed_by: str
    addressees: list[str]
    issued_at: datetime | None


class Unit(Output):
    """A unit of the directory; its target in a printed line is ``unit:<code>``."""

    code: str
    name: str
    kind: str
    area: str
    email: str
    phone: str
    account: bool
    groups: list[str]
