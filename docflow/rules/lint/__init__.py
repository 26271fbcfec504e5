"""What a records clerk would send back, found before it is submitted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

# Importing the modules of rules enters them into the table.
from . import agencies, authority, duty, layout, recipients, spelling, wording
from .draft import Draft, composed
from .finding import RULES, Finding, Repair, Severity
from .mending import repair

__all__ = ["RULES", "Finding", "Repair", "Severity", "check", "repair"]

_FAMILIES = (layout, recipients, authority, duty, wording, spelling, agencies)
_ORDER = list(Severity)


def check(
    content: Mapping[str, Any],
    *,
    today: date,
    members: Callable[[str], Sequence[str]] | None = None,
) -> list[Finding]:
    """Return every finding on a content, errors first.

    ``members`` answers a target (``"group:co-so-tu-nhan"``) with unit codes and raises
    ``Refused`` or ``LookupError`` for a target that it does not know; without it the lines are
    read, but not counted.
    """
    draft = Draft(composed(content), content, today, members)
    found = [finding for one in RULES.values() for finding in one.findings(draft)]
    return sorted(found, key=lambda finding: _ORDER.index(finding.severity))
