"""Rules on capitals of persons, posts, places, documents and days, which no table can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .draft import Draft
from .finding import CAPITALS, Severity, Spot, rule, spot
from .spans import LOWER, UPPER

_MID = rf"(?<=[{LOWER},)] )"
_UNIT = re.compile(
    rf"{_MID}(?:Tỉnh|Huyện|Thị xã|Thị trấn|Xã)(?= [{UPPER}][{LOWER}])(?! (?:Ủy|Uỷ|Đoàn|Hội|Đội)\b)"
)
_NUMBERED_UNIT = re.compile(
    rf"(?:(?<=[{LOWER},;:.(] )|(?<=[,;:]))(?:quận|phường)(?= \d{{1,2}}\b(?! (?:đơn|cơ|người)))"
)
_WATER = re.compile(rf"{_MID}(?:Vịnh|Biển)(?= (?!Đông\b)[{UPPER}][{LOWER}])")
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Trịnh|Đinh|Mai|Tôn|Đào"
)
_PERSON = re.compile(
    rf"\b(?:{_SURNAMES}) (?:(?:[{UPPER}][{LOWER}]+) )?(?:văn|thị|hữu|bá|đình|đức|xuân|thanh|minh)"
    rf" [{UPPER}][{LOWER}]+"
)
_POST = re.compile(
    r"(?<![\w-])(?:phó giám đốc|giám đốc|phó chủ tịch|chủ tịch|thứ trưởng|bộ trưởng|trưởng phòng"
    r"|giáo sư|tiến sĩ|thạc sĩ|bác sĩ|dược sĩ)"
    rf"(?= (?:{_SURNAMES}) [{UPPER}][{LOWER}]+)"
)
_PEOPLE = re.compile(
    r"(?<![\w-])(?:của|phục vụ|tầng lớp|sức khỏe|sức khoẻ|đời sống|vận động|toàn thể|cho)"
    r" (?P<word>nhân dân)(?!\w)"
)
_STATE = re.compile(r"(?<![\w-])(?:của|do|Đảng và|Đảng,|được) (?P<word>nhà nước)(?!\w)")
_DOCUMENT = re.compile(
    rf"(?:(?<=[{LOWER},;:.(] )|(?<=[,;:]))(?:nghị quyết|nghị định|quyết định|chỉ thị|thông tư|công văn|công điện)"
    r"(?=(?: khẩn| hỏa tốc| hoả tốc)? (?:số )?\d+/)"
)
_LAW = re.compile(
    r"\b(?P<kind>Luật|Bộ luật) (?P<word>khám bệnh|phòng, chống|phòng bệnh|bảo hiểm|bảo vệ|dược|tổ chức"
    r"|an toàn|an ninh|đất đai|đầu tư|ngân sách|cán bộ|viên chức|ban hành|công chứng|xử lý|thi đua"
    r"|lưu trữ|giáo dục|xây dựng|đấu thầu|giao dịch|tiếp công dân|tố cáo|khiếu nại|dân sự|lao động"
    r"|hình sự)(?!\w)"
)
_STEMS = "giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý"
_BRANCHES = "tý|sửu|dần|mão|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi"
_LUNAR = re.compile(
    rf"(?:(?<=năm )|(?<=tết )|(?<=xuân ))(?:{_STEMS}) (?:{_BRANCHES})(?!\w)", re.IGNORECASE
)
_TET = re.compile(
    r"(?<!\w)(?P<tet>tết) (?P<name>nguyên đán|đoan ngọ|trung thu|dương lịch|âm lịch)(?!\w)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:(?<=sáng )|(?<=chiều )|(?<=tối )|(?<=từ )|(?<=đến )|(?<=vào )|(?<=ngày )|(?<=hết ))"
    r"thứ (?P<day>hai|ba|tư|năm|sáu|bảy)(?= (?:ngày|hằng tuần|hàng tuần|đến|tuần)|,| \(|\.)"
)
_MONTH = re.compile(
    r"(?:(?<=trong )|(?<=vào )|(?<=đầu )|(?<=cuối )|(?<=giữa )|(?<=từ )|(?<=hết ))"
    r"tháng (?P<month>giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười hai|mười một|mười|chạp)"
    r"(?= (?:năm|này|tới)|,|\.|;)"
)


@rule("capital.unit", f"{CAPITALS}, mục III.1.a", Severity.ADVICE)
def capital_unit(draft: Draft) -> Iterator[Spot]:
    """Find "Tỉnh Thanh Hóa" amid a sentence: the common noun is small."""
    yield from _lowered(draft, _UNIT)


@rule("capital.numbered_unit", f"{CAPITALS}, mục III.1.b", Severity.ADVICE)
def capital_numbered_unit(draft: Draft) -> Iterator[Spot]:
    """Find "quận 1": with a number the common noun is part of the name."""
    for passage in draft.texts:
        for found in _NUMBERED_UNIT.finditer(passage.text):
            right = found[0].capitalize()
            if not passage.is_title(*found.span()):
                yield spot(passage, found.span(), ("capital", right), right=right)


@rule("capital.water", f"{CAPITALS}, mục III.1.d", Severity.ADVICE)
def capital_water(draft: Draft) -> Iterator[Spot]:
    """Find "Vịnh Hạ Long" amid a sentence: biển and vịnh before a name are small."""
    yield from _lowered(draft, _WATER)


def _lowered(draft: Draft, pattern: re.Pattern[str]) -> Iterator[Spot]:
    for passage in draft.texts:
        for found in pattern.finditer(passage.text):
            right = found[0][0].lower() + found[0][1:]
            if not passage.is_title(*found.span()):
                yield spot(passage, found.span(), ("small_letter", right), right=right)


@rule("capital.person", f"{CAPITALS}, mục II.1", Severity.WARNING)
def capital_person(draft: Draft) -> Iterator[Spot]:
    """Find "Nguyễn văn An": every syllable of a person's name is capital."""
    for passage in draft.texts:
        for found in _PERSON.finditer(passage.text):
            right = " ".join(word[0].upper() + word[1:] for word in found[0].split())
            yield spot(passage, found.span(), ("respell", right), right=right)


@rule("capital.post", f"{CAPITALS}, mục V.3", Severity.ADVICE)
def capital_post(draft: Draft) -> Iterator[Spot]:
    """Find "giám đốc" or "bác sĩ" in small letters right before a person's name."""
    for passage in draft.texts:
        for found in _POST.finditer(passage.text):
            right = found[0][0].upper() + found[0][1:]
            yield spot(passage, found.span(), ("capital", right), right=right)


@rule("capital.people_and_state", f"{CAPITALS}, mục V.1", Severity.ADVICE)
def capital_people_and_state(draft: Draft) -> Iterator[Spot]:
    """Find "sức khỏe nhân dân", "Đảng và nhà nước": Nhân dân, Nhà nước as nouns are capital."""
    for passage in draft.texts:
        for pattern in (_PEOPLE, _STATE):
            for found in pattern.finditer(passage.text):
                place = found.span("word")
                right = found["word"].capitalize()
                if not passage.is_title(*place):
                    yield spot(passage, place, ("capital", right), right=right)


@rule("capital.document", f"{CAPITALS}, mục V.6", Severity.WARNING)
def capital_document(draft: Draft) -> Iterator[Spot]:
    """Find "nghị định số 30/…" or "Luật khám bệnh": type and first syllable are capital."""
    for passage in draft.texts:
        for found in _DOCUMENT.finditer(passage.text):
            right = found[0].capitalize()
            if not passage.is_title(*found.span()):
                yield spot(passage, found.span(), ("capital", right), right=right)
        for found in _LAW.finditer(passage.text):
            place, right = found.span("word"), found["word"].capitalize()
            if not passage.is_title(*place):
                yield spot(passage, place, ("capital", right), right=f"{found['kind']} {right}")


@rule("capital.lunar_year", f"{CAPITALS}, mục V.8.a", Severity.ADVICE)
def capital_lunar_year(draft: Draft) -> Iterator[Spot]:
    """Find "năm Bính ngọ": both syllables of a lunar year are capital."""
    for passage in draft.texts:
        for found in _LUNAR.finditer(passage.text):
            right = found[0].title()
            if right != found[0] and not found[0].isupper():
                yield spot(passage, found.span(), ("respell", right), right=right)


@rule("capital.tet", f"{CAPITALS}, mục V.8.b", Severity.ADVICE)
def capital_tet(draft: Draft) -> Iterator[Spot]:
    """Find "Tết Nguyên Đán": only the first syllable of the feast's own name is capital."""
    for passage in draft.texts:
        for found in _TET.finditer(passage.text):
            right = found["name"].capitalize()
            wrong = found["name"] != right and not found[0].isupper()
            if wrong and not passage.is_title(*found.span()):
                yield spot(passage, found.span("name"), ("respell", right), right=right)


@rule("capital.day_or_month", f"{CAPITALS}, mục V.8.c", Severity.ADVICE)
def capital_day_or_month(draft: Draft) -> Iterator[Spot]:
    """Find "thứ hai ngày …" or "tháng tám năm …": a day or month in words is capital."""
    for passage in draft.texts:
        for pattern, group in ((_WEEKDAY, "day"), (_MONTH, "month")):
            for found in pattern.finditer(passage.text):
                place, right = found.span(group), found[group].capitalize()
                if not passage.is_title(*place):
                    yield spot(passage, place, ("capital", right), right=right)
