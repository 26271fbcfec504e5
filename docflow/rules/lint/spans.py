"""Which stretches of a text belong to somebody else: cited titles, addresses, proper names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from ..vietnamese import LETTERS

Span = tuple[int, int]

#: Insides of a character class: ranges cannot tell the cases of Vietnamese letters apart.
LOWER = "a-z" + "".join(letter for letter in LETTERS if letter.islower())
UPPER = "A-Z" + "".join(letter for letter in LETTERS if letter.isupper())

#: Documents that are cited by number and date.
TYPES = (
    "Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư liên tịch|Thông tư|Thông báo|Kế hoạch|"
    "Công văn|Công điện|Hướng dẫn|Tờ trình|Báo cáo|Chương trình|Đề án|Kết luận|Quy chế|Quy định|"
    "Biên bản|Giấy mời|Phương án|Văn bản"
)
_URGENT = r"(?:\s+(?:khẩn|thượng khẩn|hỏa tốc|hoả tốc))?"
_CITED = re.compile(
    rf"\b(?:(?i:{TYPES}){_URGENT}\s+(?:số\b|\d+/)|(?:{TYPES}){_URGENT}\s+(?:ngày|của)\b)"
)
_ABOUT = re.compile(r"\s(?:về việc|V/v|v/v|về)\s")
# A title ends with its clause. It may hold commas, so a comma ends nothing: rather keep too much.
_CLAUSE_END = re.compile(r";|(?<!TP)(?<!Q)\.(?=\s|/|$)|\n")
_LONGEST_TITLE = 2000
_LAW = re.compile(r"\b(?:Bộ luật|Luật|Pháp lệnh)\s+[^\W\d_][^;.(\n]{0,2000}")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>]+"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
    r"|\b(?:[\w-]{1,63}\.){1,6}vn\b[^\s<>]*"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
# A name or a title between quotation marks; a whole sentence there may be the writer's own.
_QUOTED = re.compile(
    r"“(?P<curly>[^“”\n]{1,300})”|\"(?P<straight>[^\"\n]{1,300})\"|«(?P<french>[^«»\n]{1,300})»"
    r"|‘(?P<single>[^‘’\n]{1,300})’"
)
_SENTENCES = re.compile(r"[.!?;][ ]+\S|[.!?;/]$")

#: Words that begin a clause and never a name.
STARTERS = frozenset(
    [
        "Để",
        "Đề",
        "Các",
        "Tại",
        "Trong",
        "Nhằm",
        "Khi",
        "Việc",
        "Đối",
        "Trên",
        "Theo",
        "Căn",
        "Từ",
        "Sau",
        "Trước",
        "Nếu",
        "Những",
        "Mọi",
        "Yêu",
        "Thực",
        "Do",
        "Vì",
        "Đồng",
        "Hướng",
        "Thông",
        "Giao",
        "Tổ",
        "Kịp",
        "Chủ",
        "Tiếp",
        "Triển",
        "Báo",
        "Phối",
        "Qua",
        "Và",
        "Nay",
        "Tuy",
        "Ngoài",
        "Bên",
    ]
)
_PARTS = frozenset(["Khoản", "Điểm", "Điều", "Chương", "Mục", "Phần"])


def titles(text: str) -> list[Span]:
    """Return the titles of cited documents: from "về việc" to the end of the clause."""
    found = [law.span() for law in _LAW.finditer(text) if law[0].split()[-1:] and _is_named(law[0])]
    for head in _CITED.finditer(text):
        end = _clause_end(text, head.end())
        if about := _ABOUT.search(text, head.end() - 1, end):
            found.append((about.start() + 1, end))
    # The mark after a title is the writer's own.
    ends = ((start, start + len(text[start:end].rstrip(" \xa0,.;:"))) for start, end in found)
    return _merged(span for span in ends if span[0] < span[1])


def _is_named(law: str) -> bool:
    name = law.removeprefix("Bộ luật").removeprefix("Luật").removeprefix("Pháp lệnh").strip()
    return name[:1].isupper()


def _clause_end(text: str, start: int) -> int:
    # No title is that long; the window keeps a hostile text from costing its square.
    last = min(len(text), start + _LONGEST_TITLE)
    found = _CLAUSE_END.search(text, start, last)
    return found.start() if found else last


def quoted(text: str) -> list[Span]:
    """Return the names and titles between quotation marks, without the marks.

    What reads like sentences there, as the new wording in an amendment does, is left out.
    """
    found = [(match.lastgroup, match) for match in _QUOTED.finditer(text)]
    return [
        match.span(group)
        for group, match in found
        if group and not _SENTENCES.search(match[group].strip())
    ]


def addresses(text: str) -> list[Span]:
    """Return web and e-mail addresses, without the brackets or the full stop around them."""
    found = ((match.start(), match[0].rstrip(".,;)")) for match in _ADDRESS.finditer(text))
    return [(start, start + len(address)) for start, address in found]


def names(text: str) -> list[Span]:
    """Return proper names: two or more capitalised words in a row, e.g. "Smart Thanh Hóa".

    The word that opens a sentence counts only by those that follow it.
    """
    found = []
    for run in _capital_runs(text):
        words = _without_openers(text, run)
        if len(words) > 1:
            found.append((words[0].start(), words[-1].end()))
    return found


def _capital_runs(text: str) -> Iterator[list[re.Match[str]]]:
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        joined = bool(run) and text[run[-1].end() : word.start()] == " "
        capital = word[0][0].isupper() and word[0] not in _PARTS
        if run and not (joined and capital):
            yield run
            run = []
        if capital:
            run.append(word)
    if run:
        yield run


def _without_openers(text: str, run: list[re.Match[str]]) -> list[re.Match[str]]:
    # "ứng dụng App Smart Thanh Hóa": "App" is no part of the name, but "App Store" is one.
    if run[0][0] == "App" and not (len(run) > 1 and run[1][0] == "Store"):
        return run[1:]
    start = run[0].start()
    before = text[max(0, start - 4) : start].rstrip(' "“(')
    opens = before.endswith((".", "!", "?", ":", "\n")) or (not before and start <= 4)
    return run[1:] if opens or run[0][0] in STARTERS else run


def others(text: str) -> list[Span]:
    """Return what somebody else has written: cited titles, quoted names, addresses."""
    return _merged([*titles(text), *addresses(text), *quoted(text)])


def kept(text: str) -> list[Span]:
    """Return every stretch that no repair may touch, in order, none overlapping another."""
    return _merged([*others(text), *names(text)])


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    """Tell whether the place shares a letter with one of the stretches, which are in order."""
    after = bisect_left(spans, (end,))
    return after > 0 and spans[after - 1][1] > start
