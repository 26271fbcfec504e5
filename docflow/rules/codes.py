"""Codes of units, groups, rooms and people: what addresses, files and programs call them."""

from __future__ import annotations

import re
from collections.abc import Container

from .vietnamese import slug

#: A unit's or a group's code, as addresses and the targets of lines hold it.
CODE = r"[a-z0-9_-]{1,100}"
_CODE = re.compile(CODE)
#: A room's code is printed in "Lưu: VT, NVY", so it may have capitals and Vietnamese letters.
_ROOM = re.compile(r"\w[\w.-]{0,19}")
_LOGIN = re.compile(r"\w[\w.@+-]{0,99}")


def is_code(text: str) -> bool:
    """Tell whether a unit or a group may be called so."""
    return bool(_CODE.fullmatch(text))


def is_room(text: str) -> bool:
    """Tell whether a room may be called so."""
    return bool(_ROOM.fullmatch(text))


def is_login(text: str) -> bool:
    """Tell whether somebody may sign in by this name."""
    return bool(_LOGIN.fullmatch(text))


def proper(name: str, taken: Container[str] = ()) -> str:
    """Return a code made from a name; none that is taken."""
    stem = slug(name)[:90].strip("-")
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}-{number}", number + 1
    return code
