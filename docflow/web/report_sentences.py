"""What is said where a unit answers: taking note, and the report."""

from __future__ import annotations

from .words import lazy

#: By code; the rest is in ``sentences.py``.
REPORT_SENTENCES: dict[str, str] = {
    "acknowledge.who": lazy("Ghi họ tên và chức vụ của người nhận, mỗi ô ít nhất 2 chữ cái."),
    "acknowledge.too_long": lazy("Họ tên và chức vụ dài nhất {most} ký tự mỗi ô. Viết gọn lại."),
    "report.invalid": lazy("Báo cáo còn chỗ cần sửa; chưa có gì được gửi."),
    "report.unknown": lazy("Biểu mẫu không có ô: {fields}. Tải lại trang rồi điền lại."),
    "report.missing": lazy("Chưa điền. Chỉ tiêu này bắt buộc."),
    "report.missing_number": lazy("Nhập một số, ví dụ 172. Không có thì ghi 0."),
    "report.not_a_number": lazy("Chỉ ghi chữ số, ví dụ 172 hoặc 1.680."),
    "report.too_large": lazy("Số lớn nhất ghi được là {most}. Kiểm tra lại các chữ số."),
    "report.too_long": lazy("Dài quá {most} ký tự. Viết gọn lại."),
    "report.above": lazy("Lớn hơn {whole} ({most}). Kiểm tra lại hai số."),
    "report.above_guess": lazy("Lớn hơn {whole} ({most}). Có phải {guess} không?"),
    "report.name": lazy("Ghi họ và tên, từ 2 đến 100 ký tự."),
    "report.note_too_long": lazy("Ghi chú dài quá {most} ký tự. Viết gọn lại."),
    "report.day_ahead": lazy(
        "Ngày này chưa tới. Ghi một ngày từ {first} (ngày của văn bản) đến hôm nay, {today}."
    ),
    "report.day_before": lazy(
        "Ngày này trước khi có văn bản. Ghi một ngày từ {first} (ngày của văn bản) đến hôm nay, {today}."
    ),
    "report.not_asked": lazy("Văn bản này không yêu cầu đơn vị báo cáo."),
    "report.acknowledge_first": lazy("Xác nhận đã nhận văn bản trước, rồi gửi báo cáo."),
    "report.closed": lazy(
        "Sở đã kết thúc theo dõi văn bản này nên không nhận báo cáo nữa. Gọi Sở nếu cần sửa."
    ),
}
