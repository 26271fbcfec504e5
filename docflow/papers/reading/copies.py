"""Box 9b: the lines of *Nơi nhận* with their purposes, and the line *Lưu*."""

from __future__ import annotations

import re
from functools import lru_cache

from docflow.rules import purposes

from .lines import is_hyphened, same, unhyphened, words
from .model import Archive, Copy, Reading
from .posts import begins_post

_LONGEST = 1_500
#: By so many letters the line *Lưu* is known.
_LONGEST_SIGN = 80
_COUNT = re.compile(
    r"(?P<gap>[\s./_–-]*)(?<!\d)(?P<count>\d{1,3})\s?(?P<unit>b|bản|ban)?\.?$", re.IGNORECASE
)
_ROOM = re.compile(r"[^\W\d_a-z][\w&.-]{0,14}")
_FULL_ROOM = re.compile(r"(?:Văn thư|Văn phòng|Phòng|HS|Hồ sơ|P\.)(?!\w)|P\. |VP ")
_RUN = re.compile(r";\s*[-–+]\s*")
#: Before an entry of a line that holds some: a hyphen behind an end mark or before *Lưu*.
_ENTRY = re.compile(r"(?<=[;:.,)\w])\s+(?=[-–+]\s*(?:Như|Lưu|L[uư]u))|(?<=[;.])\s*(?=[-–+]\s*\S)")
_HYPHEN = re.compile(r"\s+(?=[-–+]\s+\S)")
_PARTED = re.compile(r"(?<=;)\s*(?![^(]*\))(?=\S)")
#: "Lưu TCCB" without a colon; an agency of archives is written on in small letters.
_ROOM_KEPT = re.compile(r"Lưu[ ,.]+(?:tại |ở )?(?:P\.\s?)?[A-ZĐ][A-ZĐa-z]?[A-ZĐ&]{1,8}(?!\w)")
_BLURRED = re.compile(r"l\S{1,3}\s?[:;,.]{1,2}\s?v\.?t(?!\w)")


def is_archive(text: str) -> bool:
    """Tell whether it is the line *Lưu*, and no agency of archives."""
    return _is_archive(text[:_LONGEST_SIGN])


@lru_cache(maxsize=256)
def _is_archive(text: str) -> bool:
    """Tell it by the first letters of a line; each line of a foot is asked some times."""
    bare = unhyphened(words(text))
    folded = same(bare)
    if _BLURRED.match(folded):
        return True
    if folded.strip(" .:;") == "luu":
        return True
    if _ROOM_KEPT.match(bare):
        return True
    if not re.match(r"luu(?!\w)\s?[:;,.]?\s", f"{folded} "):
        return False
    return bool(re.match(r"luu\s?[:;]", folded)) or bool(
        re.match(r"luu[ ,.]+(?:tai |o )?(?:vt|vp|van thu|hs)", folded)
    )


def entries(text: str) -> list[str]:
    """Cut a line of *Nơi nhận* that holds some entries; the line *Lưu* is one to its end.

    A line without a hyphen is cut at its semicolons, one with a hyphen where the next one begins.
    """
    if len(text) > _LONGEST:
        return [text]
    found: list[str] = []
    for piece in _ENTRY.split(text):
        for part in _parts(piece):
            if found and is_archive(found[-1]) and not is_hyphened(part):
                found[-1] = f"{found[-1]} {part}"
            elif part.strip():
                found.append(part.strip())
    return found


def _parts(piece: str) -> list[str]:
    """Cut a line without a hyphen behind its semicolons, or behind the posts that it begins with."""
    if is_hyphened(piece):
        return [piece]
    found = _HYPHEN.search(piece)
    if found and begins_post(piece[: found.start()]):
        return [piece[: found.start()], piece[found.start() :]]
    return _PARTED.split(piece)


def settle(listed: list[str], reading: Reading, *, drafter: str | None) -> None:
    """Set recipients and archive from the lines of *Nơi nhận*."""
    told = [piece for line in listed for piece in _RUN.split(line)]
    kept = [entry for entry in told if is_archive(entry)]
    reading.typed.copies = tuple(words(entry).strip("*_ ") for entry in told)
    named = [_text(entry) for entry in told if not is_archive(entry)]
    reading.recipients = tuple(
        Copy(text, _purpose(text)) for text in named if any(letter.isalpha() for letter in text)
    )
    if kept and same(_text(kept[-1])) != "luu":
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
        found := re.search(
            r"\s[-–:,]\s?((?:b/c|p/h|ph/h|t/h|t/hiện|đ/b|báo cáo|phối hợp)(?!\w).*)$", bare
        )
    ):
        purpose = purposes.read(f"({found[1]})")
    return purpose.value if purpose and purpose is not purposes.Purpose.LUU else None


def _archive(line: str, drafter: str | None) -> Archive:
    """Read ``Lưu: VT, NVY (02)``, ``Lưu: VT, NVY_{Phước HN (02)}``, ``Lưu VT; KHTH. 05``."""
    text = re.sub(r"^\S+?\s?[:;,.]+\s*|^\S+\s+", "", line[:_LONGEST], count=1).strip(" .;,")
    typed = tuple(part.strip() for part in re.split(r"[,;]\s*(?![^{(]*[)}])", text) if part.strip())
    copies: int | None = None
    signs: list[str] = []
    for found in re.finditer(r"_?\{(?P<a>.*)\}|\((?P<b>[^()]*)\)", text):
        inside = (found["a"] or found["b"] or "").strip("() ")
        inside, copies = _counted(inside.replace("(", " "), copies, alone=True)
        signs += [inside] if inside else []
    rooms: list[str] = []
    for part in re.split(r"[,;]", re.sub(r"_?\{.*\}|\([^()]*\)", "", text)):
        bare, told = _counted(part, None)
        copies = told if told is not None else copies
        _sort(bare, rooms, signs, is_counted=told is not None)
    return Archive(tuple(rooms), _sign(drafter) or (signs[0] if signs else None), copies, typed)


def _counted(text: str, copies: int | None, *, alone: bool = False) -> tuple[str, int | None]:
    """Take a number of copies off the end of a text; "KV2" is a name, "NVD3b" has a number."""
    bare = words(text).strip(" .,;")
    found = _COUNT.search(bare)
    if not found:
        return bare, copies
    # "NVD.D15": a sign behind a point has a number, a room has its name.
    signed = re.search(r"(?<!^P)\.\s?[^\W\d_]{1,9}$", bare[: found.start()])
    if not (found["gap"] or found["unit"] or signed or not found.start() or alone):
        return bare, copies
    return bare[: found.start()].strip(" .,;_-–/"), int(found["count"])


def _sort(part: str, rooms: list[str], signs: list[str], *, is_counted: bool) -> None:
    """Tell the rooms in a part of the line from the sign of who drafted: ``NVY. Hà``."""
    part = part.strip(" .-–_/")
    if found := re.match(r"VT(?:\s?[-.]\s?|\s+)(?=\w)", part):
        rooms.append("VT")
        part = part[found.end() :]
    if same(part) in {"vt", "v.t"}:
        rooms.append("VT")
    elif _FULL_ROOM.match(part):
        rooms.append(part)
    elif found := re.match(r"(?P<room>[^\W\d_][\w&-]+?)(?:\.\s?|_|\s)(?P<rest>\S.*)$", part):
        _sort_two(found["room"], found["rest"].strip(" ."), rooms, signs, is_counted=is_counted)
    elif _is_room(part):
        rooms.append(part)
    elif _is_sign(part):
        signs.append(part)


def _sort_two(
    room: str, rest: str, rooms: list[str], signs: list[str], *, is_counted: bool
) -> None:
    """Sort two words of one part: a room and a sign, or one sign of two words."""
    if not _is_room(room):
        signs += [f"{room} {rest}"] if _is_sign(f"{room} {rest}") else []
        return
    rooms.append(room)
    if _is_sign(rest) or (is_counted and rest.isalpha()):
        signs.append(rest)


def _is_room(text: str) -> bool:
    """Tell the abbreviation of a room, "NVY" or "GDTrH", from a person's name, "Hà"."""
    return bool(_ROOM.fullmatch(text)) and sum(it.isupper() for it in text) > 1 and (
        not re.match(r"[^\W\d_]\.[^\W\d_][^\W\d_A-Z]", text)
    )  # fmt: skip


def _is_sign(text: str) -> bool:
    """Tell a person's sign from the dirt that a scanner leaves after the line."""
    bare = text.replace(" ", "").replace(".", "")
    return len(bare) > 1 and bare.isalpha()


def _sign(drafter: str | None) -> str | None:
    """Return the sign in box 12 without the number of issued copies: ``PHN.(300)``."""
    return re.sub(r"\s?\.?\s?\(\d+\)\.?$", "", drafter).strip() or None if drafter else None
