"""What a refusal about recipients, groups and report forms says, and what to do then."""

from __future__ import annotations

from .words import lazy

RECIPIENT_SENTENCES: dict[str, str] = {
    "recipients.idle_due": lazy(
        "Dòng này không yêu cầu báo cáo nên không đặt hạn {due_on} được. "
        "Chọn mục đích thực hiện hoặc phối hợp, hoặc để trống hạn."
    ),
    "lines.gone": lazy("Không còn dòng nào để hoàn tác; dòng đã có trong văn bản."),
    "line_set.name": lazy("Ghi tên cho bộ nơi nhận, nhiều nhất {most} ký tự."),
    "line_set.many": lazy("Đã có {most} bộ nơi nhận. Bỏ bớt bộ không dùng rồi lưu lại."),
    "line_set.empty": lazy("Dự thảo chưa có dòng nơi nhận nào để lưu. Chọn nơi nhận trước."),
    "form.title": lazy("Ghi tên biểu mẫu, nhiều nhất {most} ký tự."),
    "form.empty": lazy("Biểu mẫu chưa có chỉ tiêu nào. Ghi ít nhất một chỉ tiêu."),
    "form.many": lazy("Biểu mẫu có hơn {most} chỉ tiêu. Bỏ bớt để đơn vị báo cáo được."),
    "form.label": lazy("Tên chỉ tiêu “{label}” trống hoặc dài quá {most} ký tự. Ghi lại."),
    "form.kind": lazy("Chỉ tiêu “{label}” có kiểu “{kind}” không nhận ra. Chọn trong danh sách."),
    "form.twice": lazy("Có hai chỉ tiêu “{label}”. Đổi tên một chỉ tiêu."),
    "form.rate": lazy(
        "Tỷ lệ của “{label}” phải là một số trên một số khác đứng trước nó. Chọn lại."
    ),
    "form.unknown": lazy("Công văn không có yêu cầu báo cáo số {ordinal}. Tải lại trang."),
    "form.many_points": lazy("Một công văn có nhiều nhất {most} yêu cầu báo cáo. Gộp bớt lại."),
    "form.no_date": lazy("Ghi hạn báo cáo: biểu mẫu phải có ngày thì mới theo dõi được."),
    "form.point": lazy(
        "Câu yêu cầu báo cáo phải có chữ {field} để in ngày hạn, dài nhất {most} ký tự."
    ),
    "report.not_a_share": lazy("Ghi tỷ lệ từ 0 đến 100, ví dụ 95 hoặc 95,5."),
    "report.not_yes_or_no": lazy("Chọn có hoặc không."),
    "group.rule_empty": lazy(
        "Điều kiện của nhóm còn trống. Chọn ít nhất một loại, một địa bàn hoặc cách liên lạc."
    ),
    "group.rule": lazy("Điều kiện của nhóm không đọc được: {what}. Chọn lại trong danh sách."),
    "group.name": lazy("Ghi tên nhóm, nhiều nhất {most} ký tự."),
    "group.taken": lazy("Đã có nhóm “{name}”. Đặt tên khác để khỏi nhầm."),
    "group.unknown": lazy("Không có nhóm “{code}”. Tải lại danh sách nhóm."),
    "group.unit_unknown": lazy("Danh bạ không có đơn vị “{code}”. Tìm và chọn lại."),
    "unit.alias_long": lazy("Tên gọi khác “{alias}…” dài quá {most} ký tự. Viết gọn lại."),
    "unit.aliases_many": lazy("Nhiều nhất {most} tên gọi khác, tổng cộng 500 ký tự. Bỏ bớt."),
}
