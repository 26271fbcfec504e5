"""Letting a template in that somebody wrote in a page or brought in a file: all of it is measured."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from docflow.rules.purposes import Purpose
from docflow.rules.refusals import Refused
from docflow.rules.types import TYPES
from docflow.rules.urgency import STAMPS

from .catalogue import draft
from .paper import CIRCULATION, compose
from .template import Template, unpackage

#: A clerk fills in no more than this (the first page of a draft).
MOST_FIELDS = 7
#: The whole of a template as JSON: the longest body, its sample, and room for the rest.
_LONGEST = 400_000
_LONGEST_BODY = 100_000

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
Text = Annotated[str, Field(max_length=500)]
Words = Annotated[str, Field(min_length=1, max_length=500)]
Target = Annotated[str, Field(pattern=r"^(addressees|outside|(group|unit):[a-z0-9-]{1,100})$")]


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Asked(_Told):
    name: Name
    label: Annotated[str, Field(min_length=1, max_length=200)]
    kind: Literal["line", "text", "date", "list"] = "line"
    required: bool = True
    help: Text = ""
    bound: bool = False
    max: Annotated[int, Field(ge=1, le=50_000)] | None = None
    default: Annotated[str, Field(max_length=5_000)] | list[Text] | None = None


class _Line(_Told):
    text: Annotated[str, Field(min_length=1, max_length=300)]
    purpose: Literal[tuple(one.value for one in Purpose)]  # type: ignore[valid-type]
    targets: Annotated[list[Target], Field(max_length=100)]
    each: Name | None = None


class _Archive(_Told):
    rooms: Annotated[list[Words], Field(min_length=1, max_length=10)]
    copies: Annotated[int, Field(ge=0, le=99)]


class _Figure(_Told):
    name: Words
    label: Words
    kind: Literal["count", "text"] = "count"
    unit: Text = ""
    required: bool = False
    at_most: Text | None = None
    each: Name | None = None


class _Rate(_Told):
    name: Words
    label: Words
    part: Words
    whole: Words
    each: Name | None = None


class _Report(_Told):
    code: Name
    title: Words
    due_on: Name
    point: Annotated[str, Field(min_length=1, max_length=2_000)]
    fields: Annotated[list[_Figure], Field(max_length=40)]
    rates: Annotated[list[_Rate], Field(max_length=20)] = []


class _Signatory(_Told):
    lines: Annotated[list[Words], Field(min_length=1, max_length=5)]
    name: Text = ""
    after: bool = False


class _Annex(_Told):
    title: Words
    text: Name
    landscape: bool = False
    heading: Text = ""


class _Words(_Told):
    """All that ``template.toml`` may say."""

    code: Code
    name: Annotated[str, Field(min_length=1, max_length=120)]
    type: Literal[tuple(TYPES)]  # type: ignore[valid-type]
    common: bool = False
    description: Text
    subject: Text
    notation: Annotated[str, Field(min_length=1, max_length=200)]
    urgency: Literal[tuple(STAMPS)] = "thuong"  # type: ignore[valid-type]
    recipient_word: Annotated[str, Field(max_length=60)] = "đơn vị"
    fields: Annotated[list[_Asked], Field(min_length=1, max_length=MOST_FIELDS)]
    addressees: Annotated[list[_Line], Field(max_length=50)]
    copies: Annotated[list[_Line], Field(max_length=50)]
    archive: _Archive
    report: _Report | None = None
    heading: Text = ""
    book: Literal["chung", "ban_sao"] = "chung"
    salutation: Text = ""
    party: Text = ""
    circulation: Literal[("", *CIRCULATION)] = ""  # type: ignore[valid-type]
    signatories: Annotated[list[_Signatory], Field(max_length=6)] = []
    confirmation: Annotated[list[Text], Field(max_length=20)] = []
    annexes: Annotated[list[_Annex], Field(max_length=10)] = []


class _Sample(_Told):
    answers: dict[str, str | list[str]]
    defaults: dict[str, Any] = {}


class _Package(_Told):
    schema_: Annotated[int, Field(alias="schema", ge=1, le=1)]
    template: _Words
    body: Annotated[str, Field(max_length=_LONGEST_BODY)]
    sample: _Sample


def admit(source: Mapping[str, Any]) -> Template:
    """Return the template of a package after all of it was measured and its sample composed.

    Raises ``Refused("template.broken", template=…, faults=[(part, what)], reason=…)``, every
    fault of shape at once, ``"template.not_allowed"``, ``"template.too_much"``, or what a draft
    from its sample is refused with.
    """
    code = _code(source)
    _measure(source, code)
    template = unpackage(source)
    try:
        compose(draft(template, template.sample, defaults=template.sample_defaults))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise _broken(code, [("sample", "malformed")], repr(error)[:200]) from None
    return template


def _code(source: Mapping[str, Any]) -> str:
    words = source.get("template")
    return str(words.get("code", "?"))[:100] if isinstance(words, Mapping) else "?"


def _measure(source: Mapping[str, Any], code: str) -> None:
    try:
        length = len(json.dumps(source))
    except (TypeError, ValueError, RecursionError):
        raise _broken(code, [("package", "malformed")], "no JSON") from None
    if length > _LONGEST or len(str(source.get("body", ""))) > _LONGEST_BODY:
        raise _broken(code, [("body", "too_long")], "length")
    try:
        _Package.model_validate(source)
    except ValidationError as error:
        faults = [_fault(one) for one in error.errors(include_url=False, include_context=False)]
        told = list(dict.fromkeys(faults))[:20]
        raise _broken(code, told, "; ".join(": ".join(one) for one in told)) from None


def _fault(error: Any) -> tuple[str, str]:
    """Return where a fault stands, in the form's words, and which of a few kinds it is."""
    place = [str(part) for part in error["loc"] if part != "template"]
    kind = str(error["type"])
    kinds = {
        "missing": "missing", "string_too_short": "missing", "string_too_long": "too_long",
        "too_long": "too_many", "too_short": "missing", "extra_forbidden": "unknown",
        "string_pattern_mismatch": "pattern", "literal_error": "choice",
    }  # fmt: skip
    return ".".join(place), kinds.get(kind, "malformed")


def _broken(code: str, faults: list[tuple[str, str]], reason: str) -> Refused:
    return Refused("template.broken", template=code, faults=faults, reason=reason)
