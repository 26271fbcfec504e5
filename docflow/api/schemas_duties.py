"""What comes in about reports: forms, their dates, and their points in the text."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from docflow.office.duties import Ask, Drop
from docflow.rules.forms import Kind

from .schemas_base import Day, FieldName, Input, Text

Label = Annotated[Text, Field(min_length=1, max_length=200)]


class FormField(Input):
    """One figure of a report form; without a name it gets one from its label."""

    label: Label
    kind: Annotated[Kind, Field(strict=False)]
    name: FieldName | None = None
    unit: Annotated[Text, Field(max_length=30)] = ""
    required: bool = False
    at_most: Annotated[FieldName, Field(description="A counted field before it.")] | None = None


class FormRate(Input):
    """One rate of a report form: a counted part of a counted whole."""

    part: FieldName
    whole: FieldName
    name: FieldName | None = None
    label: Annotated[Text, Field(max_length=200)] = ""


class ReportForm(Input):
    """A report form; every report also says its day, who prepared and who approved it."""

    title: Label
    code: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,60}$")] | None = None
    fields: Annotated[list[FormField], Field(min_length=1, max_length=40)]
    rates: Annotated[list[FormRate], Field(max_length=40, default_factory=list)]


class Duty(Input):
    """A report point put in (no ``ordinal``), changed, or taken out (``drop``)."""

    ordinal: Annotated[int, Field(ge=1, le=9)] | None = None
    form: ReportForm | None = None
    due_on: Day | None = None
    point: Annotated[
        Text,
        Field(min_length=1, max_length=1000, description="The sentence, with {due_on} in it."),
    ] | None = None  # fmt: skip
    drop: bool = False
    with_point: Annotated[bool, Field(description="Dropping takes the sentence out too.")] = True

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if self.drop and self.ordinal is None:
            raise PydanticCustomError("duty_unnamed", "drop names no ordinal")
        return self

    def change(self) -> Ask | Drop:
        """Return the change as the office makes it."""
        if self.drop and self.ordinal is not None:
            return Drop(self.ordinal, with_point=self.with_point)
        form = self.form.model_dump(exclude_none=True) if self.form else None
        return Ask(form, self.due_on, self.ordinal, self.point)
