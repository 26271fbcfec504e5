"""The words of box 7: who signs for whom, told apart from everything else at the foot."""

from __future__ import annotations

import re

from .lines import is_capital, same, words

#: "KT." with what scanners make of it; the abbreviations of Decree 30/2020, annex I, II.7.
PREFIX = re.compile(
    r"(?P<sign>K\s?\.?\s?T|T\s?\.?\s?L|T\s?\.?\s?M|TUQ|TU\.?Q|Q)(?:\s?[.,/]|(?<=KT|TL|TM|UQ)(?=\s))(?P<gap>\s*)(?=[^\W\d_])"
)
_TITLES = (
    r"(?:giam doc|chu tich|chu nhiem|thu truong|bo truong|thong doc|tong thu ky|thu tuong"
    r"|(?:tong |chi )?cuc truong|vu truong|vien truong|hieu truong|tram truong|doi truong"
    r"|doan truong|to truong|chi huy truong|vien pho|chanh (?:van phong|thanh tra|an)|tham phan"
    r"|bi thu|chinh uy|tong (?:giam doc|bien tap|kiem toan)|uy ban nhan dan|hoi dong"
    r"|ban (?:chi dao|giam doc|to chuc)|dai dien|truong|pho (?:truong|chanh))"
)
_POST = re.compile(rf"(?<!\w){_TITLES}(?!\w)")
_POST_FIRST = re.compile(rf"(?:pho |quyen )?{_TITLES}(?!\w)")
#: Degrees and titles that people put before a signer's name, against annex I, II.7.b.
_DEGREE = re.compile(r"(?:GS|PGS|TSKH|TS|ThS|BS|DS|CN)(?:CK|CN)?I{0,2}|CKI{1,2}")
_DEGREES = re.compile(rf"(?:(?:{_DEGREE.pattern})[.,]?\s?)+")
_LONGEST_SIGN = 4
_SIGNED = re.compile(r"^[(\[]?\s*(?:da ky|da dong dau|ky ten|ky, |chu ky|ky so|signed)")


def is_post(text: str) -> bool:
    """Tell whether a line names, in capitals, the post or authority of a signer."""
    bare = words(text).strip(" .,*:;")
    if not is_capital(bare) or len(bare) > 120:
        return False
    return bool(PREFIX.match(bare)) or bool(_POST.search(same(bare)))


def is_name(text: str) -> bool:
    """Tell whether a line may be a person's name: two to six capitalised words."""
    parts = text.split()
    if not 2 <= len(parts) <= 7 or any(letter.isdigit() for letter in text):
        return False
    return not text.endswith((";", ":", ",")) and all(map(_is_name_word, parts))


def is_signed_mark(text: str) -> bool:
    """Tell whether a line only says that somebody signed here."""
    return bool(_SIGNED.match(same(text))) and len(text) < 60


def split_off(text: str) -> tuple[str, str]:
    """Cut a line of *Nơi nhận* from the signature block that ran into it.

    ``"- Như trên; PHÓ GIÁM ĐỐC"`` → ``("- Như trên;", "PHÓ GIÁM ĐỐC")``.
    """
    for place in _cuts(text):
        right = text[place:].strip(" .,")
        begins = PREFIX.match(right) or _POST_FIRST.match(same(right))
        if begins and is_post(right) and is_capital(right.split()[0]):
            return text[:place].strip(), right
    if found := re.match(r"^(.*[;.])\s+(\S.*)$", text):
        left, right = found.groups()
        if is_name(right) and not _DEGREES.fullmatch(left) and not right.endswith("."):
            return left, right
    return text, ""


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


def _cuts(text: str) -> list[int]:
    """Return the places of blanks that a capital follows, from the left."""
    return [found.start() for found in re.finditer(r"\s(?=[^\W\d_])", text)]
