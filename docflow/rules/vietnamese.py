"""How Vietnamese text is read, compared and searched."""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Bidirectional overrides can make a printed line say something else than its text.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")

#: The 134 accented or barred Vietnamese letters, both cases, precomposed (TCVN 6909:2001).
LETTERS = (
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
)


def nfc(text: str) -> str:
    """Return the text precomposed, without control and bidirectional characters.

    TCVN 6909:2001 is precomposed Unicode; text pasted from a Mac is not.
    """
    return _BIDI.sub("", _CONTROLS.sub("", unicodedata.normalize("NFC", text)))


def visible(text: str) -> str:
    """Return the text as ``nfc`` does, without what pasted text brings along unseen (U+200B …)."""
    return "".join(letter for letter in nfc(text) if unicodedata.category(letter) != "Cf")


def fold(text: str) -> str:
    """Return the text as it is searched: no tone or vowel marks, no đ, lower case.

    "Hoá" and "Hóa" fold to the same letters, so they are equal in search.
    """
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.replace("đ", "d").replace("Đ", "D").casefold().split())


def count(number: int) -> str:
    """Return a whole number as Vietnamese print it: ``11486`` → ``"11.486"``."""
    return f"{number:,}".replace(",", ".")


def percent(part: int, whole: int) -> str:
    """Return ``part`` of ``whole`` in percent with at most one decimal, or an en dash for 0."""
    if not whole:
        return "–"
    share = f"{100 * part / whole:.1f}".removesuffix(".0").replace(".", ",")
    return f"{share}%"


def slug(text: str) -> str:
    """Return an ASCII name for a file or an address."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-") or "van-ban"
