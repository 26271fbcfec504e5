"""Heads whose title is garbled or missing, and summaries that stand above it: nothing is lost."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document

from docflow.papers.blocks import plain
from docflow.papers.reading import read, read_text

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
DAY = "Thanh Hóa, ngày 14 tháng 8 năm 2023"
OFFICE = "UBND TỈNH THANH HÓA\nSỞ Y TẾ\n"
FOOT = "\nNơi nhận:\n- Như Điều 2;\n- Lưu: VT.\nGIÁM ĐỐC\n\nNguyễn Bá Cẩn\n"
DECIDED = (
    "GIÁM ĐỐC SỞ Y TẾ\nCăn cứ Luật Khám bệnh, chữa bệnh;\nTheo đề nghị của Chánh Văn phòng.\n"
    "QUYẾT ĐỊNH:\nĐiều 1. Kiện toàn Tổ công tác.\nĐiều 2. Thi hành./.\n" + FOOT
)
ABOUT = "Về việc kiện toàn Tổ công tác\n"


def head(sign="QĐ", below=""):
    return f"{OFFICE}Số: 1245/{sign}-SYT\n{below}{NATION}{DAY}"


def codes(reading):
    return {one.code for one in reading.doubts}


@pytest.mark.parametrize(
    ("title", "code"),
    [
        (" QUYẾT ĐỊNH\n", set()), ("\nQUYẾTĐỊNH\n", set()), ("\n\nQUY ẾT ĐỊNH\n", set()),
        ("\n", {"type.from_order"}), ("\nQUYÊT Đ|NH\n", {"type.from_order", "text.left_out"}),
    ],
    ids=["joined", "run together", "torn", "missing", "misread"],
)  # fmt: skip
@pytest.mark.parametrize("about", [ABOUT, "Kiện toàn Tổ công tác\n"])
def test_a_decision_without_its_title_keeps_subject_and_grounds(title, code, about):
    reading = read_text(head() + title + about + DECIDED)
    assert (reading.type, reading.agency) == ("Quyết định", "SỞ Y TẾ")
    assert (reading.subject or "").casefold().endswith("kiện toàn tổ công tác")
    assert reading.grounds == (
        "Căn cứ Luật Khám bệnh, chữa bệnh", "Theo đề nghị của Chánh Văn phòng",
    )  # fmt: skip
    said = [plain(block, {}) for block in reading.body]
    assert said[:2] == ["GIÁM ĐỐC SỞ Y TẾ", "QUYẾT ĐỊNH:"]
    assert codes(reading) == code


@pytest.mark.parametrize("below", ["Sở Y tế thông báo:\n", "Sở Y tế thông báo lịch nghỉ.\n"])
def test_a_summary_above_the_title_is_the_subject(below):
    text = head("TB", "V/v nghỉ lễ 02/9\n") + "\n\nTHÔNG BÁO\n\n" + below + "1. Nghỉ 2 ngày./.\n"
    reading = read_text(text + FOOT)
    assert (reading.type, reading.subject) == ("Thông báo", "nghỉ lễ 02/9")
    assert plain(reading.body[0], {}) == below.strip()
    assert codes(reading) == set()


def test_a_summary_right_above_the_title_is_the_subject():
    about = (
        "\nVề việc thực hiện các biện pháp cấp bách\nCHỈ THỊ\n\nGiám đốc Sở chỉ thị:\n1. Trực./.\n"
    )
    assert read_text(head("CT") + about + FOOT).subject == "thực hiện các biện pháp cấp bách"


def test_a_second_summary_is_a_doubt_with_its_words():
    text = head("TB", "V/v nghỉ lễ 02/9\n") + "\n\nTHÔNG BÁO\nLịch trực\n\nCác khoa trực./.\n"
    reading = read_text(text + FOOT)
    assert reading.subject == "Lịch trực"
    assert ("head.left_out", "V/v nghỉ lễ 02/9") in {(it.code, it.excerpt) for it in reading.doubts}


def test_a_summary_in_the_left_cell_of_a_word_file_is_the_subject():
    letter = Document()
    cells = letter.add_table(1, 2).rows[0].cells
    cells[0].text = f"{OFFICE}Số: 12/TB-SYT\nV/v nghỉ lễ 02/9"
    cells[1].text = NATION + DAY
    for text in ("THÔNG BÁO", "Sở Y tế thông báo:", "Nghỉ 02 ngày./.", *FOOT.strip().split("\n")):
        letter.add_paragraph(text)
    out = BytesIO()
    letter.save(out)
    assert read(out.getvalue(), "x.docx").subject == "nghỉ lễ 02/9"


CITED = "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị"


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("KẾ HOẠCH", CITED), ("HƯỚNG DẪN", "Theo dõi sự cố y khoa"), ("HƯỚNG DẪN", "Xét nghiệm sơ sinh"),
        ("KẾ HOẠCH", "Ngày hội hiến máu năm 2026"), ("CHƯƠNG TRÌNH HÀNH ĐỘNG", CITED),
        ("BÁO CÁO", "Tình hình kinh tế - xã hội 7 tháng đầu năm;\nnhiệm vụ, giải pháp 5 tháng cuối năm"),
    ],
)  # fmt: skip
def test_a_usual_subject_is_read_whatever_word_it_begins_with(title, subject, gap):
    below = f"\n\n{title}\n{gap}{subject}\n{gap}Sở Y tế xây dựng nội dung như sau:\n1. Trực./.\n"
    reading = read_text(head("KH") + below + FOOT)
    assert reading.subject == subject.replace("\n", " ")
    assert (reading.heading, codes(reading)) == (title if "ĐỘNG" in title else "", set())


def test_a_ground_under_a_title_is_no_subject():
    below = f"\n\nKẾ HOẠCH\n{CITED}, Sở Y tế xây dựng Kế hoạch như sau:\n1. Trực./.\n"
    assert codes(read_text(head("KH") + below + FOOT)) == {"subject.missing"}


def test_the_number_of_a_joint_letter_is_no_office():
    text = f"SỞ Y TẾ - SỞ TÀI CHÍNH\nSố: 1245/LN: SYT-STC\nV/v giá thuốc\n{NATION}{DAY}\n{{}}"
    reading = read_text(text.format("Kính gửi: Bộ Y tế.\nĐề nghị xem xét./.\n" + FOOT))
    assert (reading.agency, reading.notation) == ("SỞ Y TẾ - SỞ TÀI CHÍNH", "LN:SYT-STC")
    other = read_text(
        text.replace("LN: SYT-STC", "SYT: STC").format("Kính gửi: Bộ.\nA./.\n" + FOOT)
    )
    assert (other.agency, codes(other)) == ("SỞ Y TẾ - SỞ TÀI CHÍNH", {"head.left_out"})


@pytest.mark.parametrize(
    "lines",
    [
        "Kính gửi: Bộ Y tế.\nĐồng kính gửi: Ủy ban nhân dân tỉnh.\n",
        "Kính gửi:\n- Bộ Y tế;\nĐồng kính gửi:\n- Ủy ban nhân dân tỉnh.\n",
        "Kính gửi: Bộ Y tế\n\nĐồng kính gửi: Ủy ban nhân dân tỉnh\n\n",
    ],
)
def test_who_is_addressed_along_is_an_addressee(lines):
    reading = read_text(f"{head('SYT', 'V/v giá')}\n{lines}Đề nghị xem xét./.\n{FOOT}")
    assert (reading.addressees, "text.left_out" in codes(reading)) == (
        ("Bộ Y tế", "Ủy ban nhân dân tỉnh"), False,
    )  # fmt: skip
    assert [plain(block, {}) for block in reading.body] == ["Đề nghị xem xét./."]


def test_what_stands_under_a_title_without_a_subject_is_text():
    below = "\n\nGIẤY GIỚI THIỆU\n2020 là năm khó khăn.\nSở Y tế giới thiệu ông Nguyễn Bá Cẩn./.\n"
    reading = read_text(head("GGT") + below + FOOT)
    assert (reading.subject, plain(reading.body[0], {})) == (None, "2020 là năm khó khăn.")
