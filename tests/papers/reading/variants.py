"""Letters as they come: how offices type, convert, scan, stamp and paste them.

Each case is a text and what must be read out of it; only what the case is about is named.
"""

from __future__ import annotations

import unicodedata
from typing import Any

HEAD = """\
UBND TỈNH THANH HOÁ
SỞ Y TẾ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 105/SYT-NVY
V/v tăng cường giám sát bệnh truyền nhiễm

Thanh Hoá, ngày 12 tháng 8 năm 2020
"""
TO = "\nKính gửi: Giám đốc các bệnh viện tuyến tỉnh\n"
BODY = """
Thực hiện Công văn số 12/BYT-DP ngày 05/8/2020 của Bộ Y tế, Sở Y tế đề nghị:

1. Tổ chức giám sát tại cộng đồng.

Đề nghị các đơn vị nghiêm túc thực hiện./.
"""
FOOT = """
Nơi nhận:
- Như trên;
- Lưu: VT, NVY (02).

KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC

Nguyễn Bá Cẩn
"""
SUBJECT = "tăng cường giám sát bệnh truyền nhiễm"
WHOLE = {
    "type": "Công văn", "parent_agency": "UBND TỈNH THANH HOÁ", "agency": "SỞ Y TẾ",
    "number": "105", "notation": "SYT-NVY", "place": "Thanh Hoá", "date": "2020-08-12",
    "subject": SUBJECT, "addressees": ["Giám đốc các bệnh viện tuyến tỉnh"], "authority": "KT.",
    "posts": ["GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "signer": "Nguyễn Bá Cẩn",
    "recipients": [{"text": "Như trên", "purpose": "thuc_hien"}],
    "archive": {"rooms": ["VT", "NVY"], "drafter": None, "copies": 2},
}  # fmt: skip


def _letter(head: str = HEAD, to: str = TO, body: str = BODY, foot: str = FOOT) -> str:
    return head + to + body + foot


def _asked(*lines: tuple[str, str | None]) -> list[dict[str, str | None]]:
    return [{"text": text, "purpose": purpose} for text, purpose in lines]


VARIANTS: dict[str, tuple[str, dict[str, Any]]] = {
    "everything in its place": (_letter(), WHOLE),
    "the head in two columns on one line": (
        _letter(
            "UBND TỈNH THANH HOÁ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "SỞ Y TẾ Độc lập - Tự do - Hạnh phúc\n"
            "Số: 105/SYT-NVY Thanh Hoá, ngày 12 tháng 8 năm 2020\n"
            "V/v tăng cường giám sát\nbệnh truyền nhiễm\n"
        ),
        WHOLE,
    ),
    "the head's columns parted by tabs, the foot's by blanks": (
        _letter(
            "UBND TỈNH THANH HOÁ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "SỞ Y TẾ\tĐộc lập – Tự do – Hạnh phúc\n"
            "Số: 105/SYT-NVY\tThanh Hoá, ngày 12 tháng 8 năm 2020\n"
            "V/v tăng cường giám sát bệnh truyền nhiễm\n",
            foot="\nNơi nhận:                         KT. GIÁM ĐỐC\n"
            "- Như trên;                       PHÓ GIÁM ĐỐC\n"
            "- Lưu: VT, NVY (02).\n                                  Nguyễn Bá Cẩn\n",
        ),
        WHOLE,
    ),
    "the right column before the left, in head and foot": (
        _letter(
            "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
            "Thanh Hoá, ngày 12 tháng 8 năm 2020\n\nUBND TỈNH THANH HOÁ\nSỞ Y TẾ\n"
            "Số: 105/SYT-NVY\nV/v tăng cường giám sát\nbệnh truyền nhiễm\n",
            foot="\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nNguyễn Bá Cẩn\n\nNơi nhận:\n- Như trên;\n"
            "- Lưu: VT, NVY (02).\n",
        ),
        WHOLE,
    ),
    "the foot's columns run together": (
        _letter(foot="\nNơi nhận: KT. GIÁM ĐỐC\n- Như trên; PHÓ GIÁM ĐỐC\n- Lưu: VT, NVY (02). Nguyễn Bá Cẩn\n"),
        WHOLE,
    ),
    "the subject in three lines beside the date": (
        _letter(
            "SỞ Y TẾ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
            "Số: 7/SYT-TCCB\nv/v rà soát, bổ sung    Thanh Hoá, ngày 03 tháng 01 năm 2026\n"
            "quy hoạch cán bộ\ngiai đoạn 2026-2031\n"
        ),
        {"parent_agency": None, "agency": "SỞ Y TẾ", "number": "7", "notation": "SYT-TCCB",
         "date": "2026-01-03", "subject": "rà soát, bổ sung quy hoạch cán bộ giai đoạn 2026-2031"},
    ),
    "a draft without number and day": (
        _letter(HEAD.replace("105", "......").replace("ngày 12 tháng 8", "ngày ..... tháng 8")),
        WHOLE | {"number": None, "date": None},
    ),
    "a draft without any of the date": (
        _letter(HEAD.replace("Số: 105/", "Số:          /").replace("ngày 12 tháng 8 năm 2020", "ngày      tháng      năm")),
        WHOLE | {"number": None, "date": None},
    ),
    "a stamp of arrival and a block of the signature": (
        "Ký bởi: Sở Y tế\nEmail: syt@thanhhoa.gov.vn\nCơ quan: Tỉnh Thanh Hóa\n"
        "Thời gian ký: 12-08-2020 15:30:05 +07:00\n\nĐẾN\nSố: 1998\nNgày: 15/8/2020\nChuyển: Phòng Kế hoạch\n\n"
        + _letter(),
        WHOLE,
    ),
    "a stamp of arrival on one line, a signature in the foot": (
        "CÔNG VĂN ĐẾN Số: 1998 Ngày: 15/8/2020 Chuyển: ...\n"
        + _letter(foot=FOOT.replace("\nNguyễn", "\nNgười ký: Sở Y tế\nNgày ký: 12/08/2020 15:30\n\nNguyễn")),
        WHOLE,
    ),
    "text from a Mac": (unicodedata.normalize("NFD", _letter()), WHOLE),
    "older tone marks": (
        _letter(HEAD.replace("SỞ Y TẾ", "SỞ VĂN HOÁ, THỂ THAO VÀ DU LỊCH").replace("CỘNG HÒA", "CỘNG HOÀ")),
        WHOLE | {"agency": "SỞ VĂN HOÁ, THỂ THAO VÀ DU LỊCH"},
    ),
    "a people's committee in two lines": (
        _letter(HEAD.replace("UBND TỈNH THANH HOÁ\nSỞ Y TẾ", "ỦY BAN NHÂN DÂN\nTỈNH THANH HOÁ").replace("SYT-NVY", "UBND-VX")),
        {"parent_agency": None, "agency": "ỦY BAN NHÂN DÂN TỈNH THANH HOÁ", "notation": "UBND-VX"},
    ),
    "long names of parent and agency in two lines each": (
        _letter(HEAD.replace("UBND TỈNH THANH HOÁ\nSỞ Y TẾ", "SỞ Y TẾ\nTỈNH THANH HOÁ\nTRUNG TÂM KIỂM SOÁT\nBỆNH TẬT")),
        {"parent_agency": "SỞ Y TẾ TỈNH THANH HOÁ", "agency": "TRUNG TÂM KIỂM SOÁT BỆNH TẬT"},
    ),
    "TL. and KT. in three lines": (
        _letter(foot="\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTL. GIÁM ĐỐC\nKT. CHÁNH VĂN PHÒNG\n"
                "PHÓ CHÁNH VĂN PHÒNG\n\n(Đã ký)\n\nNguyễn Bá Cẩn\n"),
        {"authority": "TL.", "posts": ["GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"],
         "signer": "Nguyễn Bá Cẩn", "archive": {"rooms": ["VT"], "drafter": None, "copies": None}},
    ),
    "TM. of a committee, the name in capitals": (
        _letter(foot="\nNơi nhận:\n- Như trên;\n- Lưu: VT, VX.\n\nTM. ỦY BAN NHÂN DÂN\nKT.CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n\nNGUYỄN BÁ CẨN\n"),
        {"authority": "TM.", "posts": ["ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "signer": "NGUYỄN BÁ CẨN"},
    ),
    "the head signs himself, and nobody has signed yet": (
        _letter(foot="\nNơi nhận:\n- Như trên;\n- Lưu: VT, NVY.\n\nGIÁM ĐỐC\n"),
        {"authority": None, "posts": ["GIÁM ĐỐC"], "signer": None},
    ),
    "purposes in all their writings": (
        _letter(foot="\nNơi nhận:\n- Như trên (để t/h);\n- UBND tỉnh (b/c);\n- Bộ Y tế (để báo cáo);\n"
                "- Giám đốc Sở để b/c;\n- Sở Tài chính (p/h);\n- Thanh tra Sở (để theo dõi, kiểm tra);\n"
                "- Ban Chỉ đạo tỉnh (để chỉ đạo);\n- Các phòng (để biết);\n- Website Sở;\n"
                "- Lưu: VT, NVY(Phước HN.05b).\n\nGIÁM ĐỐC\n\nNguyễn Bá Cẩn\n"),
        {"recipients": _asked(
            ("Như trên (để t/h)", "thuc_hien"), ("UBND tỉnh (b/c)", "bao_cao"),
            ("Bộ Y tế (để báo cáo)", "bao_cao"), ("Giám đốc Sở để b/c", "bao_cao"),
            ("Sở Tài chính (p/h)", "phoi_hop"), ("Thanh tra Sở (để theo dõi, kiểm tra)", "kiem_tra"),
            ("Ban Chỉ đạo tỉnh (để chỉ đạo)", "chi_dao"), ("Các phòng (để biết)", "biet"),
            ("Website Sở", None)),
         "archive": {"rooms": ["VT", "NVY"], "drafter": "Phước HN", "copies": 5}},
    ),
    "copies without hyphens, a long one in two lines": (
        _letter(foot="\nNơi nhận:\nNhư trên;\nSở Thông tin và Truyền thông, Sở Nội vụ\n(để phối hợp);\nLưu: VT; NVY.\n\nGIÁM ĐỐC\n\nNguyễn Bá Cẩn\n"),
        {"recipients": _asked(("Như trên", "thuc_hien"),
                              ("Sở Thông tin và Truyền thông, Sở Nội vụ (để phối hợp)", "phoi_hop")),
         "archive": {"rooms": ["VT", "NVY"], "drafter": None, "copies": None}},
    ),
    "the drafter's sign below the archive": (
        _letter(foot=FOOT.replace("(02).\n", "(02).\n  PHN.(300)\n")),
        WHOLE | {"archive": {"rooms": ["VT", "NVY"], "drafter": "PHN", "copies": 2}},
    ),
    "the address at the foot": (
        _letter(foot=FOOT + "\nĐịa chỉ: số 101 đường Nguyễn Trãi; Điện thoại: 0237.000000; Email: syt@thanhhoa.gov.vn\n"),
        WHOLE,
    ),
    "several addressees on one line": (
        _letter(to="\nKính gửi: - Các bệnh viện tuyến tỉnh; - Các trung tâm y tế; - Trường Cao đẳng Y tế.\n"),
        WHOLE | {"addressees": ["Các bệnh viện tuyến tỉnh", "Các trung tâm y tế", "Trường Cao đẳng Y tế"]},
    ),
    "addressees listed without hyphens, one in two lines": (
        _letter(to="\nKính gửi:\n\nGiám đốc các bệnh viện tuyến tỉnh, bệnh viện\nđa khoa khu vực;\nGiám đốc các trung tâm y tế.\n"),
        WHOLE | {"addressees": ["Giám đốc các bệnh viện tuyến tỉnh, bệnh viện đa khoa khu vực", "Giám đốc các trung tâm y tế"]},
    ),
    "an addressee that wraps": (
        _letter(to="\nKính gửi: Ủy ban nhân dân các huyện, thị xã, thành phố trực thuộc\ntỉnh Thanh Hóa.\n"),
        WHOLE | {"addressees": ["Ủy ban nhân dân các huyện, thị xã, thành phố trực thuộc tỉnh Thanh Hóa"]},
    ),
    "a page ends in mid-sentence": (
        _letter(body="\nThực hiện Công văn số 12/BYT-DP, Sở Y tế đề nghị các đơn vị tiếp tục\nthực hiện giám sát tại cộng đồng, bảo đảm không\n\n2\n\n"
                "bỏ sót ca bệnh và báo cáo kịp thời.\n\nĐề nghị các đơn vị thực hiện./.\n"),
        WHOLE | {"body": ["Thực hiện Công văn số 12/BYT-DP, Sở Y tế đề nghị các đơn vị tiếp tục thực hiện giám sát tại cộng đồng, bảo đảm không bỏ sót ca bệnh và báo cáo kịp thời.", "Đề nghị các đơn vị thực hiện./."]},
    ),
    "a form feed and a page number of the scanner": (
        _letter(body="\nSở Y tế đề nghị các đơn vị thực hiện nghiêm các biện pháp\f- 2 -\nphòng, chống dịch./.\n"),
        WHOLE | {"body": ["Sở Y tế đề nghị các đơn vị thực hiện nghiêm các biện pháp phòng, chống dịch./."]},
    ),
    "a footnote between two pages": (
        _letter(body="\nSở Y tế[1] đề nghị các đơn vị thực hiện nghiêm các biện\n\n_______\n[1] Theo Quyết định số 5/QĐ-UBND.\n\n2\n\npháp phòng, chống dịch./.\n"),
        WHOLE | {"body": ["Sở Y tế đề nghị các đơn vị thực hiện nghiêm các biện pháp phòng, chống dịch./."]},
    ),
    "markup of a converter": (
        _letter(HEAD.replace("SỞ Y TẾ", "**SỞ Y TẾ**").replace("V/v", "*V/v*"), TO.replace("Kính gửi:", "**Kính gửi:**"),
                "\nXem tại <https://syt.example.vn/a?b=1> trước **ngày 20/8/2020**./.\n",
                FOOT.replace("Nơi nhận:", "***Nơi nhận:***").replace("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "**KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC**")),
        WHOLE | {"body": ["Xem tại <https://syt.example.vn/a?b=1> trước ngày 20/8/2020./."]},
    ),
    "a table typed with bars": (
        _letter(body="\nSố liệu như sau:\n\n| Đơn vị | Số ca |\n|---|---|\n| Bệnh viện | 12 |\n\nĐề nghị thực hiện./.\n"),
        WHOLE | {"body": ["Số liệu như sau:", "Đơn vị\nSố ca\nBệnh viện\n12", "Đề nghị thực hiện./."]},
    ),
    "an urgent letter with a noisy end": (
        _letter(HEAD.replace("V/v", "HỎA TỐC\nV/v"), body="\nĐề nghị các đơn vị thực hiện.⁄.\n"),
        WHOLE | {"body": ["Đề nghị các đơn vị thực hiện./."]},
    ),
    "a decision": (
        ("UBND TỈNH THANH HOÁ\nSỞ Y TẾ\nSố: 215/QĐ-SYT\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Thanh Hoá, ngày 20 tháng 10 năm 2026\n\nQUYẾT ĐỊNH\nVề việc thành lập Đoàn kiểm tra\ncông tác phòng, chống dịch\n\n"
        "GIÁM ĐỐC SỞ Y TẾ\n\nCăn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;\n"
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 02/01/2026 của UBND tỉnh;\nTheo đề nghị của Trưởng phòng Nghiệp vụ Y.\n\n"
        "QUYẾT ĐỊNH:\n\nĐiều 1. Thành lập Đoàn kiểm tra.\n\nĐiều 2. Quyết định này có hiệu lực kể từ ngày ký./.\n\n"
        "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT, NVY.\n\nGIÁM ĐỐC\n\nNguyễn Bá Cẩn\n"),
        {"type": "Quyết định", "number": "215", "notation": "QĐ-SYT", "date": "2026-10-20",
         "subject": "Về việc thành lập Đoàn kiểm tra công tác phòng, chống dịch", "addressees": [],
         "grounds": ["Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư",
                     "Căn cứ Quyết định số 12/QĐ-UBND ngày 02/01/2026 của UBND tỉnh",
                     "Theo đề nghị của Trưởng phòng Nghiệp vụ Y"],
         "body": ["GIÁM ĐỐC SỞ Y TẾ", "QUYẾT ĐỊNH:", "Điều 1. Thành lập Đoàn kiểm tra.",
                  "Điều 2. Quyết định này có hiệu lực kể từ ngày ký./."]},
    ),
    "a notice": (
        HEAD.replace("105/SYT-NVY\nV/v tăng cường giám sát bệnh truyền nhiễm", "31/TB-SYT")
        + "\nTHÔNG BÁO\nKết luận của Giám đốc Sở tại cuộc họp giao ban\n" + BODY + FOOT,
        {"type": "Thông báo", "number": "31", "notation": "TB-SYT", "agency": "SỞ Y TẾ",
         "subject": "Kết luận của Giám đốc Sở tại cuộc họp giao ban"},
    ),
    "a submission that is addressed": (
        HEAD.replace("105/SYT-NVY\nV/v tăng cường giám sát bệnh truyền nhiễm", "44/TTr-SYT")
        + "\nT Ờ  T R Ì N H\nVề việc phê duyệt Kế hoạch phòng, chống dịch\n\nKính gửi: Ủy ban nhân dân tỉnh.\n" + BODY + FOOT,
        {"type": "Tờ trình", "subject": "Về việc phê duyệt Kế hoạch phòng, chống dịch",
         "addressees": ["Ủy ban nhân dân tỉnh"]},
    ),
    "an annex in the same file": (
        _letter() + "\nPHỤ LỤC\nDANH SÁCH ĐƠN VỊ\n(Kèm theo Công văn số 105/SYT-NVY)\n\n1. Bệnh viện tuyến tỉnh.\n\n2. Trung tâm y tế.\n",
        WHOLE | {"annexes": [("PHỤ LỤC", "DANH SÁCH ĐƠN VỊ", 2)]},
    ),
    "a scan that lost marks": (
        _letter(HEAD.replace("SỞ Y TẾ", "SO Y TẾ").replace("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "CONG HOÀ XÃ HÔI CHU NGHIA").replace("V/v", "v⁄v"),
                foot="\nNoi nhận: KT. GIAM ĐỐC\n+ Như trên: PHO GIÁM ĐỐC\n-Lưu VT, NVY. ,„_\n"),
        WHOLE | {"archive": {"rooms": ["VT", "NVY"], "drafter": None, "copies": None}, "signer": None},
    ),
    "minutes: the secretary signs beside the chair": (
        HEAD.replace("105/SYT-NVY\nV/v tăng cường giám sát bệnh truyền nhiễm", "02/BB-SYT")
        + "\nBIÊN BẢN\nHọp giao ban công tác y tế dự phòng\n" + BODY
        + "\nNơi nhận:\n- Các đơn vị dự họp;\n- Lưu: VT.\n\nTHƯ KÝ\n\nPhước HN\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nNguyễn Bá Cẩn\n",
        {"type": "Biên bản", "authority": "KT.", "posts": ["GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "signer": "Nguyễn Bá Cẩn"},
    ),
    "a letter of congratulation": (
        HEAD.replace("\nV/v tăng cường giám sát bệnh truyền nhiễm", "")
        + "\nTHƯ CHÚC MỪNG\nNhân kỷ niệm ngày Thầy thuốc Việt Nam\n\nThân gửi các thầy thuốc!\n\nChúc các đồng chí mạnh khỏe./.\n" + FOOT,
        {"type": "Thư công", "subject": "Nhân kỷ niệm ngày Thầy thuốc Việt Nam", "addressees": []},
    ),
    "small letters, long dashes, purposes without brackets": (
        _letter(foot="\nNƠI NHẬN:\n– như trên;\n– UBND tỉnh - b/c;\n– Sở Tài chính để p/h;\n– Lưu VT, NVY.\n\nQ. GIÁM ĐỐC\n\nNguyễn Bá Cẩn\n"),
        {"recipients": _asked(("như trên", "thuc_hien"), ("UBND tỉnh - b/c", "bao_cao"),
                              ("Sở Tài chính để p/h", "phoi_hop")),
         "authority": "Q.", "archive": {"rooms": ["VT", "NVY"], "drafter": None, "copies": None}},
    ),
    "a page number with the word, amid a sentence": (
        _letter(body="\nSở Y tế đề nghị các đơn vị thực hiện nghiêm các biện pháp\n\nTrang 2/3\n\nphòng, chống dịch./.\n"),
        WHOLE | {"body": ["Sở Y tế đề nghị các đơn vị thực hiện nghiêm các biện pháp phòng, chống dịch./."]},
    ),
    "a copy made for another office": (
        HEAD.replace("105/SYT-NVY\nV/v tăng cường giám sát bệnh truyền nhiễm", "31/TB-SYT")
        + "\nTHÔNG BÁO\nKết luận của Giám đốc Sở\n" + BODY + FOOT
        + "\nSỞ Y TẾ\nSAO Y\nSố: 03/SY-SYT\n\nTL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG\n",
        {"type": "Bản sao y"},
    ),
}  # fmt: skip
