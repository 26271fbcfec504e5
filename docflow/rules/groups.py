"""Groups by rule: what makes a unit a member on the day the members are counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .refusals import Refused
from .vietnamese import nfc

#: More choices than this in one rule are a list of fixed members.
_MOST = 100
_LONGEST = 100


class Reach(StrEnum):
    """How a unit must be reachable to be a member."""

    ANY = ""
    EMAIL = "email"
    ACCOUNT = "account"
    PHONE = "phone"


@dataclass(frozen=True)
class Rule:
    """What a member must be: one of these kinds, in one of these places, reached like this.

    An empty tuple asks for nothing. People inside the agency are never members by rule.
    """

    kinds: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    reach: Reach = Reach.ANY

    @property
    def asks(self) -> bool:
        """Tell whether the rule asks for anything at all."""
        return bool(self.kinds or self.areas or self.reach)

    def stored(self) -> dict[str, Any]:
        """Return the rule as it is kept."""
        return {"kinds": list(self.kinds), "areas": list(self.areas), "reach": self.reach.value}


def read_rule(told: Mapping[str, Any]) -> Rule:
    """Read a rule, stored or sent.

    Raises ``Refused("group.rule_empty")`` for one that asks nothing, for a group of everybody is
    never meant, and ``Refused("group.rule")`` for what is no rule.
    """
    if unknown := sorted(set(told) - {"kinds", "areas", "reach"}):
        raise Refused("group.rule", what=", ".join(unknown)[:100])
    reach = told.get("reach") or ""
    if reach not in set(Reach):
        raise Refused("group.rule", what=str(reach)[:100])
    rule = Rule(_words(told.get("kinds")), _words(told.get("areas")), Reach(reach))
    if not rule.asks:
        raise Refused("group.rule_empty")
    return rule


def _words(told: Any) -> tuple[str, ...]:
    if told is None:
        return ()
    if not isinstance(told, Sequence) or isinstance(told, str) or len(told) > _MOST:
        raise Refused("group.rule", what=str(told)[:100])
    words = (" ".join(nfc(str(word)).split()) for word in told)
    found = tuple(dict.fromkeys(word for word in words if word))
    if any(len(word) > _LONGEST for word in found):
        raise Refused("group.rule", what=max(found, key=len)[:100])
    return found
