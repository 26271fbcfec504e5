"""What a rule says of a draft, and the one table of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from .draft import Draft, Passage
from .spans import Span, overlaps

#: Findings of one rule on one draft; nobody reads more, and a hostile text must not cost more.
MOST = 50
DECREE = "Nghị định 30/2020/NĐ-CP"
LAYOUT = f"{DECREE}, Phụ lục I, phần I, mục II"
CAPITALS = f"{DECREE}, Phụ lục II"
#: What no article orders and every records office does.
HABIT = "Thông lệ soạn thảo văn bản"
#: Facts that only a file has, under this key of a content; a draft of ours has none.
FILE = "file"


class Severity(StrEnum):
    """An error stops submission, a warning asks, an advice tells."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True)
class Repair:
    """One certain change of the text.

    :param part: as of the finding, or ``label`` for what stands before a point of body or annex.
    :param block: the body's block, the line's id, of an annex ``x1.b3``, or of the authority
        ``lines.0`` … or ``name``.
    :param at: where ``before`` begins; None means every place of the part that may be changed.
    :param also: what must change with it, such as the closing that it moves from elsewhere.
    """

    label_code: str
    before: str
    after: str
    part: str
    block: str | None = None
    at: int | None = None
    also: tuple[Repair, ...] = ()


@dataclass(frozen=True)
class Spot:
    """What a rule found, before it bears the rule's name."""

    part: str
    excerpt: str = ""
    block: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One fault or advice, with its place, the facts of its sentence, and its repairs."""

    rule: str
    article: str
    severity: Severity
    part: str
    block: str | None
    excerpt: str
    facts: dict[str, object]
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One rule with the article that it enforces.

    :param only: ``"draft"`` for what only a draft of ours can have right, e.g. whom a line points
        to; ``"file"`` for what our paper does by itself and a file may have wrong.
    """

    id: str
    article: str
    severity: Severity
    spots: Callable[[Draft], Iterator[Spot]]
    only: str = ""

    def concerns(self, content: Mapping[str, object]) -> bool:
        """Tell whether the rule is for such a content."""
        return self.only in ("", "file" if content.get(FILE) else "draft")

    def findings(self, draft: Draft) -> Iterator[Finding]:
        """Yield what the rule finds in the draft, each under the rule's name."""
        for spot in islice(self.spots(draft), MOST):
            yield Finding(
                self.id,
                self.article,
                self.severity,
                spot.part,
                spot.block,
                spot.excerpt,
                {"excerpt": spot.excerpt, **spot.facts},
                tuple(mend for mend in spot.repairs if _can_be_done(draft, mend)),
            )


def _can_be_done(draft: Draft, mend: Repair) -> bool:
    """Tell whether a repair changes nothing that a bound field prints: that is set with its value."""
    return not any(
        one.part == "body"
        and one.at is not None
        and overlaps(draft.bound.get(one.block, ()), one.at, one.at + len(one.before))
        for one in (mend, *mend.also)
    )


#: Every rule by its name, in the order in which the modules declare them.
RULES: dict[str, Rule] = {}

_Spots = Callable[[Draft], Iterator[Spot]]


def rule(
    name: str, article: str, severity: Severity, *, only: str = ""
) -> Callable[[_Spots], _Spots]:
    """Enter a function into the table of rules under this name."""

    def enter(spots: _Spots) -> _Spots:
        if name in RULES:
            raise ValueError(name)
        RULES[name] = Rule(name, article, severity, spots, only)
        return spots

    return enter


def spot(passage: Passage, place: Span, *offers: tuple[str, str], **facts: object) -> Spot:
    """Return the spot at a place of a passage.

    Each offer is ``(label code, new text)``; none is made where the text must stay as it is.
    """
    before = passage.text[slice(*place)]
    free = not passage.is_kept(*place)
    repairs = tuple(
        Repair(code, before, after, passage.part, passage.block, place[0])
        for code, after in offers
        if free
    )
    return Spot(passage.part, before.strip(), passage.block, facts, repairs)
