"""What the fields of a draft are called: the clerk reads labels, the text holds names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: The day of a report; a draft may be older than the labels of its fields.
_DUE = "Hạn báo cáo"


def field_of(ordinal: int) -> str:
    """Return the bound field that prints the date of a report point."""
    return "due_on" if ordinal == 1 else f"due_on_{ordinal}"


def labels_of(content: Mapping[str, Any]) -> dict[str, str]:
    """Return the label of each field that a content knows, by its name.

    What its template declares, and the day of each report that it asks for; the content of an
    older draft names no fields of its template.
    """
    ordinals = [int(owed.get("ordinal") or 1) for owed in content.get("obligations") or ()]
    several = len(ordinals) > 1
    due = {field_of(n): f"{_DUE} {n}" if several else _DUE for n in ordinals}
    return {"due_on": _DUE} | due | dict(content.get("labels") or {})
