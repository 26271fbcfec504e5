"""Reading a request: its body, its query, the version it names."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any, TypeVar

from flask import request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from docflow.rules.refusals import Refused

Model = TypeVar("Model", bound=BaseModel)

_JSON = frozenset({"application/json", "application/merge-patch+json"})
_ETAG = re.compile(r'"(\d{1,9})"')
# Pydantic names the member of a union that it tried last; a reader looks for the field.
_TRIED = re.compile(r"str|int|constrained-.*|.*\[.*")


def body(model: type[Model]) -> Model:
    """Return the body as its model declares it; an absent body is an empty object.

    Raises ``Refused("api.media")``, ``Refused("api.json")`` or ``Refused("api.input", errors=…)``.
    """
    raw = request.get_data()
    if raw and request.mimetype not in _JSON:
        raise Refused("api.media", media=request.mimetype[:60] or "–")
    try:
        return model.model_validate_json(raw or b"{}")
    except ValidationError as error:
        raise _refusal(error) from None


def query(model: type[Model]) -> Model:
    """Return the query as its model declares it; each name may be given once."""
    given = request.args.to_dict(flat=False)
    if twice := sorted(name for name, values in given.items() if len(values) > 1):
        raise Refused("api.input", errors={name: {"code": "api.twice"} for name in twice})
    try:
        return model.model_validate({name: values[0] for name, values in given.items()})
    except ValidationError as error:
        raise _refusal(error) from None


def version() -> int:
    """Return the version that ``If-Match`` names.

    Raises ``Refused("api.match_missing")`` or ``Refused("api.match")``.
    """
    header = request.headers.get("If-Match")
    if header is None:
        raise Refused("api.match_missing")
    found = _ETAG.fullmatch(header.strip())
    if found is None:
        raise Refused("api.match", header=header[:60])
    return int(found[1])


def etag(number: int) -> dict[str, str]:
    """Return the header that names a version."""
    return {"ETag": f'"{number}"'}


def place(cursor: str | None) -> int | None:
    """Return the place that a cursor stands for, or raise ``Refused("api.cursor")``."""
    if cursor is None:
        return None
    try:
        return int(base64.urlsafe_b64decode(cursor.encode()).decode("ascii")[:18])
    except (ValueError, binascii.Error):
        raise Refused("api.cursor") from None


def cursor(number: int) -> str:
    """Return the cursor for the page that follows a place."""
    return base64.urlsafe_b64encode(str(number).encode()).decode()


def _refusal(error: ValidationError) -> Refused:
    faults = error.errors(include_url=False, include_context=True)
    if faults[0]["type"] == "json_invalid":
        return Refused("api.json")
    errors: dict[str, dict[str, Any]] = {}
    for fault in faults:
        where = [str(one) for one in fault["loc"]]
        while len(where) > 1 and _TRIED.fullmatch(where[-1]):
            where.pop()
        told = {name: fact for name, fact in fault.get("ctx", {}).items() if _is_plain(fact)}
        errors.setdefault(".".join(where)[:200], {"code": f"api.input.{_kind(fault)}", **told})
    return Refused("api.input", errors=errors)


def _kind(fault: ErrorDetails) -> str:
    """Return pydantic's name for a fault; after a check of ours it counts letters as items."""
    counted = fault["type"] in ("too_long", "too_short") and isinstance(fault["input"], str)
    return f"string_{fault['type']}" if counted else fault["type"]


def _is_plain(fact: Any) -> bool:
    return isinstance(fact, str | int | float)
