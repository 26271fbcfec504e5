"""The styles of a letter in DOCX: sizes and places of Decree 30/2020, annex I.

Their names are what a clerk reads in Word. Everything that repeats is a style, so that a clerk
changes it in one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from docx.document import Document as Letter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

FONT = "Times New Roman"
#: Size in points of the body, the salutation and the signature.
BODY = 14
#: The smaller set, for long names in the head; the decree gives each part a range of one point.
SMALLER = {
    "Normal": 13,
    "Cơ quan chủ quản": 12,
    "Cơ quan ban hành": 12,
    "Quốc hiệu": 12,
    "Trích yếu công văn": 12,
}
#: Room for the signature and the seal, in millimetres.
SIGNATURE_GAP = 30


@dataclass(frozen=True)
class Style:
    """A paragraph style; lengths in points, ``exact`` is the height of its lines."""

    id: str
    name: str
    based_on: str | None = "Normal"
    size: float | None = None
    bold: bool = False
    italic: bool = False
    colour: str | None = None
    align: Literal["left", "center", "both", "right"] | None = None
    left: float | None = None
    right: float | None = None
    first: float | None = None
    before: float | None = None
    after: float | None = None
    exact: float | None = None
    border: Literal["top", "box", "mark"] | None = None
    keep: bool = False


def _line_of_head(
    id_: str,
    name: str,
    *,
    size: float | None = None,
    bold: bool = False,
    italic: bool = False,
    before: float | None = None,
) -> Style:
    """Return a style of one fixed line height, so that lines of both columns stand level."""
    return Style(
        id_, name, size=size, bold=bold, italic=italic, before=before, align="center", exact=16.1
    )


_HYPHEN = 8.2

#: Every style of the letter, with its size and place from annex I of the decree.
STYLES: tuple[Style, ...] = (
    Style("Normal", "Normal", None),
    Style("Header", "header", size=14, align="center"),
    Style("Footer", "footer", size=11, align="center"),
    Style("BodyText", "Body Text", align="both", first=36, after=6),
    Style("Heading1", "heading 1", align="both", bold=True, first=36, after=6, keep=True),
    _line_of_head("ChuQuan", "Cơ quan chủ quản", size=13),
    _line_of_head("BanHanh", "Cơ quan ban hành", size=13, bold=True),
    _line_of_head("QuocHieu", "Quốc hiệu", size=13, bold=True),
    _line_of_head("TieuNgu", "Tiêu ngữ", bold=True),
    Style("KeCoQuan", "Gạch dưới cơ quan", size=2, exact=2, before=1.5, border="top"),
    Style("KeTieuNgu", "Gạch dưới tiêu ngữ", size=2, exact=2, before=1.5, border="top"),
    _line_of_head("SoKyHieu", "Số, ký hiệu", size=13, before=8),
    Style("TrichYeu", "Trích yếu công văn", size=13, align="center", left=5, right=5, before=6),
    Style(
        "MucDoKhan", "Mức độ khẩn", size=13, bold=True, colour="FF0000", align="center",
        before=12, exact=15, border="box",
    ),
    _line_of_head("DiaDanh", "Địa danh, thời gian", italic=True, before=8),
    Style("KinhGui", "Kính gửi", before=14, keep=True),
    Style("NoiKinhGui", "Nơi được kính gửi", first=-_HYPHEN, after=3, keep=True),
    Style("TenLoai", "Tên loại văn bản", bold=True, align="center", before=14, keep=True),
    Style("TrichYeuTenLoai", "Trích yếu", bold=True, align="center", keep=True),
    Style(
        "KeTrichYeu", "Gạch dưới trích yếu", size=2, exact=2, before=3, after=12, border="top",
        keep=True,
    ),
    Style(
        "KeBanSao", "Gạch trên bản sao", size=2, exact=2, before=8, after=6, border="top", keep=True,
    ),
    Style("DongGiua", "Dòng giữa", bold=True, align="center", after=6, keep=True),
    Style("GhiChuGiua", "Ghi chú giữa", align="center", after=6, keep=True),
    Style("LoiGoi", "Lời gọi", align="center", before=6, keep=True),
    Style("ChiDanLuuHanh", "Chỉ dẫn lưu hành", size=13, bold=True, align="center", border="mark"),
    Style("TenPhuLuc", "Tên phụ lục", bold=True, align="center", keep=True),
    Style("KemTheo", "Kèm theo", italic=True, align="center", keep=True),
    Style("XacNhan", "Xác nhận", size=13, align="center"),
    Style("OBang", "Ô bảng", size=13),
    Style("DauBang", "Đầu bảng", size=13, bold=True, align="center", keep=True),
    Style("NoiNhanDe", "Nơi nhận (đề mục)", size=12, bold=True, italic=True, exact=16.1),
    Style("NoiNhan", "Nơi nhận", size=11, left=6.4, first=-6.4),
    Style("NguoiSoan", "Ký hiệu người soạn thảo", size=11, align="right", right=20, before=2),
    _line_of_head("ChucVu", "Quyền hạn, chức vụ", bold=True),
    _line_of_head("HoTen", "Họ tên người ký", bold=True, before=SIGNATURE_GAP * 72 / 25.4),
    Style("SauBang", "Khoảng sau bảng", size=6, exact=6, keep=True),
    Style("FootnoteText", "footnote text", size=10.5, align="both"),
    Style("DiaChi", "Địa chỉ cơ quan", "Footer", border="top"),
    Style("CuoiVanBan", "Dòng cuối văn bản", size=1, exact=1),
)  # fmt: skip

_TABLE_STYLES = """
<w:style {ns} w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
 <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>
 <w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
|<w:style {ns} w:type="table" w:customStyle="1" w:styleId="KhungTheThuc">
 <w:name w:val="Khung thể thức"/><w:basedOn w:val="TableNormal"/>
 <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr></w:style>
|<w:style {ns} w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>
 <w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>
 <w:top w:w="28" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/>
 <w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
|<w:style {ns} w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
 <w:name w:val="Default Paragraph Font"/></w:style>
|<w:style {ns} w:type="character" w:styleId="FootnoteReference">
 <w:name w:val="footnote reference"/><w:basedOn w:val="DefaultParagraphFont"/>
 <w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
"""
_FONTS = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
_LANGUAGE = '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="vi-VN"/>'
_DEFAULTS = (
    "<w:docDefaults {ns}><w:rPrDefault><w:rPr>" + _FONTS
    + f'<w:color w:val="000000"/><w:sz w:val="{2 * BODY}"/><w:szCs w:val="{2 * BODY}"/>'
    + _LANGUAGE + '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/>'
    '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
)  # fmt: skip


def set_styles(letter: Letter) -> None:
    """Replace the styles of a letter by ours."""
    sheet = letter.styles.element
    for child in list(sheet):
        sheet.remove(child)
    sheet.append(xml(_DEFAULTS))
    for style in STYLES:
        sheet.append(xml(_style(style)))
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(_line(side, "000000", 4, 0) for side in sides)
    for source in _TABLE_STYLES.strip().split("|"):
        sheet.append(xml(source.replace("{borders}", borders)))


def _style(style: Style) -> str:
    default = ' w:default="1"' if style.based_on is None else ""
    built_in = {"Normal", "Header", "Footer", "BodyText", "Heading1", "FootnoteText"}
    custom = "" if style.id in built_in else ' w:customStyle="1"'
    based = f'<w:basedOn w:val="{style.based_on}"/>' if style.based_on else ""
    return (
        f'<w:style {{ns}} w:type="paragraph"{default}{custom} w:styleId="{style.id}">'
        f'<w:name w:val="{style.name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{_paragraph(style)}</w:pPr><w:rPr>{_letters(style)}</w:rPr></w:style>"
    )


def _paragraph(style: Style) -> str:
    """Return the paragraph properties, in the order that the schema asks for."""
    spacing = {"before": style.before, "after": style.after, "line": style.exact}
    indents = {"left": style.left, "right": style.right}
    indents |= {
        "hanging" if (style.first or 0) < 0 else "firstLine": style.first and abs(style.first)
    }
    parts = ["<w:keepNext/>" if style.keep else "", _borders(style)]
    exact = ' w:lineRule="exact"' if style.exact else ""
    parts += [_measures("spacing", spacing, exact), _measures("ind", indents)]
    parts.append(f'<w:jc w:val="{style.align}"/>' if style.align else "")
    parts.append('<w:outlineLvl w:val="0"/>' if style.id == "Heading1" else "")
    return "".join(parts)


def _measures(tag: str, values: dict[str, float | None], more: str = "") -> str:
    told = [f' w:{name}="{twips(is_)}"' for name, is_ in values.items() if is_ is not None]
    return f"<w:{tag}{''.join(told)}{more}/>" if told else ""


def _borders(style: Style) -> str:
    if style.border == "top":
        return f"<w:pBdr>{_line('top', '000000', 6, 0)}</w:pBdr>"
    if style.border == "box":
        sides = ("top", "left", "bottom", "right")
        return f"<w:pBdr>{''.join(_line(side, 'FF0000', 8, 3) for side in sides)}</w:pBdr>"
    if style.border == "mark":
        sides = ("top", "left", "bottom", "right")
        return f"<w:pBdr>{''.join(_line(side, '000000', 8, 2) for side in sides)}</w:pBdr>"
    return ""


def _line(side: str, colour: str, eighths: int, space: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


def _letters(style: Style) -> str:
    size = round(2 * style.size) if style.size else None
    parts = [_FONTS if style.id == "Normal" else ""]
    parts.append("<w:b/><w:bCs/>" if style.bold else "")
    parts.append("<w:i/><w:iCs/>" if style.italic else "")
    parts.append(f'<w:color w:val="{style.colour}"/>' if style.colour else "")
    parts.append(f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "")
    parts.append(_LANGUAGE if style.id == "Normal" else "")
    return "".join(parts)


def twips(points: float) -> int:
    """Return points in Word's twentieths."""
    return round(points * 20)


def points(millimetres: float) -> float:
    """Return millimetres in points."""
    return millimetres / 25.4 * 72


def xml(source: str) -> Any:
    """Read an XML snippet; ``{ns}`` stands for the declaration of Word's namespace."""
    return parse_xml(source.replace("{ns}", nsdecls("w")))
