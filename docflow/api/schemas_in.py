"""What comes in: one model per verb, nothing unknown let through, nothing converted."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator
from pydantic_core import PydanticCustomError

from docflow.rules.lifecycle import State
from docflow.rules.purposes import Purpose
from docflow.rules.standing import Standing

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: Letters are dated within a lifetime; a slip of the finger is not.
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
_MOST = 2_147_483_647


def _without_controls(text: str) -> str:
    # A NUL stops PostgreSQL, and none of these is ever meant.
    if _CONTROLS.search(text):
        raise PydanticCustomError("control_characters", "control characters")
    return text


Text = Annotated[str, AfterValidator(_without_controls)]
Words = Annotated[Text, Field(min_length=1, max_length=500)]
Name = Annotated[Text, Field(min_length=1, max_length=200)]
Number = Annotated[int, Field(ge=1, le=_MOST)]
Day = Annotated[date, Field(ge=_FIRST_DAY, le=_LAST_DAY)]
FieldName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class Input(BaseModel):
    """A body: strict, and refused as a whole when it holds anything else."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


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


class Line(Input):
    """One printed line of *Kính gửi* or *Nơi nhận*: what it says, why, and whom it reaches."""

    text: Annotated[Text, Field(min_length=1, max_length=300)]
    purpose: Purpose
    targets: Annotated[
        list[Annotated[str, Field(pattern=r"^(?:(?:unit|group):[a-z0-9_-]{1,100}|addressees)$")]],
        Field(min_length=1, max_length=100),
    ]


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
    due_on: Day | None = None
    addressees: Annotated[list[Line], Field(max_length=100)] | None = None
    copies: Annotated[list[Line], Field(max_length=100)] | None = None
    urgency: Literal["thuong", "khan", "thuong_khan", "hoa_toc"] | None = None
    expected: Annotated[str, Field(pattern=r"^(?:[12]\d{3}-(?:0[1-9]|1[0-2]))?$")] | None = None
    signer: Annotated[Number, Field(description="Person who is to sign.")] | None = None
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
            Annotated[int, Field(ge=0, le=_MOST)] | Annotated[Text, Field(max_length=2_000)],
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

    group: Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,100}$")] | None = None
    q: Annotated[Text, Field(max_length=200)] = ""
