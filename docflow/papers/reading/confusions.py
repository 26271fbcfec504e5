"""The fixed words of a letter as scanners misread them: one wrong letter a word is forgiven."""

from __future__ import annotations

import re

#: What is read in the place of a letter where a word has only two of them; all are folded.
_LIKE = {
    "a": "ao0e@", "d": "dcol", "e": "eco", "h": "hbnk", "i": "i1l|!j", "l": "l1i|!", "n": "nmhu",
    "o": "o06ecq", "s": "s5$", "t": "tfl1+", "u": "unv", "v": "vyw", "x": "xkz",
    "/": "/⁄|\\\\!l1ij",
}  # fmt: skip
_BETWEEN = r"\s{0,2}"
#: One letter that is lost, wrong, or read as two; at the end of a word a digit is the next word's.
_ANY, _LAST = r"(?:[^\s\d]{0,2}|\d)", r"[^\s\d]{0,2}"


def blurred(phrase: str) -> str:
    """Return the pattern of a folded phrase that forgives one misread letter in every word.

    Whoever uses it must ask for something else beside it, such as a colon or a number: one letter
    makes another word of "nơi", but nobody writes "mọi nhân:".
    """
    return _BETWEEN.join(f"(?:{_word(word)})" for word in phrase.split())


def _word(word: str) -> str:
    if len(word) <= 2 or not word.isalpha():
        return "".join(f"[{_LIKE[letter]}]" if letter in _LIKE else letter for letter in word)
    last = len(word) - 1
    wrong = [
        f"{word[:at]}{_LAST if at == last else _ANY}{word[at + 1 :]}" for at in range(len(word))
    ]
    parted = [rf"{word[:at]}\s{word[at:]}" for at in range(1, last)] if last > 2 else []
    return "|".join((word, *wrong, *parted))


#: "V/v" before a subject; "VN" and other words of two letters are none.
ABOUT = rf"(?:v\s?[{_LIKE['/']}]\s?v|[{_LIKE['v']}]\s?[/⁄]\s?[{_LIKE['v']}]|v\.?v|ve viec)"
SALUTATION = re.compile(
    rf"[*_ ]*(?:kinh gui(?!\w)\s?[:;.,]?|{blurred('kinh gui')}\s?[:;])\s*[*_]*\s*"
)
#: Whom the same letter is addressed to beside.
ALONG = re.compile(r"dong kinh gui\s?:\s*")
RECIPIENTS = re.compile(
    rf"(?:n.{{1,2}}i nh.{{1,2}}n\s?[:;.]?(?!\w)|{blurred('noi nhan')}\s?(?:[:;]|\.?$))"
)
