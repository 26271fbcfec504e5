"""The rule on cited documents that the library knows to be out of force."""

from __future__ import annotations

from collections.abc import Iterator

from ..calendar import short_date
from .draft import Draft
from .finding import LAYOUT, Severity, Spot, rule


@rule("citation.out_of_force", f"{LAYOUT}.6", Severity.WARNING)
def citation_out_of_force(draft: Draft) -> Iterator[Spot]:
    """Find a cited document that is no longer in force on the draft's day; once per document."""
    for one in draft.grounds:
        if one.ended is None or not one.is_over(draft.today):
            continue
        for passage in draft.texts:
            if found := one.relied_on(passage.text):
                facts = {"document": one.short(), "since": short_date(one.ended)}
                facts["successor"] = one.successor or "văn bản thay thế"
                yield Spot(passage.part, found[0], passage.block, facts)
                break
