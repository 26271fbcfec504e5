"""The check of a dispatch that was written elsewhere: read it, then ask every rule."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from docflow.rules import issued
from docflow.rules.lint import Finding, check
from docflow.rules.refusals import Refused

from .content import to_content
from .kinds import COPIES
from .model import Annex, Reading

#: Nothing of our own office fills a gap here: what the file does not say is a fault of the file.
_NOTHING: dict[str, Any] = {
    "parent_agency": "", "agency": "", "notation_agency": "", "room": "", "place": "",
    "drafter": "", "authority": {},
}  # fmt: skip
_LEFT_OUT = "head.left_out"
#: The number of copies behind the last room.
_COUNT = re.compile(r"(?<=\w)\s*\(\d{1,3}\)$")


def findings(reading: Reading, *, today: date) -> list[Finding]:
    """Return what the rules say of a file, on the day that it bears or else today."""
    found = check(as_typed(reading), today=_day(reading) or today)
    if reading.type in COPIES:
        # What is copied is somebody else's and must not be changed.
        return [one for one in found if one.rule == "secrecy.refused"]
    return found


def as_typed(reading: Reading) -> dict[str, Any]:
    """Return the content of a file with its faults, and what stands around its text."""
    try:
        content = to_content(reading, defaults=_NOTHING, verbatim=True)
    except Refused:
        raise Refused("read.empty") from None
    typed = reading.typed
    content["notation"] = reading.notation or ""
    content["annexes"] = [
        {"heading": one.heading or _type_over(one), "title": one.title or one.label}
        for one in reading.annexes
    ]
    typed_rooms = reading.archive.typed or reading.archive.rooms
    content["archive"]["rooms"] = [_COUNT.sub("", room) for room in typed_rooms]
    content["file"] = {
        "nation": typed.nation, "motto": typed.motto, "number": typed.number,
        "day": typed.day, "month": typed.month, "addressees": list(typed.addressees),
        "copies": list(typed.copies), "page": typed.page,
        "left_out": [one.excerpt for one in reading.doubts if one.code == _LEFT_OUT],
    }  # fmt: skip
    if any(one.code == "secret.marked" for one in reading.doubts):
        content["confidentiality"] = "mat"
    return content


def _type_over(annex: Annex) -> str:
    """Return the type in whose name an annex without the word "Phụ lục" begins."""
    return "" if annex.label else issued.split(annex.title or "")[0]


def _day(reading: Reading) -> date | None:
    """Return the day of the letter; the first of its month where only that is written."""
    if reading.date:
        return reading.date
    return date.fromisoformat(f"{reading.month}-01") if reading.month else None
