"""What the columns of imported tables are called: the first name of each is the one we show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docflow.rules.vietnamese import slug

Heads = Mapping[str, Sequence[str]]

_EMAIL = ("Thư điện tử", "Email", "E-mail", "Địa chỉ email", "Địa chỉ thư điện tử", "Hộp thư")

UNITS: Heads = {
    "code": ("Mã", "Mã đơn vị", "Mã số"),
    "name": ("Tên đơn vị", "Tên", "Đơn vị", "Tên cơ quan", "Tên cơ quan, đơn vị"),
    "kind": ("Loại", "Loại đơn vị", "Loại hình"),
    "area": ("Địa bàn", "Địa chỉ"),
    "groups": ("Nhóm", "Mã nhóm", "Nhóm đơn vị"),
    "email": _EMAIL,
    "phone": ("Số điện thoại", "Điện thoại", "SĐT", "ĐT", "Điện thoại liên hệ"),
    "account": ("Có tài khoản", "Tài khoản"),
    "staff": ("Số người lao động", "Người lao động", "Số người"),
    "aliases": ("Tên gọi khác", "Tên khác"),
}
GROUPS: Heads = {"code": ("Mã", "Mã nhóm"), "name": ("Tên nhóm", "Tên", "Nhóm")}
ROOMS: Heads = {"code": ("Mã", "Mã phòng"), "name": ("Tên phòng", "Tên", "Phòng")}
PEOPLE: Heads = {
    "login": ("Tên đăng nhập", "Tài khoản"),
    "name": ("Họ tên", "Họ và tên", "Tên"),
    "post": ("Chức vụ", "Chức danh"),
    "roles": ("Vai trò",),
    "room": ("Mã phòng", "Phòng"),
    "unit": ("Mã đơn vị", "Đơn vị"),
    "email": _EMAIL,
    "external_id": ("Mã ở hệ thống khác",),
}
AUTHORITIES: Heads = {
    "login": ("Tên đăng nhập", "Tài khoản"),
    "kind": ("Hình thức ký",),
    "on_behalf_of": ("Ký thay", "Ký thay cho"),
    "post": ("Chức vụ",),
    "since": ("Từ ngày",),
    "until": ("Đến ngày",),
    "types": ("Loại văn bản",),
    "basis": ("Căn cứ",),
}
GROUNDS: Heads = {
    "type": ("Loại văn bản", "Loại"),
    "number": ("Số ký hiệu", "Số"),
    "dated": ("Ngày ban hành",),
    "issuer": ("Cơ quan ban hành",),
    "subject": ("Trích yếu",),
    "since": ("Có hiệu lực từ ngày",),
    "ended": ("Hết hiệu lực từ ngày",),
    "replaced_by": ("Văn bản thay thế",),
    "incoming_number": ("Số đến",),
    "incoming_on": ("Ngày đến",),
    "notes": ("Ghi chú",),
}


def called(heads: Heads) -> dict[str, str]:
    """Return every name of a column as ``slug`` writes it, with the column that it stands for."""
    names = {slug(text): name for name, texts in heads.items() for text in texts}
    return names | {slug(name): name for name in heads}


def shown(heads: Heads) -> dict[str, str]:
    """Return the columns with the names that we show."""
    return {name: texts[0] for name, texts in heads.items()}
