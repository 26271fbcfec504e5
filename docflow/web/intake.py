"""Reading an existing dispatch in the page: what is sent, what was read, what is in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from flask import request
from pydantic import Field
from werkzeug.datastructures import MultiDict

from docflow.office import intake, matching
from docflow.office.authority import signers
from docflow.office.intake import Letter, Opened
from docflow.rules.refusals import Refused
from docflow.rules.types import type_of

from . import current, reading
from .forms import MOST_ID, Month, Sent, read
from .labels import URGENCY
from .words import _, lazy

#: What a person should look at, by the code of the doubt.
DOUBTS: dict[str, str] = {
    "addressees.missing": lazy("Không thấy nơi nhận ở Kính gửi."),
    "agency.missing": lazy("Không thấy tên cơ quan ban hành."),
    "agency.split_guessed": lazy(
        "Tên cơ quan gồm nhiều dòng; xem lại chủ quản và cơ quan ban hành."
    ),
    "annex.left_out": lazy("Dự thảo chỉ nhận mười phụ lục; phần này chưa đưa vào."),
    "annex.renumbered": lazy(
        "Phụ lục được đánh số lại; xem lại chỗ nội dung viện dẫn số phụ lục này."
    ),
    "annex.unlabelled": lazy("Phần sau chữ ký không ghi “Phụ lục”, được coi là phụ lục; xem lại."),
    "archive.missing": lazy("Không thấy dòng Lưu."),
    "authority.missing": lazy("Không thấy chức vụ người ký."),
    "body.missing": lazy("Không thấy nội dung."),
    "copy.of_another": lazy("Đây là bản sao của một văn bản khác; xem lại từng phần."),
    "date.missing": lazy("Không thấy địa danh và thời gian ban hành."),
    "date.unreadable": lazy("Không đọc được ngày tháng."),
    "foot.left_out": lazy("Có chữ ở cuối văn bản chưa xếp được vào phần nào."),
    "footnote.left_out": lazy("Chú thích cuối trang chưa đưa vào nội dung."),
    "head.left_out": lazy("Có chữ ở đầu văn bản chưa xếp được vào phần nào."),
    "number.missing": lazy("Không thấy số, ký hiệu văn bản."),
    "number.unreadable": lazy("Không đọc được số văn bản."),
    "recipients.missing": lazy("Không thấy danh sách Nơi nhận."),
    "scan.marks_restored": lazy("Bản quét mất dấu; dấu đã được đoán lại."),
    "signature.second": lazy(
        "Còn người cùng ký; dự thảo in tên người đó bên cạnh, hệ thống chỉ ký cho một người."
    ),
    "signer.missing": lazy("Không thấy họ tên người ký."),
    "subject.missing": lazy("Không thấy trích yếu."),
    "text.bidi_removed": lazy("Đã bỏ ký tự đảo chiều chữ."),
    "text.controls_removed": lazy("Đã bỏ ký tự điều khiển."),
    "text.left_out": lazy("Có chữ trong văn bản chưa đưa vào phần nào."),
    "text.sign_unread": lazy("Một ký hiệu trong tệp Word không đọc được (�); xin gõ lại."),
    "type.from_notation": lazy("Loại văn bản được đoán từ ký hiệu."),
    "type.from_order": lazy(
        "Không thấy tên loại văn bản ở trên; loại được đoán từ lời quyết định."
    ),
    "type.unknown": lazy("Không rõ loại văn bản; chọn lại."),
}
#: At which field a doubt is settled.
_FIELDS = {
    "addressees.missing": "addressees", "agency.missing": "agency",
    "agency.split_guessed": "agency", "archive.missing": "rooms", "authority.missing": "posts",
    "body.missing": "body", "footnote.left_out": "body", "recipients.missing": "copies",
    "signer.missing": "name", "subject.missing": "subject", "type.from_notation": "template",
    "type.from_order": "template", "text.left_out": "body",
    "type.unknown": "template", "foot.left_out": "copies", "number.missing": "notation",
    "date.missing": "place", "signature.second": "beside",
}  # fmt: skip
_LISTS = ("addressees", "copies", "posts", "beside")
_ERRORS = {
    "draft.subject_too_long": "subject", "body.malformed": "body", "draft.month": "expected",
    "intake.number": "kept", "intake.too_many_lines": "copies", "draft.urgency": "urgency",
    "draft.signer_unknown": "signer", "authority.none": "signer", "template.unknown": "template",
}  # fmt: skip


#: What is told of an annex.
_ANNEX = ("heading", "title", "text")


class Corrected(Sent):
    """The parts as the clerk sends them back; lists are one entry a line."""

    template: str = Field(max_length=100)
    parent_agency: str = ""
    agency: str = ""
    notation: str = ""
    place: str = ""
    expected: Month = ""
    subject: str = ""
    addressees: str = ""
    body: str = ""
    copies: str = ""
    rooms: str = ""
    kept: str = Field(default="", max_length=20)
    drafter: str = ""
    urgency: str = "thuong"
    posts: str = ""
    name: str = ""
    signer: int | None = Field(default=None, ge=1, le=MOST_ID)
    heading: str = ""
    salutation: str = ""
    beside: str = ""
    footer: str = Field(default="", max_length=2000)
    annexes: dict[str, str] = Field(default_factory=dict)
    do: str = ""

    def letter(self) -> Letter:
        """Return the parts as the office takes them."""
        kept = self.kept.strip()
        if kept and not (kept.isdecimal() and len(kept) <= 4):
            raise Refused("intake.number", text=kept)
        told = self.model_dump(exclude={"do"})
        lists = {name: _lines(told[name]) for name in _LISTS}
        rooms = [room.strip() for room in self.rooms.split(",") if room.strip()]
        told["annexes"] = [
            {part: self.annexes.get(f"{place}.{part}", "") for part in _ANNEX}
            for place in _places(self.annexes)
        ]
        return Letter(**{**told, **lists, "rooms": rooms, "kept": int(kept) if kept else None})


def uploaded() -> Opened:
    """Return what the request's text or file says.

    Raises ``Refused("intake.nothing"|"intake.both")`` and whatever the reader refuses.
    """
    text = request.form.get("text", "")
    files = [one for one in request.files.getlist("file") if one.filename]
    if text.strip() and files:
        raise Refused("intake.both")
    if len(files) > 1 or not (files or text.strip()):
        raise Refused("intake.nothing")
    file, name = (files[0].read(), files[0].filename or "") if files else (None, "")
    return intake.opened(current.desk(), text, file, name, by=current.me())


def parts(found: Opened) -> dict[str, str]:
    """Return the fields of the form from what was read."""
    told = asdict(found.letter)
    lists = {name: "\n".join(told[name]) for name in _LISTS}
    month = told["expected"]
    annexes = {
        f"annexes.{place}.{part}": text
        for place, one in enumerate(told.pop("annexes"), 1)
        for part, text in one.items()
    }
    return {
        **{name: str(value or "") for name, value in told.items()},
        **lists,
        **annexes,
        "rooms": ", ".join(told["rooms"]),
        "kept": f"{told['kept']:02}" if told["kept"] else "",
        "expected": f"{int(month[5:])}/{month[:4]}" if month else "",
    }


def doubts(found: Opened) -> list[tuple[str, str, str]]:
    """Return what a person should look at: the control, the sentence, the words it is about."""
    return [
        (f"f-{_FIELDS[code]}" if code in _FIELDS else "", _(DOUBTS[code]), words)
        for code, words in found.doubts
    ]


def page(values: Mapping[str, str], refusal: Refused | None = None) -> dict[str, Any]:
    """Return all that the page of the parts shows."""
    desk = current.desk()
    at = _ERRORS.get(refusal.code, "") if refusal else ""
    templates = [(one.code, one.name) for one in desk.catalogue.all()]
    return {
        "values": values,
        "annexes": _places(name.removeprefix("annexes.") for name in values),
        "issues": _issues(values),
        "at": at,
        "templates": templates,
        "urgencies": [(word, _(text)) for word, text in URGENCY.items()],
        "signers": [("", _("Như trong văn bản"))]
        + [(one.id, reading.called(one)) for one, _record in signers(desk)],
        "meant": {name: _meant(values.get(name, "")) for name in ("addressees", "copies")},
        "sheet": _sheet(values),
    }


def _issues(values: Mapping[str, str]) -> bool:
    """Tell whether an annex may be a document that this letter issues, with a name of its type."""
    types = {one.code: one.type for one in current.desk().catalogue.all()}
    told = any(text for name, text in values.items() if name.endswith(".heading"))
    return told or type_of(types.get(values.get("template", ""))).issues


def _sheet(values: Mapping[str, str]) -> Any:
    """Return the sheet of the draft that would be made; none where the parts cannot be read yet."""
    try:
        told = read(Corrected, MultiDict(values)).letter()
        made = intake.content(current.desk(), told, by=current.me())
    except Refused:
        return None
    return reading.sheet_of(made)


def _places(names: Iterable[str]) -> list[int]:
    """Return the annexes of which something is told, from ``1.heading``, ``1.title``, ``2.title`` …"""
    found = (re.fullmatch(r"([1-9]\d?)\.(?:heading|title|text)", name) for name in names)
    return sorted({int(one[1]) for one in found if one})


def _meant(text: str) -> list[tuple[str, list[str]]]:
    """Return each line with the names of whom it certainly means."""
    desk, lines = current.desk(), _lines(text)
    found = matching.targets(desk, lines)
    return [
        (line, [_named(target) for target in meant])
        for line, meant in zip(lines, found, strict=True)
    ]


def _named(target: str) -> str:
    if target == "addressees":
        return _("các nơi Kính gửi")
    return matching.name_of(current.desk(), target)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
