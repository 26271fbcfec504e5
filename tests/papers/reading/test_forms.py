"""Forms of annex III that are no plain letter: what a decision issues, telegrams, copies, two signers."""

from __future__ import annotations

import pytest

from docflow.papers.blocks import plain
from docflow.papers.paper import compose
from docflow.papers.reading import read_text, to_content
from docflow.rules.purposes import read as purpose_of
from tests.papers.reading.test_reading import DEFAULTS
from tests.papers.reading.variants import BODY, FOOT, HEAD, TO, _letter

DECIDED = (
    HEAD.replace("105/SYT-NVY\nV/v tăng cường giám sát bệnh truyền nhiễm", "15/QĐ-SYT")
    + "\nQUYẾT ĐỊNH\n{}\n\nGIÁM ĐỐC SỞ Y TẾ\n\nCăn cứ Nghị định số 30/2020/NĐ-CP;\n\nQUYẾT ĐỊNH:\n\n"
    "Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc./.\n" + FOOT
)
RULES = (
    "\nUBND TỈNH THANH HOÁ\nSỞ Y TẾ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
    "QUY CHẾ\nLàm việc của Sở Y tế\n(Ban hành kèm theo Quyết định số 15/QĐ-SYT\nngày 12/8/2020 của Giám đốc Sở Y tế)\n\n"
    "Chương I\nQUY ĐỊNH CHUNG\n\nĐiều 1. Phạm vi điều chỉnh\n1. Quy chế này quy định việc làm./.\n"
)  # fmt: skip
TELEGRAM = (
    HEAD.replace("105/SYT-NVY\nV/v tăng cường giám sát bệnh truyền nhiễm", "02/CĐ-SYT")
    + "\nCÔNG ĐIỆN\nVề tập trung ứng phó bão\n\n{}\n\nGiám đốc Sở Y tế yêu cầu:\n\n1. Trực 24/24 giờ./.\n"
    + FOOT
)


def drafted(text):
    return to_content(read_text(text), defaults=DEFAULTS)


@pytest.mark.parametrize(
    "subject", ["Ban hành Quy chế làm việc của Sở Y tế", "Về việc ban hành Quy chế làm việc của Sở Y tế"]
)  # fmt: skip
def test_a_decision_and_what_it_issues_become_a_draft_of_form_1_3(subject):
    reading = read_text(DECIDED.format(subject) + RULES)
    told = to_content(reading, defaults=DEFAULTS)
    assert (told["template"]["code"], told["type"]) == ("quyet_dinh_ban_hanh", "quyet_dinh")
    assert reading.doubts == []
    issued = told["annexes"][0]
    assert (issued["heading"], issued["title"]) == ("Quy chế", "Làm việc của Sở Y tế")
    kinds = [(it["type"], it["attrs"].get("label")) for it in issued["body"]["content"]]
    assert kinds == [("centre", None), ("centre", None), ("point", "Điều 1."), ("point", "1.")]
    printed = compose(told).lines()
    assert subject in printed
    assert {"QUY CHẾ", "Làm việc của Sở Y tế", "Chương I"} <= set(printed)
    assert printed.count("SỞ Y TẾ") == 2
    assert "Phụ lục" not in printed


def test_what_the_subject_does_not_name_is_an_annex_as_before():
    told = drafted(DECIDED.format("Về việc giao nhiệm vụ") + RULES)
    assert told["template"]["code"] == "quyet_dinh"
    assert "heading" not in told["annexes"][0]
    assert told["annexes"][0]["title"] == "QUY CHẾ Làm việc của Sở Y tế"


def test_annexes_behind_what_is_issued_stay_annexes():
    text = (
        DECIDED.format("Ban hành Quy chế làm việc") + RULES + "\nPHỤ LỤC\nMẪU BÁO CÁO\n\nSố liệu.\n"
    )
    told = drafted(text)
    assert [(one.get("heading"), one["title"]) for one in told["annexes"]] == [
        ("Quy chế", "Làm việc của Sở Y tế"), (None, "MẪU BÁO CÁO"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "printed"),
    [
        ("Ban hành Quy chế làm việc", "Về việc ban hành Quy chế làm việc"),
        ("Sở Y tế giao nhiệm vụ", "Về việc Sở Y tế giao nhiệm vụ"),
        ("UBND tỉnh giao nhiệm vụ", "Về việc UBND tỉnh giao nhiệm vụ"),
        ("Về giao nhiệm vụ", "Về việc giao nhiệm vụ"),
    ],
)
def test_a_subject_goes_on_behind_the_words_before_it(subject, printed):
    assert printed in compose(drafted(DECIDED.format(subject))).lines()


@pytest.mark.parametrize(
    ("lines", "salutation", "addressees"),
    [
        ("GIÁM ĐỐC SỞ Y TẾ điện:\n\n- Giám đốc các bệnh viện tuyến tỉnh;\n- Giám đốc các trung tâm y tế.",
         "GIÁM ĐỐC SỞ Y TẾ điện:", ["Giám đốc các bệnh viện tuyến tỉnh", "Giám đốc các trung tâm y tế"]),
        ("Giám đốc Sở Y tế điện: Giám đốc các bệnh viện tuyến tỉnh", "Giám đốc Sở Y tế điện:",
         ["Giám đốc các bệnh viện tuyến tỉnh"]),
        ("GIÁM ĐỐC SỞ Y TẾ ĐIỆN\n- Giám đốc các trung tâm y tế.", "GIÁM ĐỐC SỞ Y TẾ ĐIỆN", ["Giám đốc các trung tâm y tế"]),
        ("Điện: Giám đốc các trung tâm y tế.", "Điện:", ["Giám đốc các trung tâm y tế"]),
        ("Kính gửi: Giám đốc các trung tâm y tế.", "", ["Giám đốc các trung tâm y tế"]),
    ],
)  # fmt: skip
def test_whom_a_telegram_goes_to_is_addressed(lines, salutation, addressees):
    reading = read_text(TELEGRAM.format(lines))
    assert (reading.salutation, list(reading.addressees)) == (salutation, addressees)
    assert [plain(block, {}) for block in reading.body] == [
        "Giám đốc Sở Y tế yêu cầu:", "1. Trực 24/24 giờ./.",
    ]  # fmt: skip
    printed = compose(to_content(reading, defaults=DEFAULTS)).lines()
    assert "Về việc tập trung ứng phó bão" in printed
    assert any(line.startswith(salutation or "Kính gửi:") for line in printed)


def test_a_subject_about_electricity_is_no_telegram():
    text = HEAD.replace("105/SYT-NVY\nV/v tăng cường giám sát bệnh truyền nhiễm", "9/TB-SYT")
    told = read_text(f"{text}\nTHÔNG BÁO\nVỀ VIỆC TIẾT KIỆM ĐIỆN\n{BODY}{FOOT}")
    assert told.subject == "VỀ VIỆC TIẾT KIỆM ĐIỆN"


COPIED = (
    HEAD.replace("105/SYT-NVY\nV/v tăng cường giám sát bệnh truyền nhiễm", "31/TB-UBND")
    + "\nTHÔNG BÁO\nVề việc giao ban\n" + BODY + FOOT
)  # fmt: skip
BLOCK = (
    "\nThanh Hoá, ngày 20 tháng 8 năm 2020\n\nNơi nhận:\n- Các phòng thuộc Sở (để t/hiện);\n- Lưu: VT.\n\n"
    "TL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG\n\nPhước HN\n"
)


@pytest.mark.parametrize(
    "head", ["SỞ Y TẾ\nSAO Y\nSố: 03/SY-SYT", "SỞ Y TẾ\t\tSAO Y\nSố: 03/SY-SYT", "SAO Y\nSỞ Y TẾ\nSố: 03/SY-SYT"]
)  # fmt: skip
def test_a_copy_has_its_own_head_and_foot_and_all_that_it_copies_as_its_text(head):
    reading = read_text(f"{COPIED}\n{head}{BLOCK}")
    told = to_content(reading, defaults=DEFAULTS)
    assert (reading.type, reading.agency, reading.number) == ("Bản sao y", "SỞ Y TẾ", "03")
    assert (told["notation"], told["expected"], told["type"]) == ("SY-SYT", "2020-08", "ban_sao_y")
    assert told["subject"] == "Thông báo số 31/TB-UBND ngày 12/8/2020 về việc giao ban"
    assert [(one.text, one.purpose) for one in reading.recipients] == [
        ("Các phòng thuộc Sở (để t/hiện)", "thuc_hien")
    ]
    assert (reading.posts_typed, reading.signer) == (
        ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
        "Phước HN",
    )
    said = "\n".join(plain(block, {}) for block in reading.body)
    assert all(" ".join(line.split()) in said for line in COPIED.splitlines() if line.strip())
    assert [(it["type"]) for it in reading.body[:6]] == ["centre"] * 6
    assert [one.code for one in reading.doubts] == ["copy.of_another"]


def test_a_secret_is_not_copied_unseen():
    told = read_text("MẬT\n" + COPIED + "\nSỞ Y TẾ\nSAO Y\nSố: 03/SY-SYT" + BLOCK)
    assert "secret.marked" in {one.code for one in told.doubts}


@pytest.mark.parametrize(
    ("line", "purpose"),
    [
        ("Như trên (t/hiện)", "thuc_hien"), ("Như Điều 3 (t/h)", "thuc_hien"), ("Như Điều 3", "thuc_hien"),
        ("Các phòng để t/hiện", "thuc_hien"), ("Các phòng (th/hiện)", "thuc_hien"), ("UBND tỉnh (để b/cáo)", "bao_cao"),
        ("Sở Nội vụ (p/h)", "phoi_hop"), ("Sở Nội vụ (để p/hợp t/h)", "phoi_hop"), ("Sở Nội vụ (ph/hợp)", "phoi_hop"),
        ("Công đoàn ngành (đ/b)", "biet"), ("Công đoàn ngành (để đ/biết)", "biet"), ("Các Phó Giám đốc (để biết)", "biet"),
        ("Thanh tra Sở (để t/dõi)", "kiem_tra"), ("Ban Chỉ đạo tỉnh (để c/đạo)", "chi_dao"), ("Website Sở", None),
    ],
)  # fmt: skip
def test_a_line_of_the_list_names_its_purpose_by_its_usual_signs(line, purpose):
    assert purpose_of(line) == purpose
    told = read_text(_letter(foot=FOOT.replace("- Như trên;", f"- {line};")))
    assert [one.purpose for one in told.recipients] == [purpose]


JOINT = (
    "SỞ Y TẾ - SỞ NỘI VỤ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 105/SYT-SNV\n"
    "V/v phối hợp\n\nThanh Hoá, ngày 12 tháng 8 năm 2020\n" + TO + BODY
    + "\nGIÁM ĐỐC\t\tKT. GIÁM ĐỐC\nSỞ NỘI VỤ\t\tPHÓ GIÁM ĐỐC\n\nPhước HN\t\tNguyễn Bá Cẩn\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
)  # fmt: skip


def test_both_who_sign_a_joint_letter_are_printed_and_the_other_is_told_by_name_and_post():
    reading = read_text(JOINT)
    printed = compose(to_content(reading, defaults=DEFAULTS)).lines()
    doubts = [one.excerpt for one in reading.doubts if one.code == "signature.second"]
    main = {*reading.posts_typed, reading.signer}
    beside = reading.beside[0]
    assert main | {*beside.posts, beside.name} == {
        "GIÁM ĐỐC SỞ NỘI VỤ", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Phước HN", "Nguyễn Bá Cẩn",
    }  # fmt: skip
    assert main | {*beside.posts, beside.name} <= set(printed)
    assert doubts == [f"{' / '.join(beside.posts)}: {beside.name}"]


def test_three_offices_in_the_head_are_told_of():
    text = _letter(HEAD.replace("SỞ Y TẾ", "SỞ Y TẾ\nCHI CỤC DÂN SỐ"))
    reading = read_text(text)
    assert [one.excerpt for one in reading.doubts if one.code == "agency.split_guessed"] == [
        "UBND TỈNH THANH HOÁ / SỞ Y TẾ / CHI CỤC DÂN SỐ"
    ]
