"""What the API says beside the refusals' own sentences."""

from __future__ import annotations

from docflow.web.words import lazy

#: The heads of problems, by status.
TITLES: dict[int, str] = {
    400: lazy("Yêu cầu không đọc được"),
    401: lazy("Cần mã truy cập"),
    403: lazy("Không được làm việc này"),
    404: lazy("Không tìm thấy"),
    405: lazy("Thao tác không có ở địa chỉ này"),
    409: lazy("Văn bản vừa thay đổi"),
    412: lazy("Phiên bản đã cũ"),
    413: lazy("Nội dung quá lớn"),
    415: lazy("Sai kiểu nội dung"),
    422: lazy("Nội dung chưa hợp lệ"),
    428: lazy("Thiếu phiên bản"),
    429: lazy("Gọi quá nhanh"),
    500: lazy("Máy chủ gặp lỗi"),
    503: lazy("Chưa làm được lúc này"),
    507: lazy("Máy chủ hết chỗ lưu"),
}

#: The plain HTTP errors.
HTTP: dict[int, str] = {
    400: lazy("Yêu cầu không đọc được hoặc bị đứt giữa chừng. Gửi lại toàn bộ."),
    404: lazy("Không có địa chỉ này. Xem danh sách địa chỉ trong openapi.json."),
    405: lazy("Địa chỉ này không nhận thao tác đó. Xem tiêu đề Allow và openapi.json."),
    413: lazy("Nội dung gửi lên vượt quá 2 MB. Rút ngắn rồi gửi lại."),
    503: lazy("Máy chủ đang bận. Chưa có gì được ghi; chờ vài giây rồi gửi lại."),
    507: lazy("Máy chủ hết chỗ lưu. Chưa có gì được ghi; báo quản trị."),
}

#: What is wrong with one field of a body or a query, by pydantic's name for the fault.
INPUT: dict[str, str] = {
    "missing": lazy("Thiếu trường này."),
    "extra_forbidden": lazy("Không có trường này; bỏ đi."),
    "string_type": lazy("Phải là chuỗi ký tự."),
    "string_too_long": lazy("Dài quá {max_length} ký tự; rút ngắn."),
    "string_too_short": lazy("Phải có ít nhất {min_length} ký tự."),
    "string_pattern_mismatch": lazy("Chưa đúng dạng đã mô tả trong openapi.json."),
    "too_long": lazy("Có quá {max_length} mục; bỏ bớt."),
    "too_short": lazy("Phải có ít nhất {min_length} mục."),
    "int_type": lazy("Phải là số nguyên."),
    "int_parsing": lazy("Phải là số nguyên."),
    "greater_than_equal": lazy("Phải từ {ge} trở lên."),
    "less_than_equal": lazy("Phải không quá {le}."),
    "bool_type": lazy("Phải là true hoặc false."),
    "bool_parsing": lazy("Phải là true hoặc false."),
    "date_type": lazy("Phải là ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2026-12-07."),
    "date_parsing": lazy("Phải là ngày có thật, dạng NĂM-THÁNG-NGÀY, ví dụ 2026-12-07."),
    "date_from_datetime_parsing": lazy(
        "Phải là ngày có thật, dạng NĂM-THÁNG-NGÀY, ví dụ 2026-12-07."
    ),
    "literal_error": lazy("Không có giá trị này; xem các giá trị trong openapi.json."),
    "enum": lazy("Không có giá trị này; xem các giá trị trong openapi.json."),
    "list_type": lazy("Phải là danh sách."),
    "dict_type": lazy("Phải là đối tượng JSON."),
    "model_type": lazy("Phải là đối tượng JSON."),
    "control_characters": lazy("Có ký tự điều khiển không nhìn thấy; bỏ đi."),
    "approves_with_reason": lazy("Lý do chỉ dùng khi trả lại; bỏ đi hoặc đổi action."),
    "other": lazy("Giá trị không đúng kiểu."),
}
