"""What comes in: one model per verb, nothing unknown let through, nothing converted."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator
from pydantic_core import PydanticCustomError

from docflow.rules.codes import CODE
from docflow.rules.lifecycle import State
from docflow.rules.purposes import Purpose
from docflow.rules.standing import Standing

from .schemas_base import MOST, Day, FieldName, Input, Name, Number, Text, Words
from .schemas_duties import Duty


class Nothing(Input):
    """A body that may be left out, or be an empty object."""


class NewDispatch(Input):
    """A draft to be made from a template and the answers to its fields."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "template": "cong_van",
                    "answers": {
                        "trich_yeu": "tăng cường công tác phòng, chống dịch bệnh mùa đông xuân",
                        "kinh_gui": ["Thủ trưởng các đơn vị y tế trong ngành"],
                        "noi_dung": "Sở Y tế đề nghị các đơn vị thực hiện nội dung sau.",
                        "due_on": "2026-12-07",
                    },
                }
            ]
        }
    )

    template: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,100}$")]
    answers: Annotated[
        dict[
            FieldName,
            Annotated[Text, Field(max_length=50_000)]
            | Annotated[list[Words], Field(max_length=500)],
        ],
        Field(max_length=50),
    ]
    addressees: Annotated[list[Line], Field(max_length=100)] | None = None
    copies: Annotated[list[Line], Field(max_length=100)] | None = None
    duties: Annotated[list[Duty], Field(max_length=9, default_factory=list)]


class Line(Input):
    """One printed line of *Kính gửi* or *Nơi nhận*: what it says, why, and whom it reaches.

    ``outside`` is a place that gets the letter on paper: printed, not sent and not followed up.
    """

    text: Annotated[Text, Field(min_length=1, max_length=300)]
    purpose: Purpose
    targets: Annotated[
        list[Annotated[str, Field(pattern=rf"^(?:(?:unit|group):{CODE}|addressees|outside)$")]],
        Field(min_length=1, max_length=100),
    ]
    due_on: Annotated[
        Day | None, Field(description="A day of the line's own; the text must name it.")
    ] = None


class NewAnnex(Input):
    """An annex in the same file; with the ``id`` of one that is there, it is that one.

    What is left out, or null, stays as it is there; a new one has no title and stands upright.
    """

    id: Annotated[str, Field(pattern=r"^x[1-9]\d{0,2}$")] | None = None
    heading: (
        Annotated[
            Text,
            Field(
                max_length=60,
                description="Name of the type of a document that a decision issues: Quy chế. "
                "Empty for a Phụ lục; null keeps what stands at this place.",
            ),
        ]
        | None
    ) = None
    title: Annotated[Text, Field(max_length=300)] | None = None
    text: (
        Annotated[Text, Field(max_length=200_000, description="Light markup, docs/markup.md.")]
        | None
    ) = None
    landscape: bool | None = None


class Edit(Input):
    """What a save changes; a part left out, or null, stays as it is."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "subject": "tăng cường công tác phòng, chống dịch bệnh",
                    "addressees": [
                        {
                            "text": "Thủ trưởng các đơn vị y tế trong ngành",
                            "purpose": "thuc_hien",
                            "targets": ["group:don-vi-trong-nganh"],
                        }
                    ],
                }
            ]
        }
    )

    subject: Words | None = None
    body: (
        Annotated[Text, Field(max_length=400_000, description="Light markup, docs/markup.md.")]
        | None
    ) = None
    tree: (
        Annotated[
            dict[str, Any],
            Field(description="The body as a tree with its ids, docs/markup.md; wins over body."),
        ]
        | None
    ) = None
    due_on: Day | None = None
    addressees: Annotated[list[Line], Field(max_length=100)] | None = None
    copies: Annotated[list[Line], Field(max_length=100)] | None = None
    duties: Annotated[list[Duty], Field(max_length=9)] | None = None
    urgency: Literal["thuong", "khan", "thuong_khan", "hoa_toc"] | None = None
    expected: Annotated[str, Field(pattern=r"^(?:[12]\d{3}-(?:0[1-9]|1[0-2]))?$")] | None = None
    signer: Annotated[Number, Field(description="Person who is to sign.")] | None = None
    annexes: Annotated[list[NewAnnex], Field(max_length=10)] | None = None
    keep: Annotated[bool, Field(description="Cut a revision at once.")] = False


class Submission(Input):
    """The version that is handed to the signer."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"version": 3}]})

    version: Number


class NewDecision(Input):
    """The signer's word on exactly what he saw, or a return with its reason.

    The password is given each time: a stolen token alone signs nothing.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"action": "approve", "version": 3, "sha256": "0" * 64, "password": "…"},
                {
                    "action": "return", "version": 3, "sha256": "0" * 64, "password": "…",
                    "reason": "Bổ sung căn cứ ban hành.",
                },
            ]
        }
    )  # fmt: skip

    action: Literal["approve", "return"]
    version: Number
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    password: Annotated[SecretStr, Field(min_length=1, max_length=200)]
    reason: Annotated[Text, Field(max_length=4_000)] | None = None

    @model_validator(mode="after")
    def _returns_with_reason(self) -> Self:
        if self.action == "approve" and self.reason is not None:
            raise PydanticCustomError("approves_with_reason", "a reason belongs to a return")
        return self


class NewAcknowledgment(Input):
    """Who takes note of the dispatch for the unit."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "Văn thư đơn vị", "post": "Văn thư"}]}
    )

    name: Name
    post: Name


class NewReport(Input):
    """The filled form; a further one corrects the one before."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "answers": {"people": 120, "app_1": 118, "app_2": 97, "guided": 340},
                    "as_of": "2026-11-30",
                    "prepared_by": "Văn thư đơn vị",
                    "approved_by": "Thủ trưởng đơn vị",
                }
            ]
        }
    )

    answers: Annotated[
        dict[
            FieldName,
            bool
            | Annotated[int, Field(ge=0, le=MOST)]
            | Annotated[float, Field(ge=0, le=100)]
            | Annotated[Text, Field(max_length=2_000)],
        ],
        Field(max_length=100),
    ]
    as_of: Day
    prepared_by: Name
    approved_by: Name
    note: Annotated[Text, Field(max_length=2_000)] = ""
    ordinal: Annotated[
        int, Field(ge=1, le=100, description="Which report point of the letter.")
    ] = 1


class Query(BaseModel):
    """A query: nothing unknown, at most so many rows, beginning where the last page ended."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    cursor: Annotated[str, Field(pattern=r"^[A-Za-z0-9_=-]{1,60}$")] | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class DispatchQuery(Query):
    """Which dispatches: in one state, with these words (accents do not matter)."""

    state: State | None = None
    q: Annotated[Text, Field(max_length=200)] = ""


class RecipientQuery(Query):
    """Which recipients; ``standing`` and ``overdue`` look only at those who owe something."""

    standing: Standing | None = None
    overdue: bool = False
    owing: bool | None = None
    q: Annotated[Text, Field(max_length=200)] = ""


class RegisterQuery(Query):
    """Which year of the register."""

    year: Annotated[int, Field(ge=1900, le=2200)] | None = None


class UnitQuery(Query):
    """Which units: of one group, with these words."""

    group: Annotated[str, Field(pattern=rf"^{CODE}$")] | None = None
    q: Annotated[Text, Field(max_length=200)] = ""


class Dismissal(Input):
    """A finding that is put aside: its key as the list of findings gives it, and why."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"key": "0" * 64, "reason": "Tên riêng"}]}
    )

    key: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    reason: Annotated[Text, Field(min_length=3, max_length=500)]


class Restoration(Input):
    """A finding that shall stand again."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"key": "0" * 64}]})

    key: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
