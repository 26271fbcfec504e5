"""The wheel carries all that docflow needs to run: pages, fonts, templates, migrations."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TRIAL = """
import sys, docflow
from pathlib import Path
fresh = Path(sys.argv[1])
assert fresh in Path(docflow.__file__).parents, docflow.__file__
app = docflow.create_app({"INSTANCE": sys.argv[2], "DOCFLOW_DATABASE": ""})
state = app.extensions["docflow"]
with app.app_context():
    state.upgrade()
    template = state.catalogue.get("huong_dan_cai_dat_ung_dung")
    assert fresh in Path(docflow.fittings.shipped()).parents
    from docflow.papers import docx, html
    from docflow.papers.catalogue import draft
    from docflow.papers.paper import compose
    paper = compose(draft(template, template.sample, defaults=template.sample_defaults))
    assert docx.write(paper) and html.page(paper)
client = app.test_client()
for page in ("/sign-in", "/docflow-static/docflow.css", "/docflow-static/fonts/bvp-viet-400.woff2"):
    assert client.get(page).status_code == 200, page
print("all there")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=60)
    return next(folder.glob("*.whl"))


@pytest.mark.slow
def test_every_file_of_the_package_is_in_the_wheel(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "docflow").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    letters = {
        f"docflow/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "dispatch_templates").rglob("*")
        if path.is_file()
    }
    assert wanted | letters <= inside


@pytest.mark.slow
def test_the_installed_wheel_runs(wheel, tmp_path):
    fresh = tmp_path / "fresh"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", fresh], check=True, timeout=60)
    python = fresh / "bin" / "python"
    target = sysconfig.get_path("purelib", vars={"base": str(fresh)})
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-deps",
        "--no-index",
        "-q",
    ]
    subprocess.run([*install, str(wheel)], check=True, timeout=60)
    # The libraries are those of this environment; a path in a .pth file is searched last.
    Path(target, "beside.pth").write_text(sysconfig.get_path("purelib"))
    told = subprocess.run(
        [python, "-I", "-c", TRIAL, fresh, tmp_path / "instance"],
        cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert told.stdout == "all there\n", told.stderr
    assert (fresh / "bin" / "docflow").is_file()
