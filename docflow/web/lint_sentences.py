"""What each rule of the check says to the clerk: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .lint_sentences_more import MORE
from .sentences import told

#: One template per rule, filled with the finding's facts.
LINT_SENTENCES: dict[str, str] = {
    "head.missing": "Thiếu {label}; điền trước khi trình.",
    "notation.malformed": (
        "Ký hiệu “{excerpt}” chưa đúng dạng; viết chữ viết tắt nối bằng gạch nối, "
        "không cách chữ, ví dụ SYT-NVY."
    ),
    "subject.missing": "Chưa có trích yếu; viết một câu ngắn gọn nêu nội dung chính.",
    "subject.too_long": (
        "Trích yếu dài {length} ký tự, quá mức {most}; rút gọn để hệ thống liên thông không cắt bớt."
    ),
    "subject.wordy": "Trích yếu dài {words} từ; nên rút gọn xuống dưới {most} từ.",
    "subject.starts_with_vv": "Chữ “V/v” được in tự động; bỏ “{excerpt}” ở đầu trích yếu.",
    "body.empty": "Nội dung còn trống; viết nội dung trước khi trình.",
    "body.unfinished": "Nội dung chưa kết thúc bằng “./.”; thêm dấu này sau chữ cuối cùng.",
    "body.closed_early": (
        "Dấu “./.” ở “{excerpt}” đứng giữa văn bản; dấu này chỉ đứng một lần, sau chữ cuối cùng."
    ),
    "field.empty": "Thiếu “{field}”; điền ô này, hoặc gõ thẳng chữ vào chỗ đó.",
    "field.unknown": (
        "“{excerpt}” không phải trường nào của mẫu nên sẽ in trống; bỏ hai dấu ngoặc nhọn, "
        "hoặc xóa đi rồi chọn trường ở “Chèn trường” (ô “Trường…” trên thanh công cụ)."
    ),
    "archive.no_rooms": "Chưa có dòng Lưu; ghi VT và đơn vị soạn thảo.",
    "archive.no_records_office": "Dòng Lưu ghi “{rooms}”; phải bắt đầu bằng VT.",
    "archive.malformed": (
        "Dòng Lưu ghi “{excerpt}”; chỉ ghi chữ viết tắt của đơn vị, số bản lưu và "
        "ký hiệu người soạn thảo điền vào ô riêng."
    ),
    "archive.in_copies": "Dòng “{excerpt}” được in tự động; bỏ khỏi danh sách và điền ở mục Lưu.",
    "addressees.none": "Chưa có nơi nhận ở Kính gửi; chọn ít nhất một đơn vị hoặc nhóm.",
    "addressees.no_purpose": "“{excerpt}” ở Kính gửi chưa có mục đích; chọn thực hiện hoặc phối hợp.",
    "copies.no_purpose": (
        "Dòng Nơi nhận “{excerpt}” chưa ghi để làm gì; chọn mục đích, ví dụ (để b/c)."
    ),
    "copies.not_as_above": "Dòng đầu của Nơi nhận phải là “Như trên”; thêm hoặc chuyển dòng này lên đầu.",
    "lines.empty": "Có dòng nơi nhận chưa có chữ; ghi tên nơi nhận hoặc bỏ dòng.",
    "lines.trailing_mark": "Dấu cuối dòng “{excerpt}” được in tự động; bỏ dấu đã gõ.",
    "lines.no_target": "Dòng “{excerpt}” chưa chỉ đến đơn vị nào; chọn đơn vị, nhóm, hoặc “Nơi ngoài hệ thống, gửi bản giấy”.",
    "lines.unknown_target": (
        "Dòng “{excerpt}” chỉ đến “{target}” không có trong danh bạ; chọn lại đơn vị hoặc nhóm."
    ),
    "lines.empty_group": (
        "Dòng “{excerpt}” chỉ đến nhóm chưa có đơn vị nào; thêm đơn vị vào nhóm hoặc chọn nhóm khác."
    ),
    "copies.half_abbreviated": (
        "“{excerpt}” viết tắt một nửa; viết đủ tên cơ quan hoặc dùng chữ viết tắt quen thuộc."
    ),
    "agency.gone_recipient": (
        "{agency} không còn hoạt động từ ngày {since}; kiểm tra và gửi {successor}."
    ),
    "agency.gone_mentioned": (
        "Nội dung nhắc đến {agency}, không còn hoạt động từ ngày {since}; "
        "kiểm tra có cần ghi {successor} không."
    ),
    "citation.out_of_force": (
        "{document} hết hiệu lực từ ngày {since}; kiểm tra và viện dẫn {successor}."
    ),
    "authority.missing": "Chưa có chức vụ hoặc họ tên người ký; chọn người ký.",
    "authority.no_space": "“{excerpt}” thiếu dấu cách; viết “{right}”.",
    "authority.collective": (
        "{agency} làm việc theo chế độ thủ trưởng nên không ký “TM.”; chọn lại thẩm quyền ký."
    ),
    "authority.deputy_alone": "“{excerpt}” là cấp phó ký thay; thêm dòng “{right}” ở trên.",
    "authority.degree": "Trước họ tên người ký không ghi “{degree}”; bỏ học hàm, học vị, danh hiệu.",
    "secrecy.refused": (
        "Văn bản mang dấu độ mật không được soạn trên hệ thống này; "
        "soạn trên máy và mạng riêng theo Luật Bảo vệ bí mật nhà nước 117/2025/QH15."
    ),
    "duty.no_due_date": "Giao việc thực hiện nhưng chưa có thời hạn; thêm hạn để theo dõi được.",
    "duty.term_not_counted": (
        "Nội dung ghi “{excerpt}” nhưng hệ thống chưa có hạn để nhắc; "
        "thêm biểu mẫu ở mục Yêu cầu báo cáo hoặc ghi hạn riêng ở dòng nơi nhận."
    ),
    "duty.point_without_day": (
        "Nội dung chỉ ghi “{excerpt}” nhưng hạn trên hệ thống là ngày {due}; "
        "ghi thêm “chậm nhất ngày {due}” vào điểm báo cáo."
    ),
    "duty.report_of_nobody": (
        "Có biểu mẫu báo cáo nhưng không đơn vị nào trong hệ thống phải gửi: các dòng được giao đều"
        " gửi giấy hoặc chỉ để biết. Chọn đơn vị thực hiện, hoặc bỏ biểu mẫu."
    ),
    "duty.no_report_asked": (
        "Giao việc thực hiện nhưng không yêu cầu báo cáo kết quả; thêm mục báo cáo nếu cần theo dõi."
    ),
    "duty.form_without_date": "Biểu mẫu báo cáo “{form}” chưa có hạn; ghi hạn báo cáo.",
    "duty.form_without_point": (
        "Có biểu mẫu báo cáo “{form}” nhưng nội dung không yêu cầu báo cáo; "
        "thêm một điểm “báo cáo kết quả … chậm nhất ngày …” vào nội dung."
    ),
    "duty.dates_differ": (
        "Nội dung ghi ngày {written} nhưng hạn trên hệ thống là ngày {due}; sửa cho khớp nhau."
    ),
    "duty.point_without_form": (
        "Nội dung yêu cầu báo cáo “{excerpt}” nhưng chưa có biểu mẫu; "
        "thêm biểu mẫu ở mục Yêu cầu báo cáo để thu và tổng hợp được số liệu."
    ),
    "duty.line_date_unnamed": (
        "Dòng “{excerpt}” có hạn riêng {due} nhưng nội dung chỉ ghi ngày {written}; "
        "ghi hạn {due} vào điểm báo cáo hoặc bỏ hạn riêng."
    ),
    "duty.line_date_nowhere": (
        "Dòng “{excerpt}” có hạn riêng {due} nhưng nội dung không ghi ngày hạn nào; "
        "ghi hạn {due} vào nội dung hoặc bỏ hạn riêng."
    ),
    "duty.past": "Hạn {due} đã qua; chọn ngày khác.",
    "duty.not_a_working_day": "Hạn {due} là ngày nghỉ; cân nhắc chọn ngày làm việc {next}.",
    "annex.missing": "Nội dung nhắc “{excerpt}” nhưng chưa có phụ lục; đính kèm hoặc sửa lời.",
    "annex.not_named": "Có {annexes} phụ lục nhưng nội dung không nhắc đến; thêm lời dẫn hoặc bỏ phụ lục.",
    "spelling.decomposed": (
        "Chữ “{excerpt}” dùng bảng mã tổ hợp; chuyển sang dựng sẵn theo TCVN 6909:2001."
    ),
    "spelling.covid": "Có cả “{excerpt}” và “{right}”; nên viết thống nhất “{right}”.",
    "spelling.tone_marks": (
        "Có cả “{old}” và “{new}”; nên thống nhất cách đặt dấu, giữ nguyên tên riêng."
    ),
    "spelling.date_zeros": (
        "“{excerpt}” chưa đúng; ngày dưới 10 và tháng 1, 2 thêm số 0, tháng khác thì không: “{right}”."
    ),
    "spelling.bracketed_address": "Địa chỉ nằm trong ngoặc nhọn “{excerpt}”; bỏ hai dấu ngoặc.",
    "citation.no_number": "Viện dẫn “{excerpt}” chưa có số, ký hiệu; bổ sung khi dẫn lần đầu.",
    "citation.no_date": "Viện dẫn “{excerpt}” chưa có ngày ban hành; bổ sung khi dẫn lần đầu.",
    "wording.capital_after_semicolon": (
        "Sau dấu chấm phẩy không viết hoa “{word}”; đổi thành dấu chấm hoặc viết thường."
    ),
    "wording.small_start": "Câu bắt đầu bằng “{word}” viết thường; viết hoa chữ cái đầu.",
    "wording.part_capital": (
        "“{excerpt}” viết chưa đúng; khi viện dẫn, phần, chương, mục, điều viết hoa, "
        "khoản, điểm viết thường."
    ),
    "wording.doubled_app": "“{excerpt}” nói hai lần một ý; chỉ viết “ứng dụng”.",
    "wording.repeated_word": "“{excerpt}” lặp từ; chỉ giữ một “{word}”.",
    **MORE,
}

#: The button of each repair.
LINT_REPAIRS: dict[str, str] = {
    "remove": "Bỏ “{before}”",
    "finish": "Thêm “./.”",
    "move_end": "Chuyển “./.” xuống cuối",
    "remove_end": "Bỏ “./.” ở đây",
    "space": "Thêm dấu cách",
    "compose": "Chuyển sang chữ dựng sẵn",
    "everywhere": "Sửa mọi chỗ thành “{after}”",
    "respell": "Sửa thành “{after}”",
    "date": "Sửa thành “{after}”",
    "remove_brackets": "Bỏ dấu ngoặc",
    "full_stop": "Đổi thành dấu chấm",
    "small_letter": "Viết thường",
    "capital": "Viết hoa",
    "say_once": "Chỉ giữ “{after}”",
    "end_mark": "Thêm dấu cuối dòng",
    "remove_space": "Bỏ dấu cách thừa",
    "relabel": "Đánh số lại: “{before}” thành “{after}”",
}


def sentence(rule: str, facts: Mapping[str, Any]) -> str:
    """Return what a finding of this rule says to the clerk."""
    return told(LINT_SENTENCES[rule], facts)


def button(label_code: str, before: str, after: str) -> str:
    """Return the word on the button of a repair."""
    return told(LINT_REPAIRS[label_code], {"before": before, "after": after})
