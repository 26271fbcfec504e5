"""The templates and static files keep the page's own promises: strict policy, known icons."""

from __future__ import annotations

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
