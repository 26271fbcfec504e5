"""The rule on how a point is numbered: a khoản "1.", a điểm "a)", a part "I."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from .draft import Draft, sheets
from .finding import LAYOUT, Repair, Severity, Spot, rule

_ALPHABET = "abcdđeghiklmnopqrstuvxy"
#: How clerks number besides the decree, and how the decree writes the same.
_FORMS = (
    (re.compile(r"(\d{1,3})[/-]"), "{}."),
    (re.compile(r"(\d{1,3}(?:\.\d{1,3})+)[/)]"), "{}."),
    (re.compile(r"([IVX]{1,6})/"), "{}."),
    (re.compile(r"([a-zđ])[./]"), "{})"),
    (re.compile(r"\(([a-zđ])\)"), "{})"),
    # Below a khoản it is a điểm; only the clerk knows which is meant.
    (re.compile(r"\((\d{1,3})\)"), "{}."),
    (re.compile(r"(\d{1,3})\)"), "{}."),
)
_EITHER = (5, 6)
_Place = tuple[str | None, str]


@rule("points.form", f"{LAYOUT}.6.đ", Severity.WARNING)
def points_form(draft: Draft) -> Iterator[Spot]:
    """Find points numbered "1/", "(1)", "a." or "a/": one finding for all of a form."""
    for part, sheet in sheets(draft.content):
        told = [
            (form, (place, str((block.get("attrs") or {}).get("label") or "")))
            for place, block in sheet
            if (form := _form(str((block.get("attrs") or {}).get("label") or ""))) is not None
        ]
        for form, found in groupby(sorted(told, key=lambda one: one[0]), key=lambda one: one[0]):
            points = [one for _form, one in found]
            place, label = points[0]
            yield Spot(part, label, place, {}, tuple(_repairs(form, points)))


def _form(label: str) -> int | None:
    found = (n for n, (pattern, _right) in enumerate(_FORMS) if pattern.fullmatch(label))
    return next(found, None)


def _repairs(form: int, points: list[_Place]) -> Iterator[Repair]:
    """Yield the repair of all points at once, two where the form does not say what is meant."""
    pattern, right = _FORMS[form]
    signs = [pattern.sub(r"\1", label) for _place, label in points]
    yield _repair(points, [right.format(sign) for sign in signs])
    numbers = [int(sign) for sign in signs] if form in _EITHER else []
    if numbers and min(numbers) > 0 and max(numbers) <= len(_ALPHABET):
        yield _repair(points, [f"{_ALPHABET[number - 1]})" for number in numbers])


def _repair(points: list[_Place], after: list[str]) -> Repair:
    first, *others = (
        Repair("relabel", label, new, "label", place)
        for (place, label), new in zip(points, after, strict=True)
    )
    return Repair(
        first.label_code, first.before, first.after, "label", first.block, None, tuple(others)
    )
