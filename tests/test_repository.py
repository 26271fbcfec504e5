"""What may not stand in the repository, and what must."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
UNREAD = {".ttf", ".woff2", ".png", ".jpg", ".pdf", ".docx", ".xlsx", ".p12", ".ico"}
PRODUCTS = {"node_modules", "__pycache__", "build", "dist", "instance"}

# Written in pieces, so that this file does not find itself.
FORBIDDEN = {
    "a path of one machine": r"(?<![\w.$}~/-])/(?:work|root|home|Users|farm|mnt)/" + r"[\w.]",
    "a temporary folder of one session": "/tmp" + r"/(?:hq|st|claude)\b",
    "a host of a package registry": "|".join(
        re.escape(head + tail)
        for head, tail in [
            ("pypi", ".org"),
            ("pythonhosted", ".org"),
            ("registry.npmjs", ".org"),
            ("registry.yarnpkg", ".com"),
            ("deb.debian", ".org"),
            ("crates", ".io"),
        ]
    ),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what):
    pattern = re.compile(FORBIDDEN[what])
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in tracked_files()
        if path.suffix not in UNREAD
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found, f"{what} stands in:\n" + "\n".join(found)


def test_the_forbidden_words_are_recognised():
    samples = ["open('/ho" + "me/me/x')", "see /tm" + "p/hq/x", "https://py" + "pi.org/simple"]
    for sample, pattern in zip(samples, FORBIDDEN.values(), strict=True):
        assert re.search(pattern, sample)
    assert not re.search(FORBIDDEN["a path of one machine"], "url_for('/units/home/')")


def test_no_lock_with_addresses_is_tracked():
    assert "uv" + ".lock" not in {path.name for path in tracked_files()}


def test_nothing_of_an_instance_is_tracked():
    inside = {path.name for path in tracked_files() if (ROOT / "instance") in path.parents}
    assert inside <= {"README.md"}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock):
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8").strip())
    assert entries
    bare = [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry]
    assert not bare


def test_every_package_of_pyproject_is_locked_in_a_version_it_allows():
    project = pyproject()
    extras = project["project"]["optional-dependencies"].values()
    groups = project["dependency-groups"]
    runtime = [*project["project"]["dependencies"], *chain(*extras), *groups["build"]]
    every = [*runtime, *chain(*groups.values())]
    for lock, wanted in zip(LOCKS, (runtime, every), strict=True):
        pins = locked(lock)
        for requirement in map(Requirement, wanted):
            name = canonicalize_name(requirement.name)
            assert name in pins, f"{name} is not in {lock}: run `make lock`"
            assert requirement.specifier.contains(pins[name]), f"{lock} is old: run `make lock`"


def test_tests_run_on_the_versions_that_a_user_gets():
    every = locked("requirements-dev.lock")
    assert {name: every.get(name) for name in locked("requirements.lock")} == locked(
        "requirements.lock"
    )


@cache
def tracked_files() -> list[Path]:
    """Return the files git knows; in an unpacked archive, those that are not products."""
    # A file not yet added counts too: it is about to be.
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not is_product(path.relative_to(ROOT))]
    return [path for path in paths if path.is_file()]


def is_product(path: Path) -> bool:
    """Tell whether a path is made by a tool: a cache, an environment, an instance."""
    folders = path.parts[:-1]
    return any(name in PRODUCTS or (name[0] == "." and name != ".ci") for name in folders)


@cache
def pyproject() -> dict:
    """Return pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def locked(lock: str) -> dict[str, str]:
    """Return version by name of a lock."""
    pins = re.findall(r"^([\w.-]+)==(\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in pins}
