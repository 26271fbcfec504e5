"""``docflow lint``: the check of a file, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docflow.models import Dispatch
from tests import people
from tests.papers.reading import hostile

SEED = Path(__file__).parents[1] / "papers" / "dispatch_SYT-NVY_2020.txt"


def test_the_findings_of_a_file_are_printed_as_json(command):
    told = command("lint", SEED, "--json")
    assert told.exit_code == 1
    found = json.loads(told.stdout)
    assert {tuple(one) for one in found} == {
        ("rule", "article", "severity", "message", "excerpt", "repairs")
    }
    first = next(one for one in found if one["rule"] == "authority.no_space")
    assert first == {
        "rule": "authority.no_space",
        "article": "Nghị định 30/2020/NĐ-CP, Điều 13; Phụ lục I, phần I, mục II.7",
        "severity": "error",
        "message": "“KT.GIÁM ĐỐC” thiếu dấu cách; viết “KT. GIÁM ĐỐC”.",
        "excerpt": "KT.GIÁM ĐỐC",
        "repairs": [{"label": "Thêm dấu cách", "before": "KT.", "after": "KT. "}],
    }


def test_a_file_without_errors_ends_well(command, tmp_path):
    file = tmp_path / "letter.docx"
    file.write_bytes(hostile.good())
    told = command("lint", file)
    assert told.exit_code == 0, told.output
    assert "0 errors, " in told.output


def test_text_comes_from_standard_input_too(app):
    text = SEED.read_text("utf-8")
    told = app.test_cli_runner().invoke(args=["docflow", "lint", "-"], input=text)
    assert told.exit_code == 1
    assert told.output.startswith("ERROR    “KT.GIÁM ĐỐC” thiếu dấu cách; viết “KT. GIÁM ĐỐC”.\n")


@pytest.mark.parametrize("verb", ["lint", "read"])
@pytest.mark.parametrize("kind", ["macros", "laughs in UTF-16", "a thousand tables", "an old DOC"])
def test_a_hostile_file_is_refused_in_one_line(command, tmp_path, verb, kind):
    file = tmp_path / "letter.docx"
    file.write_bytes(hostile.file(kind))
    told = command(verb, file)
    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr.startswith("docflow: ")
    assert told.stderr.count("\n") == 1


def test_ten_megabytes_of_standard_input_are_refused(app):
    told = app.test_cli_runner().invoke(args=["docflow", "lint", "-"], input=b"a b " * 2_500_000)
    assert told.exit_code == 1
    assert "Traceback" not in told.output


def test_a_file_becomes_a_draft_of_the_person_named(command, app):
    told = command("read", SEED, "--draft-for", people.DRAFTER)
    assert (told.exit_code, told.output) == (0, "Draft 1 made.\n")
    with app.app_context():
        made = app.extensions["docflow"].desk().session.get_one(Dispatch, 1)
        assert made.author.login == people.DRAFTER
        assert made.subject.startswith("hướng dẫn cài đặt ứng dụng Bluezone")
    told = command("read", SEED, "--draft-for", "ai-do")
    assert (told.exit_code, told.stderr) == (1, "docflow: nobody has the login 'ai-do'\n")
