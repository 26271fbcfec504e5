"""Rules on the parts that every dispatch must have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..fields import labels_of
from ..types import type_of
from .draft import Draft, field_name, runs, sheets, shown
from .finding import DECREE, FILE, LAYOUT, Severity, Spot, rule, spot

#: Decree 30/2020, annex VI: the field "Trích yếu" holds 500 characters.
LONGEST_SUBJECT = 500
_WORDY = 80
_ABOUT = re.compile(r"\s*(?:v/v|về việc)[\s:]+", re.IGNORECASE)
# "Hồ sơ" is what form 1.9 of annex III prints for the minutes of a meeting.
_ROOM = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|Hồ sơ")
_NOTATION = re.compile(r"[A-ZĐ][A-Za-zĐđ]*(?:-[A-ZĐ][A-Za-zĐđ]*)*")
#: What a field is called whose label an older draft does not know.
_SOME = "một ô của mẫu"
_HEAD = {
    "agency": "tên cơ quan ban hành",
    "notation": "ký hiệu văn bản",
    "place": "địa danh",
}


@rule("head.missing", f"{DECREE}, Điều 8; Phụ lục I, phần I, mục II.2–4", Severity.ERROR)
def head_missing(draft: Draft) -> Iterator[Spot]:
    """Find an empty agency, notation or place."""
    placed = type_of(draft.content.get("type")).placed
    for name, label in _HEAD.items():
        if (placed or name != "place") and not str(draft.content.get(name) or "").strip():
            yield Spot("subject", facts={"label": label})


@rule("notation.malformed", f"{LAYOUT}.3", Severity.WARNING)
def notation_malformed(draft: Draft) -> Iterator[Spot]:
    """Find a notation with spaces, digits or other marks than the hyphen."""
    notation = str(draft.content.get("notation") or "").strip()
    # A named type prints its own abbreviation before the agency's, after a further stroke or not.
    if notation and not _NOTATION.fullmatch(notation.replace("/", "-")):
        yield Spot("subject", notation)


@rule("subject.missing", f"{LAYOUT}.5", Severity.ERROR)
def subject_missing(draft: Draft) -> Iterator[Spot]:
    """Find a dispatch without a subject."""
    printed = type_of(draft.content.get("type")).summed_up or not draft.content.get(FILE)
    if printed and not draft.subject.text.strip():
        yield Spot("subject")


@rule("subject.too_long", f"{DECREE}, Phụ lục VI, phần II", Severity.ERROR)
def subject_too_long(draft: Draft) -> Iterator[Spot]:
    """Find a subject that the exchange of documents would cut."""
    length = len(draft.subject.text)
    if length > LONGEST_SUBJECT:
        facts = {"length": length, "most": LONGEST_SUBJECT}
        yield Spot("subject", draft.subject.text[:60], facts=facts)


@rule("subject.wordy", f"{LAYOUT}.5", Severity.WARNING)
def subject_wordy(draft: Draft) -> Iterator[Spot]:
    """Find a subject that is no longer "một câu ngắn gọn"."""
    words = len(draft.subject.text.split())
    if words > _WORDY and len(draft.subject.text) <= LONGEST_SUBJECT:
        yield Spot("subject", draft.subject.text[:60], facts={"words": words, "most": _WORDY})


@rule("subject.starts_with_vv", f"{LAYOUT}.5", Severity.ADVICE)
def subject_starts_with_vv(draft: Draft) -> Iterator[Spot]:
    """Find a typed "V/v", which the paper prints by itself."""
    if found := _ABOUT.match(draft.subject.text):
        yield spot(draft.subject, found.span(), ("remove", ""))


@rule("body.empty", f"{LAYOUT}.6", Severity.ERROR)
def body_empty(draft: Draft) -> Iterator[Spot]:
    """Find a dispatch that says nothing."""
    if not draft.body:
        yield Spot("body")


@rule("field.empty", f"{DECREE}, Điều 8", Severity.ERROR)
def field_empty(draft: Draft) -> Iterator[Spot]:
    """Find a bound field of the body or of an annex that has no value."""
    labels = _labels(draft)
    for part, place, name in _blank(draft):
        if name in labels:
            yield Spot(part, f"{{{name}}}", place, {"field": labels[name]})


@rule("field.unknown", f"{DECREE}, Điều 8", Severity.ERROR)
def field_unknown(draft: Draft) -> Iterator[Spot]:
    """Find braces around a word that names no field, as the text area reads ``{khong_co}``."""
    labels = _labels(draft)
    for part, place, name in _blank(draft):
        if name not in labels:
            yield Spot(part, f"{{{name}}}", place)


def _blank(draft: Draft) -> Iterator[tuple[str, str | None, str]]:
    """Yield part, block and name of each bound place that would print nothing."""
    placed = [(part, *one) for part, sheet in sheets(draft.content) for one in sheet]
    for part, place, block in placed:
        for node in (node for inline in runs(block) for node in inline):
            name = field_name(node)
            if node.get("type") == "field" and not shown(draft.fields.get(name)).strip():
                yield part, place, name


def _labels(draft: Draft) -> dict[str, str]:
    """Return what the clerk calls each field that the draft knows, by its name."""
    return dict.fromkeys(draft.fields, _SOME) | labels_of(draft.content)


@rule("archive.no_rooms", f"{LAYOUT}.9", Severity.ERROR)
def archive_no_rooms(draft: Draft) -> Iterator[Spot]:
    """Find a dispatch that nobody keeps."""
    if not _rooms(draft):
        yield Spot("archive")


@rule("archive.no_records_office", f"{LAYOUT}.9", Severity.ERROR)
def archive_no_records_office(draft: Draft) -> Iterator[Spot]:
    """Find an archive line that does not begin with VT."""
    rooms = _rooms(draft)
    if rooms and rooms[0].strip() != "VT":
        yield Spot("archive", ", ".join(rooms), facts={"rooms": ", ".join(rooms)})


@rule("archive.malformed", f"{LAYOUT}.9; mục III.3", Severity.ERROR)
def archive_malformed(draft: Draft) -> Iterator[Spot]:
    """Find a room that is no abbreviation, e.g. ``NVY_{Phước HN (02)}``."""
    for room in _rooms(draft):
        if not _ROOM.fullmatch(room.strip()):
            yield Spot("archive", room)


@rule("archive.in_copies", f"{LAYOUT}.9", Severity.WARNING)
def archive_in_copies(draft: Draft) -> Iterator[Spot]:
    """Find an archive line typed among the copies; the paper prints its own."""
    for line in draft.copies:
        text = str(line.get("text") or "")
        if re.match(r"\W*lưu\s*:", text, re.IGNORECASE):
            yield Spot("copies", text, line.get("id"))


def _rooms(draft: Draft) -> list[str]:
    rooms = (draft.content.get("archive") or {}).get("rooms") or ()
    return [str(room) for room in rooms if str(room).strip()]
