"""Commands that tell docflow who there is."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from docflow.demo import department
from docflow.models import AuthorityRecord, Group, Person, Room, Unit
from docflow.office import tokens
from docflow.rules.permissions import Role
from tests import people

NEW = {
    "groups": ("code,name\nnhom-moi,Nhóm mới\n", select(Group.name), "Nhóm mới"),
    "units": ("code,name,groups\nmoi,Đơn vị mới,co-so-tu-nhan\n", select(Unit.name), "Đơn vị mới"),
    "rooms": ("code,name\nTCKT,Phòng Tài chính\n", select(Room.name), "Phòng Tài chính"),
    "people": ("login,name,roles\nmoi,Chuyên viên mới,clerk\n", select(Person.login), "moi"),
    "authorities": (
        "login,kind,post,since\nvanthu,TL,VĂN THƯ SỞ,2026-01-01\n",
        select(AuthorityRecord.post),
        "VĂN THƯ SỞ",
    ),
}
BAD = {
    "groups": "code,name\na,Nhóm A\nb,\n",
    "units": "code,name,email\na,Đơn vị A,a@don-vi.example\nb,Đơn vị B,không có\n",
    "rooms": "code,name\nA,Phòng A\nA,Phòng A\n",
    "people": "login,name,roles\na,Người A,clerk\nb,Người B,king\n",
    "authorities": "login,kind,post,since\nvanthu,TL,VĂN THƯ,2026-01-01\nai-do,TL,TRƯỞNG PHÒNG,2026-01-01\n",
}


@pytest.mark.parametrize("kind", NEW)
def test_a_file_is_brought_in_and_a_second_time_changes_nothing(kind, command, desk, tmp_path):
    text, query, wanted = NEW[kind]
    file = tmp_path / "new.csv"
    file.write_text(text, "utf-8")
    assert command("import", kind, file).output == "1 added, 0 changed, 0 same\n"
    assert command("import", kind, file).output == "0 added, 0 changed, 1 same\n"
    assert wanted in desk.session.scalars(query).all()


@pytest.mark.parametrize("kind", BAD)
def test_one_bad_row_stops_the_file_and_is_named_by_its_number(kind, command, desk, tmp_path):
    file = tmp_path / "bad.csv"
    file.write_text(BAD[kind], "utf-8")
    answer = command("import", kind, file)
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr.startswith("docflow: row 3: ")
    assert answer.stderr.count("\n") == 1
    assert command("import", kind, file).exit_code == 1, "nothing of it was kept"


def test_a_column_that_is_missing_is_called_in_the_words_of_the_file(command, tmp_path):
    file = tmp_path / "new.csv"
    for text, missing in (("Tên đơn vị;Loại\nA;trạm\n", "Mã"), ("name\nA\n", "code")):
        file.write_text(text, "utf-8")
        told = command("import", "units", file).stderr
        assert told.startswith(f"docflow: Dòng đầu của tệp thiếu cột: {missing}. ")


@pytest.mark.parametrize("kind", ["units", "groups", "rooms"])
def test_a_code_that_no_address_can_hold_does_not_come_in(kind, command, tmp_path):
    file = tmp_path / "new.csv"
    file.write_text("code,name\n../../etc/passwd,Trạm y tế\n", "utf-8")
    answer = command("import", kind, file)
    assert answer.exit_code == 1
    assert answer.stderr.startswith("docflow: row 2: mã ")
    assert "Nên ghi “tram-y-te”." in answer.stderr


def test_a_file_that_cannot_be_read_is_told_in_one_line(command, tmp_path):
    missing = command("import", "units", tmp_path / "none.csv")
    assert missing.exit_code == 1
    assert missing.stderr == f"docflow: {tmp_path / 'none.csv'}: No such file or directory\n"
    foreign = tmp_path / "foreign.csv"
    foreign.write_bytes("code,name\na,Bệnh viện\n".encode("utf-16"))
    assert command("import", "units", foreign).stderr == f"docflow: {foreign} is not UTF-8 text\n"
    assert command("import", "units", tmp_path).stderr.endswith(": Is a directory\n")


def test_the_agency_is_set_from_a_file(command, tmp_path):
    file = tmp_path / "agency.toml"
    file.write_text('name = "Sở Y tế tỉnh Thanh Hóa"\nphone = "0000 000 001"\n', "utf-8")
    told = command("set-agency", file)
    assert told.exit_code == 0
    shown = command("agency").output
    assert shown == told.output
    assert "Sở Y tế tỉnh Thanh Hóa" in shown
    assert "0000 000 001" in shown
    assert department.AGENCY["parent_agency"] in shown, "what the file does not name stays"


@pytest.mark.parametrize("text", ['king = "1"\n', "phone = 7\n", "name = \n"])
def test_a_wrong_file_of_the_agency_changes_nothing(command, tmp_path, text):
    before = command("agency").output
    file = tmp_path / "agency.toml"
    file.write_text(text, "utf-8")
    refused = command("set-agency", file)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("docflow: ")
    assert command("agency").output == before


def test_a_key_is_printed_once_and_opens_what_it_is_for(command, app, desk):
    made = command(
        "token", people.DRAFTER, "--may", "read,draft", "--days", 7, "--label", "máy quét"
    )
    assert made.exit_code == 0
    text = made.stdout.strip()
    key = tokens.find(desk, text)
    assert (key.person.login, key.label, key.scopes) == (
        people.DRAFTER,
        "máy quét",
        ["draft", "read"],
    )
    assert (key.expires_at - key.made_at).days == 7
    bearer = {"Authorization": f"Bearer {text}"}
    assert app.test_client().get("/api/v1/dispatches", headers=bearer).status_code == 200


def test_a_key_reads_and_no_more_unless_asked(command, desk):
    made = command("token", people.DEPUTY)
    assert tokens.find(desk, made.stdout.strip()).scopes == ["read"]


def test_revoked_keys_open_nothing(command, app, desk):
    made = [command("token", people.DRAFTER, "--label", label).stdout.strip() for label in "ab"]
    assert command("revoke", people.DRAFTER, "--label", "a").output == "1 keys revoked.\n"

    def status(text: str) -> int:
        bearer = {"Authorization": f"Bearer {text}"}
        return app.test_client().get("/api/v1/me", headers=bearer).status_code

    assert [status(text) for text in made] == [401, 200]
    assert command("revoke", people.DRAFTER).output == "1 keys revoked.\n"
    assert status(made[1]) == 401
    assert command("revoke", "ai-do").exit_code == 1


@pytest.mark.parametrize(
    "words", [("ai-do",), (people.DRAFTER, "--may", "reign"), (people.DRAFTER, "--days", "400")]
)
def test_a_key_that_cannot_be_made_is_refused_in_one_line(command, words):
    refused = command("token", *words)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("docflow: ")
    assert refused.stderr.count("\n") == 1


def test_the_roles_that_a_file_may_give_are_those_of_the_rules(command, tmp_path, desk):
    file = tmp_path / "people.csv"
    roles = " ".join(role.value for role in Role)
    file.write_text(f"login,name,roles\nmoi,Chuyên viên mới,{roles}\n", "utf-8")
    assert command("import", "people", file).exit_code == 0
    person = desk.session.scalars(select(Person).where(Person.login == "moi")).unique().one()
    assert person.roles == set(Role)
