"""Groups fixed and by rule: counted on the day, frozen at the issue; names by which units are found."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from docflow.models import Group, Recipient, Unit
from docflow.office import addresses, directory, drafting, groups, issuing, units, worklist
from docflow.rules.groups import Reach, Rule, read_rule
from docflow.rules.refusals import Refused
from tests import people
from tests.office.acts import decide, handed_in, refused, sign_what_waits, who

HOSPITALS = Rule(kinds=("bệnh viện tuyến tỉnh",))


def keep(desk, name="Các bệnh viện tuyến tỉnh", rule=HOSPITALS, **more):
    return groups.keep(
        desk, more.pop("code", None), name, rule, by=who(desk, people.RECORDS_CLERK), **more
    )


def unit(desk, code="benh-vien-moi", **facts):
    with desk.work() as session:
        one = Unit(code=code, name="Bệnh viện Mới", kind="bệnh viện tuyến tỉnh", **facts)
        units.find_by(one)
        session.add(one)
    return one


def test_a_rule_counts_who_fits_today(desk):
    group = keep(desk)
    before = directory.members(desk, f"group:{group.code}")
    assert people.RECEIVER in before
    unit(desk)
    after = directory.members(desk, f"group:{group.code}")
    assert set(after) - set(before) == {"benh-vien-moi"}


@pytest.mark.parametrize(
    ("rule", "condition"),
    [
        (Rule(reach=Reach.EMAIL), Unit.email != ""),
        (Rule(reach=Reach.ACCOUNT), Unit.has_account.is_(True)),
        (
            Rule(kinds=("trạm y tế", "bệnh viện tuyến tỉnh"), reach=Reach.EMAIL),
            Unit.kind.in_(["trạm y tế", "bệnh viện tuyến tỉnh"]) & (Unit.email != ""),
        ),
        (
            Rule(areas=("Thành phố Thanh Hóa",), kinds=("bệnh viện tuyến tỉnh",)),
            (Unit.area == "Thành phố Thanh Hóa") & (Unit.kind == "bệnh viện tuyến tỉnh"),
        ),
    ],
)
def test_any_combination_of_kind_place_and_address_is_a_rule(desk, rule, condition):
    group = keep(desk, rule=rule)
    wanted = set(
        desk.session.scalars(select(Unit.code).where(condition, Unit.is_person.is_(False)))
    )
    assert wanted
    assert set(directory.members(desk, f"group:{group.code}")) == wanted


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({}, "group.rule_empty"),
        ({"kinds": ["  "]}, "group.rule_empty"),
        ({"reach": "bồ câu"}, "group.rule"),
        ({"kinds": "bệnh viện"}, "group.rule"),
        ({"size": 3}, "group.rule"),
        ({"areas": ["x" * 101]}, "group.rule"),
    ],
)
def test_a_rule_that_asks_nothing_or_is_none_is_refused(told, code):
    with pytest.raises(Refused) as caught:
        read_rule(told)
    assert caught.value.code == code


def test_a_unit_that_joins_the_group_after_the_issue_is_no_recipient(desk):
    group = keep(desk)
    line = {"text": "Các bệnh viện", "purpose": "thuc_hien", "targets": [f"group:{group.code}"]}
    above = {"text": "Như trên", "purpose": "thuc_hien", "targets": ["addressees"]}
    dispatch = handed_in(desk, drafting.Edit(addressees=[line], copies=[above]))
    unit(desk, "vao-truoc-khi-phat-hanh")
    decide(desk, dispatch)
    sign_what_waits(desk)
    issuing.issue(desk, dispatch, by=who(desk, people.RECORDS_CLERK))
    unit(desk, "vao-sau-khi-phat-hanh")
    received = set(
        desk.session.scalars(
            select(Unit.code)
            .join(Recipient, Recipient.unit_id == Unit.id)
            .where(Recipient.dispatch_id == dispatch.id)
        )
    )
    today = set(directory.members(desk, f"group:{group.code}"))
    assert today - received == {"vao-sau-khi-phat-hanh"}
    assert "vao-truoc-khi-phat-hanh" in received


def test_fixed_members_come_and_go_by_hand_only(desk):
    group = keep(desk, "Hai đơn vị", None, add=[people.RECEIVER, people.CLINIC])
    unit(desk)
    assert set(groups.codes(desk, group.code)) == {people.RECEIVER, people.CLINIC}
    keep(desk, "Hai đơn vị", None, code=group.code, add=["benh-vien-moi"], remove=[people.CLINIC])
    assert set(groups.codes(desk, group.code)) == {people.RECEIVER, "benh-vien-moi"}


def test_what_is_wrong_with_a_group_is_told_and_nothing_is_written(desk):
    group = keep(desk)
    before = desk.session.scalar(select(func.count()).select_from(Group))
    with refused("group.taken"):
        keep(desk)
    with refused("group.name"):
        keep(desk, " ")
    with refused("group.unknown"):
        keep(desk, "Khác", code="khong-co")
    with refused("group.unit_unknown"):
        keep(desk, "Khác", None, add=["khong-co"])
    with refused("permission.denied"):
        groups.keep(desk, group.code, "Của tôi", None, by=who(desk, people.DRAFTER))
    assert desk.session.scalar(select(func.count()).select_from(Group)) == before


def test_a_unit_is_found_by_what_people_call_it(desk):
    for words in ("so thong tin tt", "Sở TTTT", "so-thong-tin-va-truyen", "TT&TT"):
        found, total = worklist.units(desk, words)
        assert (total, found[0].name) == (1, "Sở Thông tin và Truyền thông Thanh Hóa"), words
        assert addresses.search(desk, addresses.Wanted(text=words), limit=5).total == 1
    by_place, _total = worklist.units(desk, "benh vien quang xuong")
    assert all("quang xuong" in one.sought for one in by_place)


def test_other_names_are_kept_one_a_line_and_searched_at_once(desk):
    one = units.find(desk, people.RECEIVER)
    units.rename(desk, one, " Viện Nhi \n\nViện Nhi\nNhi tỉnh", by=who(desk, people.ADMINISTRATOR))
    assert one.aliases == "Viện Nhi\nNhi tỉnh"
    assert [unit.code for unit in worklist.units(desk, "vien nhi tinh")[0]] == [people.RECEIVER]
    for bad, code in (
        ("x" * 101, "unit.alias_long"),
        ("\n".join(map(str, range(21))), "unit.aliases_many"),
    ):
        with refused(code):
            units.rename(desk, one, bad, by=who(desk, people.ADMINISTRATOR))


def test_the_import_brings_other_names_and_a_file_without_them_leaves_them(desk):
    head = "code,name,aliases\n"
    directory.import_units(desk, head + f"{people.RECEIVER},Bệnh viện Nhi,Viện Nhi; Nhi\n", by=None)
    assert units.find(desk, people.RECEIVER).aliases == "Viện Nhi\nNhi"
    directory.import_units(desk, f"code,name\n{people.RECEIVER},Bệnh viện Nhi\n", by=None)
    assert units.find(desk, people.RECEIVER).aliases == "Viện Nhi\nNhi"
    with refused("import.rows"):
        directory.import_units(
            desk, head + f"{people.RECEIVER},Bệnh viện Nhi,{'x' * 101}\n", by=None
        )
