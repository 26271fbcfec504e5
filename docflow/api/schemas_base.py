"""The ground of what comes in: strict bodies, text without control characters, sane days."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: Letters are dated within a lifetime; a slip of the finger is not.
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
MOST = 2_147_483_647


def _without_controls(text: str) -> str:
    # A NUL stops PostgreSQL, and none of these is ever meant.
    if _CONTROLS.search(text):
        raise PydanticCustomError("control_characters", "control characters")
    return text


Text = Annotated[str, AfterValidator(_without_controls)]
Words = Annotated[Text, Field(min_length=1, max_length=500)]
Name = Annotated[Text, Field(min_length=1, max_length=200)]
Number = Annotated[int, Field(ge=1, le=MOST)]
Day = Annotated[date, Field(ge=_FIRST_DAY, le=_LAST_DAY)]
FieldName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class Input(BaseModel):
    """A body: strict, and refused as a whole when it holds anything else."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)
