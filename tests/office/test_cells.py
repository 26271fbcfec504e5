"""A CSV file is read as Vietnamese spreadsheets write it; what is broken is named by its line."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from docflow.models import Group, Membership, Unit
from docflow.office import directory, groups, heads, roster
from docflow.office.cells import read_cells
from docflow.office.rows import read_rows
from docflow.rules.codes import is_code, is_login, is_room, proper
from tests import people
from tests.office.acts import refused, who


def units(text):
    return read_rows(text, {"code", "name"}, heads.UNITS)


def errors(desk, text, bring=directory.import_units):
    before = desk.session.scalar(select(func.count(Unit.id)))
    with refused("import.rows") as caught:
        bring(desk, text, by=None)
    desk.session.rollback()
    assert desk.session.scalar(select(func.count(Unit.id))) == before
    return caught.value.facts["errors"]


HEAD, MORE = "Mã,Tên\r\n", "dv-q2,Đơn vị 2\r\ndv-q3,Đơn vị 3\r\n"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (f'{HEAD}dv-q1,"Trạm y tế\r\n{MORE}', 2),
        (f'{HEAD}dv-q0,Đơn vị\r\n\r\n;;\r\ndv-q1,"Trạm y tế\r\n{MORE}', 5),
        (f'{HEAD}dv-q1,"Trạm y tế\r\n"dv-q2","Đơn vị 2"\r\n', 2),
        (f'{HEAD}dv-q1,"Trạm" y tế\r\n{MORE}', 2),
        (f'Mã,"Tên\r\n{MORE}', 1),
        (f'{HEAD}dv-q1,"{"x" * 200_000}', 2),
    ],
)
def test_a_quotation_mark_that_does_not_close_is_named_by_its_line(desk, text, row):
    assert errors(desk, text.replace(";;", ",,")) == [{"row": row, "code": "import.quote"}]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028"])
def test_a_line_break_within_a_cell_is_refused_with_its_column(desk, end):
    told = errors(desk, f'{HEAD}dv-q2,Đơn vị\r\ndv-q1,"Trạm{end}y tế"\r\n')
    assert told == [{"row": 3, "code": "import.line_break", "column": "Tên"}]
    # A mark that is missing in one row is found where the next one closes it.
    told = errors(desk, f'{HEAD}dv-q1,"Trạm{end}dv-q2,Đơn vị"\r\n')
    assert told == [{"row": 2, "code": "import.line_break", "column": "Tên"}]


def test_lines_are_numbered_as_a_spreadsheet_numbers_them_and_empty_ones_are_left_out(desk):
    text = "\r\n;;;\r\nMã;Tên;Email\r\n\r\na;A;\r\n;;;;;\r\n ; ;\r\nb;B;sai\r\n;;\r\n"
    assert [one["row"] for one in errors(desk, text)] == [8]
    assert list(units(text)) == [5, 8]
    assert [row["code"] for row in units(text).values()] == ["a", "b"]
    # Excel takes the sign from such a line and does not show it.
    assert list(units("sep=;\r\n" + text)) == [5, 8]
    told = errors(desk, "Mã;Tên\r\n\r\nb;B\r\n\r\nb;B\r\n;không mã\r\n;không mã\r\n")
    assert [(one["row"], one["code"], one.get("first")) for one in told] == [
        (5, "import.twice", 3), (6, "import.empty", None), (7, "import.empty", None),
    ]  # fmt: skip
    told = errors(desk, "Mã;Tên;Nhóm\n\na;A;khong-co\n")
    assert [(one["row"], one["code"]) for one in told] == [(3, "import.group_unknown")]


@pytest.mark.parametrize(
    "head",
    [
        "Mã;Tên cơ quan, đơn vị;Loại", '"Mã";"Tên cơ quan, đơn vị";"Loại"', "Mã,Tên đơn vị,Loại;;;",
        "sep=;\r\nMã;Tên;Loại", "SEP=;\r\n\r\nMã;Tên;Loại", "\r\n;;\r\nMã;Tên;Loại",
        '"Mã";"Tên\nđơn vị";"Loại"', "Mã;Tên cơ quan, đơn vị, Loại".replace(", Loại", ";Loại"),
        "\ufeffMã;Tên;Loại;;;;", '"Mã,Tên đơn vị,Loại";;',
    ],
)  # fmt: skip
def test_the_sign_between_the_cells_is_told_by_the_names_in_the_head(head):
    (row,) = units(f"{head}\r\na;Trạm 1, 2, 3;trạm, phòng;;\r\n").values()
    assert row == {"code": "a", "name": "Trạm 1, 2, 3", "kind": "trạm, phòng"}


@pytest.mark.parametrize(
    "head",
    ["Mã,Tên,Loại", "Mã;Tên;Loại,,,,", '"Mã","Tên cơ quan, đơn vị","Loại"', "sep=,\nMã,Tên,Loại"],
)
def test_commas_are_read_as_well(head):
    (row,) = units(f'{head}\n"a","Trạm 1; 2; 3","trạm; phòng"\n').values()
    assert row == {"code": "a", "name": "Trạm 1; 2; 3", "kind": "trạm; phòng"}
    assert list(read_cells("", ())) == []


BAD = ("a/b c?d#e", "../../etc/passwd", "=cmd|'/c calc'!A0", "Trung tâm y tế", "BV", "x" * 101)


@pytest.mark.parametrize("bad", BAD)
def test_a_code_that_no_address_can_hold_is_refused_and_a_proper_one_offered(desk, bad):
    told = errors(desk, f"Mã;Tên\na;A\n{bad};Trạm y tế\n")
    if len(bad) > 100:
        assert [one["code"] for one in told] == ["import.too_long"]
        return
    fault = {"row": 3, "code": "import.code", "value": bad, "right": "tram-y-te"}
    assert told == [fault]
    assert errors(desk, f"Mã;Tên\na;A\n{bad};Trạm y tế\n", directory.import_groups) == [fault]


def test_no_code_is_offered_that_somebody_has(desk):
    directory.import_groups(desk, "Mã;Tên\ntram-y-te;Trạm\n", by=None)
    told = errors(desk, "Mã;Tên\nA B;Trạm y tế\nC D;Trạm y tế\n", directory.import_groups)
    assert [one["right"] for one in told] == ["tram-y-te-2", "tram-y-te-3"]
    assert proper("x" * 200) == "x" * 90


def test_a_group_that_a_page_makes_has_a_proper_code(desk):
    clerk = who(desk, people.ADMINISTRATOR)
    for name in ("Trung tâm y tế", "Trung tâm Y tế", "a/b c?d#e", "=cmd|'/c calc'!A0", "x " * 99):
        code = groups.keep(desk, None, name, None, by=clerk).code
        assert is_code(code), code
        assert directory.members(desk, f"group:{code}") == []


def test_a_code_that_is_stored_already_keeps_working(desk):
    with desk.work() as session:
        unit = Unit(code="a/b c", name="A", folded="a", sought="a")
        session.add_all([unit, Group(code="Nhóm", name="N", rule={})])
    assert directory.import_units(desk, "Mã;Tên\na/b c;B\n", by=None)["changed"] == 1
    assert directory.import_groups(desk, "Mã;Tên\nNhóm;M\n", by=None)["changed"] == 1
    directory.import_units(desk, "Mã;Tên;Nhóm\na/b c;B;Nhóm\n", by=None)
    rows = select(func.count()).select_from(Membership).where(Membership.unit_id == unit.id)
    assert desk.session.scalar(rows) == 1


def test_rooms_and_logins_are_checked_as_well(desk):
    for text, bring, code in (
        ("Mã;Tên\nA/B;Phòng A\n", roster.import_rooms, "import.code_room"),
        (f"Mã;Tên\n{'A' * 21};Phòng A\n", roster.import_rooms, "import.code_room"),
        ("login;name;roles\na b;A;clerk\n", roster.import_people, "import.code_login"),
        ("login;name;roles\n=a;A;clerk\n", roster.import_people, "import.code_login"),
    ):
        (fault,) = errors(desk, text, bring)
        assert (fault["row"], fault["code"]) == (2, code)
    assert is_room("TCCB-ĐT")
    assert is_login("van.thu@don-vi.example")
    assert is_code("tram-1_a")
    assert not is_code("tram\n")


def test_an_authority_ends_after_it_began_and_stands_once_in_a_file(desk):
    head = "Tên đăng nhập;Hình thức ký;Chức vụ;Từ ngày;Đến ngày\n"
    row = "phogiamdoc;KT;PHÓ;02/01/2026;"
    (fault,) = errors(desk, f"{head}{row}01/01/2026\n", roster.import_authorities)
    assert (fault["row"], fault["code"]) == (2, "import.ends_before")
    assert fault["until"].isoformat() == "2026-01-01"
    (fault,) = errors(desk, f"{head}{row}\n{row}\n", roster.import_authorities)
    assert (fault["row"], fault["code"], fault["first"]) == (3, "import.twice", 2)
    assert roster.import_authorities(desk, f"{head}{row}02/01/2026\n", by=None)["added"] == 1


def test_a_column_that_is_missing_is_called_as_the_file_calls_its_own():
    for head, missing in (("Tên đơn vị", "Mã"), ("name", "code"), ("", "Mã")):
        with refused("import.columns") as caught:
            units(f"{head}\nX\n" if head else "")
        assert missing in caught.value.facts["missing"]
