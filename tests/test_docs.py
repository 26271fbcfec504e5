"""The documentation names everything that the code offers, and the labels every word it uses."""

from __future__ import annotations

import ast
import inspect
import re
from dataclasses import fields
from pathlib import Path

import pytest
from blinker import NamedSignal

from docflow import DocFlow, config, signals
from docflow.extension import Hooks
from docflow.rules.authority import Kind
from docflow.rules.lifecycle import State, mermaid
from docflow.rules.permissions import Role, markdown
from docflow.rules.purposes import Purpose
from docflow.rules.standing import Standing
from docflow.web import labels
from tools import docs

ROOT = Path(__file__).resolve().parent.parent
ROOMS = sorted(path.parent.name for path in (ROOT / "docflow").glob("*/__init__.py"))


def page(name: str) -> str:
    """Return a page of the documentation."""
    return (ROOT / "docs" / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("config.md", docs.config_page), ("cli.md", docs.cli_page), ("lint.md", docs.rules_page)],
)
def test_the_page_is_what_the_code_says(name, wanted):
    assert page(name) == wanted(), "run `make docs`"


def test_the_glossary_ends_with_every_word_of_a_code_object():
    assert page("glossary.md").partition(docs.MARK)[2] == docs.words(), "run `make docs`"


def test_the_glossary_names_every_room():
    missing = [
        room for room in ROOMS if room != "demo" and f"**{room}**" not in page("glossary.md")
    ]
    assert not missing


def test_the_diagram_and_the_table_of_permissions_are_those_of_the_rules():
    assert mermaid() in page("lifecycle.md")
    assert markdown() in page("permissions.md")


def test_every_setting_that_the_code_reads_is_a_known_one():
    read = {
        name
        for path in (ROOT / "docflow").rglob("*.py")
        for name in re.findall(r'config\w*\[f?"DOCFLOW_(\w+)"\]', path.read_text("utf-8"))
    }
    assert read - {"DEMO_ACCOUNTS"} <= {key.name for key in config.KEYS}


def test_every_signal_has_its_contract_and_is_sent():
    known = {name: one for name, one in vars(signals).items() if isinstance(one, NamedSignal)}
    assert [name for name in known if f"| `{name}` |" not in page("signals.md")] == []
    assert set(known.values()) == set(signals.BY_VERB.values())
    assert set(signals.BY_VERB) <= recorded()


def test_every_hook_and_part_is_told_to_who_embeds():
    told = page("embed.md")
    assert [one.name for one in fields(Hooks) if f"| `{one.name}(" not in told] == []
    parts = (
        set(inspect.signature(DocFlow).parameters) - {"app"} - {one.name for one in fields(Hooks)}
    )
    assert [name for name in sorted(parts) if f"`{name}=" not in told] == []


@pytest.mark.parametrize("words", [State, Standing, Purpose, Role, Kind])
def test_every_word_of_an_enum_has_a_label(words):
    assert [word for word in words if not labels.WORDS.get(word)] == []


def test_the_timeline_has_a_word_for_every_event_that_is_recorded():
    verbs = recorded()
    assert len(verbs) > 15
    assert verbs - set(labels.VERBS) == set()


def test_no_page_links_to_a_file_that_is_not_there():
    broken = [
        f"{path.name}: {link}"
        for path in (ROOT / "docs").rglob("*.md")
        for link in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
        if not (path.parent / link).exists()
    ]
    assert not broken


def recorded() -> set[str]:
    """Return every verb that an act records: the first argument of ``….record(…)`` and ``_note``."""
    found: set[str] = set()
    place = {"record": 0, "_note": 1}
    for path in (ROOT / "docflow").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                at = place.get(name, len(node.args))
                found |= {verb for one in node.args[at : at + 1] for verb in strings(one)}
    return found


def strings(node: ast.expr) -> set[str]:
    """Return the words an expression may be: a constant, or the two arms of a choice."""
    if isinstance(node, ast.IfExp):
        return strings(node.body) | strings(node.orelse)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    return set()
