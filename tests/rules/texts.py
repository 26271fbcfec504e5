"""Thirty texts with what a repair must leave alone: quotations, names, addresses, lists, dates."""

from __future__ import annotations

#: Each text is its blocks; a block that begins with a label and two blanks is a point.
TEXTS: tuple[tuple[str, ...], ...] = (
    ("Căn cứ Căn cứ Luật Dược", "Căn cứ Nghị định số 15/2026/NĐ-CP", "Sở Y tế đề nghị các các đơn vị rà soát"),
    ("Dịch Covid-19 còn phức tạp; Để phòng dịch COVID-19, sở Y Tế đề nghị triển khai./. Các đơn vị báo cáo",),
    ("Mở ứng dụng App “Covid-19” và “ứng dụng App Bluezone”, phòng dịch COVID-19 và covid-19./.",),
    ("Thực hiện Chỉ thị số 22/CT-UBND ngày 3/8/2020 của Chủ tịch UBND tỉnh về việc phòng, chống dịch Covid-19 ;",
     "Công điện khẩn 16/CĐ-UBND ngày 25/07/2020 của Chủ tịch UBND tỉnh về việc các các biện pháp cấp bách", "Đề nghị triển khai"),
    ("Các đơn vị thuộc sở y tế và ủy ban Nhân dân các xã trên địa bàn Tỉnh Thanh Hóa báo cáo trước ngày 5/08/2026./",),
    ("Xem tại <https://syt.thanhhoa.gov.vn/huong-dan,ban-2>và gửi về <nvy.syt@thanhhoa.gov.vn>, các các đơn vị thực hiện;",),
    ("1.  Rà soát số giường, báo cáo ngày 7/8/2026 ;", "2.  Bổ sung thuốc , vật tư;", "3.  Khi có ca bệnh, báo cáo ngay./.", "Phòng Nghiệp vụ Y tổng hợp"),
    ("a)  Kiểm tra tủ thuốc;", "b)  Lập danh sách;", "d)  Gửi về Sở Y tế. các đơn vị lưu ý v.v."),
    ("Giao ông Nguyễn văn An, bác sĩ Trần Thị Bình và giám đốc Lê Văn Cường phụ trách; Các khoa phối hợp",),
    ("Nhân ngày quốc khánh 2/9, trao tặng huân chương lao động hạng Ba cho thầy thuốc nhân dân Phạm đình Sơn",),
    ("Theo tổ chức y tế thế giới và Unicef, các tỉnh Bắc bộ, tây Nguyên và thủ đô Hà Nội, thành phố Hồ Chí Minh cần chú ý.",),
    ("Đón Tết Nguyên đán năm Bính ngọ, các đơn vị trực từ sáng thứ hai ngày 16/02/2026 đến hết tháng hai năm 2026",),
    ("Theo quy định tại Khoản 2 điều 5 nghị định số 30/2020/NĐ-CP và Luật khám bệnh, chữa bệnh số 15/2023/QH15, sở y tế hướng dẫn",),
    ("Thực hiện Thực hiện Kế hoạch số 5/KH-SYT ngày 31/02/2021 của Sở Y tế về việc “tiêm chủng mở rộng ./. đợt 2”, các đơn vị báo cáo./.",),
    ("Sửa đổi Điều 5 như sau:", "“Điều 5. Các các đơn vị báo cáo trước ngày 5/08/2026./.”", "Đề nghị thực hiện./."),
    ("Gõ từ khoá Smart Thanh Hóa vào ô tìm kiếm, uỷ quyền cho đơn vị; tuỳ điều kiện, hoà giải và thuý là hoá đơn của khoa Hóa",),
    ("Đề nghị Sở Y t\u0435 và các đ\u043en vị r\u0430 soát tại địa chỉ số 101 đường Nguyễn Trãi, Phường 3, quận 5 và phường 7 ở thành phố Hồ Chí Minh.",),
    ("Phụ lục 1, Phụ lục 2 kèm theo công văn này; theo Phụ lục 3 ban hành kèm theo Thông tư số 20/2020/TT-BYT",),
    ("Chăm sóc sức khỏe nhân dân theo chủ trương của Đảng và nhà nước, của nhân dân và cho nhân dân, biển và Vịnh Hạ Long",),
    ("ứng dụng App App Bluezone, ứng dụng App ứng dụng App và các các các đơn vị của của Sở./. ./. ./.",),
    ("Căn cứ Luật Bảo hiểm y tế,Luật Dược", "Căn cứ căn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2026 của UBND tỉnh.", "Theo đề nghị của Theo đề nghị của Trưởng phòng Nghiệp vụ Y"),
    ("(Kèm theo Công văn 5/SYT-NVY ngày 4/3/2026 của Sở Y tế)", "[1] xem www.moh.gov.vn , mục “Văn bản”;Các đơn vị (nếu có ) báo cáo?"),
    ("cách mạng tháng tám và tạp chí Cộng Sản, Xô Viết Nghệ Tĩnh; Những đơn vị có tên “sở Y Tế cơ sở 2” không đổi tên",),
    ("Liên hệ BS. Hoàng Thị Mai, ĐT: 0237.385.1234, email mai.ht@syt.thanhhoa.gov.vn ,trước 17h00 ngày 5/9/2026",),
    ("Ngày 30 tháng 02 năm 2026 và ngày 31/4, ngày 00/13 không có; ngày 5 tháng 08 năm 2026 thì có",),
    ("QUY ĐỊNH CHUNG", "điều 1. Quy định này áp dụng cho sở y tế, Sở Y Tế , SỞ Y TẾ và Sở y tế;Bộ y tế;các cơ sở"),
    ("Đề nghị các đơn vị:", "-  Cài đặt ứng dụng App VNeID;", "-  Khai báo tại “Sổ sức khỏe điện tử”;", "-  Báo cáo kết quả như sau:"),
    ("Dịch còn phức tạp./.các đơn vị báo cáo./.Sở Y tế tổng hợp ./. và trình UBND tỉnh./.", "Kính trình."),
    ("Kết luận số 5/KL-TTr ngày 1/1/2026 về việc a, b; Tờ trình 7/TTr-SYT ngày 2/1/2026, Thông báo số 9/TB-SYT ngày 3/1/2026 của Sở",),
    ("Tổ chức Y tế Thế giới công bố ngày thầy thuốc việt nam 27/2, quận 1, Quận 3; đại diện ASEAN và Asean, Liên Hợp Quốc.",),
)  # fmt: skip
