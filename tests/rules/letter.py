"""The department's real letter of August 2020 as a content, in two conditions."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

TODAY = date(2026, 11, 22)
DUE = "2026-12-07"

CITATIONS = (
    "Thực hiện Chỉ thị số 22/CT-UBND ngày 03/8/2020 của Chủ tịch UBND tỉnh về việc thực hiện các "
    "biện pháp cấp bách phòng, chống dịch COVID-19 trên địa bàn tỉnh trong tình hình mới; Công "
    "điện khẩn số 16/CĐ-UBND ngày 25/7/2020 của Chủ tịch UBND tỉnh về việc triển khai thực hiện "
    "khẩn trương các biện pháp phòng, chống dịch Covid-19 trên địa bàn tỉnh trong tình hình mới;"
)
_REASONS = (
    "Trước tình hình diễn biến phức tạp của dịch Covid-19 hiện nay, Sở Thông tin và Truyền thông "
    "đã ra mắt ứng dụng Smart Thanh Hóa trên thiết bị di động dành cho người dân. Đây là một trong "
    "những kênh thông tin chính thống về tình hình dịch bệnh trên địa bàn tỉnh và hướng dẫn cách "
    "khai báo, tìm kiếm cơ sở y tế cho người dân. Trên ứng dụng này, người dân cũng có thể xem các "
    "thống kê, thông tin về dịch bệnh được cập nhật liên tục, các hướng dẫn cách phòng tránh bệnh "
    "dịch hiệu quả và an toàn từ các chuyên gia y tế. Bên cạnh đó, Bộ Thông tin và Truyền thông "
    "cũng đã giới thiệu ứng dụng Bluezone nhằm phát hiện những người tiếp xúc gần với người nhiễm "
    "qua smartphone một cách nhanh chóng, chính xác, góp phần bảo vệ mình, bảo vệ cộng đồng trước "
    "đại dịch Covid-19 đang có những diễn biến hết sức phức tạp; Để nhanh chóng hỗ trợ công tác "
    "kiểm soát dịch Covid-19 trên địa bàn tỉnh, Giám đốc Sở Y tế đề nghị thủ trưởng các đơn vị "
    "thực hiện một số nội dung sau:"
)
_INSTALL = (
    "Đề nghị Giám đốc các đơn vị yêu cầu toàn thể cán bộ, công chức, viên chức, người lao động "
    "trong đơn vị cài đặt ứng dụng Smart Thanh Hóa và Bluezone; từng cán bộ phải gương mẫu cài đặt "
    "cho mình và người thân; hướng dẫn cho bệnh nhân và người nhà cài đặt ứng dụng Smart Thanh "
    "Hóa, Bluezone khi đến khám bệnh."
)
_PHONES = (
    "Đối với điện thoại di động sử dụng hệ điều hành Android và iOS: Người dùng mở ứng dụng App CH "
    "Play hoặc App Store trên thiết bị, sau đó gõ tìm kiếm từ khóa Smart Thanh Hóa và Bluezone, "
    "chọn biểu tượng để cài đặt."
)
ADDRESS = "http://stttt.thanhhoa.gov.vn/NewsDetail.aspx?Id=5662"
_WHERE = (
    "Thông tin hướng dẫn cài đặt và sử dụng ứng dụng Smart Thanh Hóa và Bluezone được đăng tải chi "
    "tiết tại trang thông tin điện tử của Sở Thông tin và Truyền thông tại địa chỉ: "
)
_CLOSING = (
    "Nhằm tăng cường các biện pháp phòng, chống và kiểm soát tốt dịch bệnh Covid-19 trên địa bàn "
    "tỉnh trong tình hình mới, Giám đốc Sở Y tế đề nghị các đơn vị phối hợp triển khai và thực "
    "hiện tốt các nội dung trên./."
)
_POINT = (
    "Thủ trưởng các đơn vị báo cáo kết quả thực hiện về Sở Y tế (qua phòng Nghiệp vụ Y) chậm nhất "
)

FORM = {
    "code": "cai_dat_ung_dung",
    "title": "Kết quả cài đặt ứng dụng",
    "fields": [
        {"name": "people", "label": "Tổng số người lao động của đơn vị", "unit": "người",
         "kind": "count", "required": True},
        {"name": "smart", "label": "Đã cài Smart Thanh Hóa", "unit": "người", "kind": "count",
         "required": True, "at_most": "people"},
        {"name": "note", "label": "Khó khăn, vướng mắc", "kind": "text"},
    ],
    "rates": [
        {"name": "smart_rate", "label": "Tỷ lệ cài Smart Thanh Hóa", "part": "smart",
         "whole": "people"},
    ],
}  # fmt: skip

UNITS = {
    "group:don-vi-trong-nganh": ["benh-vien-nhi", "benh-vien-phu-san"],
    "group:co-so-tu-nhan": ["tu-nhan-001", "tu-nhan-002", "tu-nhan-003"],
    "group:nhom-trong": [],
    "unit:uy-ban-nhan-dan-tinh": ["uy-ban-nhan-dan-tinh"],
    "unit:so-thong-tin-va-truyen-thong": ["so-thong-tin-va-truyen-thong"],
    "unit:giam-doc-so": ["giam-doc-so"],
}


def members(target: str) -> list[str]:
    """Answer a target like the directory does; an unknown one is a ``KeyError``."""
    return UNITS[target]


def text(words: str, *marks: str) -> dict[str, Any]:
    """Return one inline text node."""
    node: dict[str, Any] = {"type": "text", "text": words}
    return {**node, "marks": [{"type": mark} for mark in marks]} if marks else node


def field(name: str) -> dict[str, Any]:
    """Return one bound field."""
    return {"type": "field", "attrs": {"name": name}}


def paragraph(block: str, *inline: dict[str, Any] | str, label: str = "") -> dict[str, Any]:
    """Return a paragraph, or a point where it has a label."""
    nodes = [text(node) if isinstance(node, str) else node for node in inline]
    attrs = {"id": block, "label": label} if label else {"id": block}
    return {"type": "point" if label else "paragraph", "attrs": attrs, "content": nodes}


def body(*blocks: dict[str, Any] | str) -> dict[str, Any]:
    """Return a body; a plain string becomes a paragraph ``b1``, ``b2`` …"""
    made = [
        paragraph(f"b{ordinal}", block) if isinstance(block, str) else block
        for ordinal, block in enumerate(blocks, 1)
    ]
    return {"type": "doc", "schema": 1, "content": made}


def line(name: str, words: str, purpose: str | None, *targets: str) -> dict[str, Any]:
    """Return one printed line with its targets."""
    return {"id": name, "text": words, "purpose": purpose, "targets": list(targets), "due_on": None}


def sample() -> dict[str, Any]:
    """Return the letter as the template's sample prints it: report point, no faults of form."""
    return {
        "schema": 1,
        "type": "cong_van",
        "parent_agency": "UBND TỈNH THANH HOÁ",
        "agency": "SỞ Y TẾ",
        "notation": "SYT-NVY",
        "place": "Thanh Hoá",
        "expected": "2020-08",
        "subject": "hướng dẫn cài đặt ứng dụng Bluezone và Smart Thanh Hóa nhằm tăng cường kiểm "
        "soát dịch Covid-19 trên địa bàn tỉnh",
        "addressees": [
            line("a1", "Thủ trưởng các đơn vị y tế trong ngành", "thuc_hien",
                 "group:don-vi-trong-nganh"),
            line("a2", "Các cơ sở khám, chữa bệnh tư nhân trên địa bàn", "thuc_hien",
                 "group:co-so-tu-nhan"),
        ],
        "copies": [
            line("c1", "Như trên (thực hiện)", "thuc_hien", "addressees"),
            line("c2", "UBND tỉnh (để b/c)", "bao_cao", "unit:uy-ban-nhan-dan-tinh"),
            line("c3", "Sở Thông tin TT (để ph/h)", "phoi_hop",
                 "unit:so-thong-tin-va-truyen-thong"),
            line("c4", "Giám đốc Sở (để b/c)", "bao_cao", "unit:giam-doc-so"),
        ],
        "archive": {"rooms": ["VT", "NVY"], "copies": 2, "drafter": "Phước HN"},
        "body": body(
            CITATIONS,
            _REASONS,
            paragraph("b3", _INSTALL, label="1."),
            paragraph("b4", "Hướng dẫn cài đặt ứng dụng App Smart Thanh Hóa và Bluezone:",
                      label="2."),
            _PHONES,
            _WHERE + ADDRESS,
            paragraph("b7", _POINT, field("due_on"), ".", label="3."),
            _CLOSING,
        ),
        "fields": {"due_on": DUE},
        "obligations": [{"ordinal": 1, "block_id": "b7", "due_on": DUE, "form": FORM}],
        "urgency": "thuong",
        "confidentiality": "thuong",
        "authority": {
            "kind": "KT",
            "lines": ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
            "name": "Nguyễn Bá Cẩn",
            "person": 2,
        },
        "annexes": [],
    }  # fmt: skip


def raw() -> dict[str, Any]:
    """Return the letter as it was published, every oddity kept, and no report point."""
    content = sample()
    blocks = content["body"]["content"]
    blocks[5] = paragraph("b6", f"{_WHERE}<{ADDRESS}>")
    del blocks[6]
    content["fields"], content["obligations"] = {}, []
    content["archive"]["rooms"] = ["VT", "NVY_{Phước HN (02)}"]
    content["authority"]["lines"][0] = "KT.GIÁM ĐỐC"
    return content


def words_of(content: dict[str, Any]) -> str:
    """Return all typed words of the body, for looking a phrase up."""
    blocks = content["body"]["content"]
    return "\n".join("".join(node.get("text", "") for node in block["content"]) for block in blocks)


def count(pattern: str, content: dict[str, Any]) -> int:
    """Count how often a pattern stands in the body."""
    return len(re.findall(pattern, words_of(content)))
