"""Rules on capitals that a table decides: each name has one right way to be written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from .draft import Draft, Passage
from .finding import CAPITALS, Severity, Spot, rule, spot

_FIELDS = [
    "Y tế",
    "Tài chính",
    "Nội vụ",
    "Tư pháp",
    "Xây dựng",
    "Công Thương",
    "Ngoại vụ",
    "Ngoại giao",
    "Du lịch",
    "Quốc phòng",
    "Công an",
    "Khoa học và Công nghệ",
    "Giáo dục và Đào tạo",
    "Văn hóa, Thể thao và Du lịch",
    "Nông nghiệp và Môi trường",
    "Dân tộc và Tôn giáo",
    "Thông tin và Truyền thông",
    "Kế hoạch và Đầu tư",
    "Giao thông vận tải",
    "Tài nguyên và Môi trường",
    "Nông nghiệp và Phát triển nông thôn",
    "Lao động - Thương binh và Xã hội",
]
_OFFICES = tuple(f"{kind} {field}" for kind in ("Sở", "Bộ") for field in _FIELDS)
#: "cơ sở", "trụ sở", "cán bộ", "tiến bộ" and the like are no offices.
_NO_WORD = "".join(
    f"(?<!{word} )" for word in ("cơ", "trụ", "cán", "nội", "toàn", "đồng", "tiến", "liên")
)
_COUNCILS = re.compile(
    r"(?<!\w)(?:[uủ][yỷ] ban|hội đồng|t[oò][aà] án|viện kiểm sát) nhân dân(?!\w)", re.IGNORECASE
)
_HONOURS = [
    "Huân chương Sao vàng",
    "Huân chương Hồ Chí Minh",
    "Huân chương Độc lập",
    "Huân chương Lao động",
    "Huân chương Kháng chiến",
    "Anh hùng Lao động",
    "Nghệ sĩ Nhân dân",
    "Nghệ sĩ Ưu tú",
    "Nhà giáo Nhân dân",
    "Nhà giáo Ưu tú",
    "Thầy thuốc Nhân dân",
    "Thầy thuốc Ưu tú",
]
_HOLIDAYS = [
    "Quốc khánh",
    "Quốc tế Lao động",
    "Quốc tế Phụ nữ",
    "Phụ nữ Việt Nam",
    "Thầy thuốc Việt Nam",
    "Nhà giáo Việt Nam",
    "Thương binh - Liệt sĩ",
    "Giỗ Tổ Hùng Vương",
]
_EVENTS = ("Cách mạng tháng Tám", "Xô viết Nghệ Tĩnh", "tạp chí Cộng sản")
_PLACES = ("Thủ đô Hà Nội", "Thành phố Hồ Chí Minh")
_REGIONS = "Tây Bắc|Đông Bắc|Bắc Bộ|Trung Bộ|Nam Bộ|Tây Nguyên".split("|")  # noqa: SIM905
_FOREIGN = ("Liên hợp quốc", "Tổ chức Y tế thế giới", "UNICEF", "UNESCO", "UNDP", "ASEAN")
_ALL = (*_OFFICES, *_HONOURS, *_EVENTS, *_PLACES, *_FOREIGN)

Place = tuple[int, int]


def name_at(text: str, start: int) -> bool:
    """Tell whether one of these names, rightly written, begins at this place."""
    found = _any_of(_ALL, "").match(text, start)
    return bool(found and found[0] in _ALL)


def agency_at(text: str, start: int) -> str | None:
    """Return how the agency is written whose name begins at this place in whatever letters."""
    found = _any_of(_OFFICES, "").match(text, start)
    return next(one for one in _OFFICES if one.casefold() == found[0].casefold()) if found else None


@rule("capital.agency", f"{CAPITALS}, mục IV.1", Severity.WARNING)
def capital_agency(draft: Draft) -> Iterator[Spot]:
    """Find "sở Y Tế" or "Ủy ban Nhân dân": type and field of an agency begin with a capital."""
    yield from _respelt(draft, _OFFICES, str.islower, before=_NO_WORD)
    for passage in draft.texts:
        for found in _COUNCILS.finditer(passage.text):
            right = found[0][0].upper() + found[0][1:].lower()
            if right != found[0] and not found[0].isupper() and _is_ours(passage, found.span()):
                yield spot(passage, found.span(), ("respell", right), right=right)


@rule("capital.honour", f"{CAPITALS}, mục V.2", Severity.ADVICE)
def capital_honour(draft: Draft) -> Iterator[Spot]:
    """Find "huân chương lao động": orders and titles of honour are names."""
    yield from _respelt(draft, _HONOURS)


@rule("capital.holiday", f"{CAPITALS}, mục V.5", Severity.ADVICE)
def capital_holiday(draft: Draft) -> Iterator[Spot]:
    """Find "ngày quốc khánh": the name of the day begins with a capital."""
    yield from _respelt(draft, _HOLIDAYS, before=r"(?i:(?<=ngày ))")


@rule("capital.event", f"{CAPITALS}, mục V.9 và V.10", Severity.ADVICE)
def capital_event(draft: Draft) -> Iterator[Spot]:
    """Find "cách mạng tháng 8" or "Tạp chí cộng sản" written otherwise than the decree does."""
    yield from _respelt(draft, _EVENTS)


@rule("capital.special_place", f"{CAPITALS}, mục III.1.c", Severity.WARNING)
def capital_special_place(draft: Draft) -> Iterator[Spot]:
    """Find "thành phố Hồ Chí Minh" or "thủ đô Hà Nội"."""
    yield from _respelt(draft, _PLACES)


@rule("capital.region", f"{CAPITALS}, mục III.1.đ", Severity.ADVICE)
def capital_region(draft: Draft) -> Iterator[Spot]:
    """Find "Bắc bộ": both syllables of a region are capital; "phía tây bắc" is no region."""
    yield from _respelt(draft, _REGIONS, str.islower, common=True)


@rule("capital.foreign_body", f"{CAPITALS}, mục IV.2", Severity.ADVICE)
def capital_foreign_body(draft: Draft) -> Iterator[Spot]:
    """Find "Liên Hợp Quốc" or "Unicef"."""
    yield from _respelt(draft, _FOREIGN)


def _respelt(
    draft: Draft,
    rights: list[str] | tuple[str, ...],
    passing: Callable[[str], bool] = lambda _text: False,
    before: str = "",
    *,
    common: bool = False,
) -> Iterator[Spot]:
    """Yield every place where one of these names is written in other letters than these.

    A text wholly in capitals is a heading. The first letter may be capital by its place, and
    ``passing`` lets further ways of writing through; ``common`` tells that in small letters they
    are common words, which may open a sentence.
    """
    pattern = _any_of(tuple(rights), before)
    known = {right.casefold(): right for right in rights}
    for passage in draft.texts:
        for found in pattern.finditer(passage.text):
            text, right = found[0], known[found[0].casefold()]
            bare = text[1:] == right[1:] or (common and text[1:].islower())
            opens = text[0].isupper() and bare and _opens(passage, found.start())
            fine = text == right or opens or (text.isupper() and " " in text) or passing(text)
            if not fine and _is_ours(passage, found.span()):
                yield spot(passage, found.span(), ("respell", right), right=right)


@cache
def _any_of(rights: tuple[str, ...], before: str) -> re.Pattern[str]:
    # The longer name first: "Tài nguyên và Môi trường" before "Tài nguyên".
    ordered = sorted(rights, key=len, reverse=True)
    names = "|".join(map(re.escape, ordered))
    return re.compile(rf"(?<![\w-]){before}(?i:{names})(?![\w-])")


def _opens(passage: Passage, start: int) -> bool:
    """Tell whether a sentence begins here."""
    before = passage.text[:start].rstrip(' "“(')
    return not before or before.endswith((".", "!", "?", ":", "\n"))


def _is_ours(passage: Passage, place: Place) -> bool:
    """Tell whether the words are the writer's own: in no cited title and no address."""
    return not passage.is_title(*place) and not passage.is_address(*place)
