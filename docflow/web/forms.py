"""What a page sends, read as its verb declares it: one input model per verb."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, TypeVar

from flask import request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from werkzeug.datastructures import MultiDict

from docflow.office.body import parse as parse_tree
from docflow.office.drafting import Edit
from docflow.office.duties import Ask
from docflow.office.late import Late
from docflow.office.lines import moved
from docflow.rules.calendar import parse_date
from docflow.rules.purposes import Purpose
from docflow.rules.refusals import Refused

from . import annexing

Model = TypeVar("Model", bound="Sent")

_MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})|(\d{4})-(\d{1,2})")
MOST_ID = 2**31 - 1
#: Names of a form that are never a verb's input.
_FRAME = frozenset({"csrf_token"})


class Sent(BaseModel):
    """Everything a form may send; what it does not declare is refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)


def _day(text: Any) -> date | None:
    return parse_date(text) if isinstance(text, str) and text.strip() else None


def _month(text: Any) -> str:
    text = str(text).strip()
    found = _MONTH.fullmatch(text)
    if not text:
        return ""
    if not found:
        raise Refused("draft.month", text=text[:20])
    month, year = (found[1], found[2]) if found[1] else (found[4], found[3])
    return f"{year}-{int(month):02}"


Day = Annotated[date | None, BeforeValidator(_day)]
Month = Annotated[str, BeforeValidator(_month)]


class Options(Sent):
    """What lies behind "Tùy chọn" when a draft is begun."""

    urgency: str | None = None
    signer: int | None = Field(default=None, ge=1, le=MOST_ID)
    expected: Month | None = None

    def edit(self) -> Edit:
        """Return what the template's draft is changed by."""
        return Edit(urgency=self.urgency, signer=self.signer, expected=self.expected)


class Begun(Options):
    """The first page of a draft: the template, its fields, the options."""

    template: str
    answers: dict[str, str] = Field(default_factory=dict)


class Writing(Sent):
    """The whole editor as it stands; ``lines`` are the printed wordings by the line's id.

    The rich editor sends the body as a tree in ``doc``, the textarea as markup in ``body``.
    """

    version: int
    subject: str | None = None
    body: str | None = None
    doc: str = ""
    due_on: Day = None
    urgency: str | None = None
    signer: int | None = Field(default=None, ge=1, le=MOST_ID)
    expected: Month | None = None
    dues: dict[str, str] = Field(default_factory=dict)
    lines: dict[str, str] = Field(default_factory=dict)
    annexes: dict[str, str] = Field(default_factory=dict)
    enclosures: dict[str, str] = Field(default_factory=dict)
    annex: str = ""
    keep: bool = False
    repair: str = ""
    drop: str = ""
    move: str = ""
    pick: str = ""
    sets: bool = False
    report: str = ""
    dismiss: str = Field(default="", max_length=100)
    restore: str = Field(default="", max_length=64)
    why: dict[str, str] = Field(default_factory=dict)

    def edit(self, content: Mapping[str, Any]) -> Edit:
        """Return what a save changes in this content."""
        return Edit(
            subject=self.subject,
            body=self.body,
            tree=parse_tree(self.doc) if self.doc else None,
            due_on=self.due_on,
            urgency=self.urgency,
            signer=self.signer,
            expected=self.expected,
            addressees=self._lines(content["addressees"]),
            copies=self._lines(content["copies"]),
            annexes=annexing.annexes(content, self.annexes, self.annex),
            enclosures=annexing.enclosures(content, self.enclosures, self.annex),
            duties=[
                Ask(ordinal=owed["ordinal"], due_on=_day(self.dues.get(str(owed["ordinal"]), "")))
                for owed in content["obligations"]
                if owed["ordinal"] > 1
            ],
        )

    def whole(self, content: Mapping[str, Any]) -> Edit:
        """Return the same with nothing dropped: what is taken out was perhaps typed at before."""
        annex = "" if self.annex.startswith("drop:") else self.annex
        return self.model_copy(update={"drop": "", "annex": annex}).edit(content)

    def late(self) -> Late:
        """Return what the page held that may be gone by now."""
        titles = {
            name.removesuffix(".title"): words
            for name, words in self.enclosures.items()
            if name.endswith(".title")
        }
        return Late(lines=self.lines, files=titles)

    def _lines(self, lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        name, _colon, way = self.move.partition(":")
        kept = moved(
            [line for line in lines if line["id"] != self.drop],
            name,
            {"up": -1, "down": 1}.get(way, 0),
        )
        return [{**line, "text": self.lines.get(line["id"], line["text"])} for line in kept]


class Picked(Sent):
    """One printed line with its purpose and who it really reaches."""

    version: int
    text: str = Field(default="", max_length=300)
    purpose: Purpose
    due_on: str = ""
    targets: list[str] = Field(default_factory=list)
    q: str = ""
    do: str = "keep"


class Seen(Sent):
    """A verb that only names the version it saw."""

    version: int


class Beat(Sent):
    """A sign of life of one window of the editor; ``page`` asks for the page, not the fragment."""

    tab: str = Field(default="", max_length=32, pattern="^[0-9a-z.]*$")
    typed: bool = False
    take: bool = False
    leave: bool = False
    page: bool = False


class Merging(Sent):
    """What is taken of two texts of one draft, part by part, or ``all`` of one of them."""

    version: int
    all: str = ""
    order: str = ""
    part: dict[str, str] = Field(default_factory=dict)
    block: dict[str, str] = Field(default_factory=dict)
    annex: dict[str, str] = Field(default_factory=dict)

    def choices(self) -> dict[str, str]:
        """Return the choices by the part's key."""
        if self.all:
            return {"all": self.all}
        told = {f"part.{name}": choice for name, choice in self.part.items()}
        told |= {f"block.{name}": choice for name, choice in self.block.items()}
        told |= {f"annex.{name}": choice for name, choice in self.annex.items()}
        return told | ({"order": self.order} if self.order else {})


def read(model: type[Model], form: MultiDict[str, str] | None = None) -> Model:
    """Return what this request sent, as the model declares it.

    A name ``answers.trich_yeu`` goes into the mapping ``answers``; a list field takes all values.
    Raises ``Refused("request.unknown")``, ``"request.malformed"``, or what a field itself refuses.
    """
    sent = request.form if form is None else form
    told: dict[str, Any] = {}
    for name in sent:
        if name in _FRAME:
            continue
        head, dot, tail = name.partition(".")
        many = _takes_many(model, head)
        if dot and head in model.model_fields:
            told.setdefault(head, {})[tail] = sent[name]
        elif not many and len(sent.getlist(name)) > 1:
            raise Refused("request.malformed", fields=[name])
        else:
            told[name] = sent.getlist(name) if many else _or_none(model, name, sent[name])
    return _validated(model, told)


def _takes_many(model: type[BaseModel], name: str) -> bool:
    known = model.model_fields.get(name)
    return known is not None and known.annotation == list[str]


def _or_none(model: type[BaseModel], name: str, text: str) -> str | None:
    """Read an empty choice as none where a number is wanted."""
    known = model.model_fields.get(name)
    return None if known is not None and known.annotation == (int | None) and not text else text


def _validated(model: type[Model], told: Mapping[str, Any]) -> Model:
    try:
        return model.model_validate(told)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False)
        names = [".".join(map(str, fault["loc"])) for fault in faults]
        kinds = zip(names, faults, strict=True)
        unknown = [name for name, fault in kinds if fault["type"] == "extra_forbidden"]
        if unknown:
            raise Refused("request.unknown", fields=unknown) from None
        raise Refused("request.malformed", fields=names) from None
