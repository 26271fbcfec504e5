"""Beginning anew from what was written before: the same text, its own number and its own days."""

from __future__ import annotations

import copy
import re
from datetime import date
from typing import Any

from docflow.models import Dispatch, Person
from docflow.rules import evidence
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused

from .authority import authority_block, block_of, signers
from .desk import Desk
from .drafting import begun, defaults, expected_due_date
from .permission import guard

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def copied(desk: Desk, dispatch: Dispatch, *, by: Person) -> Dispatch:
    """Make a draft of one's own from a dispatch that one may read, and return it.

    Text, recipients, report form and signer come along; number and date do not, the due date is
    the tenth working day, the expected month this one. Raises ``Refused("permission.unseen")``.
    """
    guard(desk.session, by, Act.COPY, dispatch)
    origin = dispatch.id, dispatch.code
    content = _renewed(desk, dispatch, by)
    with desk.work():
        dispatch = desk.lock(Dispatch, origin[0])
        guard(desk.session, by, Act.COPY, dispatch)
        new = begun(desk, content, dispatch.template_sha256, "copied", by=by)
        desk.record(
            "copied", new, by=by, after=evidence.digest(content), origin=origin[0], code=origin[1]
        )
    return new


def _renewed(desk: Desk, dispatch: Dispatch, by: Person) -> dict[str, Any]:
    content = copy.deepcopy(dict(dispatch.content))
    known = defaults(desk, by)
    content |= {name: known[name] for name in ("parent_agency", "agency", "place")}
    content["archive"]["drafter"] = known["drafter"]
    content["expected"] = f"{desk.today():%Y-%m}"
    content["authority"] = _signer(desk, content, by)
    _move(content, dispatch.room_code, by.room_code)
    _bind_anew(content, expected_due_date(desk), desk.today())
    return content


def _signer(desk: Desk, content: dict[str, Any], by: Person) -> dict[str, Any]:
    """Return the same signer under today's authority, else the usual one; never oneself."""
    person = content["authority"].get("person")
    if person and person != by.id:
        try:
            return block_of(desk, person, content["type"])
        except Refused:
            # He signs no longer; the usual signer takes his place.
            pass
    found = [pair for pair in signers(desk, content["type"]) if pair[0].id != by.id]
    if not found:
        raise Refused("authority.nobody")
    return authority_block(*found[0])


def _move(content: dict[str, Any], old: str | None, new: str | None) -> None:
    """Let the notation and the archive's line name the room that writes now."""
    if not old or not new or old == new:
        return
    if content["notation"].endswith(f"-{old}"):
        content["notation"] = content["notation"].removesuffix(old) + new
    rooms = content["archive"]["rooms"]
    content["archive"]["rooms"] = [new if room == old else room for room in rooms]


def _bind_anew(content: dict[str, Any], due_on: date, today: date) -> None:
    """Give every duty its new day; a bound day of the past that is no duty's waits to be filled."""
    duties = {owed["due_on"] for owed in content["obligations"]} - {None}
    for owed in content["obligations"]:
        owed["due_on"] = due_on.isoformat() if owed["due_on"] else None
    for name, value in content["fields"].items():
        if name == "due_on" or value in duties:
            content["fields"][name] = due_on.isoformat()
        elif _ISO_DATE.fullmatch(str(value)) and str(value) < today.isoformat():
            content["fields"][name] = ""
    for line in (*content["addressees"], *content["copies"]):
        if line.get("due_on"):
            line["due_on"] = due_on.isoformat()
