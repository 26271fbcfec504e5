"""The committed bundle of the rich editor is what its recipe builds, and is light enough."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECIPE = ROOT / "tools" / "editor"
VENDOR = ROOT / "docflow" / "static" / "vendor"
#: What the page may weigh more because of it, compressed.
MOST = 80 * 1024


def test_the_bundle_is_built_from_these_sources():
    """Run ``make editor`` after a change of ``tools/editor/`` when this fails."""
    names = ["build.mjs", "package-lock.json"]
    names += [f"src/{place.name}" for place in sorted((RECIPE / "src").iterdir())]
    told = hashlib.sha256()
    for name in names:
        told.update(f"{name}\n".encode())
        told.update((RECIPE / name).read_bytes())
    head = (VENDOR / "rich-editor.js").read_text("utf-8").partition("\n")[0]
    assert re.search(r"sources sha256:(\w+)", head)[1] == told.hexdigest()


def test_the_bundle_is_light_and_evaluates_no_text():
    text = (VENDOR / "rich-editor.js").read_text("utf-8")
    assert len(gzip.compress(text.encode(), 6)) < MOST
    assert not re.search(r"\beval\(|new Function\(|setAttribute\(.style", text)


def test_every_package_in_the_bundle_brings_its_licence_and_a_pinned_version():
    lock = json.loads((RECIPE / "package-lock.json").read_text("utf-8"))["packages"]
    licences = (VENDOR / "LICENSE-prosemirror.txt").read_text("utf-8")
    inside = {place: one for place, one in lock.items() if place and not one.get("dev")}
    for place, one in inside.items():
        assert f"{place.rpartition('node_modules/')[2]} {one['version']}" in licences
    assert not any("resolved" in one for one in lock.values())
    wanted = json.loads((RECIPE / "package.json").read_text("utf-8"))
    for version in [*wanted["dependencies"].values(), *wanted["devDependencies"].values()]:
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
