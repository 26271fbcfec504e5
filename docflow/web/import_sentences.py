"""What is said of a table that is brought in: of the file, of its head, of one row."""

from __future__ import annotations

from .words import lazy

IMPORT_SENTENCES: dict[str, str] = {
    "import.rows": lazy(
        "Tệp có dòng sai nên chưa dòng nào được ghi. Sửa các dòng được nêu rồi nhập lại."
    ),
    "import.too_large": lazy("Tệp dài quá {most} ký tự. Chia thành nhiều tệp rồi nhập từng tệp."),
    "import.columns": lazy("Dòng đầu của tệp thiếu cột: {missing}. Thêm cột rồi nhập lại."),
    "import.column_unknown": lazy(
        "Dòng đầu của tệp có cột không rõ: {unknown}. Các cột dùng được: {known}. "
        "Sửa tên cột hoặc bỏ cột đó rồi nhập lại."
    ),
    "import.column_twice": lazy(
        "Các cột {columns} cùng chỉ một nội dung. Chỉ giữ một cột rồi nhập lại."
    ),
    "import.no_file": lazy("Chưa chọn tệp. Chọn một tệp CSV rồi nhập lại."),
    "import.encoding": lazy(
        "Tệp “{name}” không phải mã UTF-8 nên chữ Việt sẽ hỏng. Lưu lại dạng “CSV UTF-8” rồi nhập lại."
    ),
    "import.unreadable": lazy(
        "Tệp không phải CSV đọc được. Lưu lại dạng “CSV UTF-8” rồi nhập lại."
    ),
    "import.quote": lazy(
        "có dấu ngoặc kép mở mà không đóng, hoặc đóng giữa ô. "
        "Thêm dấu đóng; dấu nằm trong chữ thì viết hai dấu liền nhau."
    ),
    "table.quote": lazy(
        "có dấu ngoặc kép mở mà không đóng, hoặc đóng giữa ô. "
        "Thêm dấu đóng; dấu nằm trong chữ thì viết hai dấu liền nhau."
    ),
    "import.line_break": lazy(
        "cột {column} có ngắt dòng trong ô; có thể thiếu dấu ngoặc kép đóng. "
        "Viết nội dung ô trên một dòng."
    ),
    "import.code": lazy(
        "mã “{value}” không dùng được: chỉ ghi chữ thường không dấu, chữ số, dấu - hoặc _, "
        "nhiều nhất 100 ký tự. Nên ghi “{right}”."
    ),
    "import.code_room": lazy(
        "mã phòng “{value}” không dùng được: chỉ ghi chữ cái, chữ số, dấu . - hoặc _, "
        "nhiều nhất 20 ký tự. Nên ghi “{right}”."
    ),
    "import.code_login": lazy(
        "tên đăng nhập “{value}” không dùng được: chỉ ghi chữ cái, chữ số và các dấu . @ + - _. "
        "Nên ghi “{right}”."
    ),
    "import.ends_before": lazy(
        "Đến ngày {until} trước Từ ngày {since}. Sửa một trong hai ngày; "
        "chưa biết ngày hết thì để trống."
    ),
    "import.empty": lazy("cột {column} để trống. Điền rồi nhập lại."),
    "import.too_many_columns": lazy(
        "nhiều ô hơn dòng tên cột. Đặt chữ có dấu phẩy trong dấu ngoặc kép."
    ),
    "import.twice": lazy("“{value}” đã có ở dòng {first}. Bỏ một trong hai dòng."),
    "import.too_long": lazy("cột {column} dài quá {most} ký tự. Viết gọn lại."),
    "import.email": lazy("“{value}” không phải địa chỉ email. Sửa hoặc để trống."),
    "import.staff": lazy("“{value}” không phải số người. Ghi chữ số hoặc để trống."),
    "import.account": lazy("cột {column} ghi “{value}”; chỉ ghi có hoặc không."),
    "import.group_unknown": lazy("chưa có nhóm “{group}”. Nhập nhóm trước hoặc sửa mã nhóm."),
    "import.role": lazy("không có vai trò “{value}”. Dùng mã vai trò trong tài liệu."),
    "import.authority_kind": lazy(
        "không có hình thức ký “{value}”. Dùng head, KT, TL, TUQ hoặc Q."
    ),
    "import.successor_unknown": lazy(
        "chưa có văn bản thay thế “{name}”. Thêm dòng của văn bản đó hoặc sửa tên."
    ),
    "import.person_unknown": lazy("chưa có tài khoản “{login}”. Nhập người dùng trước."),
    "import.room_unknown": lazy("chưa có phòng “{room}”. Nhập phòng trước."),
    "import.unit_unknown": lazy("chưa có đơn vị “{unit}”. Nhập đơn vị trước."),
}
