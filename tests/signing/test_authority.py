"""The trial authority: private files, honest names, one root whoever comes first."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from docflow.rules.refusals import Refused, Unreachable
from docflow.signing.authority import TrialAuthority

PERSON = ("Nguyễn Bá Cẩn", "Sở Y tế tỉnh Thanh Hóa", "Phó Giám đốc")


def test_a_certificate_names_person_post_and_organisation_and_says_it_is_a_trial(
    authority: TrialAuthority,
) -> None:
    got = authority.ensure("person:2", *PERSON)
    assert got.name == "THỬ NGHIỆM – Nguyễn Bá Cẩn"
    assert got.organisation == "THỬ NGHIỆM – Sở Y tế tỉnh Thanh Hóa"
    assert got.post == "Phó Giám đốc"
    years = (got.valid_until - datetime.now(UTC)) / timedelta(days=365)
    assert 4.9 < years <= 5


def test_the_folder_and_its_files_are_their_owners_alone(authority: TrialAuthority) -> None:
    assert authority.folder.stat().st_mode & 0o777 == 0o700
    files = list(authority.folder.iterdir())
    assert {file.name for file in files} >= {"root.p12", "agency.p12", "person-2.p12"}
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_a_second_start_makes_nothing_new(authority: TrialAuthority) -> None:
    before = {file.name: file.read_bytes() for file in authority.folder.iterdir()}
    TrialAuthority(authority.folder).ensure("person:2", *PERSON)
    assert {file.name: file.read_bytes() for file in authority.folder.iterdir()} == before


def test_a_new_post_or_a_near_end_makes_a_new_certificate_under_the_same_root(
    tmp_path: Path,
) -> None:
    authority = TrialAuthority(tmp_path)
    first = authority.ensure("person:2", *PERSON)
    roots = authority.roots()
    assert authority.ensure("person:2", PERSON[0], PERSON[1], "Giám đốc").post == "Giám đốc"
    with time_machine.travel(first.valid_until - timedelta(days=3)):
        later = authority.ensure("person:2", PERSON[0], PERSON[1], "Giám đốc")
    assert later.valid_until > first.valid_until
    assert authority.roots() == roots


def test_a_long_name_is_cut_and_never_refused(tmp_path: Path) -> None:
    authority = TrialAuthority(tmp_path)
    name = "Trung tâm Kiểm soát bệnh tật và phòng, chống dịch bệnh tỉnh Thanh Hóa"
    got = authority.ensure("agency", name, name)
    assert got.name.startswith("THỬ NGHIỆM – Trung tâm Kiểm soát")
    assert got.name.endswith("…")


@pytest.mark.parametrize("key", ["", "root", "person:", "person:0", "../agency", "person:2/../x"])
def test_only_a_known_kind_of_key_becomes_a_file(authority: TrialAuthority, key: str) -> None:
    with pytest.raises(Refused, match="key_malformed"):
        authority.ensure(key, *PERSON)


def test_a_damaged_file_is_reported_and_not_written_over(tmp_path: Path) -> None:
    authority = TrialAuthority(tmp_path)
    authority.ensure("person:2", *PERSON)
    (tmp_path / "person-2.p12").write_bytes(b"junk")
    with pytest.raises(Unreachable, match=r"person-2\.p12"):
        authority.ensure("person:2", *PERSON)
    assert (tmp_path / "person-2.p12").read_bytes() == b"junk"


def test_with_a_passphrase_the_files_open_only_with_it(tmp_path: Path) -> None:
    TrialAuthority(tmp_path, passphrase=b"mot").ensure("person:2", *PERSON)
    with pytest.raises(Unreachable):
        TrialAuthority(tmp_path, passphrase=b"hai").load("person:2")
    assert TrialAuthority(tmp_path, passphrase=b"mot").load("person:2")


def test_processes_that_start_together_share_one_root_and_one_key(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    folder = tmp_path / "keys"
    with context.Pool(3) as pool:
        found = pool.map(_begin, [folder] * 3)
    assert len(set(found)) == 1
    assert {file.name for file in folder.iterdir()} == {"root.p12", "person-2.p12"}


def _begin(folder: Path) -> tuple[bytes, int]:
    authority = TrialAuthority(folder)
    authority.ensure("person:2", *PERSON)
    return authority.roots()[0], authority.load("person:2")[1].serial_number
