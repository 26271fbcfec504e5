"""Letters of other kinds and offices, each with the faults that its like has in real life."""

from __future__ import annotations

import pytest

from docflow.papers.blocks import plain
from docflow.papers.reading import read_text
from tests.papers.reading.variants import WHOLE, _letter

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
OFFICE = "UBND TỈNH THANH HÓA\nSỞ Y TẾ\n"


def facts(text):
    told = read_text(text)
    return told.as_json() | {
        "body": [plain(block, {}) for block in told.body],
        "labels": [block["attrs"].get("label") for block in told.body],
        "recipients": [one.text for one in told.recipients],
        "annexes": [(one.label, one.title, len(one.body)) for one in told.annexes],
        "doubts": [one.code for one in told.doubts],
    }


LETTERS = {
    "a decision of a scanner": (
        (f"UBND TỈNH THANH HÓA\nSỞ Y TẾ\n{NATION}Sổ: 88/QĐ-SYT\nThanh Hoá, ngàv 9 thảng 02 năm 2023\n"
        "QUYẾT ĐỊNH\nV/v cử viên chức đi đào tạo\nGIÁM ĐỐC SỞ Y TẾ\nCăn cứ Nghị định số 101/2017/NĐ-CP;\n"
        "Theo đề nghị của Trưởng phòng Tổ chức cán bộ,\nQUYẾT ĐỊNH:\nĐiều 1. Cử viên chức.\n"
        "Điều 2. Các ông (bà) chịu trách nhiệm thi hành./.\nNơi nhận: KT.GIÁM ĐỐC\n- Như điều 2; PHÓ GIÁM ĐỐC\n"
        "- Lưu VT,TCCB.\nNguyễn Bá Cẩn\n"),
        {"type": "Quyết định", "number": "88", "date": "2023-02-09", "subject": "cử viên chức đi đào tạo",
         "recipients": ["Như điều 2"], "posts": ["GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "doubts": []},
    ),
    "a decision that brings a regulation in": (
        (f"{OFFICE}Số: 99/QĐ-SYT\n{NATION}Thanh Hóa, ngày 12 tháng 12 năm 2024\nQUYẾT ĐỊNH\n"
        "Ban hành Quy chế làm việc của Sở Y tế\nGIÁM ĐỐC SỞ Y TẾ\nCăn cứ Quyết định số 12/QĐ-UBND;\nQUYẾT ĐỊNH:\n"
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc./.\nNơi nhận:\n- Như Điều 2;\n- Lưu: VT, VP.\n"
        f"GIÁM ĐỐC\nNguyễn Bá Cẩn\n{OFFICE}{NATION}QUY CHẾ\nLàm việc của Sở Y tế\n"
        "(Ban hành kèm theo Quyết định số 99/QĐ-SYT\nngày 12/12/2024 của Giám đốc Sở)\nĐiều 1. Phạm vi\n"),
        {"agency": "SỞ Y TẾ", "signer": "Nguyễn Bá Cẩn", "annexes": [("", "Làm việc của Sở Y tế", 1)],
         "doubts": []},
    ),
    "a notice with labels of its own": (
        (f"{OFFICE}Số: 77/TB-SYT\n{NATION}Thanh Hóa, ngày 10 tháng 4 năm 2024\nTHÔNG BÁO\nKết luận của Giám đốc Sở\n"
        "Giám đốc Sở kết luận như sau:\nI. ĐÁNH GIÁ CHUNG\n1/ Giao phòng Nghiệp vụ Y:\na/ Tham mưu kế hoạch;\n"
        "2- Giao các đơn vị.\n(3) Giao Thanh tra Sở.\nVăn phòng Sở thông báo để các đơn vị biết./.\n"
        "Nơi nhận :\n-UBND tỉnh(để b/c);\n-Lưu:VT,TCCB(2b).\nTL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG\n(đã ký)\nTrần Văn Hai\n"
        "Trụ sở: 101 Nguyễn Trãi. Điện thoại: 0237.3852.555\n1\n"),
        {"labels": [None, "I.", "1/", "a/", "2-", "(3)", None], "recipients": ["UBND tỉnh(để b/c)"],
         "archive": {"rooms": ["VT", "TCCB"], "drafter": None, "copies": 2}, "signer": "Trần Văn Hai", "doubts": []},
    ),
    "an invitation without a list": (
        (f"SỞ Y TẾ THANH HÓA\nBỆNH VIỆN NHI\nSố: 07/GM-BVN\n{NATION}Thanh Hóa, ngày 03/6/2024\nGIẤY MỜI\n"
        "V/v dự hội nghị khách hàng\nKính gửi: Ông (bà).............\nBệnh viện Nhi trân trọng kính mời ông (bà).\n"
        "Kính mong ông (bà) đến dự.\nGIÁM ĐỐC\n(Đã ký)\nTS.BS. Nguyễn Bá Cẩn\n"),
        {"type": "Giấy mời", "date": "2024-06-03", "subject": "dự hội nghị khách hàng", "addressees": ["Ông (bà)"],
         "signer": "TS.BS. Nguyễn Bá Cẩn", "doubts": ["archive.missing", "recipients.missing"]},
    ),
    "a report with numbered pages and two annexes": (
        (f"SỞ Y TẾ THANH HÓA\nBỆNH VIỆN ĐA KHOA TỈNH\nSố: 321/BC-BVĐK\n{NATION}Thanh Hóa, ngày 30 tháng 6 năm 2024\n"
        "BÁO CÁO\nKết quả công tác 6 tháng đầu năm 2024\n\n1\n\nBệnh viện báo cáo như sau:\n1. Công tác khám bệnh\n"
        "1.1 Khám bệnh: 120.000 lượt.\n1.2 Điều trị nội trú: 35.000 lượt.\n2. Công tác dược\nĐã cung ứng đủ thuốc.\n"
        "3. Công tác khác\nĐã thực hiện.\n\n2\n\nTrên đây là báo cáo của Bệnh viện./.\nNơi nhận:\n- Sở Y tế (b/c);\n- Lưu.\n"
        "GIÁM ĐỐC\nTrần Văn Hai\nPHỤ LỤC 1: SỐ LIỆU KHÁM\n(Kèm theo Báo cáo số 321/BC-BVĐK\nngày 30/6/2024)\n| a | b |\n"
        "PHỤ LỤC 2: SỐ LIỆU ĐIỀU TRỊ\n| a | b |\n"),
        {"labels": [None, "1.", "1.1", "1.2", "2.", None, "3.", None, None], "recipients": ["Sở Y tế (b/c)"],
         "annexes": [("PHỤ LỤC 1", "SỐ LIỆU KHÁM", 1), ("PHỤ LỤC 2", "SỐ LIỆU ĐIỀU TRỊ", 1)],
         "signer": "Trần Văn Hai", "doubts": ["archive.missing"]},
    ),
    "a submission with a note below its end": (
        (f"{OFFICE}Số:      /TTr-SYT\n{NATION}Thanh Hóa, ngày      tháng      năm 2024\nTỜ TRÌNH\nVề việc phê duyệt dự án\n"
        "Kính gửi:\n- Ủy ban nhân dân tỉnh;\n- Sở Tài chính.\nSở Y tế kính trình./.\n(Có hồ sơ dự án kèm theo)\n\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT, KHTC_{Lan 05b}.\n\nGIÁM ĐỐC\n\nNguyễn Bá Cẩn\n"),
        {"body": ["Sở Y tế kính trình./.", "(Có hồ sơ dự án kèm theo)"], "doubts": [],
         "archive": {"rooms": ["VT", "KHTC"], "drafter": "Lan", "copies": 5}},
    ),
    "a plan of two offices": (
        (f"SỞ Y TẾ - SỞ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 12/KHLT-SYT-SGDĐT\n{NATION}Thanh Hóa, ngày 5 tháng 9 năm 2024\n"
        "KẾ HOẠCH LIÊN TỊCH\nVề công tác y tế trường học\n1. Kiểm tra 100% trường học./.\n"
        "KT. GIÁM ĐỐC\tKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\tPHÓ GIÁM ĐỐC\n\nNguyễn Bá Cẩn\tTrần Văn Hai\n\n"
        "Nơi nhận:\n- UBND tỉnh (b/c);\n- Lưu: VT SYT, SGDĐT.\n"),
        {"type": "Kế hoạch", "parent_agency": None, "agency": "SỞ Y TẾ - SỞ GIÁO DỤC VÀ ĐÀO TẠO",
         "subject": "Về công tác y tế trường học", "signer": "Nguyễn Bá Cẩn",
         "archive": {"rooms": ["VT", "SYT", "SGDĐT"], "drafter": None, "copies": None},
         "doubts": ["head.left_out", "signature.second"]},
    ),
    "an order about medicines": (
        (f"SỞ Y TẾ\n{NATION}Số: 12/SYT-NVD\nV/v thu hồi thuốc\nThanh Hóa, ngày 1 tháng 3 năm 2025\n"
        "Kính gửi: Các cơ sở kinh doanh thuốc\nSở Y tế yêu cầu thu hồi thuốc.\nNơi nhận:\n- Như trên;\n"
        "- Cục QLD - BYT (b/c);\n- Lưu: VT, NVD.D15.\nKT.GIÁM ĐỐC PHÓ GIÁM ĐỐC\nNguyễn Bá Cẩn\n"
        "Danh sách các cơ sở nhận công văn\n1. Nhà thuốc A\n2. Nhà thuốc B\n"),
        {"addressees": ["Các cơ sở kinh doanh thuốc"], "body": ["Sở Y tế yêu cầu thu hồi thuốc."],
         "recipients": ["Như trên", "Cục QLD - BYT (b/c)"], "posts": ["GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
         "archive": {"rooms": ["VT", "NVD"], "drafter": "D", "copies": 15},
         "annexes": [("", "Danh sách các cơ sở nhận công văn", 2)]},
    ),
    "minutes of an inspection": (
        (f"{OFFICE}{NATION}Số: 12/BB-SYT\nBIÊN BẢN\nKiểm tra hành nghề y tư nhân\nHôm nay, chúng tôi gồm hai bên./.\n"
        "ĐẠI DIỆN CƠ SỞ                ĐẠI DIỆN ĐOÀN KIỂM TRA\n(Ký, ghi rõ họ tên)           (Ký, ghi rõ họ tên)\n\n"
        "Trần Văn Hai                  Nguyễn Bá Cẩn\n"),
        {"signer": "Nguyễn Bá Cẩn", "posts": ["ĐẠI DIỆN ĐOÀN KIỂM TRA"],
         "doubts": ["archive.missing", "recipients.missing", "signature.second"]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_of_another_kind_is_read(kind):
    text, expected = LETTERS[kind]
    told = facts(text)
    assert {part: told[part] for part in expected} == expected


def test_a_letter_that_a_mail_quotes_is_the_letter():
    told = read_text("".join(f"> {line}\n" for line in _letter().split("\n")))
    assert ({part: told.as_json()[part] for part in WHOLE}, told.doubts) == (WHOLE, [])
