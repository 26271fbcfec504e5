"""Who may sign, and the words that stand above his name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .refusals import Refused


class Kind(StrEnum):
    """Forms of signing (Decree 30/2020, article 13; annex I, II.7)."""

    HEAD = "head"
    KT = "KT"
    TL = "TL"
    TUQ = "TUQ"
    Q = "Q"


@dataclass(frozen=True)
class Authority:
    """A record that lets a person sign.

    :param types: document types it covers; empty means all.
    :param on_behalf_of: the post signed for, e.g. ``GIÁM ĐỐC``; of the head himself: his own.
    """

    id: int
    kind: Kind
    on_behalf_of: str
    post: str
    types: frozenset[str] = frozenset()
    since: date = date.min
    until: date | None = None

    def covers(self, document_type: str, today: date) -> bool:
        """Tell whether it is in force today for this type of document."""
        in_time = self.since <= today and (self.until is None or today <= self.until)
        return in_time and (not self.types or document_type in self.types)


def block(kind: Kind, *, on_behalf_of: str, post: str) -> list[str]:
    """Return the printed lines, e.g. ``["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]``.

    A Sở works under its head, so "TM." has no place here (annex I, II.7.b).
    """
    if kind is Kind.HEAD:
        return [post.upper()]
    if kind is Kind.Q:
        return [f"Q. {on_behalf_of.upper()}"]
    return [f"{kind.value}. {on_behalf_of.upper()}", post.upper()]


def resolve(records: Iterable[Authority], document_type: str, today: date) -> Authority:
    """Return the one authority in force, or raise ``Refused("authority.none")``.

    Of several the most specific wins: one that names this type before one that covers all.
    """
    found = [record for record in records if record.covers(document_type, today)]
    if not found:
        raise Refused("authority.none", type=document_type, today=today)
    return min(found, key=lambda record: (not record.types, record.id))
