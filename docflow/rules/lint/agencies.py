"""Rules on agencies that were there yesterday."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..calendar import short_date
from ..vietnamese import slug
from .draft import Draft
from .finding import Severity, Spot, rule, spot
from .recipients import passages

_MERGED = date(2025, 3, 1)
_NO_DISTRICTS = date(2025, 7, 1)
_ARTICLE = (
    "Nghị quyết 176/2025/QH15 (các bộ); Nghị định 45/2025/NĐ-CP (các sở); "
    "Nghị quyết 203/2025/QH15 (cấp huyện)"
)


@dataclass(frozen=True)
class Gone:
    """An agency that ended, under each of its names, and who took over its work."""

    names: tuple[str, ...]
    since: date
    successor: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The names as they stand in running text."""
        names = "|".join(re.escape(name).replace(r"\ \-\ ", r"\s*[-–]\s*") for name in self.names)
        return re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)

    def is_unit(self, target: str) -> bool:
        """Tell whether a target's code spells it, e.g. ``unit:so-giao-thong-van-tai-x``."""
        return f"{target.removeprefix('unit:')}-".startswith(self.codes)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The names as the beginnings of unit codes."""
        return tuple(f"{slug(name)}-" for name in self.names)


def _both(*fields: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the provincial and of the central office for the same fields."""
    return tuple(f"Sở {field}" for field in fields), tuple(f"Bộ {field}" for field in fields)


#: Fields whose offices were merged on 01/3/2025, and the office that took them over. A few
#: provinces kept other names for single offices, so the rule warns and never stops.
_FIELDS = (
    (("Thông tin và Truyền thông", "Thông tin TT", "TT&TT", "TTTT"), "Khoa học và Công nghệ"),
    (("Kế hoạch và Đầu tư", "KH&ĐT"), "Tài chính"),
    (("Giao thông vận tải", "GTVT"), "Xây dựng"),
    (("Tài nguyên và Môi trường", "TN&MT"), "Nông nghiệp và Môi trường"),
    (("Nông nghiệp và Phát triển nông thôn", "NN&PTNT"), "Nông nghiệp và Môi trường"),
    (("Lao động - Thương binh và Xã hội", "LĐTBXH", "LĐ-TB&XH"), "Nội vụ"),
)
_COUNCILS = ("UBND", "HĐND", "Ủy ban nhân dân", "Uỷ ban nhân dân", "Hội đồng nhân dân")
_DISTRICTS = ("huyện", "các huyện", "thị xã", "các thị xã", "quận", "các quận")

GONE: tuple[Gone, ...] = (
    *(
        Gone(names, _MERGED, f"{kind} {successor}")
        for fields, successor in _FIELDS
        for kind, names in zip(("Sở", "Bộ"), _both(*fields), strict=True)
    ),
    Gone(
        tuple(f"{council} {area}" for council in _COUNCILS for area in _DISTRICTS)
        + tuple(f"Phòng Y tế {area}" for area in _DISTRICTS),
        _NO_DISTRICTS,
        "UBND các xã, phường",
    ),
)


@rule("agency.gone_recipient", _ARTICLE, Severity.WARNING)
def agency_gone_recipient(draft: Draft) -> Iterator[Spot]:
    """Find a line that sends to an agency which no longer exists on the draft's day."""
    targets = {line.get("id"): line.get("targets") or () for _, line in draft.lines}
    for passage in passages(draft):
        for gone in _gone_by(draft.today):
            found = gone.pattern.search(passage.text)
            if found or any(gone.is_unit(str(target)) for target in targets[passage.block]):
                name = found[0] if found else gone.names[0]
                yield Spot(
                    passage.part,
                    found[0] if found else passage.text,
                    passage.block,
                    _facts(gone, name),
                )


@rule("agency.gone_mentioned", _ARTICLE, Severity.ADVICE)
def agency_gone_mentioned(draft: Draft) -> Iterator[Spot]:
    """Find a body that speaks of an agency which no longer exists; once per agency."""
    for gone in _gone_by(draft.today):
        for passage in draft.body:
            found = gone.pattern.search(passage.text)
            if found and not passage.is_title(*found.span()):
                yield spot(passage, found.span(), **_facts(gone, found[0]))
                break


def _gone_by(day: date) -> list[Gone]:
    return [gone for gone in GONE if gone.since <= day]


def _facts(gone: Gone, name: str) -> dict[str, object]:
    return {"agency": name, "since": short_date(gone.since), "successor": gone.successor}
