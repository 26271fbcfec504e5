"""What the pages of things that are kept for later send: sets, groups, grounds, forms."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from .forms import MOST_ID, Day, Sent


class Kept(Sent):
    """A set of lines to keep under a name, to use, or to throw away."""

    version: int
    name: str = ""
    use: int = Field(default=0, ge=0, le=MOST_ID)
    drop: int = Field(default=0, ge=0, le=MOST_ID)


class Grouped(Sent):
    """A group of units: its name, and its rule or what changes among its fixed members."""

    name: str = ""
    rule: bool = False
    kinds: list[str] = Field(default_factory=list)
    areas: list[str] = Field(default_factory=list)
    reach: str = ""
    add: list[str] = Field(default_factory=list)
    remove: list[str] = Field(default_factory=list)
    q: str = Field(default="", max_length=100)
    do: str = "keep"

    def told(self) -> dict[str, Any]:
        """Return the rule as it was told."""
        return {"kinds": self.kinds, "areas": self.areas, "reach": self.reach}


class Named(Sent):
    """The other names of a unit, one a line."""

    aliases: str = Field(default="", max_length=5000)


class Ground(Sent):
    """A legal document as the library's form sends it."""

    type: str = ""
    number: str = ""
    dated: Day = None
    issuer: str = ""
    subject: str = ""
    since: Day = None
    ended: Day = None
    replaced_by_id: int | None = Field(default=None, ge=1, le=MOST_ID)
    incoming_number: str = ""
    incoming_on: Day = None
    notes: str = ""


class SnippetText(Sent):
    """A sentence to use again."""

    name: str = Field(default="", max_length=1000)
    text: str = Field(default="", max_length=20_000)
    shared: bool = False


class PieceChosen(Sent):
    """What goes into the text, behind which block; without a choice, what is looked for."""

    version: int
    q: str = Field(default="", max_length=1000)
    body: str | None = None
    doc: str = ""
    after: int = Field(default=0, ge=0, le=10_000)
    citation: int | None = Field(default=None, ge=1, le=MOST_ID)
    basis: int | None = Field(default=None, ge=1, le=MOST_ID)
    snippet: int | None = Field(default=None, ge=1, le=MOST_ID)


class Asked(Sent):
    """A report form as its page holds it: one mapping per column, by the number of the row."""

    version: int
    ordinal: int = Field(default=0, ge=0, le=99)
    title: str = ""
    due_on: str = ""
    label: dict[str, str] = Field(default_factory=dict)
    name: dict[str, str] = Field(default_factory=dict)
    unit: dict[str, str] = Field(default_factory=dict)
    kind: dict[str, str] = Field(default_factory=dict)
    required: dict[str, str] = Field(default_factory=dict)
    whole: dict[str, str] = Field(default_factory=dict)
    rate: dict[str, str] = Field(default_factory=dict)
    point: str = Field(default="", max_length=2000)
    with_point: bool = False
    do: str = "keep"
