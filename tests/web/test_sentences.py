"""Every refusal has a sentence, and every sentence only asks for facts that its refusal has."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import docflow
from docflow.rules.refusals import Refused
from docflow.web.sentences import SENTENCES, sentence

HOME = Path(docflow.__file__).parent
#: What the pages add to a fault before they say it (``views/answering.py``).
ADDED = {"report.above": {"whole"}, "draft.missing": {"fields"}, "draft.malformed": {"fields"},
         "draft.too_long": {"fields"}}  # fmt: skip


def test_every_refusal_raised_anywhere_has_a_sentence():
    missing = {code: place for place, code, _facts in raised() if code not in SENTENCES}
    assert not missing


def test_no_sentence_asks_for_a_fact_that_its_refusal_does_not_have():
    wrong = [
        f"{place}: {code} lacks {lacking}"
        for place, code, facts in raised()
        if facts is not None
        and (lacking := asked(SENTENCES.get(code, "")) - facts - ADDED.get(code, set()))
    ]
    assert not wrong


def test_the_sentence_says_what_happened_with_numbers_as_people_write_them(app):
    with app.test_request_context("/"):
        told = sentence(Refused("report.too_large", label="Số người", most=10_000_000))
    assert told == "Số lớn nhất ghi được là 10.000.000. Kiểm tra lại các chữ số."


def asked(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def raised() -> Iterator[tuple[str, str, set[str] | None]]:
    """Yield place, code and the names of the facts (None where they are not written out)."""
    for file in sorted(HOME.rglob("*.py")):
        if file.name == "schemas_out.py":
            continue  # Examples for the description of the API.
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for code, facts in _refusals(node):
                yield f"{file.relative_to(HOME)}:{node.lineno}", code, facts


def _refusals(node: ast.AST) -> Iterator[tuple[str, set[str] | None]]:
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Refused", "_bad"):
        first = node.args[1 if node.func.id == "_bad" else 0]
        names = {word.arg for word in node.keywords}
        if isinstance(first, ast.Constant):
            yield first.value, None if None in names else names
    elif isinstance(node, ast.Dict):
        told = dict(
            zip((getattr(key, "value", None) for key in node.keys), node.values, strict=True)
        )
        code = getattr(told.get("code"), "value", None)
        if isinstance(code, str) and "." in code:
            yield code, None if None in told else set(told) - {"code"}
    elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
        code, facts = [*node.value.elts, None][:2]
        if (
            isinstance(code, ast.Constant)
            and isinstance(code.value, str)
            and isinstance(facts, ast.Dict)
        ):
            yield code.value, {key.value for key in facts.keys}
