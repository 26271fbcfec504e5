"""The address book comes in whole or not at all, and a second time changes nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from docflow.demo import department
from docflow.models import Event, Membership, Person, Unit
from docflow.office import directory, heads, roster
from docflow.rules.vietnamese import slug
from tests import people
from tests.office.acts import refused, who

HEAD = "code,name,kind,area,groups,email,phone,account,staff\n"
GOOD = "moi,Đơn vị mới,trạm,Huyện,co-so-tu-nhan,a@b.example,0000,no,3\n"


def count(desk, model=Unit):
    desk.session.rollback()
    return desk.session.scalar(select(func.count()).select_from(model))


def test_the_department_comes_in_once(desk):
    before = [count(desk, model) for model in (Unit, Membership, Person, Event)]
    department.set_up(desk)
    assert [count(desk, model) for model in (Unit, Membership, Person, Event)] == before


def test_what_differs_is_changed_and_the_rest_is_left(desk):
    admin = who(desk, people.ADMINISTRATOR)
    assert directory.import_units(desk, HEAD + GOOD, by=admin) == {
        "added": 1,
        "changed": 0,
        "same": 0,
    }
    other = GOOD.replace("Đơn vị mới", "Đơn vị đổi tên")
    assert directory.import_units(desk, HEAD + other, by=admin)["changed"] == 1
    assert directory.import_units(desk, HEAD + other, by=admin)["same"] == 1
    assert count(desk) == 318


def test_a_column_that_is_not_there_says_nothing(desk):
    code = people.RECEIVER
    unit = desk.session.scalars(select(Unit).where(Unit.code == code)).one()
    before = (unit.email, unit.phone, unit.has_account, unit.staff)
    members = count(desk, Membership)
    directory.import_units(desk, f"code,name\n{code},Tên khác\n", by=None)
    assert (unit.name, unit.email, unit.phone, unit.has_account, unit.staff) == (
        "Tên khác",
        *before,
    )
    assert count(desk, Membership) == members


def test_a_unit_leaves_the_groups_that_its_row_no_longer_names(desk):
    directory.import_units(desk, HEAD + GOOD, by=None)
    assert "moi" in directory.members(desk, "group:co-so-tu-nhan")
    directory.import_units(
        desk, HEAD + GOOD.replace("co-so-tu-nhan", "don-vi-trong-nganh"), by=None
    )
    assert "moi" not in directory.members(desk, "group:co-so-tu-nhan")
    assert "moi" in directory.members(desk, "group:don-vi-trong-nganh")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",Không mã,,,,,,,", "import.empty"), ("x,,,,,,,,", "import.empty"),
        ("x,X,,,,không-phải,,,", "import.email"), ("x,X,,,,a@b c,,,", "import.email"),
        ("x,X,,,,,,maybe,", "import.account"), ("x,X,,,,,,,-3", "import.staff"),
        ("x,X,,,nobody,,,,", "import.group_unknown"), (f"x,{'X' * 201},,,,,,,", "import.too_long"),
        ("moi,X,,,,,,,", "import.twice"), ("x,X,,,,,,,1,one more", "import.too_many_columns"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_and_nothing_is_written(desk, row, code):
    with refused("import.rows") as caught:
        directory.import_units(desk, HEAD + GOOD + row + "\n", by=None)
    assert {(one["row"], one["code"]) for one in caught.value.facts["errors"]} == {(3, code)}
    assert count(desk) == 317


@pytest.mark.parametrize(
    ("table", "code"),
    [("name\nX\n", "import.columns"), ("", "import.columns"), ("x" * 5_000_001, "import.too_large"),
     ("code,name\n" + "x" * 200_000, "import.unreadable")],
)  # fmt: skip
def test_what_is_no_table_is_refused(desk, table, code):
    with refused(code):
        directory.import_units(desk, table, by=None)


def test_every_table_is_read_by_vietnamese_names_of_its_columns(desk):
    directory.import_groups(desk, "Mã nhóm,Tên nhóm\nto,Tổ mới\n", by=None)
    roster.import_rooms(desk, "Mã phòng\tTên phòng\nTCKT\tPhòng Tài chính\n", by=None)
    head = "Tên đăng nhập,Họ và tên,Chức vụ,Vai trò,Mã phòng,Thư điện tử\n"
    roster.import_people(
        desk, head + "moi,Chuyên viên mới,Chuyên viên,clerk,TCKT,a@b.example\n", by=None
    )
    person = who(desk, "moi")
    assert (person.name, person.room_code, person.email) == (
        "Chuyên viên mới", "TCKT", "a@b.example",
    )  # fmt: skip
    head = "Tên đăng nhập;Hình thức ký;Chức vụ;Từ ngày\n"
    counts = roster.import_authorities(desk, head + "moi;TL;TRƯỞNG PHÒNG;01/02/2026\n", by=None)
    assert counts["added"] == 1
    for table in (roster.import_people, directory.import_groups, roster.import_rooms):
        with refused("import.column_unknown"):
            table(desk, "Cột lạ,code,name\n1,2,3\n", by=None)


def test_every_name_of_a_column_means_one_column_of_its_table():
    for table in (heads.UNITS, heads.GROUPS, heads.ROOMS, heads.PEOPLE, heads.AUTHORITIES):
        names = [slug(text) for texts in table.values() for text in texts]
        assert len(set(names)) == len(names)


def test_people_with_unknown_roles_rooms_or_units_do_not_come_in(desk):
    for row, code in (
        ("a,A,boss,,", "import.role"), ("a,A,clerk,XX,", "import.room_unknown"),
        ("a,A,clerk,,xx", "import.unit_unknown"), (f"a,{'A' * 101},clerk,,", "import.too_long"),
    ):  # fmt: skip
        with refused("import.rows") as caught:
            roster.import_people(desk, f"login,name,roles,room,unit\n{row}\n", by=None)
        assert [one["code"] for one in caught.value.facts["errors"]] == [code]


def test_a_change_of_roles_ends_open_sessions(desk, person):
    before = person(people.DRAFTER).session_epoch
    roster.import_people(desk, "login,name,roles\nphuochn,Phước HN,clerk auditor\n", by=None)
    assert person(people.DRAFTER).session_epoch == before + 1
    assert person(people.DRAFTER).room_code == "NVY"


def test_authority_records_need_a_known_person_and_real_dates(desk):
    head = "login,kind,on_behalf_of,post,since,until\n"
    for row, code in (
        ("nobody,KT,GIÁM ĐỐC,PHÓ,2020-01-01,", "import.person_unknown"),
        ("phogiamdoc,XX,GIÁM ĐỐC,PHÓ,2020-01-01,", "import.authority_kind"),
        ("phogiamdoc,KT,GIÁM ĐỐC,PHÓ,2020-02-30,", "date.no_such_day"),
    ):
        with refused("import.rows") as caught:
            roster.import_authorities(desk, head + row + "\n", by=None)
        assert [one["code"] for one in caught.value.facts["errors"]] == [code]
