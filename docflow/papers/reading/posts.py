"""The words of box 7: who signs for whom, told apart from everything else at the foot."""

from __future__ import annotations

import re

from .lines import is_capital, same, starts_low, words

#: "KT." with what scanners make of it; the abbreviations of Decree 30/2020, annex I, II.7.
PREFIX = re.compile(
    r"(?P<sign>K\s?\.?\s?T|T\s?\.?\s?L|T\s?\.?\s?M|TUQ|TU\.?Q|Q)(?:\s?[.,/]|(?<=KT|TL|TM|UQ)(?=\s))(?P<gap>\s*)(?=[^\W\d_])"
)
_TITLES = (
    r"giam doc|chu tich|chu nhiem|thu truong|bo truong|thong doc|tong thu ky|thu tuong"
    r"|(?:tong |chi )?cuc truong|vu truong|vien truong|hieu truong|tram truong|doi truong"
    r"|doan truong|to truong|chi huy truong|vien pho|chanh (?:van phong|thanh tra|an)|tham phan"
    r"|bi thu|chinh uy|tong (?:giam doc|bien tap|kiem toan)|truong|pho (?:truong|chanh)"
)
_BODIES = (
    r"uy ban nhan dan|hoi dong|ban (?:chi dao|giam doc|to chuc|thuong vu|thuong truc|chap hanh"
    r"|quan ly|lanh dao|can su)|tap the|doan"
)
#: Who signs minutes and contracts beside the one who signs for the agency: no post of an office.
_ROLES = (
    r"thu ky|nguoi (?:ghi|lap|viet|chu tri|bao cao|giao|nhan|lam chung|duoc uy quyen|uy quyen)(?: [a-z]+){0,3}"
    r"|chu tri|chu toa|dai dien|ke toan|thu quy|thanh vien|uy vien|ben [ab]"
)
_POST = re.compile(rf"(?<!\w)(?:{_TITLES}|uy ban nhan dan|hoi dong|ban giam doc|dai dien)(?!\w)")
POST_FIRST = re.compile(rf"(?:pho (?!truong|chanh)|quyen )?(?:{_TITLES})(?!\w)")
BODY_FIRST = re.compile(rf"(?:{_BODIES})(?!\w)")
ROLE = re.compile(rf"(?:{_ROLES})(?!\w)")
#: Degrees and titles that people put before a signer's name, against annex I, II.7.b.
_DEGREE = re.compile(r"(?:GS|PGS|TSKH|TS|ThS|BS|DS|CN)(?:CK|CN)?I{0,2}|CKI{1,2}")
_DEGREES = re.compile(rf"(?:(?:{_DEGREE.pattern})[.,]?\s?)+")
#: Surnames that begin no name of a place or an office.
SURNAME = re.compile(
    r"(?<!\w)(?:NGUYỄN|TRẦN|LÊ|PHẠM|HUỲNH|PHAN|VŨ|VÕ|ĐẶNG|BÙI|ĐỖ|NGÔ|ĐINH|TRỊNH|TRƯƠNG)(?!\w)",
    re.IGNORECASE,
)
#: What begins the name of an office, letter for letter: BÀN, TÔ and ĐOÀN are surnames too.
_OFFICE = re.compile(
    r"(?:UBND|HĐND|[ỦU][ỶY] BAN|UỶ BAN|HỘI ĐỒNG|SỞ|BỘ|(?:TỔNG |CHI )?CỤC|PHÒNG|BAN|TRUNG TÂM|BỆNH VIỆN|TRƯỜNG"
    r"|(?:HỌC )?VIỆN|ĐẠI HỌC|(?:ĐẢNG|TỈNH|THÀNH|HUYỆN) [ỦU][ỶY]|HỘI|LIÊN ĐOÀN|(?:TỔNG )?CÔNG TY|TẬP ĐOÀN|NGÂN HÀNG"
    r"|TO[ÀA] ÁN|TÒA ÁN|THANH TRA|VĂN PHÒNG|TRẠM|KHOA|KHO BẠC|BẢO HIỂM|CÔNG AN|TỔ|QUỸ|CHÍNH PHỦ|QUỐC HỘI|MẶT TRẬN)(?!\w)",
)
_LONGEST_SIGN, _LONGEST_MARK = 4, 80
_MARK = r"(?:da ky|da dong dau|ky ten|ky(?=,)|chu ky|ky so|signed)"
#: What may follow, with its marks: HỒ is a surname, "họ" is none.
_SIGNED = re.compile(rf"[(\[]?\s*{_MARK}(?!\w)")
_MORE = re.compile(
    r"(?:[\s,.;:/]|(?:ký|tên|đóng|dấu|số|điện|tử|và|hoặc|ghi|rõ|họ|của|người|có|thẩm|quyền|con|ky|ten|dong|dau)(?!\w))*"
    r"[)\]]?[\s,.;:]*", re.IGNORECASE,
)  # fmt: skip


def is_post(text: str) -> bool:
    """Tell whether a line names, in capitals, the post or authority of a signer."""
    bare = words(text).strip(" .,*:;")
    if not is_capital(bare) or len(bare) > 120:
        return False
    return bool(PREFIX.match(bare)) or bool(_POST.search(same(bare))) or is_role(bare)


def begins_post(text: str) -> bool:
    """Tell whether a line in capitals begins with a post, an authority or a role."""
    bare = words(text).strip(" .,*:;")
    if not is_post(bare):
        return False
    folded = same(bare)
    first = (POST_FIRST, BODY_FIRST, ROLE)
    return bool(PREFIX.match(bare)) or any(one.match(folded) for one in first)


def is_role(text: str) -> bool:
    """Tell whether a line names a part that somebody has in a meeting, such as *Thư ký*."""
    bare = words(text).strip(" .,*:;")
    found = ROLE.match(same(bare))
    return found is not None and (is_capital(bare) or found.end() == len(bare))


def with_party(lines: list[str]) -> tuple[str, list[str]]:
    """Return the part that somebody has in minutes or a contract apart from his posts."""
    is_party = len(lines) > 1 and is_role(lines[0])
    return (lines[0], lines[1:]) if is_party else ("", lines)


def is_name(text: str) -> bool:
    """Tell whether a line may be a person's name: two to six capitalised words."""
    parts = text.split()
    if not 2 <= len(parts) <= 7 or any(letter.isdigit() for letter in text):
        return False
    if _DEGREES.fullmatch(text) or _is_office(text):
        return False
    return not text.endswith((";", ":", ",")) and all(map(_is_name_word, parts))


def is_name_anyhow(text: str) -> bool:
    """Tell whether a line may be a person's name, in capitals or not."""
    return is_name(text) or (not (starts_low(text) or _is_office(text)) and is_name(text.title()))


def is_signed_mark(text: str) -> bool:
    """Tell whether a line only says that somebody signed here."""
    end = _mark_end(text)
    is_whole = text[:1] in "([" and text[-1:] in ")]" and len(text) < _LONGEST_MARK
    return end > 0 and (end == len(text) or (is_whole and unmarked(text) == text))


def unmarked(text: str) -> str:
    """Return the name behind "(Đã ký)" in one line; any other line as it is."""
    end = _mark_end(text)
    rest = text[end:].strip(" *_)]") if end else ""
    return rest if is_name_anyhow(rest) else text


def _is_office(text: str) -> bool:
    return is_capital(text) and bool(_OFFICE.match(text))


def _mark_end(text: str) -> int:
    """Return where the mark that a line begins with ends, or 0."""
    found = _SIGNED.match(same(text[:_LONGEST_MARK]))
    more = _MORE.match(text, found.end(), _LONGEST_MARK) if found else None
    return more.end() if more else 0


def authority_of(lines: list[str]) -> tuple[str | None, list[str]]:
    """Return the abbreviation of the first line, and the posts without it.

    ``["TL. GIÁM ĐỐC", "KT.CHÁNH VĂN PHÒNG", …]`` → ``("TL.", ["GIÁM ĐỐC", "KT. CHÁNH …", …])``
    """
    sign: str | None = None
    posts: list[str] = []
    for ordinal, line in enumerate(lines):
        found = PREFIX.match(line)
        if not found:
            posts.append(line)
            continue
        short = re.sub(r"[\s.]", "", found["sign"]) + "."
        rest = line[found.end() :].strip()
        if ordinal == 0:
            sign = short
            posts.append(rest)
        else:
            posts.append(f"{short} {rest}")
    return sign, posts


def _is_name_word(part: str) -> bool:
    """Tell whether it is a capitalised word, or a degree such as ``ThS.``"""
    pieces = [piece for piece in re.split(r"[.'’]", part) if piece]
    return bool(pieces) and all(
        _DEGREE.fullmatch(piece)
        or (
            piece.isalpha()
            and piece[0].isupper()
            and (piece[1:].islower() or len(piece) <= _LONGEST_SIGN)
        )
        for piece in pieces
    )
