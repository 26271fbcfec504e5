"""The English catalogue says everything that pages and code say, and is compiled as it stands."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docflow" / "translations" / "en" / "LC_MESSAGES"


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> Catalog:
    """Every sentence that pages and code mark."""
    place = tmp_path_factory.mktemp("messages") / "docflow.pot"
    extract = [
        "-q",
        "extract",
        "-F",
        "tools/babel.cfg",
        "-k",
        "_",
        "-k",
        "lazy",
        "-o",
        str(place),
        ".",
    ]
    frontend = "from babel.messages.frontend import main; main()"
    subprocess.run([sys.executable, "-c", frontend, *extract], cwd=ROOT, check=True, timeout=120)
    return read_po(io.BytesIO(place.read_bytes()))


@pytest.fixture(scope="module")
def english() -> Catalog:
    """The catalogue as it is written."""
    return read_po(io.BytesIO((FOLDER / "docflow.po").read_bytes()), locale="en")


def test_everything_that_is_said_has_an_english_sentence(said, english):
    missing = [
        one.id for one in said if one.id and not (one.id in english and english[one.id].string)
    ]
    assert not missing, "run `make messages` and translate:\n" + "\n".join(map(str, missing))


def test_nothing_is_left_uncertain(english):
    assert not [one.id for one in english if one.id and one.fuzzy]


def test_both_languages_fill_in_the_same_facts(english):
    assert not [one.id for one in english if one.id and facts(one.id) != facts(one.string)]


def test_the_compiled_catalogue_is_the_written_one(english):
    compiled = io.BytesIO()
    write_mo(compiled, english)
    assert (FOLDER / "docflow.mo").read_bytes() == compiled.getvalue(), "run `make messages`"


def facts(sentence: str) -> set[str]:
    """Return the names between braces."""
    return {
        name for _text, name, _form, _conversion in Formatter().parse(sentence) if name is not None
    }
