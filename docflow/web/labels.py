"""Every Vietnamese word for a code object: states, standings, purposes, roles, acts, verbs."""

from __future__ import annotations

from enum import StrEnum

from docflow.rules.authority import Kind
from docflow.rules.forms import Kind as FormKind
from docflow.rules.lifecycle import State
from docflow.rules.permissions import Role
from docflow.rules.purposes import Purpose
from docflow.rules.standing import Standing

from .words import _, lazy

WORDS: dict[StrEnum, str] = {
    State.DRAFT: lazy("Dự thảo"),
    State.SUBMITTED: lazy("Chờ ký"),
    State.APPROVED: lazy("Đã ký ban hành, đang ký số"),
    State.SIGNED: lazy("Chờ đóng dấu, phát hành"),
    State.ISSUED: lazy("Đã phát hành"),
    State.RECALLED: lazy("Đã thu hồi"),
    State.VOIDED: lazy("Số hủy"),
    Standing.FAILED: lazy("Lỗi gửi"),
    Standing.UNSEEN: lazy("Chưa xem"),
    Standing.SEEN: lazy("Đã xem"),
    Standing.ACKNOWLEDGED: lazy("Đã tiếp nhận"),
    Standing.REPORTED: lazy("Đã báo cáo"),
    Purpose.THUC_HIEN: lazy("thực hiện"),
    Purpose.PHOI_HOP: lazy("phối hợp"),
    Purpose.KIEM_TRA: lazy("kiểm tra, theo dõi"),
    Purpose.BAO_CAO: lazy("để báo cáo"),
    Purpose.CHI_DAO: lazy("để chỉ đạo"),
    Purpose.BIET: lazy("để biết"),
    Purpose.LUU: lazy("lưu"),
    Role.CLERK: lazy("chuyên viên"),
    Role.HEAD_OF_ROOM: lazy("trưởng phòng"),
    Role.SIGNER: lazy("người ký ban hành"),
    Role.DIRECTOR: lazy("Giám đốc Sở"),
    Role.RECORDS_CLERK: lazy("văn thư Sở"),
    Role.UNIT_OFFICER: lazy("văn thư đơn vị"),
    Role.HEAD_OF_UNIT: lazy("thủ trưởng đơn vị"),
    Role.ADMINISTRATOR: lazy("quản trị hệ thống"),
    Role.AUDITOR: lazy("kiểm tra, giám sát"),
    Kind.HEAD: lazy("người đứng đầu"),
    Kind.KT: lazy("ký thay"),
    Kind.TL: lazy("ký thừa lệnh"),
    Kind.TUQ: lazy("ký thừa ủy quyền"),
    Kind.Q: lazy("quyền"),
}

#: What the timeline says of each event.
VERBS: dict[str, str] = {
    "drafted": lazy("Soạn dự thảo"),
    "copied": lazy("Soạn lại từ văn bản trước"),
    "saved": lazy("Lưu dự thảo"),
    "restored": lazy("Khôi phục bản cũ"),
    "set_aside": lazy("Giữ lại bản gõ song song"),
    "merged": lazy("Gộp hai bản"),
    "submitted": lazy("Trình ký"),
    "finding_dismissed": lazy("Bỏ qua một nhắc nhở"),
    "finding_restored": lazy("Xem lại một nhắc nhở"),
    "withdrawn": lazy("Rút lại"),
    "returned": lazy("Trả lại"),
    "approved": lazy("Ký ban hành"),
    "approval_lapsed": lazy("Việc ký không có hiệu lực"),
    "printed": lazy("In văn bản"),
    "signing_retried": lazy("Thử ký số lại"),
    "signed": lazy("Ký số của người ký"),
    "enclosure_sealed": lazy("Ký số tệp kèm theo"),
    "issued": lazy("Đóng dấu và phát hành"),
    "link_renewed": lazy("Gửi lại đường dẫn"),
    "seen": lazy("Đơn vị xem văn bản"),
    "acknowledged": lazy("Đơn vị xác nhận đã nhận"),
    "reported": lazy("Đơn vị báo cáo"),
    "report_corrected": lazy("Đơn vị sửa báo cáo"),
    "agency_set": lazy("Ghi thông tin cơ quan"),
    "units_imported": lazy("Nhập danh sách đơn vị"),
    "groups_imported": lazy("Nhập nhóm đơn vị"),
    "group_kept": lazy("Ghi nhóm đơn vị"),
    "unit_renamed": lazy("Ghi tên gọi khác của đơn vị"),
    "people_imported": lazy("Nhập danh sách người dùng"),
    "rooms_imported": lazy("Nhập danh sách phòng"),
    "authorities_imported": lazy("Nhập thẩm quyền ký"),
    "template_saved": lazy("Lưu mẫu văn bản"),
    "template_retired": lazy("Ngừng dùng mẫu văn bản"),
    "template_restored": lazy("Dùng lại mẫu văn bản"),
    "template_reused": lazy("Dùng lại bản cũ của mẫu"),
    "ground_added": lazy("Thêm căn cứ pháp lý"),
    "ground_changed": lazy("Sửa căn cứ pháp lý"),
    "grounds_imported": lazy("Nhập danh sách căn cứ pháp lý"),
    "token_made": lazy("Cấp mã truy cập API"),
    "token_revoked": lazy("Thu hồi mã truy cập API"),
}

#: What a legal document's facts are called on its form.
GROUND_FACTS: dict[str, str] = {
    "type": lazy("Loại văn bản"),
    "number": lazy("Số, ký hiệu"),
    "dated": lazy("Ngày ban hành"),
    "issuer": lazy("Cơ quan ban hành"),
    "subject": lazy("Trích yếu"),
    "since": lazy("Có hiệu lực từ ngày"),
    "ended": lazy("Hết hiệu lực từ ngày"),
    "incoming_number": lazy("Số đến"),
    "incoming_on": lazy("Ngày đến"),
    "notes": lazy("Ghi chú"),
}

#: What a figure of a report form is.
FORM_KINDS: dict[FormKind, str] = {
    FormKind.COUNT: lazy("Số"),
    FormKind.PERCENT: lazy("Tỷ lệ %"),
    FormKind.YES_NO: lazy("Có / không"),
    FormKind.DATE: lazy("Ngày"),
    FormKind.TEXT: lazy("Chữ"),
}

URGENCY: dict[str, str] = {
    "thuong": lazy("Thường"),
    "khan": lazy("Khẩn"),
    "thuong_khan": lazy("Thượng khẩn"),
    "hoa_toc": lazy("Hỏa tốc"),
}


def label(word: StrEnum) -> str:
    """Return the word for a code object in the reader's language."""
    return _(WORDS[word])


def verb(name: str) -> str:
    """Return what the timeline says of an event."""
    return _(VERBS.get(name, name))
