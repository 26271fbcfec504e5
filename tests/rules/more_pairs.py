"""Texts that trip the rules on names, structure, citations and files, and texts that do not."""

from __future__ import annotations

from .letter import body, line, paragraph, sample

GROUP = "group:don-vi-trong-nganh"
END = "Đề nghị các đơn vị triển khai./."
TITLED = "Chỉ thị số 22/CT-UBND ngày 03/8/2020 của Chủ tịch UBND tỉnh về việc phòng, chống dịch;"


def but(**changes):
    return {**sample(), **changes}


def says(*blocks):
    made = [
        paragraph(f"b{n}", one) if isinstance(one, str) else one for n, one in enumerate(blocks, 1)
    ]
    return but(body=body(*made, paragraph("b99", END)), obligations=[])


def about(subject):
    return but(subject=subject)


def listed(*labels):
    return says(*(paragraph(f"b{n}", "Rà soát;", label=one) for n, one in enumerate(labels, 1)))


def part(*words):
    made = says(*words)
    for block in made["body"]["content"][:-1]:
        block["type"] = "centre"
    return made


def signed(*lines, name="Nguyễn Bá Cẩn"):
    return but(authority={"kind": "KT", "lines": list(lines), "name": name})


def copying(*lines):
    return but(copies=[line("c1", "Như trên (thực hiện)", "thuc_hien", "addressees"), *lines])


PAGE = {"width": 210, "height": 297, "top": 20, "bottom": 20, "left": 30, "right": 20}


def filed(**told):
    """Return the sample as a file would be read: with what stands around the text."""
    right = {
        "nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "motto": "Độc lập - Tự do - Hạnh phúc",
        "number": "05",
        "day": "06",
        "month": "8",
    }
    return but(file={**right, **told})


def paged(**told):
    return filed(page={**PAGE, **told})


REPORT = line("c2", "UBND tỉnh (để b/c)", "bao_cao", "unit:uy-ban-nhan-dan-tinh")


# rule → (what trips it, what does not)
def issuing(subject, *annexes, words="Ban hành kèm theo Quyết định này Quy chế làm việc."):
    """Return a decision that says so and brings these along, each with the name of its type."""
    told = [
        {"id": f"x{n}", "heading": heading, "title": "làm việc", "body": body(*text)}
        for n, (heading, *text) in enumerate(annexes, 1)
    ]
    return {**says(words), "type": "quyet_dinh", "subject": subject, "annexes": told}


def entitled(heading, title):
    """Return a decision that brings this along, with this title under the name of its type."""
    made = issuing(f"ban hành {heading} {title}", (heading, "Điều 1. Phạm vi"))
    made["annexes"][0]["title"] = title
    return made


_RULES = ("Quy chế", "Điều 1. Phạm vi")
_ISSUES = "ban hành Quy chế làm việc của Sở Y tế"

MORE = {
    "annex.nothing_issued": (issuing(_ISSUES), issuing(_ISSUES, _RULES)),
    "annex.issued_empty": (issuing(_ISSUES, ("Quy chế", " ")), issuing(_ISSUES, _RULES)),
    "annex.heading_differs": (
        issuing(_ISSUES, ("Quy định", "Điều 1.")),
        issuing("Về việc ban hành quy chế, nội quy", _RULES, ("Nội quy", "Điều 1.")),
    ),
    "annex.heading_twice": (
        entitled("Quy chế", "QUY CHẾ tiếp nhận văn bản"),
        entitled("Quy chế", "tiếp nhận Quy chế, văn bản"),
    ),
    "head.small_letters": (but(agency="Sở Y tế"), but(agency="SỞ Y TẾ")),
    "head.parent_of_nowhere": (but(parent_agency="UBND TỈNH"), but(parent_agency="BỘ Y TẾ")),
    "head.place_small": (but(place="thanh Hoá"), but(place="Thành phố Hồ Chí Minh")),
    "notation.no_type": (
        but(type="quyet_dinh", notation="SYT-NVY"),
        but(type="quyet_dinh", notation="QĐ-SYT"),
    ),
    "notation.letter_named": (but(notation="CV-SYT"), but(notation="SYT-CV")),
    "subject.generic": (
        about("báo cáo kết quả thực hiện công tác"),
        about("báo cáo kết quả giám sát bệnh tay chân miệng"),
    ),
    "subject.end_mark": (about("rà soát cơ sở vật chất."), about("trang thiết bị, vật tư v.v.")),
    "subject.capital_start": (about("Tăng cường giám sát"), about("Smart Thanh Hóa mở rộng")),
    "subject.capitals": (about("TĂNG CƯỜNG GIÁM SÁT DỊCH"), about("phòng, chống HIV/AIDS")),
    "grounds.end_mark": (
        says("Căn cứ Luật Dược", "Theo đề nghị của Trưởng phòng."),
        says("Căn cứ Luật Dược;", "Theo đề nghị của Trưởng phòng."),
    ),
    "grounds.doubled": (
        says("Căn cứ Căn cứ Luật Dược;", "Theo đề nghị của Trưởng phòng."),
        says("Căn cứ Luật Dược và các căn cứ khác;", "Căn cứ “Căn cứ căn cứ”."),
    ),
    "date.no_such_day": (
        says("Hội nghị diễn ra ngày 31 tháng 4 tại Sở."),
        says("Hội nghị ngày 30 tháng 4 về “Kế hoạch ngày 31/02/2021”, ngày 29/02, trực 24/7."),
    ),
    "points.letters": (listed("a)", "b)", "d)"), listed("a)", "b)", "c)", "d)", "đ)", "e)", "a)")),
    "points.form": (listed("1/", "2/", "a."), listed("1.", "a)", "b)", "1.1", "II.", "-", "2.")),
    "points.numbers": (listed("1.", "2.", "4."), listed("1.", "2.", "3.", "1.", "2.")),
    "parts.untitled": (
        says("Chương I", "Quy chế này quy định việc quản lý."),
        part("Chương I", "QUY ĐỊNH CHUNG"),
    ),
    "annex.arabic": (
        says("Cách cài đặt nêu tại Phụ lục 2."),
        says("Theo Phụ lục 2 ban hành kèm theo Thông tư số 20/2020/TT-BYT."),
    ),
    "citation.no_issuer": (
        says("Thực hiện Kế hoạch số 30/KH-SYT ngày 05/8/2026, các đơn vị rà soát."),
        says(f"Thực hiện {TITLED}"),
    ),
    "citation.no_subject": (
        says("Thực hiện Kế hoạch số 30/KH-SYT ngày 05/8/2026 của Sở Y tế, các đơn vị rà soát."),
        says(
            f"Thực hiện {TITLED} (Ban hành kèm theo Quyết định số 215/QĐ-SYT ngày 02/11/2026 của Sở)"
        ),
    ),
    "citation.again_in_full": (
        says(f"Thực hiện {TITLED}", f"Tiếp tục thực hiện {TITLED}"),
        says(f"Thực hiện {TITLED}", "Tiếp tục thực hiện Chỉ thị số 22/CT-UBND."),
    ),
    "citation.no_word_number": (
        says("Thực hiện Chỉ thị 22/CT-UBND ngày 03/8/2020."),
        says(f"Thực hiện {TITLED}"),
    ),
    "citation.number_zero": (
        says("Thực hiện Chỉ thị số 2/CT-UBND ngày 03/8/2020."),
        says("Thực hiện Chỉ thị số 02/CT-UBND ngày 03/8/2020."),
    ),
    "citation.law_number": (
        says("Căn cứ Luật Khám bệnh, chữa bệnh số 15/2023/QH15, Sở Y tế hướng dẫn."),
        says("Căn cứ Luật Dược và Nghị quyết số 203/2025/QH15 của Quốc hội."),
    ),
    "lines.repeated": (copying(REPORT, {**REPORT, "id": "c3"}), copying(REPORT)),
    "lines.purpose_differs": (
        copying({**REPORT, "purpose": "thuc_hien"}),
        copying(REPORT, line("c3", "Sở Nội vụ", "phoi_hop", GROUP)),
    ),
    "authority.small_letters": (signed("KT. Giám đốc", "PHÓ GIÁM ĐỐC"), sample()),
    "authority.name_capitals": (signed("GIÁM ĐỐC", name="NGUYỄN BÁ CẨN"), sample()),
    "authority.nobody_signs": (signed("TL. GIÁM ĐỐC"), signed("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")),
    "capital.agency": (
        says("Đề nghị Ủy ban Nhân dân các xã và Sở y tế phối hợp."),
        says("Đề nghị Ủy ban nhân dân các xã, Sở Y tế, các cơ sở y tế và cán bộ Y tế phối hợp."),
    ),
    "capital.honour": (
        says("Trao tặng huân chương lao động hạng Ba."),
        says("Trao tặng Huân chương Lao động hạng Ba cho Thầy thuốc Nhân dân."),
    ),
    "capital.holiday": (
        says("Nhân ngày quốc khánh 02/9, các đơn vị trực."),
        says("Nhân ngày Quốc khánh 02/9 và ngày Quốc tế Lao động, các đơn vị trực."),
    ),
    "capital.event": (
        says("Kỷ niệm cách mạng tháng tám, các đơn vị trực."),
        says("Kỷ niệm Cách mạng tháng Tám; đăng trên tạp chí Cộng sản."),
    ),
    "capital.special_place": (
        says("Đoàn công tác đến thành phố Hồ Chí Minh."),
        says("Đoàn công tác đến Thành phố Hồ Chí Minh, thành phố Thanh Hóa."),
    ),
    "capital.region": (
        says("Các tỉnh Bắc bộ có mưa."),
        says("Các tỉnh Bắc Bộ, Tây Nguyên có mưa ở phía tây bắc."),
    ),
    "capital.foreign_body": (
        says("Theo Tổ chức Y tế Thế giới và Unicef."),
        says("Theo Tổ chức Y tế thế giới và UNICEF, xem https://unicef.org."),
    ),
    "capital.unit": (
        says("Trên địa bàn Tỉnh Thanh Hóa."),
        says("Trên địa bàn tỉnh Thanh Hóa, theo chỉ đạo của Tỉnh ủy."),
    ),
    "capital.numbered_unit": (says("Các trạm y tế ở quận 1."), says("Các trạm y tế ở Quận 1.")),
    "capital.water": (says("Tàu neo tại Vịnh Hạ Long."), says("Tàu neo tại vịnh Hạ Long.")),
    "capital.person": (says("Giao ông Nguyễn văn An."), says("Giao ông Nguyễn Văn An.")),
    "capital.post": (
        says("Giao bác sĩ Nguyễn Văn An phụ trách."),
        says("Giao Bác sĩ Nguyễn Văn An, giám đốc Bệnh viện Nhi, phụ trách."),
    ),
    "capital.people_and_state": (
        says("Chăm sóc sức khỏe nhân dân theo chủ trương của Đảng và nhà nước."),
        says("Chăm sóc sức khỏe Nhân dân; quản lý nhà nước; Hội đồng nhân dân tỉnh."),
    ),
    "capital.document": (
        says("Theo nghị định số 30/2020/NĐ-CP và Luật khám bệnh, chữa bệnh."),
        says("Theo Nghị định số 30/2020/NĐ-CP, Luật Khám bệnh, chữa bệnh và các nghị định khác."),
    ),
    "capital.lunar_year": (
        says("Đón tết năm Bính ngọ an toàn."),
        says("Đón tết năm Bính Ngọ an toàn."),
    ),
    "capital.tet": (
        says("Trực trong dịp tết Nguyên Đán."),
        says("Trực trong dịp tết Nguyên đán và Tết."),
    ),
    "capital.day_or_month": (
        says("Họp vào sáng thứ hai hằng tuần, hoàn thành trong tháng tám này."),
        says("Họp lần thứ hai, ba tháng một lần, sáng thứ Hai hằng tuần, trong tháng Tám này."),
    ),
    "spelling.space_before_mark": (
        says("Đề nghị các đơn vị , địa phương rà soát."),
        says("Đề nghị các đơn vị, địa phương rà soát (nếu có)."),
    ),
    "spelling.no_space_after_mark": (
        says("Dịch còn phức tạp,đề nghị rà soát."),
        says("Chi 1,5 triệu đồng lúc 8:30, xem http://a.vn/x,yz."),
    ),
    "spelling.foreign_letter": (
        says("Đề nghị Sở Y t\u0435 rà s\u043eát."),
        says("Nồng độ \u03b1 và \u03b2 trong mẫu."),
    ),
    "file.no_nation": (filed(nation="CỘNG HOÀ XÃ HỘI CHỦ NGHIÃ VIỆT NAM"), filed()),
    "file.motto": (filed(motto="Độc lập-Tự do-Hạnh phúc"), filed()),
    "file.number_zero": (filed(number="5"), filed(number="")),
    "file.date_zeros": (filed(day="6", month="08"), filed(day="", month="8")),
    "file.addressee_marks": (
        filed(addressees=["- Bộ Y tế", "- Sở Nội vụ;"]),
        filed(addressees=["Bộ Y tế"]),
    ),
    "file.copies_marks": (
        filed(copies=["- Như trên", "- Lưu: VT."]),
        filed(copies=["- Như trên;", "- Lưu: VT."]),
    ),
    "file.paper": (paged(width=216, height=279), paged()),
    "file.margins": (paged(left=25.4), paged(left=35, top=25)),
    "file.font": (paged(fonts={"Calibri": "Đề nghị"}), paged(fonts={})),
    "file.size": (paged(sizes={12: "Đề nghị"}), paged(sizes={})),
    "file.line_spacing": (paged(tight="Đề nghị"), paged()),
    "file.paragraph_gap": (paged(close="Đề nghị"), paged()),
    "file.alignment": (paged(ragged="Đề nghị"), paged()),
    "file.page_one_numbered": (paged(numbered_first=True), paged()),
    "file.page_number_place": (paged(numbered_wrongly=True), paged()),
    "file.doubtful": (filed(left_out=["ghi chú bên lề"]), filed()),
}
