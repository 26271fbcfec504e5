"""The names of agencies in the head: which lines are one name, and which is the parent's."""

from __future__ import annotations

import re
import unicodedata

from .lines import Line, same, words
from .model import Reading

_BEGINS = re.compile(
    r"(?:ubnd|uy ban|hdnd|hoi dong|so|bo|tong cuc|cuc|chi cuc|phong|ban|trung tam|benh vien|truong"
    r"|vien|hoc vien|dai hoc|dang uy|huyen uy|tinh uy|thanh uy|hoi|lien doan|cong ty|tong cong ty"
    r"|tap doan|ngan hang|toa an|thanh tra|van phong|tram|khoa|kho bac|bao hiem|cong an|doan|to"
    r"|quy|nha|thong tan xa|dai|chinh phu|quoc hoi|mat tran|bch|bcd)(?!\w)"
)
_GOES_ON = re.compile(
    r"(?:tinh|thanh pho|tp|huyen|quan|thi xa|thi tran|xa|phuong|dac khu|va)(?!\w)"
)
_SECOND = re.compile(
    r"\s(?=(?:SỞ|CHI CỤC|BỆNH VIỆN|TRUNG TÂM|TỔNG CỤC|TRƯỜNG|PHÒNG|CỤC|BAN QUẢN LÝ)\s)"
)
_OVER = re.compile(r"(?:ubnd|uy ban nhan dan|so|bo|tong cuc)(?!\w)")

#: Words of every head and foot, for letters whose marks a scanner lost. No name of a place.
_KNOWN = (
    "ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "TỔNG CỤC TRƯỞNG", "CỤC TRƯỞNG", "TỔNG CỤC", "CỤC THUẾ",
    "TỔNG CỤC THUẾ",
    "BỘ TRƯỞNG", "BỘ TÀI CHÍNH", "BỘ Y TẾ", "BỘ NỘI VỤ", "SỞ Y TẾ", "SỞ NỘI VỤ", "SỞ TÀI CHÍNH",
    "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "TRƯỞNG PHÒNG",
    "PHÓ TỔNG", "CHI CỤC", "TRUNG TÂM", "BỆNH VIỆN", "KHO BẠC NHÀ NƯỚC", "BẢO HIỂM XÃ HỘI",
    "BỘ", "SỞ", "PHÓ", "TỔNG",
)  # fmt: skip
_BEFORE = {"", "KT", "TL", "TUQ", "TM", "Q"}
_BY_FOLD = {same(known): known for known in sorted(_KNOWN, key=len)}
_PHRASES = re.compile("|".join(
    rf"(?<!\w){known}(?!\w)" for known in sorted(_BY_FOLD, key=len, reverse=True)
))  # fmt: skip


def settle(lines: list[Line], reading: Reading) -> None:
    """Set parent and agency from the lines in capitals of the head."""
    names = _names(lines)
    if len(names) == 1 and (cut := _second(names[0])):
        names = [names[0][:cut].strip(), names[0][cut:].strip()]
        reading.doubt("agency.split_guessed", " / ".join(names))
    if len(names) > 2:
        reading.doubt("agency.split_guessed", " / ".join(names))
        names = [names[0], " ".join(names[1:])]
    if not names:
        reading.doubt("agency.missing")
        return
    mended = [mend(name, reading) for name in names]
    reading.agency = mended[-1]
    reading.parent_agency = mended[0] if len(mended) == 2 else None


def begins_name(text: str) -> bool:
    """Tell whether a line in capitals begins the name of an agency."""
    return bool(_BEGINS.match(same(text)))


def goes_on(text: str) -> bool:
    """Tell whether a line in capitals is the second of a name, such as "TỈNH THANH HÓA"."""
    return bool(_GOES_ON.match(same(text)))


def mend(text: str, reading: Reading) -> str:
    """Give the commonest words of heads and feet back the marks that a scanner lost.

    A word of the same marks in other places (HOÀ, HÒA) stays as it was written.
    """
    folded = same(text)

    def one(found: re.Match[str]) -> str:
        seen = text[found.start() : found.end()]
        known = _BY_FOLD[found[0]]
        if _marks(seen) == _marks(known) or len(seen) != len(known):
            return seen
        # A word alone may be another word: only a bare one at the beginning is surely this.
        is_sure = " " in known or (seen.isascii() and text[: found.start()].strip(" .") in _BEFORE)
        return known if is_sure else seen

    mended = _PHRASES.sub(one, folded)
    # Only the phrases were replaced: everything else is taken from the text as it stood.
    whole = "".join(
        new if new != old else seen for new, old, seen in zip(mended, folded, text, strict=True)
    )
    if whole != text:
        reading.doubt("scan.marks_restored", text)
    return whole


def _names(lines: list[Line]) -> list[str]:
    """Join the lines of one name."""
    if len({line.bold for line in lines}) == 2 and lines[-1].bold and not lines[0].bold:
        first_bold = next(place for place, line in enumerate(lines) if line.bold)
        parts = (lines[:first_bold], lines[first_bold:])
        return [words(" ".join(line.plain for line in part)) for part in parts]
    names: list[str] = []
    for line in lines:
        text = line.plain.strip(" .,;")
        # In a DOCX only a line broken by hand inside a paragraph is not whole.
        more = len(lines) > 2 or (lines[0].whole and not line.whole)
        if names and _continues(names[-1], same(text), more=more):
            names[-1] = f"{names[-1]} {text}"
        elif text:
            names.append(text)
    return names


def _continues(last: str, folded: str, *, more: bool) -> bool:
    if same(last).endswith((" va", ",", " -", " –")) or _GOES_ON.match(folded):
        return True
    return more and not _BEGINS.match(folded)


def _second(name: str) -> int | None:
    """Return where the second name begins in a line that holds both."""
    if not _OVER.match(same(name)):
        return None
    found = _SECOND.search(name)
    # "SỞ Y TẾ - SỞ NỘI VỤ" issue together.
    if found is None or name[: found.start()].endswith(("-", "–", ",")):
        return None
    return found.start()


def _marks(text: str) -> list[str]:
    """Return the letters and marks of a word, wherever its tone mark stands."""
    return sorted(unicodedata.normalize("NFD", text))
