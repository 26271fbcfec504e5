"""What scanners and clerks put into a letter: page numbers, stamps of arrival, wrong letters."""

from __future__ import annotations

import pytest

from docflow.papers.blocks import plain
from docflow.papers.reading import read_text
from tests.papers.reading.variants import HEAD, WHOLE, _letter


def facts(text):
    told = read_text(text).as_json()
    return {part: told[part] for part in WHOLE}


def body(text):
    return [plain(block, {}) for block in read_text(_letter(body=text)).body]


@pytest.mark.parametrize("number", ["1", "- 1 -", "Trang 1/2", "1/2"])
def test_a_page_number_on_page_one_is_no_text(number):
    told = body(
        f"\nSở Y tế đề nghị các đơn vị tiếp tục thực hiện giám sát, bảo đảm không\n\n{number}\n\n"
        "bỏ sót ca bệnh.\n\nĐề nghị thực hiện./.\n"
    )
    assert told == ["Sở Y tế đề nghị các đơn vị tiếp tục thực hiện giám sát, bảo đảm không bỏ sót ca bệnh.",
                    "Đề nghị thực hiện./."]  # fmt: skip
    assert body(f"\nĐoạn một.\n\n{number}\n\f\nĐoạn hai./.\n") == ["Đoạn một.", "Đoạn hai./."]
    for text in (f"{number}\n{_letter()}", f"{_letter()}\n{number}\n"):
        assert facts(text) == WHOLE
        assert not read_text(text).doubts


def test_the_numbers_of_both_pages_go():
    told = body("\nĐoạn một.\n\n1\n\f\n2\n\nĐoạn hai./.\n")
    assert told == ["Đoạn một.", "Đoạn hai./."]


def test_the_first_column_of_a_table_that_lost_its_lines_stays():
    told = body(
        "\nSố liệu:\n\n1\n\nBệnh viện Nhi\n\n2\n\nBệnh viện Phụ sản\n\nĐề nghị thực hiện./.\n"
    )
    assert told[1:5] == ["1", "Bệnh viện Nhi", "2", "Bệnh viện Phụ sản"]


@pytest.mark.parametrize(
    "stamp",
    [
        "SỞ Y TẾ THANH HÓA\nĐẾN Số: 1234\nNgày: 05/8/2020\nChuyển: Phòng NVY\n",
        "SỞ Y TẾ THANH HÓA\nĐẾN\nSố: 1234\nNgày: 05/8/2020\nChuyển: ......\nSố và ký hiệu HS: ....\n",
        "SỞ Y TẾ THANH HÓA\nĐẾN Số:.....1234.......\nNgày:...05/8/2020....\nLưu hồ sơ số:........\n",
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ THANH HÓA\nĐẾN\nGiờ: 8h30\nNgày: 05/8/2020\n",
        "BỆNH VIỆN NHI\nVĂN BẢN ĐẾN\nSố đến: 45 Ngày: 6/8\n",
        "Số 123 ngày 05/8/2020\nCÔNG VĂN ĐẾN\n",
        "CÔNG VĂN ĐẾN\nSố 123 ngày 05/8/2020\nChuyển: Phòng NVY\n",
        "CÔNG VĂN ĐẾN Số 123 ngày 05 tháng 8 năm 2020\n",
        "ĐẾN Số 1234 Ngày 05/8/2020\n",
    ],
)
def test_a_stamp_of_arrival_leaves_the_letter_as_it_was(stamp):
    for text in (f"{stamp}\n{_letter()}", f"{stamp}{_letter()}",
                 _letter().replace("\nV/v", f"\n\n{stamp}\nV/v")):  # fmt: skip
        assert (facts(text), read_text(text).doubts) == (WHOLE, [])


def test_a_stamp_below_the_letter_s_own_office_takes_no_name_away():
    stamp = "ĐẾN\nSố: 1234\nNgày: 05/8/2020\n"
    assert facts(_letter(HEAD.replace("SỞ Y TẾ\n", f"SỞ Y TẾ\n{stamp}"))) == WHOLE


def test_a_sentence_of_the_text_is_no_stamp():
    told = body("\nĐến số 12 đường Nguyễn Trãi nhận thuốc.\n\nSố 123 ngày nghỉ đã duyệt./.\n")
    assert told == ["Đến số 12 đường Nguyễn Trãi nhận thuốc.", "Số 123 ngày nghỉ đã duyệt./."]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("ngày 12 tháng 8 năm", "ngàv 12 thảng 8 năm"), ("ngày 12 tháng 8 năm", "ngảy 12 iháng 8 nãm"),
        ("ngày 12 tháng 8 năm", "ngáy 12 thúng 8 nám"), ("ngày 12 tháng 8 năm", "n gày 12 tháng 8 nầm"),
        ("ngày 12 tháng 8 năm", "ngầy 1 2 thánẹ 8 nămm"), ("ngày 12 tháng 8 năm ", "ngày12tháng8năm"),
        ("ngày 12 tháng 8 năm", "ngiy 12 tháng 8 nâm"), ("ngày 12 tháng 8 năm", "rgày 12 tnáng 8 năm"),
        ("Số:", "Sổ:"), ("Số:", "Sế:"), ("Số:", "sổ:"), ("Số:", "S6:"),
        ("V/v", "V/y"), ("V/v", "Y/v"), ("V/v", "Vlv"), ("V/v", "V iv"), ("V/v", "Vv"),
        ("Kính gửi:", "Kính gửl:"), ("Kính gửi:", "Kỉnh gừi :"), ("Kính gửi:", "Kính gởi:"),
        ("Kính gửi:", "Kinh gui:"), ("Kính gửi:", "Kíuh gửi:"), ("Kính gửi:", "Kínhgửi:"),
        ("Độc lập - Tự do", "Độc 1ập - Tư do"), ("Hạnh phúc", "Hanh phủe"),
        ("CỘNG HÒA", "CỌNG IIÒA"), ("CHỦ NGHĨA", "CHÚ NGIIỈA"), ("CỘNG HÒA XÃ HỘI", "GỘNG HÒA XẢ HỌI"),
        ("Nơi nhận:", "Noi nhậu:"), ("Nơi nhận:", "Nơl nhận:"), ("Nơi nhận:", "Nai nhân:"),
        ("Lưu: VT", "Lun: VT"), ("Lưu: VT", "Lim: VT"), ("Lưu: VT", "Lưu: V.T"),
    ],
)  # fmt: skip
def test_one_wrong_letter_in_a_fixed_word_changes_nothing(right, wrong):
    text = _letter()
    assert right in text
    told = read_text(text.replace(right, wrong))
    assert {part: told.as_json()[part] for part in WHOLE} == WHOLE
    assert not told.doubts


def test_a_day_that_cannot_be_read_is_doubted_and_not_guessed():
    told = read_text(_letter().replace("ngày 12 tháng", "ngày l2 tháng"))
    assert (told.date, [one.code for one in told.doubts]) == (None, ["date.unreadable"])


def test_a_word_of_the_text_that_is_like_a_fixed_one_is_text():
    told = body("\nMọi nhân viên y tế thực hiện.\n\nKinh phí gửi về Sở./.\n")
    assert told == ["Mọi nhân viên y tế thực hiện.", "Kinh phí gửi về Sở./."]


@pytest.mark.parametrize(
    "labels",
    [
        ("1/", "2/"),
        ("1.1", "1.2"),
        ("a.", "b."),
        ("a/", "đ/"),
        ("I/", "II/"),
        ("1.1.1", "1.1.2"),
        ("1.", "a)"),
    ],
)
def test_labels_that_offices_use_make_points(labels):
    text = "".join(f"{label} Tổ chức giám sát tại cộng đồng.\n" for label in labels)
    told = read_text(_letter(body=f"\nSở Y tế đề nghị:\n\n{text}\nĐề nghị thực hiện./.\n")).body
    assert [block["attrs"].get("label") for block in told] == [None, *labels, None]


def test_a_number_that_begins_a_line_is_no_label():
    told = body(
        "\nSở Y tế đề nghị các đơn vị rà soát lại toàn bộ kinh phí đã được giao là\n"
        "1.5 tỷ đồng và báo cáo về Sở Y tế trước ngày 20 hằng tháng theo quy định, từ\n"
        "05/8 hằng năm đến hết ngày cuối tháng, bằng văn bản và qua hệ thống báo cáo,\n"
        "theo mẫu kèm theo./.\n"
    )
    assert len(told) == 1


@pytest.mark.parametrize("mark", ["- 2 -", "– 2 –", "Trang 2", "2"])
@pytest.mark.parametrize("after", ["Bộ Y tế về việc báo cáo./.", "30/2020/NĐ-CP của Chính phủ./."])
def test_a_page_mark_amid_a_sentence_splits_nothing(mark, after):
    before = "Các đơn vị thực hiện theo quy định tại Quyết định của"
    told = read_text(
        f"SỞ Y TẾ\nSố: 05/SYT-NVY\nV/v báo cáo\nKính gửi: Bộ Y tế\n\n{before}\n{mark}\n{after}\n"
        "Nơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\nNguyễn Bá Cẩn\n"
    )
    assert ["".join(it["text"] for it in one["content"]) for one in told.body] == [
        f"{before} {after}"
    ]


def test_the_number_behind_a_footnote_is_no_text():
    told = read_text(
        "SỞ Y TẾ\nSố: 05/SYT-NVY\nV/v báo cáo\nKính gửi: Bộ Y tế\n\nĐề nghị các đơn vị[1]\n_____\n"
        "[1] Theo danh sách.\n2\nthực hiện đầy đủ./.\nNơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\nNguyễn Bá Cẩn\n"
    )
    said = ["".join(it["text"] for it in one["content"]) for one in told.body]
    assert said == ["Đề nghị các đơn vị thực hiện đầy đủ./."]
