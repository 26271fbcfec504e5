"""Where one recipient stands, from the facts alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """One word for one recipient; pages, counters and exports all show this one."""

    FAILED = "failed"
    UNSEEN = "unseen"
    SEEN = "seen"
    ACKNOWLEDGED = "acknowledged"
    REPORTED = "reported"


@dataclass(frozen=True)
class Facts:
    """What is known of one recipient.

    :param reached: it has an account, or at least one message to it has not failed.
    """

    reached: bool
    seen: bool = False
    acknowledged: bool = False
    reported: bool = False


def standing(facts: Facts) -> Standing:
    """Return the furthest point that the facts prove.

    A unit that acknowledged was reached, whatever its e-mail did.
    """
    if facts.reported:
        return Standing.REPORTED
    if facts.acknowledged:
        return Standing.ACKNOWLEDGED
    if facts.seen:
        return Standing.SEEN
    return Standing.UNSEEN if facts.reached else Standing.FAILED


def is_overdue(where: Standing, due_on: date | None, today: date) -> bool:
    """Tell whether a report is late: "chậm nhất ngày D" ends with day D (Asia/Ho_Chi_Minh)."""
    return due_on is not None and where is not Standing.REPORTED and due_on < today
