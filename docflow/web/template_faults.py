"""What is wrong with a template, in sentences that lead to the input that mends it."""

from __future__ import annotations

from typing import Any

from docflow.rules.refusals import Refused

from .sentences import say, sentence
from .words import _, lazy

#: What a part of a template is called in the editor.
_PARTS = {
    "name": lazy("Tên mẫu"), "type": lazy("Loại văn bản"), "description": lazy("Mô tả"),
    "subject": lazy("Trích yếu"), "notation": lazy("Ký hiệu"), "urgency": lazy("Độ khẩn"),
    "fields": lazy("Điều người soạn thảo điền"), "addressees": lazy("Kính gửi"),
    "copies": lazy("Nơi nhận"), "archive": lazy("Lưu"), "body": lazy("Nội dung"),
    "report": lazy("Yêu cầu báo cáo"), "signatories": lazy("Người cùng ký"),
    "annexes": lazy("Phụ lục"), "confirmation": lazy("Dòng xác nhận"),
    "heading": lazy("Chữ thay tên loại"), "salutation": lazy("Chữ thay “Kính gửi”"),
    "party": lazy("Dòng trên quyền hạn người ký"), "circulation": lazy("Chỉ dẫn lưu hành"),
    "sample": lazy("Trả lời mẫu"), "book": lazy("Dãy số"),
}  # fmt: skip
_FIGURES = {"fields": lazy("Ô số liệu"), "rates": lazy("Tỷ lệ")}

#: What is wrong with a part as a whole.
_FAULTS = {
    "missing": lazy("chưa điền."),
    "too_long": lazy("dài quá mức cho phép."),
    "too_many": lazy("có quá nhiều dòng; người soạn thảo điền không quá bảy điều."),
    "pattern": lazy(
        "viết chưa đúng dạng: tên trường chỉ gồm chữ thường không dấu, số và gạch dưới; "
        "nơi nhận thật là “group:…”, “unit:…” hoặc “addressees”."
    ),
    "choice": lazy("không nằm trong các giá trị được chọn."),
    "unknown": lazy("là phần docflow không biết."),
    "malformed": lazy("viết chưa đúng."),
    "twice": lazy("trùng tên với một trường khác, hoặc với “agency_code”, “room”."),
    "kind": lazy("có kiểu không dùng được."),
    "bound": lazy("chỉ giữ sống được trường một dòng hoặc ngày."),
    "text": lazy("phải lấy nội dung từ một trường kiểu “nhiều đoạn”."),
    "due": lazy("phải là một trường ngày có đánh dấu “giữ sống trong câu văn”."),
    "report_once": lazy(
        "phải có đúng một chỗ đặt câu yêu cầu báo cáo: <p data-report></p>."
    ),
    "no_date": lazy("phải nói ngày hạn, ví dụ “chậm nhất {{ due_on }}”."),
}  # fmt: skip

#: What the language of templates does not know.
_WHAT = {
    "For": lazy("vòng lặp chỉ đi theo một trường kiểu danh sách và không lồng trong vòng lặp khác"),
    "Filter": lazy("bộ lọc này không có, hoặc không dùng được ở đây"),
    "Getattr": lazy("dấu chấm sau tên trường không dùng được"),
    "Getitem": lazy("dấu ngoặc vuông sau tên trường không dùng được"),
    "Call": lazy("gọi hàm không được phép"),
    "syntax": lazy("dấu {{ }} hoặc {% %} chưa mở, đóng đúng"),
    "depth": lazy("các điều kiện lồng nhau quá sâu"),
    "length": lazy("dài hơn 100.000 ký tự"),
    "text": lazy("chữ này phải nằm trong một thẻ <p>"),
    "table": lazy("bảng không nằm trong ô của bảng"),
    "declaration": lazy("khai báo kiểu <!…> không được phép"),
    "instruction": lazy("chỉ thị kiểu <?…> không được phép"),
}  # fmt: skip
_TAGS = frozenset({"p", "h2", "h3", "strong", "em", "table", "tr", "td", "th"})
#: Where a part is mended: the id of its control in the editor.
_AT = {"archive": "f-rooms", "report": "part-report", "report.fields": "part-figures"}
_AT |= {"report.rates": "part-rates", "sample": "part-fields", "package": ""}
_LISTS = ("fields", "addressees", "copies", "signatories", "annexes")


def faults(refusal: Refused) -> list[tuple[str, str]]:
    """Return what a refusal says: (id of the control, sentence) for each thing to mend."""
    facts: Any = refusal.facts
    if refusal.code == "template.not_allowed":
        return [(_control(facts.get("part", "body")), _not_allowed(facts))]
    if refusal.code == "template.broken" and "faults" in facts:
        return [
            (_control(part), f"{_part(part)}: {_fault(what)}") for part, what in facts["faults"]
        ]
    if refusal.code == "template.broken" and "what" in facts:
        return [(_control(facts["part"]), f"{_part(facts['part'])}: {_fault(facts['what'])}")]
    if refusal.code == "template.broken" and "file" in facts:
        told = _("{file}, dòng {line}: không đọc được theo cách viết TOML.", **facts)
        return [("", told)]
    if refusal.code.startswith("draft."):
        text = _("Trả lời mẫu chưa dùng được. {text}", text=say(refusal.code, facts))
        return [("part-fields", text)]
    at = {"template.why": "f-why", "template.too_much": "f-body"}.get(refusal.code, "")
    return [(at, sentence(refusal))]


def _not_allowed(facts: dict[str, Any]) -> str:
    what = str(facts["what"])
    if what in _WHAT:
        why = _(_WHAT[what])
    elif what in _TAGS:
        why = _("thẻ <{tag}> chưa mở, đóng hoặc lồng đúng chỗ, hoặc có thuộc tính lạ", tag=what)
    elif facts.get("part", "body") == "body" and what.isascii() and what.islower():
        why = _("“{what}” không phải trường đã khai báo, cũng không phải thẻ dùng được", what=what)
    elif what[:1].isupper() and what.isalpha():
        why = _("phép viết này không được phép; mẫu không phải là chương trình")
    else:
        why = _("“{what}” không phải trường dùng được ở đây", what=what)
    part = _part(facts.get("part", "body"))
    return _("{part}, dòng {line}: {why}.", part=part, line=facts["line"], why=why)


def _fault(what: str) -> str:
    return _(_FAULTS.get(what, _FAULTS["malformed"]))


def _part(part: str) -> str:
    """Return the name of a part, with the row where it is one of several."""
    names = part.split(".")
    if names[0] == "report" and len(names) > 1 and names[1] in _FIGURES:
        return _numbered(_(_FIGURES[names[1]]), names[2:])
    if names[0] == "sample":
        names = ["sample"]
    return _numbered(_(_PARTS[names[0]]) if names[0] in _PARTS else part, names[1:])


def _numbered(name: str, rest: list[str]) -> str:
    return f"{name} {int(rest[0]) + 1}" if rest and rest[0].isdecimal() else name


def _control(part: str) -> str:
    names = part.split(".")
    for known in (".".join(names[:2]), names[0]):
        if known in _AT:
            return _AT[known]
    return f"part-{names[0]}" if names[0] in _LISTS else f"f-{names[0]}"
