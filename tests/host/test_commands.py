"""docflow's commands in a host, and what other installed packages add to docflow."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from docflow import DocFlow, cli
from docflow.channels import Receipt
from docflow.papers.press import Press
from docflow.rules.refusals import Unreachable
from tests.host.hospital import make_hospital

ROOT = Path(__file__).resolve().parents[2]
COURIER = """
from pathlib import Path

TEMPLATES = Path(__file__).parent / "letters"


class Courier:
    name = "courier"

    def __init__(self, app):
        self.wards = app.name

    def send(self, envelope):
        raise NotImplementedError


class Token:
    def __init__(self, app):
        self.owner = app.name

    def sign(self, pdf, **facts):
        return pdf
"""
ENTRY_POINTS = """
[docflow.channels]
courier = courier:Courier

[docflow.signers]
token = courier:Token

[docflow.templates]
letters = courier:TEMPLATES
"""


@pytest.fixture
def courier(tmp_path, monkeypatch):
    """A package installed beside docflow that adds a channel, a signer and a template."""
    folder = tmp_path / "installed"
    facts = folder / "courier-1.0.dist-info"
    facts.mkdir(parents=True)
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: courier\nVersion: 1.0\n")
    (facts / "entry_points.txt").write_text(ENTRY_POINTS)
    (folder / "courier.py").write_text(COURIER)
    letter = folder / "letters" / "thu_moi"
    letter.mkdir(parents=True)
    for file in (ROOT / "dispatch_templates" / "cong_van").iterdir():
        text = file.read_text("utf-8").replace('code = "cong_van" ', 'code = "thu_moi" ')
        (letter / file.name).write_text(text, "utf-8")
    monkeypatch.syspath_prepend(str(folder))
    yield folder
    sys.modules.pop("courier", None)


def test_an_installed_package_adds_its_channel_signer_and_templates(courier, tmp_path, press):
    app = make_hospital(tmp_path / "a")
    app.config["DOCFLOW_SIGNER"] = "token"
    state = DocFlow(press=press).init_app(app)
    assert state.channels["courier"].wards == "hospital"
    assert {"portal", "email"} <= set(state.channels)
    assert state.signer.owner == "hospital"
    assert state.catalogue.get("thu_moi").code == "thu_moi"
    assert state.catalogue.get("cong_van").code == "cong_van"


def test_a_channel_given_by_the_host_wins_over_an_installed_one(courier, tmp_path, press):
    class Own:
        name = "courier"

        def send(self, envelope):
            return Receipt("by hand")

    own = Own()
    state = DocFlow(press=press, channels={"courier": own}).init_app(make_hospital(tmp_path / "a"))
    assert state.channels["courier"] is own


def test_a_signer_that_is_not_installed_stops_the_start_in_one_line(tmp_path, press):
    app = make_hospital(tmp_path / "a")
    app.config["DOCFLOW_SIGNER"] = "token"
    with pytest.raises(ValueError, match="DOCFLOW_SIGNER: no signer 'token' is installed"):
        DocFlow(press=press).init_app(app)


def test_a_prefix_that_is_no_path_stops_the_start_in_one_line(tmp_path, press):
    app = make_hospital(tmp_path / "a")
    app.config["DOCFLOW_URL_PREFIX"] = "cv"
    with pytest.raises(ValueError, match="DOCFLOW_URL_PREFIX: must begin with /"):
        DocFlow(press=press).init_app(app)


def test_the_host_gets_every_command_of_docflow(tmp_path, press):
    app = make_hospital(tmp_path / "a")
    DocFlow(press=press).init_app(app)
    runner = app.test_cli_runner()
    assert runner.invoke(args=["docflow", "upgrade"]).output == "Database is at the newest form.\n"
    told = runner.invoke(args=["docflow", "--help"]).output
    assert all(f"\n  {name} " in told for name in cli.docflow.commands)


def test_the_commands_are_registered_once():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "flask.commands" not in project.get("entry-points", {})
    assert project["scripts"]["docflow"] == "docflow.cli:main"


def test_the_host_brings_its_people_in_by_command(tmp_path, press):
    app = make_hospital(tmp_path / "a")
    DocFlow(press=press).init_app(app)
    runner = app.test_cli_runner()
    people = tmp_path / "people.csv"
    people.write_text("login,name,roles,external_id\nsoan-thao,Phước HN,clerk,11\n", "utf-8")
    runner.invoke(args=["docflow", "upgrade"])
    bring = ["docflow", "import", "people", str(people)]
    assert runner.invoke(args=bring).output == "1 added, 0 changed, 0 same\n"
    assert runner.invoke(args=bring).output == "0 added, 0 changed, 1 same\n"
    people.write_text("login,name,roles\nsoan-thao,Phước HN,king\n", "utf-8")
    refused = runner.invoke(args=bring)
    assert refused.exit_code == 1
    assert "row 2" in refused.output


def test_the_host_names_its_agency_by_command(tmp_path, press):
    app = make_hospital(tmp_path / "a")
    DocFlow(press=press).init_app(app)
    runner = app.test_cli_runner()
    runner.invoke(args=["docflow", "upgrade"])
    runner.invoke(args=["docflow", "agency", "name=Sở Y tế Thanh Hóa", "code=SYT"])
    assert "Sở Y tế Thanh Hóa" in runner.invoke(args=["docflow", "agency"]).output
    assert runner.invoke(args=["docflow", "agency", "king=1"]).exit_code == 1


def test_a_command_ends_nothing_that_the_host_handed_in(tmp_path, hospital_engine):
    press = Press(workers=1)
    app = make_hospital(tmp_path / "a", engine=hospital_engine)
    DocFlow(press=press, engine=hospital_engine).init_app(app)
    app.test_cli_runner().invoke(args=["docflow", "doctor"])
    assert press.print("<p>Còn đây</p>", seconds=60).pages == 1
    assert hospital_engine.pool.checkedin() == 1
    press.close()


def test_an_application_ends_what_was_made_for_it(tmp_path):
    state = DocFlow().init_app(make_hospital(tmp_path / "a"))
    with state.engine.connect():
        pass
    state.close()
    with pytest.raises(Unreachable, match=r"render\.closed"):
        state.press.print("<p>", seconds=1)
    assert state.engine.pool.checkedin() == 0


def test_the_example_of_a_host_runs(tmp_path):
    told = subprocess.run(
        [sys.executable, "-m", "flask", "--app", str(ROOT / "examples/host/app.py"), "docflow", "upgrade"],
        env={"PATH": "", "PYTHONPATH": str(ROOT), "EXAMPLE_INSTANCE": str(tmp_path)},
        cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert told.stdout == "Database is at the newest form.\n"
    assert (tmp_path / "docflow" / "docflow.sqlite").is_file()
