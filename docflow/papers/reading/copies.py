"""Box 9b: the lines of *Nơi nhận* with their purposes, and the line *Lưu*."""

from __future__ import annotations

import re

from docflow.rules import purposes

from .lines import same, unhyphened, words
from .model import Archive, Copy, Reading

_COUNT = re.compile(r"(?<![\w])(?P<count>\d{1,3})\s?(?:b|bản|ban)?\.?$", re.IGNORECASE)
_ROOM = re.compile(r"[A-ZĐ][\wĐđ&.-]{0,14}")
_RUN = re.compile(r";\s*[-–+]\s*")


def is_archive(text: str) -> bool:
    """Tell whether it is the line *Lưu*, and no agency of archives."""
    bare = unhyphened(words(text))
    folded = same(bare)
    if not re.match(r"luu(?!\w)\s?[:;,.]?\s", f"{folded} "):
        return False
    return bool(re.match(r"luu\s?[:;]", folded)) or bool(
        re.match(r"luu[ ,.]+(?:tai |o )?(?:vt|vp|van thu|hs)", folded)
    )


def settle(listed: list[str], reading: Reading, *, drafter: str | None) -> None:
    """Set recipients and archive from the lines of *Nơi nhận*."""
    entries = [piece for line in listed for piece in _RUN.split(line)]
    kept = [entry for entry in entries if is_archive(entry)]
    reading.typed.copies = tuple(words(entry).strip("*_ ") for entry in entries)
    named = [_text(entry) for entry in entries if not is_archive(entry)]
    reading.recipients = tuple(
        Copy(text, _purpose(text)) for text in named if any(letter.isalpha() for letter in text)
    )
    if kept:
        reading.archive = _archive(unhyphened(words(kept[-1])), drafter)
    else:
        reading.archive = Archive(drafter=_sign(drafter))
        reading.doubt("archive.missing")
    if not reading.recipients:
        reading.doubt("recipients.missing")


def _text(entry: str) -> str:
    """Return an entry without hyphen and end mark."""
    return words(unhyphened(entry)).rstrip(" ;.,:*")


def _purpose(text: str) -> str | None:
    """Return what a line asks; "- b/c" without "để" and brackets counts too."""
    bare = words(text)
    purpose = purposes.read(bare)
    if purpose is None and (
        found := re.search(r"\s[-–:,]\s?((?:b/c|p/h|ph/h|t/h|báo cáo|phối hợp)\b.*)$", bare)
    ):
        purpose = purposes.read(f"({found[1]})")
    return purpose.value if purpose and purpose is not purposes.Purpose.LUU else None


def _archive(line: str, drafter: str | None) -> Archive:
    """Read ``Lưu: VT, NVY (02)``, ``Lưu: VT, NVY_{Phước HN (02)}``, ``Lưu VT; KHTH. 05``."""
    text = re.sub(r"^\S+?\s?[:;,.]\s*|^\S+\s+", "", line, count=1).strip(" .;,")
    typed = tuple(part.strip() for part in re.split(r"[,;]\s*(?![^{(]*[)}])", text) if part.strip())
    copies: int | None = None
    told: list[str] = []
    for found in re.finditer(r"_?\{(?P<a>.*)\}|\((?P<b>[^()]*)\)", text):
        inside = (found["a"] or found["b"] or "").strip("() ")
        inside, copies = _counted(inside.replace("(", " "), copies)
        told += [inside] if inside else []
    bare = re.sub(r"_?\{.*\}|\([^()]*\)", "", text)
    bare, copies = _counted(bare, copies)
    rooms = [part.strip(" .") for part in re.split(r"[,;]|(?<=\w)\.\s", bare) if part.strip(" .")]
    plain = [
        room
        for room in rooms
        if _ROOM.fullmatch(room) or room.startswith(("Văn thư", "Phòng", "HS"))
    ]
    told += [room for room in rooms if room not in plain and _is_sign(room)]
    return Archive(tuple(plain), _sign(drafter) or (told[0] if told else None), copies, typed)


def _counted(text: str, copies: int | None) -> tuple[str, int | None]:
    """Take a number of copies off the end of a text."""
    bare = words(text).strip(" .,;")
    found = _COUNT.search(bare)
    if not found:
        return bare, copies
    return bare[: found.start()].strip(" .,;"), int(found["count"])


def _is_sign(room: str) -> bool:
    """Tell a person's sign from the dirt that a scanner leaves after the line."""
    return (
        len(room) > 2
        and any(letter.isupper() for letter in room)
        and room.replace(" ", "").replace(".", "").isalpha()
    )


def _sign(drafter: str | None) -> str | None:
    """Return the sign in box 12 without the number of issued copies: ``PHN.(300)``."""
    return re.sub(r"\s?\.?\s?\(\d+\)\.?$", "", drafter).strip() or None if drafter else None
