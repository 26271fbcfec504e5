"""Feet as they come: run together, without hyphens, with what was attached behind them."""

from __future__ import annotations

import pytest

from docflow.papers.blocks import plain
from docflow.papers.reading import read_text
from tests.papers.reading.variants import FOOT, _letter

SIGNED = "\n\nGIÁM ĐỐC\n\nNguyễn Bá Cẩn\n"


def foot(text):
    return read_text(_letter(foot=f"\n{text}\n"))


def kept(line):
    told = foot(f"Nơi nhận:\n- Như trên;\n- {line}{SIGNED}").archive
    return told.rooms, told.drafter, told.copies


def copies(text):
    return [one.text for one in foot(text).recipients]


@pytest.mark.parametrize(
    ("behind", "title", "blocks"),
    [
        ("DANH SÁCH CÁC ĐƠN VỊ THAM GIA\n\n1. Bệnh viện Nhi.\n2. Bệnh viện Phụ sản.",
         "DANH SÁCH CÁC ĐƠN VỊ THAM GIA", ["1. Bệnh viện Nhi.", "2. Bệnh viện Phụ sản."]),
        ("MẪU BÁO CÁO\n\nTên đơn vị: ......\n\nNgười lập biểu\n\nTrần Văn Hai",
         "MẪU BÁO CÁO", ["Tên đơn vị: ......", "Người lập biểu", "Trần Văn Hai"]),
        ("NHỮNG VIỆC CẦN LÀM NGAY\n(Kèm theo Công văn số 105/SYT-NVY)\n\n1. Rửa tay.",
         "NHỮNG VIỆC CẦN LÀM NGAY", ["1. Rửa tay."]),
        ("Phòng Nghiệp vụ Y\n\nLê Văn Ba\n\nTrần Thị Bốn",
         "Phòng Nghiệp vụ Y", ["Lê Văn Ba", "Trần Thị Bốn"]),
        ("DANH SÁCH GIÁM ĐỐC CÁC BỆNH VIỆN\n\n| TT | Họ tên |\n| 1 | Lê Văn Ba |",
         "DANH SÁCH GIÁM ĐỐC CÁC BỆNH VIỆN", ["TT\nHọ tên\n1\nLê Văn Ba"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("page", ["\n", "\f"])
def test_what_is_attached_takes_nobody_s_place(behind, title, blocks, page):
    told = read_text(f"{_letter()}{page}{behind}\n")
    assert (told.signer, told.posts) == ("Nguyễn Bá Cẩn", ("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))
    assert [(one.label, one.title) for one in told.annexes] == [("", title)]
    assert [plain(block, {}) for block in told.annexes[0].body] == blocks
    assert [(one.code, one.excerpt) for one in told.doubts] == [("annex.unlabelled", title)]
    assert told.as_json()["annexes"][0]["label"] is None


def test_an_attachment_is_none_of_the_unsigned_letter_s_posts():
    told = read_text(_letter(foot=FOOT.replace("\nNguyễn Bá Cẩn\n", "\nDANH SÁCH\nCác đơn vị\n")))
    assert (told.posts, told.signer) == (("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), None)
    assert [one.title for one in told.annexes] == ["DANH SÁCH"]


def test_dirt_below_the_name_is_no_attachment():
    told = read_text(f"{_letter()}\n,,_ ồ\n")
    assert (told.signer, told.annexes) == ("Nguyễn Bá Cẩn", ())


@pytest.mark.parametrize(
    ("head", "label", "title"),
    [
        ("PHỤ LỤC 1: DANH SÁCH ĐƠN VỊ", "PHỤ LỤC 1", "DANH SÁCH ĐƠN VỊ"),
        ("Phụ lục I. Danh sách đơn vị", "Phụ lục I", "Danh sách đơn vị"),
        ("PHỤ LỤC II DANH SÁCH ĐƠN VỊ\nTHAM GIA", "PHỤ LỤC II", "DANH SÁCH ĐƠN VỊ THAM GIA"),
        ("Phụ lục I\nDanh sách đơn vị\n(Kèm theo Công văn số 105/SYT-NVY\nngày 12/8/2020 của Sở Y tế)",
         "Phụ lục I", "Danh sách đơn vị"),
        ("PHỤ LỤC\n(Kèm theo Công văn số 105/SYT-NVY\nngày 12/8/2020 của\nSở Y tế)\nDANH SÁCH ĐƠN VỊ",
         "PHỤ LỤC", "DANH SÁCH ĐƠN VỊ"),
        ("PHỤ LỤC (Kèm theo Công văn số 105/SYT-NVY ngày\n12/8/2020)\nDANH SÁCH", "PHỤ LỤC", "DANH SÁCH"),
        ("Mẫu số 01\nBÁO CÁO KẾT QUẢ", "Mẫu số 01", "BÁO CÁO KẾT QUẢ"),
    ],
)  # fmt: skip
def test_the_head_of_an_annex_however_it_is_broken(head, label, title):
    told = read_text(f"{_letter()}\n{head}\n\n1. Bệnh viện tuyến tỉnh.\n")
    assert [(one.label, one.title) for one in told.annexes] == [(label, title)]
    assert [plain(block, {}) for block in told.annexes[0].body] == ["1. Bệnh viện tuyến tỉnh."]
    assert not told.doubts


@pytest.mark.parametrize(
    ("text", "authority", "posts"),
    [
        ("- Như trên; - Lưu: VT, NVY. KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Nguyễn Bá Cẩn",
         "KT.", ("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("- Như trên; - Lưu: VT, NVY (02). GIÁM ĐỐC Nguyễn Bá Cẩn", None, ("GIÁM ĐỐC",)),
        ("KT. GIÁM ĐỐC - Như trên; PHÓ GIÁM ĐỐC - Lưu: VT, NVY. Nguyễn Bá Cẩn",
         "KT.", ("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ("- Như trên; - Lưu: VT, NVY. TL. GIÁM ĐỐC KT. CHÁNH VĂN PHÒNG PHÓ CHÁNH VĂN PHÒNG (Đã ký) Nguyễn Bá Cẩn",
         "TL.", ("GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")),
        ("- Như trên; - Lưu: VT, NVY. TM. ỦY BAN NHÂN DÂN CHỦ TỊCH NGUYỄN BÁ CẨN",
         "TM.", ("ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("- Như trên; - Lưu: VT, NVY. KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC Nguyễn Bá Cẩn",
         "KT.", ("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
    ],
)  # fmt: skip
def test_a_foot_that_ran_into_one_line(text, authority, posts):
    told = foot(f"Nơi nhận: {text}")
    assert [one.text for one in told.recipients] == ["Như trên"]
    assert told.archive.rooms == ("VT", "NVY")
    assert (told.authority, told.posts) == (authority, posts)
    assert told.signer.casefold() == "nguyễn bá cẩn"
    assert not told.doubts


def test_a_foot_whose_signature_ran_before_the_list():
    told = foot("GIÁM ĐỐC Nguyễn Bá Cẩn Nơi nhận: - Như trên; - Lưu: VT, NVY.")
    assert (told.posts, told.signer) == (("GIÁM ĐỐC",), "Nguyễn Bá Cẩn")
    assert ([one.text for one in told.recipients], told.archive.rooms) == (
        ["Như trên"], ("VT", "NVY"),
    )  # fmt: skip


def test_a_post_within_the_name_of_a_receiver_cuts_nothing():
    told = foot(f"Nơi nhận:\n- BAN GIÁM ĐỐC SỞ;\n- PHÓ GIÁM ĐỐC SỞ;\n- Lưu: VT.{SIGNED}")
    assert [one.text for one in told.recipients] == ["BAN GIÁM ĐỐC SỞ", "PHÓ GIÁM ĐỐC SỞ"]
    assert told.posts == ("GIÁM ĐỐC",)


@pytest.mark.parametrize(
    "text",
    [
        "Như trên;\nUBND tỉnh (để b/c);\nSở Tài chính;\nLưu: VT, NVY.",
        "Như trên; UBND tỉnh (để b/c); Sở Tài chính; Lưu: VT, NVY.",
        "Như trên; UBND tỉnh (để b/c);\nSở Tài chính; Lưu: VT; NVY.",
        "Như trên\nUBND tỉnh (để b/c)\nSở Tài chính\nLưu VT, NVY",
        "Như trên,\nUBND tỉnh (để b/c),\nSở Tài chính,\nLưu: VT, NVY.",
    ],
)
def test_a_list_without_hyphens_has_its_entries(text):
    told = foot(f"Nơi nhận:\n{text}{SIGNED}")
    assert [one.text for one in told.recipients] == [
        "Như trên",
        "UBND tỉnh (để b/c)",
        "Sở Tài chính",
    ]
    assert (told.archive.rooms, told.signer) == (("VT", "NVY"), "Nguyễn Bá Cẩn")


def test_a_semicolon_within_a_hyphened_line_or_brackets_parts_nothing():
    assert copies(f"Nơi nhận:\n- TT Tỉnh ủy; TT HĐND tỉnh;\n- Lưu: VT.{SIGNED}") == [
        "TT Tỉnh ủy; TT HĐND tỉnh"
    ]
    assert copies(f"Nơi nhận:\nUBND tỉnh (để b/c; chỉ đạo);\nLưu: VT.{SIGNED}") == [
        "UBND tỉnh (để b/c; chỉ đạo)"
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lưu: VT, NVYD. H.05", (("VT", "NVYD"), "H", 5)),
        ("Lưu: VT, NVY, T.Hùng", (("VT", "NVY"), "T.Hùng", None)),
        ("Lưu: VT, NVY. Hà/05b", (("VT", "NVY"), "Hà", 5)),
        ("Lưu: VT, NVD3b", (("VT", "NVD"), None, 3)),
        ("Lưu: VT, NVY (Hà, 05b)", (("VT", "NVY"), "Hà", 5)),
        ("Lưu: VT, KHTC Hà (5)", (("VT", "KHTC"), "Hà", 5)),
        ("Lưu: VT, P.NVY, Hùng.", (("VT", "P.NVY"), "Hùng", None)),
        ("Lưu: VT-NVY.HN", (("VT", "NVY"), "HN", None)),
        ("Lưu: Văn thư, Phòng Nghiệp vụ Y, Hà.", (("Văn thư", "Phòng Nghiệp vụ Y"), "Hà", None)),
        ("Lưu: VT, KGVX, TH2.", (("VT", "KGVX", "TH2"), None, None)),
        ("Lưu: VT, GDTrH_Lan(02)", (("VT", "GDTrH"), "Lan", 2)),
        ("Lưu: VT, VX, Ngọc-15b", (("VT", "VX"), "Ngọc", 15)),
        ("Lưu: V.T, HS đoàn (10).", (("VT", "HS đoàn"), None, 10)),
    ],
)  # fmt: skip
def test_the_archive_line_tells_rooms_drafter_and_copies(line, expected):
    assert kept(line) == expected
