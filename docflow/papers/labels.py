"""What the label of a point is: the one truth that the markup and the tree go by.

The rich editor says the same in ``tools/editor/src/labels.js``; a test holds both side by side.
"""

from __future__ import annotations

import re

#: Labels that nobody takes for anything else: ``1.`` ``1.2.`` ``2)`` ``đ)`` ``II.`` ``-``
PLAIN = r"(?:\d{1,3}\.){1,4}|\d{1,3}\)|[a-zđ]{1,2}\)|[IVX]{1,6}\.|[-+–•]"
ARTICLE = r"Điều \d{1,3}[a-zđ]?\."
CERTAIN = rf"{PLAIN}|{ARTICLE}"
#: Labels as clerks type them besides: ``1/`` ``(1)`` ``a.`` ``a/`` ``1-`` ``1.2`` ``I/``. They are
#: labels only before a capital: "1.5 triệu liều" and "24/7" begin a sentence.
TYPED = r"\d{1,2}(?:\.\d{1,2}){1,3}[/)]?|\d{1,2}[/-]|\(\d{1,2}\)|\([a-zđ]\)|[a-zđ][./]|[IVX]{1,6}/"
_UPPER = "".join(letter for letter in map(chr, range(0x250)) if letter.isupper()) + "".join(
    letter for letter in map(chr, range(0x1E00, 0x1F00)) if letter.isupper()
)
#: What stands behind a typed label: a capital, perhaps in quotes, in a bracket or in bold.
BEGINNING = rf"[\"“(*]{{0,4}}[{_UPPER}]"

#: Any label that a tree may hold; a program or a template may say "Bước" in its own way.
KEPT = re.compile(rf"[^\s\\|]{{1,16}}|{ARTICLE}")
#: A label at the beginning of a line of markup; a backslash behind it says that it is one anyway.
_AT_START = re.compile(
    rf"(?P<label>{CERTAIN}|(?:{TYPED})(?= +{BEGINNING})) +|(?P<said>[^\s\\|]{{1,16}})\\ +"
)


def cut(line: str) -> tuple[str, str] | None:
    """Return the label that a line of markup begins with and what follows it, or None."""
    found = _AT_START.match(line + " ")
    return (found["label"] or found["said"], line[found.end() :]) if found else None


def marked(label: str, text: str) -> str:
    """Return a label and its text as a line of markup that ``cut`` takes apart again."""
    plain = f"{label} {text}".rstrip()
    return plain if cut(plain) == (label, text) else f"{label}\\ {text}".rstrip()


def unmarked(text: str) -> str:
    """Return a line of markup whose beginning is no label, a backslash before its last sign."""
    found = _AT_START.match(text + " ")
    if not found:
        return text
    label = found["label"] or f"{found['said']}\\"
    place = max(n for n, sign in enumerate(label) if not sign.isalnum() and sign != " ")
    return f"{text[:place]}\\{text[place:]}"
