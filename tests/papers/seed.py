"""The real dispatch of the department, as content: what composing must print word for word."""

from __future__ import annotations

from typing import Any

from docflow.papers.blocks import from_markup

BODY = """\
Thực hiện Chỉ thị số 22/CT-UBND ngày 03/8/2020 của Chủ tịch UBND tỉnh về việc thực hiện các biện \
pháp cấp bách phòng, chống dịch COVID-19 trên địa bàn tỉnh trong tình hình mới; Công điện khẩn số \
16/CĐ-UBND ngày 25/7/2020 của Chủ tịch UBND tỉnh về việc triển khai thực hiện khẩn trương các biện \
pháp phòng, chống dịch Covid-19 trên địa bàn tỉnh trong tình hình mới;

Trước tình hình diễn biến phức tạp của dịch Covid-19 hiện nay, Sở Thông tin và Truyền thông đã ra \
mắt ứng dụng Smart Thanh Hóa trên thiết bị di động dành cho người dân. Đây là một trong những kênh \
thông tin chính thống về tình hình dịch bệnh trên địa bàn tỉnh và hướng dẫn cách khai báo, tìm kiếm \
cơ sở y tế cho người dân. Trên ứng dụng này, người dân cũng có thể xem các thống kê, thông tin về \
dịch bệnh được cập nhật liên tục, các hướng dẫn cách phòng tránh bệnh dịch hiệu quả và an toàn từ \
các chuyên gia y tế. Bên cạnh đó, Bộ Thông tin và Truyền thông cũng đã giới thiệu ứng dụng Bluezone \
nhằm phát hiện những người tiếp xúc gần với người nhiễm qua smartphone một cách nhanh chóng, chính \
xác, góp phần bảo vệ mình, bảo vệ cộng đồng trước đại dịch Covid-19 đang có những diễn biến hết sức \
phức tạp; Để nhanh chóng hỗ trợ công tác kiểm soát dịch Covid-19 trên địa bàn tỉnh, Giám đốc Sở Y \
tế đề nghị thủ trưởng các đơn vị thực hiện một số nội dung sau:

1. Đề nghị Giám đốc các đơn vị yêu cầu toàn thể cán bộ, công chức, viên chức, người lao động trong \
đơn vị cài đặt ứng dụng Smart Thanh Hóa và Bluezone; từng cán bộ phải gương mẫu cài đặt cho mình và \
người thân; hướng dẫn cho bệnh nhân và người nhà cài đặt ứng dụng Smart Thanh Hóa, Bluezone khi đến \
khám bệnh.

2. Hướng dẫn cài đặt ứng dụng App Smart Thanh Hóa và Bluezone:

Đối với điện thoại di động sử dụng hệ điều hành Android và iOS: Người dùng mở ứng dụng App CH Play \
hoặc App Store trên thiết bị, sau đó gõ tìm kiếm từ khóa Smart Thanh Hóa và Bluezone, chọn biểu \
tượng để cài đặt.

Thông tin hướng dẫn cài đặt và sử dụng ứng dụng Smart Thanh Hóa và Bluezone được đăng tải chi tiết \
tại trang thông tin điện tử của Sở Thông tin và Truyền thông tại địa chỉ: \
http://stttt.thanhhoa.gov.vn/NewsDetail.aspx?Id=5662

3. Thủ trưởng các đơn vị báo cáo kết quả thực hiện về Sở Y tế (qua phòng Nghiệp vụ Y) chậm nhất \
{due_on}.

Nhằm tăng cường các biện pháp phòng, chống và kiểm soát tốt dịch bệnh Covid-19 trên địa bàn tỉnh \
trong tình hình mới, Giám đốc Sở Y tế đề nghị các đơn vị phối hợp triển khai và thực hiện tốt các \
nội dung trên./.
"""


def content(**changes: Any) -> dict[str, Any]:
    """Return the dispatch's content, with some of its keys replaced."""
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
            {"id": "a1", "text": "Thủ trưởng các đơn vị y tế trong ngành"},
            {"id": "a2", "text": "Các cơ sở khám, chữa bệnh tư nhân trên địa bàn"},
        ],
        "copies": [
            {"id": "c1", "text": "Như trên (thực hiện)"},
            {"id": "c2", "text": "UBND tỉnh (để b/c)"},
            {"id": "c3", "text": "Sở Thông tin TT (để ph/h)"},
            {"id": "c4", "text": "Giám đốc Sở (để b/c)"},
        ],
        "archive": {"rooms": ["VT", "NVY"], "copies": 2, "drafter": "Phước HN"},
        "body": from_markup(BODY),
        "fields": {"due_on": "2020-08-21"},
        "urgency": "thuong",
        "authority": {
            "kind": "KT",
            "lines": ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
            "name": "Nguyễn Bá Cẩn",
            "person": 2,
        },
        "annexes": [],
        **changes,
    }
