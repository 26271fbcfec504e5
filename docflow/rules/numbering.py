"""Numbers and notation of outgoing documents."""

from __future__ import annotations

from datetime import date

from .refusals import Refused

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


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


def roman(number: int) -> str:
    """Return a small number in Roman letters, as annexes are counted (annex I, III.1.a)."""
    letters = ""
    for value, letter in _ROMAN:
        while number >= value:
            letters, number = letters + letter, number - value
    return letters
