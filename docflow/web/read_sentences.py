"""What is said when a file or a text cannot be read as a dispatch."""

from __future__ import annotations

from .words import lazy

#: By code; ``{…}`` are the refusal's facts.
READ_SENTENCES: dict[str, str] = {
    "read.bomb": lazy("Tệp nở ra quá lớn khi mở ({name}). Lưu lại từ Word rồi gửi bản mới."),
    "read.broken": lazy("Tệp Word bị hỏng hoặc bị cắt. Mở bằng Word, lưu lại rồi thử lần nữa."),
    "read.controls": lazy(
        "Văn bản có {found} ký tự điều khiển, không phải chữ. Chép lại nội dung."
    ),
    "read.doctype": lazy(
        "Tệp khai báo thực thể XML ({name}), điều Word không làm. Không mở tệp này."
    ),
    "read.embedded": lazy("Tệp nhúng một tài liệu lạ ({name}). Lưu lại thành .docx thường."),
    "read.empty_file": lazy("Tệp rỗng, không có dữ liệu nào. Chọn lại tệp."),
    "read.empty": lazy("Không đọc được chữ nào. Nếu là bản quét, cần nhận dạng chữ trước."),
    "read.encoding": lazy("Tệp Word dùng bảng mã lạ. Mở bằng Word, lưu lại thành .docx."),
    "read.encrypted": lazy("Tệp đặt mật khẩu. Bỏ mật khẩu rồi thử lại."),
    "read.entries": lazy("Tệp chứa hơn {most} phần. Lưu lại từ Word rồi thử lại."),
    "read.external": lazy("Tệp lấy nội dung từ nơi khác ({target}). Bỏ liên kết đó rồi thử lại."),
    "read.format": lazy("Chỉ đọc được tệp .docx và .txt. Lưu văn bản theo một trong hai dạng đó."),
    "read.macros": lazy(
        "Tệp có macro hoặc thành phần chạy được ({name}). Lưu lại thành .docx thường."
    ),
    "read.names": lazy("Tệp có tên phần không hợp lệ ({name}). Không mở tệp này."),
    "read.not_text": lazy("Tệp chữ không phải UTF-8. Lưu lại với bảng mã UTF-8 (Unicode)."),
    "read.old_word": lazy("Đây là tệp .doc cũ hoặc có mật khẩu. Mở bằng Word, lưu thành .docx."),
    "read.text_too_large": lazy("Tệp chữ lớn hơn {most} MB. Chia nhỏ rồi thử lại."),
    "read.too_deep": lazy("Nội dung lồng nhau quá nhiều lớp. Bỏ bớt bảng trong bảng rồi thử lại."),
    "read.too_large": lazy("Tệp lớn hơn {most} MB. Bỏ bớt hình ảnh rồi thử lại."),
    "read.too_long": lazy("Văn bản dài hơn mức đọc được ({most}). Chia nhỏ rồi thử lại."),
    "read.too_many_tables": lazy("Văn bản có hơn {most} bảng. Chia nhỏ rồi thử lại."),
}
