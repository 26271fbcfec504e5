"""Rules on the words above the signer's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .draft import Draft
from .finding import DECREE, LAYOUT, Repair, Severity, Spot, rule

_SIGNING = f"{DECREE}, Điều 13; Phụ lục I, phần I, mục II.7"
_FOR_ANOTHER = re.compile(r"(?:KT|TUQ)\.")
_TITLES = (
    r"(?:GS|PGS|TSKH|TS|ThS|Th\.S|BSCKII|BSCKI|BSCK2|BSCK1|BSNT|BS|DSCKII|DSCKI|DS|CN|KS|CKII|CKI"
    r"|TTND|TTƯT|NGND|NGƯT|Giáo sư|Phó Giáo sư|Tiến sĩ|Thạc sĩ|Bác sĩ|Dược sĩ|Thầy thuốc Nhân dân"
    r"|Thầy thuốc Ưu tú)"
)
_DEGREES = re.compile(rf"(?:{_TITLES}(?:\.\s*|\s+|(?=,)),?\s*)+(?=[^\W\d_])")


@rule("authority.missing", f"{LAYOUT}.7", Severity.ERROR)
def authority_missing(draft: Draft) -> Iterator[Spot]:
    """Find a dispatch without the signer's post or name."""
    if not _lines(draft) or not _name(draft).strip():
        yield Spot("authority", " ".join(_lines(draft)))


@rule("authority.no_space", _SIGNING, Severity.ERROR)
def authority_no_space(draft: Draft) -> Iterator[Spot]:
    """Find "KT.GIÁM ĐỐC" without the space after the abbreviation."""
    for ordinal, line in enumerate(_lines(draft)):
        if found := re.match(r"(KT|TL|TUQ|TM|Q)\.(?=[^\s/])", line):
            block = f"lines.{ordinal}"
            mend = Repair("space", found[0], f"{found[0]} ", "authority", block, 0)
            yield Spot(
                "authority", line, block, {"right": f"{found[0]} {line[found.end() :]}"}, (mend,)
            )


@rule("authority.collective", _SIGNING, Severity.ERROR)
def authority_collective(draft: Draft) -> Iterator[Spot]:
    """Find "TM." in a Sở, which works under its head and not as a collective."""
    agency = str(draft.content.get("agency") or "").strip()
    if not agency.upper().startswith("SỞ"):
        return
    for ordinal, line in enumerate(_lines(draft)):
        if line.startswith("TM."):
            yield Spot("authority", line, f"lines.{ordinal}", {"agency": agency})


@rule("authority.deputy_alone", _SIGNING, Severity.ERROR)
def authority_deputy_alone(draft: Draft) -> Iterator[Spot]:
    """Find a deputy's post that no "KT." or "TUQ." stands above."""
    lines = _lines(draft)
    for ordinal, line in enumerate(lines):
        above = lines[ordinal - 1] if ordinal else ""
        if line.upper().startswith("PHÓ ") and not _FOR_ANOTHER.match(above):
            head = line.upper().removeprefix("PHÓ ")
            yield Spot("authority", line, f"lines.{ordinal}", {"right": f"KT. {head}"})


@rule("authority.degree", _SIGNING, Severity.ERROR)
def authority_degree(draft: Draft) -> Iterator[Spot]:
    """Find a degree or an honour before the signer's name."""
    name = _name(draft)
    if found := _DEGREES.match(name):
        mend = Repair("remove", found[0], "", "authority", "name", 0)
        yield Spot("authority", name, "name", {"degree": found[0].strip()}, (mend,))


@rule("authority.small_letters", f"{LAYOUT}.7.đ", Severity.WARNING)
def authority_small_letters(draft: Draft) -> Iterator[Spot]:
    """Find a post above the signature that is not in capitals."""
    for ordinal, line in enumerate(_lines(draft)):
        if line != line.upper():
            block = f"lines.{ordinal}"
            mend = Repair("respell", line, line.upper(), "authority", block, 0)
            yield Spot("authority", line, block, {"right": line.upper()}, (mend,))


@rule("authority.name_capitals", f"{LAYOUT}.7.đ", Severity.WARNING)
def authority_name_capitals(draft: Draft) -> Iterator[Spot]:
    """Find the signer's name all in capitals; it stands in ordinary letters."""
    name = _name(draft)
    if len(name.split()) > 1 and name.isupper():
        right = " ".join(word[:1] + word[1:].lower() for word in name.split())
        mend = Repair("respell", name, right, "authority", "name", 0)
        yield Spot("authority", name, "name", {"right": right}, (mend,))


@rule("authority.nobody_signs", _SIGNING, Severity.WARNING)
def authority_nobody_signs(draft: Draft) -> Iterator[Spot]:
    """Find "KT. GIÁM ĐỐC" or "TL. GIÁM ĐỐC" without the post of him who signs below it."""
    lines = _lines(draft)
    if lines and re.match(r"(?:KT|TL|TUQ)\.", lines[-1]):
        yield Spot("authority", lines[-1], f"lines.{len(lines) - 1}")


def _lines(draft: Draft) -> list[str]:
    return [str(line) for line in draft.authority.get("lines") or ()]


def _name(draft: Draft) -> str:
    return str(draft.authority.get("name") or "")
