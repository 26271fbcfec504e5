"""What a records clerk would send back, found before it is submitted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from ..citation import Cited

# Importing the modules of rules enters them into the table.
from . import (
    agencies,
    annexes,
    authority,
    capitals,
    citing,
    closing,
    dates,
    duty,
    files,
    head,
    layout,
    names,
    order,
    points,
    recipients,
    reporting,
    spelling,
    structure,
    subject,
    wording,
)
from . import grounds as cited
from .draft import Draft, composed
from .finding import RULES, Finding, Repair, Severity
from .mending import repair

__all__ = ["RULES", "Finding", "Repair", "Severity", "check", "repair"]

_FAMILIES = (
    *(layout, closing, head, subject, structure, recipients, authority, duty, reporting, annexes),
    *(order, points, citing, wording, capitals, names, spelling, dates, agencies, files, cited),
)
_ORDER = list(Severity)


def check(
    content: Mapping[str, Any],
    *,
    today: date,
    members: Callable[[str], Sequence[str]] | None = None,
    grounds: Sequence[Cited] = (),
) -> list[Finding]:
    """Return every finding on a content, errors first.

    ``members`` answers a target (``"group:co-so-tu-nhan"``) with unit codes and raises
    ``Refused`` or ``LookupError`` for a target that it does not know; without it the lines are
    read, but not counted. ``grounds`` are the legal documents that the library knows.
    """
    draft = Draft(composed(content), content, today, members, grounds)
    rules = [one for one in RULES.values() if one.concerns(content)]
    found = [finding for one in rules for finding in one.findings(draft)]
    return sorted(found, key=lambda finding: _ORDER.index(finding.severity))
