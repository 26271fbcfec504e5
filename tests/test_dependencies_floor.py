"""No version with a known hole gets in: neither into this environment nor past pyproject."""

from __future__ import annotations

import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent

# Package, first version without the hole, a version that still has it, and the hole.
FLOORS = [
    ("weasyprint", "70.0", "69.0", "CVE-2026-55073, CVE-2025-68616: a closed fetcher bypassed"),
    ("werkzeug", "3.1.6", "3.1.5", "CVE-2026-27199, CVE-2026-21860, CVE-2025-66221"),
    ("flask", "3.1.3", "3.1.2", "CVE-2026-27205, CVE-2025-47278, CVE-2023-30861"),
    ("jinja2", "3.1.6", "3.1.5", "CVE-2025-27516, CVE-2024-56326, CVE-2024-56201"),
    ("lxml", "6.1.0", "6.0.2", "CVE-2026-41066: external entities in iterparse"),
    ("python-docx", "0.8.6", "0.8.5", "CVE-2016-5851: external entities"),
]
# From this release on SQLite is free of the WAL-reset bug, which loses committed transactions.
SQLITE_FLOOR = (3, 51, 3)


@pytest.mark.parametrize(("package", "floor", "holed", "hole"), FLOORS)
def test_installed_version_is_free_of_the_known_hole(package, floor, holed, hole):
    assert Version(version(package)) >= Version(floor), hole


@pytest.mark.parametrize(("package", "floor", "holed", "hole"), FLOORS)
def test_pyproject_lets_no_version_with_the_hole_in(package, floor, holed, hole):
    wanted = declared()[package]
    assert not wanted.specifier.contains(holed), hole
    assert wanted.specifier.contains(version(package))


def test_sqlite_that_comes_with_us_may_use_the_write_ahead_log():
    sqlite = pytest.importorskip("pysqlite3", reason="no wheel for this platform")
    assert sqlite.sqlite_version_info >= SQLITE_FLOOR


def declared() -> dict[str, Requirement]:
    """Return the runtime requirements of pyproject.toml by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = map(Requirement, project["dependencies"])
    return {canonicalize_name(one.name): one for one in wanted}
