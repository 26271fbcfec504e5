"""Numbers and notation of outgoing documents."""

from __future__ import annotations

from datetime import date

from .refusals import Refused


def printed(number: int) -> str:
    """Return the number as it prints: below 10 with a leading zero (Decree 30, annex I, II.3.a)."""
    return f"{number:02}"


def code(number: int, notation: str) -> str:
    """Return number and notation together, e.g. ``05/SYT-NVY``."""
    return f"{printed(number)}/{notation}"


def check_date(today: date, last: date | None) -> None:
    """Refuse to number on a day before the book's last entry.

    Numbers follow time (Decree 30, article 15(2)); a clock that ran back must not break that.
    """
    if last is not None and today < last:
        raise Refused("numbering.clock_went_back", today=today, last=last)
