"""The rule on how a point is numbered: a khoản "1.", a điểm "a)", a part "I."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from .draft import Draft, sheets, text_of
from .finding import LAYOUT, Repair, Severity, Spot, rule
from .order import ALPHABET, Point, out_of_order, points_of

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
#: What numbers in brackets explain: the places of a form, not steps of a text.
_LEGEND = re.compile(r"(?:ghi chú|chú thích|hướng dẫn (?:ghi|cách ghi|điền))", re.IGNORECASE)


@rule("points.form", f"{LAYOUT}.6.đ", Severity.WARNING)
def points_form(draft: Draft) -> Iterator[Spot]:
    """Find points numbered "1/", "(1)", "a." or "a/": one finding for all of a form."""
    for part, sheet in sheets(draft.content):
        points = points_of(sheet, draft.fields)
        told = [(form, one) for one in points if (form := _form(one.label)) is not None]
        for form, found in groupby(sorted(told, key=lambda one: one[0]), key=lambda one: one[0]):
            of_form = [one for _form, one in found]
            if not _is_legend(form, of_form, points, draft):
                first = of_form[0]
                yield Spot(
                    part, first.label, first.place, {}, tuple(_repairs(form, of_form, points))
                )


def _form(label: str) -> int | None:
    found = (n for n, (pattern, _right) in enumerate(_FORMS) if pattern.fullmatch(label))
    return next(found, None)


def _is_legend(form: int, of_form: list[Point], points: list[Point], draft: Draft) -> bool:
    """Tell whether "(1)", "(2)" explain places of the text that bear the same signs."""
    if form != _EITHER[0]:
        return False
    at = points.index(of_form[0])
    headed = at > 0 and _LEGEND.match(text_of(points[at - 1].block, draft.fields).strip(" *"))
    texts = [text_of(one.block, draft.fields) for one in points]
    return bool(headed) or any(one.label in text for one in of_form for text in texts)


def _repairs(form: int, of_form: list[Point], points: list[Point]) -> Iterator[Repair]:
    """Yield the repairs of all points at once that leave the order of the text no worse.

    Two are offered where the form does not say what is meant, that of the nearest level first.
    """
    pattern, right = _FORMS[form]
    signs = [pattern.sub(r"\1", one.label) for one in of_form]
    offers = [[right.format(sign) for sign in signs]]
    numbers = [int(sign) for sign in signs] if form in _EITHER else []
    if numbers and min(numbers) > 0 and max(numbers) <= len(ALPHABET):
        offers.append([f"{ALPHABET[number - 1]})" for number in numbers])
    now = sum(1 for _ in out_of_order(points))
    for labels in offers:
        new = dict(zip([one.place for one in of_form], labels, strict=True))
        after = [one._replace(label=new.get(one.place, one.label)) for one in points]
        if sum(1 for _ in out_of_order(after)) <= now:
            yield _repair(of_form, labels)


def _repair(of_form: list[Point], after: list[str]) -> Repair:
    first, *others = (
        Repair("relabel", one.label, new, "label", one.place)
        for one, new in zip(of_form, after, strict=True)
    )
    return Repair(
        first.label_code, first.before, first.after, "label", first.block, None, tuple(others)
    )
