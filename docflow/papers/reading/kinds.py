"""The types of documents, as titles print them and notations abbreviate them."""

from __future__ import annotations

import re

from .lines import is_capital, same, words

#: Decree 30/2020, article 7 and annex III: the name, and the abbreviation in the notation.
TYPES = {
    "Nghị quyết": "NQ", "Quyết định": "QĐ", "Chỉ thị": "CT", "Quy chế": "QC", "Quy định": "QyĐ",
    "Thông cáo": "TC", "Thông báo": "TB", "Hướng dẫn": "HD", "Chương trình": "CTr",
    "Kế hoạch": "KH", "Phương án": "PA", "Đề án": "ĐA", "Dự án": "DA", "Báo cáo": "BC",
    "Biên bản": "BB", "Tờ trình": "TTr", "Hợp đồng": "HĐ", "Công văn": "", "Công điện": "CĐ",
    "Bản ghi nhớ": "BGN", "Bản thỏa thuận": "BTT", "Giấy ủy quyền": "GUQ", "Giấy mời": "GM",
    "Giấy giới thiệu": "GGT", "Giấy nghỉ phép": "GNP", "Phiếu gửi": "PG", "Phiếu chuyển": "PC",
    "Phiếu báo": "PB", "Thư công": "", "Bản sao y": "SY", "Bản trích sao": "TrS",
    "Bản sao lục": "SL",
}  # fmt: skip
_BY_TITLE = {same(name): name for name in TYPES} | {
    **{f"thu {it}": "Thư công" for it in ("chuc mung", "cam on", "tham hoi", "khen", "chia buon")},
    "sao y": "Bản sao y", "sao y ban chinh": "Bản sao y", "sao luc": "Bản sao lục", "trich sao": "Bản trích sao",
}  # fmt: skip
#: The types that only carry what another document says.
COPIES = frozenset({"Bản sao y", "Bản sao lục", "Bản trích sao"})
#: A title takes so much even where blanks stand between its letters.
_LONGEST_TORN = 60
_TORN = {title.replace(" ", ""): title for title in _BY_TITLE}
_BY_SIGN = {sign: name for name, sign in TYPES.items() if sign}


def type_of_title(text: str) -> tuple[str, str] | None:
    """Return the type that a line in capitals names, and what else the line says."""
    bare = words(_close_up(text)).strip(" *:")
    folded = same(bare)
    for title in sorted(_BY_TITLE, key=len, reverse=True):
        # "Công văn" prints no title, and a stamp may say it.
        if title == "cong van" or not re.match(rf"{title}(?!\w)", folded):
            continue
        if is_capital(bare[: len(title)]):
            return _BY_TITLE[title], bare[len(title) :].strip(" :-–")
    return None


def type_of_notation(notation: str | None) -> str | None:
    """Return the type whose abbreviation begins the notation: ``QĐ-SYT`` → *Quyết định*."""
    parts = re.split(r"[-/]", notation or "")
    named = [part for part in parts if not part.isdigit()]
    return _BY_SIGN.get(named[0]) if named else None


def code_of(name: str) -> str:
    """Return the folder's name of a type: ``Quyết định`` → ``quyet_dinh``."""
    return same(name).replace(" ", "_")


def _close_up(text: str) -> str:
    """Close up a title that is spaced out, part what ran together: ``Q U Y Ế T  Đ Ị N H``, ``QUY ẾT``."""
    bare = text.strip(" *:")
    if len(bare) >= _LONGEST_TORN or not is_capital(bare):
        return text
    whole = "".join(bare.split())
    title = _TORN.get(same(whole))
    if title is None:
        return text
    lengths = [len(word) for word in title.split()]
    return " ".join(whole[sum(lengths[:at]) :][:length] for at, length in enumerate(lengths))
