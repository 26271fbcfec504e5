"""From printed lines to units: purposes, groups, and one unit reached twice."""

from __future__ import annotations

from datetime import date

import pytest

from docflow.rules.purposes import DUTIES, Ask, Ladder, Purpose, read, union
from docflow.rules.recipients import expand
from docflow.rules.refusals import Refused

from .letter import line, members, sample


@pytest.mark.parametrize(
    ("words", "purpose"),
    [
        ("Như trên (thực hiện)", Purpose.THUC_HIEN),
        ("Như trên", Purpose.THUC_HIEN),
        ("như trên;", Purpose.THUC_HIEN),
        ("Như trên (để biết)", Purpose.BIET),
        ("UBND tỉnh (để b/c)", Purpose.BAO_CAO),
        ("UBND tỉnh (thay báo cáo)", Purpose.BAO_CAO),
        ("UBND tỉnh để báo cáo", Purpose.BAO_CAO),
        ("Sở Thông tin TT (để ph/h)", Purpose.PHOI_HOP),
        ("Sở Tài chính (p/h)", Purpose.PHOI_HOP),
        ("Công an tỉnh (phối hợp thực hiện)", Purpose.PHOI_HOP),
        ("Các đơn vị (để t/h)", Purpose.THUC_HIEN),
        ("Thanh tra Sở (theo dõi)", Purpose.KIEM_TRA),
        ("Giám đốc Sở (chỉ đạo)", Purpose.CHI_DAO),
        ("Giám đốc Sở (c/đ)", Purpose.CHI_DAO),
        ("Báo Thanh Hoá (đưa tin)", Purpose.BIET),
        ("Lưu: VT, NVY (02).", Purpose.LUU),
        ("UBND tỉnh", None),
        ("Sở Y tế (phòng Nghiệp vụ Y)", None),
    ],
)
def test_the_words_of_a_line_name_its_purpose(words, purpose):
    assert read(words) is purpose


def test_the_greater_duty_wins():
    both = union([DUTIES[Purpose.BIET], DUTIES[Purpose.PHOI_HOP], DUTIES[Purpose.THUC_HIEN]])
    assert (both.acknowledge, both.report, both.reminders) == (
        Ask.REQUIRED,
        Ask.REQUIRED,
        Ladder.FULL,
    )
    assert both.owes


def test_only_those_who_act_owe():
    assert [purpose for purpose in Purpose if DUTIES[purpose].owes] == [Purpose.THUC_HIEN]
    assert not DUTIES[Purpose.LUU].delivered


def test_groups_expand_in_the_order_of_the_lines():
    receivers = expand(sample(), members)
    assert [receiver.unit for receiver in receivers] == [
        "benh-vien-nhi",
        "benh-vien-phu-san",
        "tu-nhan-001",
        "tu-nhan-002",
        "tu-nhan-003",
        "uy-ban-nhan-dan-tinh",
        "so-thong-tin-va-truyen-thong",
        "giam-doc-so",
    ]
    assert sum(receiver.duty.owes for receiver in receivers) == 5


def test_as_above_adds_its_line_and_is_no_receiver_itself():
    first = expand(sample(), members)[0]
    assert first.lines == ("a1", "c1")
    assert first.due_on == date(2026, 12, 7)


def test_as_above_together_with_a_unit_reaches_both():
    content = sample()
    content["copies"][0] = line(
        "c1", "Như trên, UBND tỉnh", "biet", "addressees", "unit:uy-ban-nhan-dan-tinh"
    )
    reached = {receiver.unit: receiver.lines for receiver in expand(content, members)}
    assert reached["uy-ban-nhan-dan-tinh"] == ("c1", "c2")
    assert reached["tu-nhan-001"] == ("a2", "c1")


def test_a_unit_reached_twice_receives_once_with_the_earliest_day():
    content = sample()
    again = line("c5", "Bệnh viện Nhi (để biết)", "biet", "unit:benh-vien-nhi")
    content["copies"].append({**again, "due_on": "2026-12-01"})
    units = {"unit:benh-vien-nhi": ["benh-vien-nhi"]}
    receivers = expand(content, lambda target: units.get(target) or members(target))
    found = [receiver for receiver in receivers if receiver.unit == "benh-vien-nhi"]
    assert len(found) == 1
    assert found[0].lines == ("a1", "c1", "c5")
    assert found[0].purpose is Purpose.THUC_HIEN
    assert found[0].due_on == date(2026, 12, 1)


def test_those_of_whom_nothing_is_asked_have_no_day():
    receivers = {receiver.unit: receiver for receiver in expand(sample(), members)}
    assert receivers["uy-ban-nhan-dan-tinh"].due_on is None


def test_an_archive_line_reaches_nobody():
    content = sample()
    content["copies"].append(line("c5", "Lưu: VT", "luu", "group:nhom-trong"))
    assert len(expand(content, members)) == 8


@pytest.mark.parametrize("targets", [["group:nhom-trong"], []])
def test_a_line_that_reaches_nobody_is_refused(targets):
    content = sample()
    content["addressees"][0]["targets"] = targets
    with pytest.raises(Refused, match=r"recipients\.empty_line"):
        expand(content, members)


def test_no_line_at_all_is_refused():
    with pytest.raises(Refused, match=r"recipients\.none"):
        expand({**sample(), "addressees": [], "copies": []}, members)
