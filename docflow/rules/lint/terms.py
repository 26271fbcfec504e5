"""Due dates in words: "trong vòng 05 ngày làm việc kể từ ngày nhận", "hằng tháng trước ngày 05"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from . import days
from .draft import Passage

_FIGURE = (
    r"(?:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?:\s?\([^()\n]{1,20}\))?"
    r"(?:\s?[-–]\s?\d{1,3})?"
)
_SPAN = rf"{_FIGURE}\s+(?:ngày|giờ|phút|tuần|tháng)(?:\s+\(?làm việc\)?)?"
_EVERY = r"(?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|quý|năm)"
_HOUR = r"\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{2})?(?:\s?phút)?"
_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)"
_BEFORE = r"(?:trước|chậm nhất|muộn nhất|không quá|vào|hết)(?:\s+(?:là|vào|đến|hết|lúc|trước))*"
_DAY = r"(?:ngày\s+(?:mùng\s+|mồng\s+)?)\d{1,2}"
_LAST = r"(?:quý\s+(?:IV|I{1,3}|[1-4])\b|tháng\s+\d{1,2}\b|năm\s+\d{4}\b)(?:\s*[/-]\s*\d{4}\b)?"
#: From which act a letter counts; "kể từ ngày tiếp xúc" is how long somebody stays at home.
_ACTS = (
    r"(?:ký|ban hành|phát hành|nhận|tiếp nhận|hoàn thành|kết thúc|xảy ra|phát hiện"
    r"|có (?:văn bản|công văn|yêu cầu|thông báo|hướng dẫn|quyết định|hiệu lực|kết luận|kết quả"
    r"(?! (?:âm|dương) tính))|được (?:giao|thông báo|phê duyệt)|(?:văn bản|công văn|thông báo"
    r"|quyết định|kế hoạch|chỉ thị) (?:này|có))"
)
_WITHIN_IT = (
    r"(?:trong|sau|không quá|chậm nhất|muộn nhất)(?:\s+(?:vòng|thời hạn|thời gian|là|sau))*"
)
_WHEN = r"(?:ngày|khi|thời điểm|lúc)"
_NEAR = (
    r"(?:cùng ngày|trong ngày|ngày hôm (?:nay|sau)|hôm (?:nay|sau)|ngày mai"
    r"|ngày (?:làm việc )?tiếp theo)"
)
#: What is done by a due date.
_DUTIES = (
    r"\b(?:báo cáo|gửi|nộp|hoàn thành|trả lời|phản hồi|phúc đáp|khắc phục|cung cấp|đăng ký"
    r"|tổng hợp|rà soát|triển khai|thực hiện xong|xử lý|giải quyết)\b"
)
_CERTAIN = re.compile(
    "|".join(
        [
            # counted from an act
            rf"\b{_WITHIN_IT}\s+{_SPAN},?\s+(?:(?:kể\s+)?từ|sau)\s+{_WHEN}\s+{_ACTS}",
            rf"\b(?:chậm nhất|muộn nhất)\s+(?:(?:là|sau|trong|vòng|thời hạn)\s+)*{_SPAN}",
            rf"\bthời hạn\b[^.;\n]{{0,40}}?(?:là|:)\s*{_SPAN}",
            # at every turn
            rf"\b{_EVERY},?\s+(?:\([^()\n]{{1,40}}\)\s+)?{_BEFORE}\s+(?:{_HOUR}|{_DAY}|{_WEEKDAY})",
            rf"\b{_EVERY}\b[^.;\n]{{0,60}}?{_BEFORE}\s+(?:{_HOUR}|{_DAY}|{_WEEKDAY})",
            rf"\b{_BEFORE}\s+(?:{_HOUR}|{_DAY}|{_WEEKDAY})[^.;\n]{{0,30}}?\s{_EVERY}",
            rf"\b(?:trước|vào)\s+{_DAY}\s+(?:của\s+)?tháng\s+(?:sau|kế tiếp|liền kề|cuối|tiếp theo|đầu)",
            # the same day, or one of the next
            r"\bngay trong (?:ngày|sáng|chiều|hôm nay|buổi)",
            rf"\b{_BEFORE}\s+{_HOUR}\s+(?:{_NEAR}|(?:sáng |chiều )?{_WEEKDAY})",
            rf"\b{_BEFORE}\s+{_WEEKDAY}\b",
            # the end of a quarter, a month, a year
            rf"\b(?:trước|chậm nhất|muộn nhất)\s+(?:(?:là|trong|vào|đến|hết|cuối|đầu)\s+)*{_LAST}",
            rf"\bhoàn thành (?:xong )?(?:trong|vào|trước) (?:cuối |đầu )?{_LAST}",
        ]
    ),
    re.IGNORECASE,
)
_UP_TO = re.compile(rf"\b(?:đến|đến hết|hết|đến cuối)\s+{_LAST}", re.IGNORECASE)
#: "từ đầu năm đến hết quý III", "tính đến hết quý III": what has been, not what is to be done.
_SO_FAR = re.compile(
    r"\b(?:từ (?!nay|bây giờ)[^.;\n]{1,40}|tính(?: từ [^.;\n]{1,40})?)\s*$", re.IGNORECASE
)
_WITHIN = re.compile(
    rf"\btrong (?:vòng|thời hạn|thời gian)\s+(?:không quá\s+)?{_SPAN}", re.IGNORECASE
)
_DUTY = re.compile(_DUTIES, re.IGNORECASE)
_CLAUSE = re.compile(r"[^.;\n]*")


def in_words(passage: Passage) -> Iterator[str]:
    """Yield the words of each due date that names no day of a calendar.

    A time that something takes, or that has gone by, is none: "cách ly trong vòng 14 ngày".
    """
    text = passage.text
    for found in _CERTAIN.finditer(text):
        yield found[0]
    for found in _UP_TO.finditer(text):
        if not _SO_FAR.search(text[max(0, found.start() - 60) : found.start()]):
            yield found[0]
    yield from _within_a_duty(text)


def any_of(passage: Passage, today: date) -> str | None:
    """Return the words of a due date that a passage states, by the calendar or not, or None."""
    asked = [words for words, _day in days.asked_by(passage, [today])]
    asked += days.asked_impossibly(passage)
    return next(iter(asked), None) or next(in_words(passage), None)


def _within_a_duty(text: str) -> Iterator[str]:
    """Yield each span of time in a clause that says what is to be done in it."""
    end, due = 0, False
    for found in _WITHIN.finditer(text):
        # A clause is looked through once, however many spans it has.
        if found.start() >= end:
            start = max(text.rfind(mark, 0, found.start()) for mark in ".;\n") + 1
            clause = _CLAUSE.match(text, start)
            end = clause.end() if clause else start
            due = bool(_DUTY.search(text, start, end))
        if due:
            yield found[0]
