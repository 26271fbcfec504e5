"""The facts about this installation that officials set: the agency's names and place."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from docflow.models import Setting
from docflow.rules.refusals import Refused

from .desk import Desk

#: What an installation must know of its agency before it can draft.
AGENCY_KEYS = ("parent_agency", "agency", "name", "code", "place", "phone", "email")


def agency(session: Session) -> dict[str, Any]:
    """Return the agency's profile, or raise ``Refused("agency.not_set")``."""
    row = session.get(Setting, "agency")
    if row is None:
        raise Refused("agency.not_set")
    return dict(row.value)


def set_agency(desk: Desk, profile: dict[str, Any]) -> None:
    """Write the agency's profile; refuses a profile with a missing name."""
    if missing := [key for key in AGENCY_KEYS if key not in profile]:
        raise Refused("agency.incomplete", missing=missing)
    with desk.work() as session:
        row = session.get(Setting, "agency")
        if row is None:
            session.add(Setting(key="agency", value=profile))
        elif row.value != profile:
            row.value = profile
        else:
            return
        desk.record("agency_set", None, by=None, stream="settings")
