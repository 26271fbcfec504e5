"""The types of administrative documents: Decree 30/2020, article 7, and annex III, part I."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: How a paper of the type is laid out (annex III): a letter with *V/v* under its number, a
#: document with the name of its type in the middle, or the block of a copy under what it copies.
Form = Literal["letter", "named", "copy"]


@dataclass(frozen=True)
class DocumentType:
    """What the decree says of one type.

    ``about`` stands before the subject; ``addressed`` types have a *Kính gửi*; a type that is not
    ``placed`` has no line of place and date (form 1.9), one that is not ``summed_up`` prints no
    subject (forms 1.8, 1.10, 3.1). A type that ``directs`` gives work that somebody reports on; one that
    ``issues`` may bring another document into force, and says so in its subject (form 1.3).
    """

    code: str
    name: str
    abbreviation: str
    form: Form = "named"
    about: str = ""
    addressed: bool = False
    placed: bool = True
    summed_up: bool = True
    directs: bool = False
    issues: bool = False

    @property
    def heading(self) -> str:
        """The name as it stands over the subject; a letter has none."""
        if self.form == "copy":
            return self.name.removeprefix("Bản ").upper()
        return "" if self.form == "letter" else self.name.upper()


_TYPES = (
    DocumentType("nghi_quyet", "Nghị quyết", "NQ", about="Về"),
    DocumentType("quyet_dinh", "Quyết định", "QĐ", about="Về việc", issues=True),
    DocumentType("chi_thi", "Chỉ thị", "CT", about="Về việc", directs=True),
    DocumentType("quy_che", "Quy chế", "QC"),
    DocumentType("quy_dinh", "Quy định", "QyĐ"),
    DocumentType("thong_cao", "Thông cáo", "TC", about="Về"),
    DocumentType("thong_bao", "Thông báo", "TB", about="Về việc", directs=True),
    DocumentType("huong_dan", "Hướng dẫn", "HD", directs=True),
    DocumentType("chuong_trinh", "Chương trình", "CTr", directs=True),
    DocumentType("ke_hoach", "Kế hoạch", "KH", directs=True),
    DocumentType("phuong_an", "Phương án", "PA", directs=True),
    DocumentType("de_an", "Đề án", "ĐA"),
    DocumentType("du_an", "Dự án", "DA"),
    DocumentType("bao_cao", "Báo cáo", "BC"),
    DocumentType("bien_ban", "Biên bản", "BB", placed=False),
    DocumentType("to_trinh", "Tờ trình", "TTr", about="Về việc", addressed=True),
    DocumentType("hop_dong", "Hợp đồng", "HĐ"),
    DocumentType(
        "cong_van", "Công văn", "", form="letter", about="V/v", addressed=True, directs=True
    ),
    DocumentType("cong_dien", "Công điện", "CĐ", about="Về việc", directs=True),
    DocumentType("ban_ghi_nho", "Bản ghi nhớ", "BGN"),
    DocumentType("ban_thoa_thuan", "Bản thỏa thuận", "BTT"),
    DocumentType("giay_uy_quyen", "Giấy ủy quyền", "GUQ"),
    DocumentType("giay_moi", "Giấy mời", "GM"),
    DocumentType("giay_gioi_thieu", "Giấy giới thiệu", "GGT", summed_up=False),
    DocumentType("giay_nghi_phep", "Giấy nghỉ phép", "GNP", summed_up=False),
    DocumentType("phieu_gui", "Phiếu gửi", "PG"),
    DocumentType("phieu_chuyen", "Phiếu chuyển", "PC"),
    DocumentType("phieu_bao", "Phiếu báo", "PB"),
    DocumentType("thu_cong", "Thư công", ""),
    DocumentType("ban_sao_y", "Bản sao y", "SY", form="copy", summed_up=False),
    DocumentType("ban_sao_luc", "Bản sao lục", "SL", form="copy", summed_up=False),
    DocumentType("ban_trich_sao", "Bản trích sao", "TrS", form="copy", summed_up=False),
)

#: Every type by its code: the 29 of article 7 in their order, then the three copies.
TYPES: dict[str, DocumentType] = {one.code: one for one in _TYPES}


def type_of(code: str | None) -> DocumentType:
    """Return a type; a content without one is a letter, one of a host's own a named document."""
    known = TYPES.get(code or "cong_van")
    return known or DocumentType(str(code), str(code).replace("_", " ").capitalize(), "")
