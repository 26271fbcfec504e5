"""What goes out: one model per answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from docflow.rules.lifecycle import State
from docflow.rules.permissions import Act, Role

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


class RegisterLine(Output):
    """One number of the book."""

    id: int
    year: int | None
    number: int | None
    code: str | None
    dated: date | None
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


class Dismissed(Output):
    """That a finding was put aside."""

    reason: str
    by: PersonCard
    at: datetime


class Finding(Output):
    """One finding of the check; ``key`` names it as long as its words stand at their place."""

    key: str
    rule: str
    article: str
    severity: str
    message: str
    part: str
    block: str | None
    excerpt: str
    dismissed: Dismissed | None


class Findings(Output):
    """What the check of today says of a draft, errors first."""

    items: list[Finding]
