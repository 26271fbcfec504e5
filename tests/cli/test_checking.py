"""Commands that look whether all is well, and those that keep the database in order."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from docflow.cli import checking
from docflow.models import Answered, Dispatch, OwnTemplate, TemplateVersion
from docflow.office import approval, drafting, enclosures, issuing, repeats, templates, worker
from docflow.office.shelf import Reading
from docflow.papers.catalogue import shipped
from tests import people
from tests.cli.conftest import DOCFLOW, FLASK
from tests.papers import files


@pytest.fixture
def sealed(desk, issued, tmp_path):
    """The issued letter as a file outside docflow."""
    file = tmp_path / "letter.pdf"
    file.write_bytes(desk.storage.get(issued.sealed_sha256))
    return file


def test_a_sealed_letter_is_valid_and_one_flipped_byte_is_not(command, sealed):
    told = command("verify", sealed)
    assert told.exit_code == 0, told.output
    assert told.output.count("\nvalid: ") + told.output.startswith("valid: ") == 2
    content = bytearray(sealed.read_bytes())
    content[len(content) // 3] ^= 1
    sealed.write_bytes(content)
    told = command("verify", sealed)
    assert told.exit_code == 1
    assert "register: these bytes were never issued here" in told.output


@pytest.mark.parametrize("content", [None, b"", b"not a paper"])
def test_a_file_that_is_no_paper_is_told_in_one_line(command, tmp_path, content):
    file = tmp_path / "letter.pdf"
    if content is not None:
        file.write_bytes(content)
    told = command("verify", file)
    assert told.exit_code == 1
    assert told.stderr.startswith("docflow: ")
    assert "Traceback" not in told.output


def test_verify_finds_a_file_that_somebody_changed(command, app, issued):
    assert command("verify").output.startswith("Everything holds")
    place = next((app.extensions["docflow"].folder / "files").rglob(issued.sealed_sha256))
    place.chmod(0o600)
    place.write_bytes(place.read_bytes() + b" ")
    told = command("verify")
    assert told.exit_code == 1
    assert "file.damaged" in told.output


def test_a_file_that_went_along_is_verified_alone_and_with_all_others(
    command, desk, draft, person, tmp_path
):
    paper = files.paper()
    taken = enclosures.Taken("Danh sách", "a.pdf", "pdf", desk.storage.put(paper), len(paper), 1)
    edit, clerk = drafting.Edit(enclosures=[{"taken": taken}]), person(people.DRAFTER)
    drafting.save(desk, draft, edit, seen=draft.version, by=clerk)
    approval.submit(desk, draft, seen=draft.version, by=clerk)
    seen = {"version": draft.version, "sha256": draft.content_sha256}
    approval.approve(desk, draft, **seen, by=person(people.DEPUTY))
    worker.work_off(desk)
    issuing.issue(desk, desk.session.get_one(Dispatch, draft.id), by=person(people.RECORDS_CLERK))
    file = tmp_path / "along.pdf"
    file.write_bytes(enclosures.handed_out(desk, draft, 1).content)
    told = command("verify", file)
    assert (told.exit_code, "register: 01/SYT-NVY" in told.output) == (0, True), told.output
    assert command("verify").output.startswith("Everything holds")
    # One byte of the sealed file, and the register does not know it any more.
    file.write_bytes(file.read_bytes().replace(b"/Type /Page ", b"/Type /Pagf ", 1))
    assert command("verify", file).exit_code == 1


def test_upgrade_may_be_run_again(command):
    assert command("upgrade").output == "Database is at the newest form.\n"
    assert command("upgrade").exit_code == 0


def test_old_answers_are_forgotten(command, desk, clock, person):
    who = person(people.DRAFTER).id
    desk.session.add(Answered(person_id=who, key="k", request_sha256="0" * 64, at=desk.now()))
    desk.session.commit()
    assert command("forget").output == "0 answers forgotten.\n"
    clock.forward(seconds=(repeats.KEPT + timedelta(seconds=1)).total_seconds())
    assert command("forget").output == "1 answers forgotten.\n"


@pytest.mark.slow
def test_every_template_is_printed_in_both_formats(start):
    program = start("check")
    out, errors = program.communicate(timeout=200)
    assert (program.returncode, errors) == (0, "")
    lines = out.splitlines()
    assert len(lines) > 28
    assert all(" pages PDF, " in line and line.endswith(" bytes DOCX") for line in lines)


@pytest.mark.slow
def test_a_template_that_cannot_be_printed_is_told_and_ends_with_1(start, tmp_path):
    folder = tmp_path / "own" / "cong_van"
    shutil.copytree(shipped() / "cong_van", folder)
    sample = folder / "sample.toml"
    sample.write_text(sample.read_text("utf-8").replace("trich_yeu", "# trich_yeu"), "utf-8")
    program = start("check", DOCFLOW_TEMPLATES=str(folder.parent))
    out, errors = program.communicate(timeout=200)
    assert program.returncode == 1
    assert "cong_van: FAILED – draft.missing" in out
    assert len(out.splitlines()) > 28
    assert errors == "docflow: 1 templates cannot be printed\n"


def test_check_knows_the_templates_of_the_database_and_names_the_broken(app, desk, person):
    who = person(people.ADMINISTRATOR)
    made = templates.create(desk, "Giấy mời họp giao ban", "giay_moi", by=who)
    kept = templates.create(desk, "Giấy mời hội nghị", "giay_moi", by=who)
    spoilt = {"schema": 1, "template": {"code": made.code}, "body": "<script>"}
    desk.session.add(
        TemplateVersion(sha256="0" * 64, code=made.code, package=spoilt, kept_at=desk.now())
    )
    desk.session.get_one(OwnTemplate, made.code).sha256 = "0" * 64
    desk.session.commit()
    app.extensions["docflow"].kept.reading = Reading(stamp=-1)
    known, broken = checking.templates_of(app.extensions["docflow"].open_desk())
    assert list(broken) == [made.code]
    assert "template.broken" in broken[made.code]
    assert kept.code in [one.code for one in known]
    assert made.code not in [one.code for one in known]


def test_doctor_says_the_same_under_flask(start):
    told = [start("doctor", program=one).communicate(timeout=100) for one in (DOCFLOW, FLASK)]
    assert told[0] == told[1]
    out, errors = told[0]
    assert errors == ""
    names = [line.split()[0] for line in out.splitlines()]
    assert names == ["instance", "database", "sqlite", "form", "templates", "mail", "keys", "press"]
    assert "press      ready" in out


def test_doctor_names_each_thing_that_is_missing(start, tmp_path):
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / "keys").write_text("a file where a folder belongs")
    (tmp_path / "libraries").mkdir()
    # The loader takes the first file of the name, and this one is no library.
    (tmp_path / "libraries" / "libpango-1.0.so.0").write_text("")
    program = start(
        "doctor",
        DOCFLOW_DATABASE="sqlite:////nowhere/docflow.sqlite",
        LD_LIBRARY_PATH=str(tmp_path / "libraries"),
    )
    out, errors = program.communicate(timeout=100)
    assert program.returncode == 1
    told = dict(line.split(maxsplit=1) for line in out.splitlines())
    assert told["database"].startswith("MISSING – the database does not answer: unable to open")
    assert told["keys"].startswith("MISSING – the folder of signing keys cannot be used")
    assert told["press"].startswith("MISSING – the press cannot print; docs/install.md names")
    assert told["templates"].isdecimal()
    assert errors == "docflow: 5 of these cannot be used\n"


@pytest.mark.parametrize(
    ("words", "settings", "told"),
    [
        (("verify",), {"DOCFLOW_DATABASE": "sqlite:////nowhere/x"}, "the database does not answer"),
        (("verify",), {"DOCFLOW_DATABASE": "nonsense"}, "DOCFLOW_DATABASE: "),
        (("verify",), {}, "the database is not at the newest form"),
        (("doctor",), {"DOCFLOW_UNDO_SECONDS": "soon"}, "DOCFLOW_UNDO_SECONDS: "),
        (("publish",), {}, "DOCFLOW_CELERY_BROKER is empty"),
    ],
)
def test_what_stops_a_command_is_one_plain_line(start, words, settings, told):
    program = start(*words, **settings)
    out, errors = program.communicate(timeout=100)
    assert (program.returncode, out) == (1, "")
    assert errors.startswith(f"docflow: {told}")
    assert errors.count("\n") == 1
