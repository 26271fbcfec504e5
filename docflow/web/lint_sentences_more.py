"""What the rules on names, structure, citations and files say to the clerk."""

from __future__ import annotations

#: One template per rule, filled with the finding's facts.
MORE: dict[str, str] = {
    "head.small_letters": "Tên cơ quan “{excerpt}” phải viết in hoa: “{right}”.",
    "head.parent_of_nowhere": (
        "“{excerpt}” chưa có tên địa phương; ghi thêm tên tỉnh, thành phố hoặc xã, phường."
    ),
    "head.place_small": "Địa danh “{excerpt}” phải viết hoa chữ cái đầu.",
    "notation.no_type": ("Ký hiệu “{excerpt}” thiếu chữ viết tắt tên loại văn bản; ghi “{right}”."),
    "notation.letter_named": "Công văn không ghi “CV” trong ký hiệu “{excerpt}”; ghi “{right}”.",
    "subject.generic": (
        "Trích yếu “{excerpt}” chưa nói về việc gì; nêu rõ nội dung để tra cứu được."
    ),
    "subject.end_mark": "Trích yếu không có dấu “{excerpt}” ở cuối; bỏ dấu này.",
    "subject.capital_start": "Sau “V/v” không viết hoa “{word}”; viết thường chữ cái đầu.",
    "subject.capitals": "Trích yếu viết in hoa toàn bộ “{excerpt}”; viết chữ thường.",
    "grounds.end_mark": "Dòng căn cứ “{excerpt}” phải kết thúc bằng dấu “{mark}”.",
    "grounds.doubled": "“{excerpt}” viết hai lần; chỉ giữ một “{word}”.",
    "date.no_such_day": "“{excerpt}” không có trên lịch: {why}; ghi lại đúng ngày.",
    "points.letters": (
        "Sau điểm {before} là {right}, không phải {excerpt}; xếp theo bảng chữ cái tiếng Việt."
    ),
    "points.numbers": "Sau khoản {before} là {right}, không phải {excerpt}; đánh lại số.",
    "points.form": (
        "Đánh số “{excerpt}” chưa đúng mẫu; phần ghi “I.”, khoản ghi “1.”, điểm ghi “a)”."
    ),
    "parts.untitled": "“{excerpt}” chưa có tiêu đề; ghi tiêu đề ở dòng ngay dưới.",
    "annex.nothing_issued": (
        "Quyết định ban hành {kind} nhưng chưa có {kind} kèm theo; thêm văn bản ở mục Văn bản kèm "
        "theo và ghi tên loại, hoặc kèm tệp riêng."
    ),
    "annex.issued_empty": (
        "{excerpt} kèm theo chưa có nội dung; soạn nội dung hoặc bỏ văn bản này."
    ),
    "annex.heading_differs": (
        "Trích yếu ghi ban hành {kind} nhưng văn bản kèm theo là {excerpt}; sửa cho khớp nhau."
    ),
    "annex.heading_twice": (
        "Tên loại {kind} đã in ở dòng trên; bỏ “{excerpt}” ở đầu trích yếu của văn bản kèm theo."
    ),
    "annex.arabic": "Phụ lục đánh số La Mã; đổi “{excerpt}” thành “{right}”.",
    "citation.no_issuer": (
        "Viện dẫn lần đầu “{excerpt}” chưa ghi cơ quan ban hành; thêm “của …” sau ngày."
    ),
    "citation.no_subject": (
        "Viện dẫn lần đầu “{excerpt}” chưa ghi trích yếu; thêm “về việc …” sau tên cơ quan."
    ),
    "citation.again_in_full": "Đã viện dẫn đầy đủ ở trên; lần này chỉ cần ghi “{short}”.",
    "citation.no_word_number": "Viện dẫn thiếu chữ “số” trước “{excerpt}”; ghi “{right}”.",
    "citation.number_zero": (
        "Số nhỏ hơn 10 ghi thêm số 0: đối chiếu văn bản gốc, “{excerpt}” hay “{right}”."
    ),
    "citation.law_number": (
        "Luật, Pháp lệnh chỉ ghi tên loại và tên, không ghi “{number}”; bỏ số, ký hiệu."
    ),
    "lines.repeated": "Dòng “{excerpt}” ghi hai lần; bỏ một dòng.",
    "lines.purpose_differs": (
        "Dòng “{excerpt}” in một mục đích nhưng hệ thống giao mục đích khác; chọn lại mục đích."
    ),
    "authority.small_letters": "Chức vụ “{excerpt}” phải viết in hoa: “{right}”.",
    "authority.name_capitals": "Họ tên người ký viết chữ thường: “{right}”.",
    "authority.nobody_signs": (
        "Dưới “{excerpt}” chưa có chức vụ của người trực tiếp ký; thêm một dòng chức vụ."
    ),
    "capital.agency": "Tên cơ quan “{excerpt}” viết hoa chưa đúng; viết “{right}”.",
    "capital.honour": "Tên huân chương, danh hiệu “{excerpt}” viết là “{right}”.",
    "capital.holiday": "Tên ngày lễ, ngày kỷ niệm “{excerpt}” viết là “{right}”.",
    "capital.event": "“{excerpt}” viết là “{right}”.",
    "capital.special_place": "“{excerpt}” viết hoa đặc biệt: “{right}”.",
    "capital.region": "Tên vùng, miền “{excerpt}” viết hoa cả hai âm tiết: “{right}”.",
    "capital.foreign_body": "Tên tổ chức “{excerpt}” viết là “{right}”.",
    "capital.unit": "Danh từ chung chỉ đơn vị hành chính viết thường: “{right}”.",
    "capital.numbered_unit": "Đơn vị hành chính đặt theo số viết hoa cả danh từ chung: “{right}”.",
    "capital.water": "Danh từ chung đứng trước tên riêng viết thường: “{right}”.",
    "capital.person": "Tên người viết hoa tất cả các âm tiết: “{right}”.",
    "capital.post": "Chức vụ, học vị đi liền tên người viết hoa: “{right}”.",
    "capital.people_and_state": "“{excerpt}” là danh từ đặc biệt, viết hoa: “{right}”.",
    "capital.document": "Tên văn bản cụ thể viết hoa: “{right}”.",
    "capital.lunar_year": "Tên năm âm lịch viết hoa cả hai âm tiết: “{right}”.",
    "capital.tet": "Tên ngày tết chỉ viết hoa âm tiết đầu: “{right}”.",
    "capital.day_or_month": "Thứ và tháng viết bằng chữ phải viết hoa: “{right}”.",
    "spelling.space_before_mark": "Có dấu cách thừa trước dấu “{mark}”; bỏ dấu cách.",
    "spelling.no_space_after_mark": "Thiếu dấu cách sau dấu “{mark}”; thêm dấu cách.",
    "spelling.foreign_letter": (
        "“{excerpt}” có chữ cái của bảng chữ khác, tìm kiếm không thấy; gõ lại “{right}”."
    ),
    "file.no_nation": "Quốc hiệu ghi “{excerpt}”; phải là “{right}”.",
    "file.motto": "Tiêu ngữ ghi “{excerpt}”; phải là “{right}”.",
    "file.number_zero": "Số văn bản “{excerpt}” nhỏ hơn 10; ghi “{right}”.",
    "file.date_zeros": (
        "“{excerpt}” chưa đúng; ngày dưới 10 và tháng 1, 2 thêm số 0, tháng khác thì không: “{right}”."
    ),
    "file.addressee_marks": "Dòng Kính gửi “{excerpt}” phải kết thúc bằng dấu “{mark}”.",
    "file.copies_marks": "Dòng Nơi nhận “{excerpt}” phải kết thúc bằng dấu “{mark}”.",
    "file.paper": "Khổ giấy {excerpt}; phải là A4 đứng, 210 x 297 mm.",
    "file.margins": "Lề {side} {excerpt}; phải từ {least} đến {most} mm.",
    "file.font": "Chữ “{excerpt}” dùng phông {font}; phải là Times New Roman.",
    "file.size": "Đoạn “{excerpt}” cỡ chữ {size}; nội dung dùng cỡ 13 đến 14.",
    "file.line_spacing": "Khoảng cách dòng ở “{excerpt}” phải từ dòng đơn đến 1,5 dòng.",
    "file.paragraph_gap": "Đoạn “{excerpt}” cách đoạn trước dưới 6pt; đặt tối thiểu 6pt.",
    "file.alignment": "Đoạn “{excerpt}” chưa canh đều hai lề.",
    "file.page_one_numbered": "Trang thứ nhất hiển thị số trang; đặt “Trang đầu khác” và bỏ số.",
    "file.page_number_place": "Số trang phải ở giữa lề trên của trang; chuyển lên đầu trang.",
    "file.doubtful": "“{excerpt}” không thuộc phần nào của thể thức; kiểm tra lại.",
}
