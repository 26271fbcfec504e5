"""What is said when an annex, its table or a file that goes along is refused."""

from __future__ import annotations

from .words import lazy

ANNEX_SENTENCES: dict[str, str] = {
    "annex.too_many": lazy(
        "Một văn bản có nhiều nhất {most} phụ lục. Gộp bớt, hoặc để thành tệp riêng."
    ),
    "annex.title_too_long": lazy("Tên phụ lục dài {length} ký tự, quá mức {most}. Rút gọn lại."),
    "annex.heading_too_long": lazy(
        "Tên loại văn bản kèm theo dài {length} ký tự, quá mức {most}. "
        "Chỉ ghi tên loại, ví dụ Quy chế; phần còn lại ghi ở trích yếu."
    ),
    "annex.too_long": lazy("Phụ lục dài quá {most} ký tự. Đính kèm thành tệp PDF riêng."),
    "table.too_large": lazy("Tệp lớn quá {most} MB. Chỉ giữ trang tính cần in rồi lưu lại."),
    "table.format": lazy(
        "Tệp không phải .xlsx hay .csv. Mở bằng Excel, lưu thành .xlsx rồi nạp lại."
    ),
    "table.broken": lazy("Tệp bị hỏng hoặc bị cắt. Mở bằng Excel, lưu lại rồi nạp lần nữa."),
    "table.unsafe": lazy(
        "Tệp có phần không an toàn: macro, liên kết ra ngoài, mật khẩu hoặc nén bất thường. "
        "Chép số liệu sang tệp .xlsx mới rồi nạp lại."
    ),
    "table.encoding": lazy("Tệp CSV không ở bảng mã UTF-8. Trong Excel chọn “CSV UTF-8” khi lưu."),
    "table.empty": lazy("Trang tính đầu tiên không có chữ nào. Đưa bảng cần in lên trang đầu."),
    "table.rows_most": lazy(
        "Bảng có {rows} dòng, quá mức {most}. Xóa dòng thừa ở cuối, hoặc đính kèm thành tệp PDF."
    ),
    "table.columns_most": lazy(
        "Bảng có {columns} cột, quá mức {most}. Ẩn cột không cần in, hoặc đính kèm thành tệp PDF."
    ),
    "table.rows": lazy(
        "Bảng còn dòng chưa in được. Sửa trong tệp rồi nạp lại; chưa có gì được ghi."
    ),
    "table.error_value": lazy("ô {cell} báo lỗi {value}. Sửa công thức."),
    "table.no_value": lazy("ô {cell} là công thức chưa tính. Mở tệp bằng Excel rồi lưu lại."),
    "table.width": lazy("có {cells} ô, dòng đầu có {expected}. Thêm tên cột, hoặc bỏ ô thừa."),
    "table.long_cell": lazy("có ô dài {length} ký tự, quá mức {most}. Rút gọn ô này."),
    "enclosure.no_file": lazy("Chưa có tệp nào được gửi. Chọn một tệp rồi gửi lại."),
    "enclosure.empty": lazy("Tệp rỗng. Kiểm tra lại tệp rồi gửi lần nữa."),
    "enclosure.too_large": lazy(
        "Tệp lớn quá {most} MB. Giảm dung lượng ảnh, hoặc chia thành nhiều tệp."
    ),
    "enclosure.too_many": lazy("Một văn bản kèm nhiều nhất {most} tệp. Gộp bớt thành một tệp PDF."),
    "enclosure.total": lazy("Các tệp kèm theo lớn quá {most} MB. Bỏ bớt, hoặc giảm dung lượng."),
    "enclosure.kind": lazy("Chỉ nhận tệp PDF, .docx và .xlsx. Lưu tài liệu thành PDF rồi gửi lại."),
    "enclosure.broken": lazy(
        "Tệp bị hỏng hoặc bị cắt. Mở tệp, lưu hoặc in lại thành PDF rồi gửi lại."
    ),
    "enclosure.encrypted": lazy("Tệp đặt mật khẩu nên không ký số được. Bỏ mật khẩu rồi gửi lại."),
    "enclosure.active": lazy(
        "Tệp PDF có phần tự chạy hoặc tệp nhúng ({name}). In lại thành PDF thường rồi gửi lại."
    ),
    "enclosure.certified": lazy(
        "Tệp PDF đã được khóa bằng chữ ký, không ký thêm được. Dùng bản chưa khóa."
    ),
    "enclosure.sealed": lazy(
        "Tệp này đã được đóng dấu khi kèm một văn bản trước. Dùng bản gốc chưa đóng dấu."
    ),
    "enclosure.pages": lazy("Tệp PDF phải có từ 1 đến {most} trang. Chia thành nhiều tệp."),
    "enclosure.page_size": lazy(
        "Trang đầu của tệp PDF quá nhỏ để ghi số và thời gian ký. In lại trên khổ A4."
    ),
    "enclosure.too_complex": lazy(
        "Tệp PDF quá phức tạp để kiểm tra. In lại thành PDF rồi gửi lại."
    ),
    "enclosure.unsafe": lazy(
        "Tệp Office có phần không an toàn: macro, liên kết ra ngoài hoặc nén bất thường. "
        "Lưu thành PDF rồi gửi lại."
    ),
    "enclosure.title_missing": lazy("Tệp kèm theo chưa có tên gọi. Ghi tên rồi lưu lại."),
    "enclosure.title_too_long": lazy("Tên gọi dài {length} ký tự, quá mức {most}. Rút gọn lại."),
}
