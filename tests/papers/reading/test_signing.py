"""Feet as offices type them: the office over its annex, marks of signing, lists that run on."""

from __future__ import annotations

import pytest

from docflow.papers.reading import read_text

DECISION = """UBND TỈNH THANH HÓA
SỞ Y TẾ
Số: 1245/QĐ-SYT
Thanh Hóa, ngày 14 tháng 8 năm 2023

QUYẾT ĐỊNH
Ban hành Quy chế làm việc
Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.
Điều 2. Quyết định này có hiệu lực từ ngày ký./.
"""
LIST = "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT, NVY.\n"
SIGNED = f"{LIST}KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nNguyễn Bá Cẩn\n"
RULES = "QUY CHẾ\nLàm việc của cơ quan\nĐiều 1. Phạm vi.\nĐiều 2. Đối tượng.\n"


def of(foot):
    return read_text(DECISION + foot)


def doubted(told):
    return [one.excerpt for one in told.doubts]


@pytest.mark.parametrize("foot", [
    SIGNED, SIGNED.replace("KT. GIÁM ĐỐC\nPHÓ ", ""), SIGNED.replace("- Lưu: VT, NVY.\n", ""),
    SIGNED.replace("\nNguyễn Bá Cẩn\n", ""),
], ids=["a deputy", "a director", "without the archive", "unsigned"])  # fmt: skip
@pytest.mark.parametrize("office", [
    "SỞ Y TẾ", "BỘ Y TẾ", "SỞ NỘI VỤ", "CỤC AN TOÀN THỰC PHẨM", "BỆNH VIỆN ĐA KHOA TỈNH",
    "UBND TỈNH THANH HÓA\nSỞ Y TẾ",
    "SỞ Y TẾ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
])  # fmt: skip
def test_the_office_over_its_annex_signs_nothing(office, foot):
    alone, told = of(foot), of(f"{foot}\n{office}\n\n{RULES}")
    assert (told.authority, told.posts, told.signer) == (
        alone.authority,
        alone.posts,
        alone.signer,
    )
    assert not told.beside
    assert [(one.heading, one.title) for one in told.annexes] == [
        ("Quy chế", "Làm việc của cơ quan")
    ]


def test_an_office_over_what_was_attached_without_a_name_signs_nothing():
    told = of(f"{SIGNED}\nSỞ NỘI VỤ\n\n1. Các đơn vị nộp báo cáo.\n2. Các đơn vị nộp hồ sơ.\n")
    assert (told.signer, told.beside, len(told.annexes)) == ("Nguyễn Bá Cẩn", (), 1)


@pytest.mark.parametrize(
    "name", ["ĐOÀN VĂN HÙNG", "TÔ VĂN HÙNG", "BÀN VĂN HÙNG", "Trương Văn Hùng"]
)
def test_a_surname_that_is_like_an_office_signs(name):
    told = of(SIGNED.replace("Nguyễn Bá Cẩn", name) + f"\n{RULES}")
    assert (told.posts[-1], told.signer) == ("PHÓ GIÁM ĐỐC", name)


@pytest.mark.parametrize("mark", [
    "(Đã ký) ", "Đã ký: ", "(Ký tên, đóng dấu) ", "(Đã ký)\n", "(Ký, ghi rõ họ tên)\n", "(Đã ký: ",
    "(Chữ ký của người có thẩm quyền, dấu)\n", "(Đã ký và đóng dấu tại trụ sở)\n",
])  # fmt: skip
@pytest.mark.parametrize("name", ["Nguyễn Bá Cẩn", "Hồ Bá Cẩn", "NGUYỄN BÁ CẨN"])
def test_who_stands_behind_a_mark_of_signing_signs(mark, name):
    end = ")" if mark.count("(") > mark.count(")") else ""
    told = of(SIGNED.replace("Nguyễn Bá Cẩn", f"{mark}{name}{end}"))
    assert (told.posts, told.signer) == (("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), name)


def test_a_mark_of_signing_within_one_line_hides_nobody():
    told = of(f"{LIST.rstrip()} GIÁM ĐỐC Đã ký: Nguyễn Bá Cẩn\n")
    assert (told.posts, told.signer) == (("GIÁM ĐỐC",), "Nguyễn Bá Cẩn")


def test_those_who_sign_beside_each_other_behind_marks():
    told = of("THƯ KÝ   CHỦ TỌA\n(Đã ký) Lê Văn A   (Đã ký) Trần Văn B\nNơi nhận:\n- Lưu: VT.\n")
    assert (told.signer, told.beside[0].name) == ("Trần Văn B", "Lê Văn A")


@pytest.mark.parametrize(("line", "rooms"), [
    ("- Lưu TCCB", ("TCCB",)), ("- Sở Nội vụ", ()), ("- Lưu: VT, TCCB", ("VT", "TCCB")),
])  # fmt: skip
def test_a_list_without_end_marks_takes_no_signer(line, rooms):
    told = of(f"Nơi nhận:\n- Như trên;\n{line}\nTRƯỞNG PHÒNG\n\nNguyễn Bá Cẩn\n")
    assert (told.posts, told.signer, told.archive.rooms) == (
        ("TRƯỞNG PHÒNG",), "Nguyễn Bá Cẩn", rooms
    )  # fmt: skip


def test_an_agency_of_archives_is_a_recipient():
    told = of("Nơi nhận:\n- Lưu trữ quốc gia;\n- Lưu: VT.\nGIÁM ĐỐC\nNguyễn Bá Cẩn\n")
    assert [one.text for one in told.recipients] == ["Lưu trữ quốc gia"]


@pytest.mark.parametrize("above", ["", "GIÁM ĐỐC\nNguyễn Bá Cẩn\n"])
def test_the_line_of_the_archive_goes_on_behind_a_comma(above):
    below = "" if above else "GIÁM ĐỐC\nNguyễn Bá Cẩn\n"
    told = of(f"{above}Nơi nhận:\n- Như trên;\n- Lưu: VT,\nNVY (Hùng-05b).\n{below}")
    assert (told.archive.rooms, told.archive.drafter, told.archive.copies) == (
        ("VT", "NVY"), "Hùng", 5
    )  # fmt: skip
    assert told.signer == "Nguyễn Bá Cẩn"


def test_three_in_a_row_sign_side_by_side():
    told = of("THƯ KÝ   ỦY VIÊN   CHỦ TỊCH HỘI ĐỒNG\n\nLê Văn A   Trần Văn B   Nguyễn Bá Cẩn\n")
    assert (told.posts, told.signer) == (("CHỦ TỊCH HỘI ĐỒNG",), "Nguyễn Bá Cẩn")
    assert [(one.posts[0], one.name) for one in told.beside] == [
        ("THƯ KÝ", "Lê Văn A"), ("ỦY VIÊN", "Trần Văn B")
    ]  # fmt: skip


LEAVE = DECISION[: DECISION.index("QUYẾT ĐỊNH")].replace("QĐ", "GNP") + (
    "GIẤY NGHỈ PHÉP\nXét đơn, cấp cho người có tên:\nChuyên viên nghỉ phép./.\n"
    f"{SIGNED}\nXác nhận của cơ quan nơi nghỉ phép\n(Ký tên)\n"
)


@pytest.mark.parametrize(
    "annex", ["\nPhụ lục\nDANH SÁCH\n| Số | Tên |\n| 1 | Hai |", "\n| Số | Tên |\n| 1 | Hai |"]
)
def test_what_another_office_confirms_swallows_no_annex(annex):
    told = read_text(LEAVE + annex)
    assert told.confirmation == ("Xác nhận của cơ quan nơi nghỉ phép", "(Ký tên)")
    assert [one.body[0]["type"] for one in told.annexes] == ["table"]


def test_a_table_amid_the_foot_is_doubted():
    told = of("Nơi nhận:\n- Như trên;\n| một | hai |\n- Lưu: VT.\nGIÁM ĐỐC\nNguyễn Bá Cẩn\n")
    assert "một | hai" in doubted(told)


def test_three_dots_of_an_extract_are_text():
    text = DECISION.replace("Điều 2.", "...\nĐiều 2.")
    assert "..." in [one["content"][0]["text"] for one in read_text(text + SIGNED).body]
