"""The templates and static files keep the page's own promises: strict policy, known icons."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "docflow"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [place for place in TEMPLATES if "mail" not in place.parts]


@pytest.mark.parametrize("place", PAGES, ids=lambda place: place.name)
def test_no_page_carries_styles_or_scripts_in_line(place):
    text = re.sub(r"\{#.*?#\}", "", place.read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(r"<[^>]+\sstyle=", text)
    assert not re.search(r"<[^>]+\son\w+=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_every_icon_named_in_a_template_is_there():
    known = set(json.loads((ROOT / "static" / "icons.json").read_text("utf-8")))
    named = {
        name
        for place in TEMPLATES
        for name in re.findall(r"(?:\bm\.i|\bi|\bicon)\('([a-z0-9-]+)'", place.read_text("utf-8"))
    }
    assert named
    assert named <= known


def test_vendored_files_are_those_of_the_manifest():
    folder = ROOT / "static" / "vendor"
    lines = (folder / "MANIFEST.sha256").read_text("utf-8").split("\n")
    named = dict(reversed(line.split(maxsplit=1)) for line in lines if line.strip())
    assert named
    for name, sha256 in named.items():
        assert hashlib.sha256((folder / name.strip()).read_bytes()).hexdigest() == sha256
