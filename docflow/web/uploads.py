"""A table that a page sends: its text, and what is wrong with its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request

from docflow.rules.refusals import Refused

from .sentences import say, sentence
from .words import _

_NOTHING: Mapping[str, str] = {}
_LONGEST = 40


def csv_text() -> str:
    """Return the text of the file, or refuse a cut, an empty and a wrongly encoded one."""
    files = [file for file in request.files.getlist("file") if file.filename]
    # A multipart body that was cut parses to fewer parts and no error; the form told how many.
    if request.form.get("parts") != "1" or request.form.get("end") != "1":
        raise Refused("request.cut")
    if len(files) != 1:
        raise Refused("import.no_file")
    try:
        return str(files[0].read(), "utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("import.encoding", name=files[0].filename or "") from None


def errors(refusal: Refused, columns: Mapping[str, str] = _NOTHING) -> list[str]:
    """Return the sentences of a refused table, one for each bad row.

    ``columns`` are the names by which the page speaks of the columns.
    """
    if refusal.code == "import.columns":
        missing: Any = refusal.facts["missing"]
        return [say(refusal.code, {"missing": [columns.get(name, name) for name in missing]})]
    if refusal.code != "import.rows":
        return [sentence(refusal)]
    rows: Any = refusal.facts["errors"]
    return [_row(error, columns) for error in rows]


def _row(error: dict[str, Any], columns: Mapping[str, str]) -> str:
    facts = {name: value for name, value in error.items() if name not in ("row", "code")}
    if "column" in facts:
        facts["column"] = columns.get(facts["column"], facts["column"])
    # A cell may hold a whole page; its beginning is enough to find it again.
    facts = {name: _shortened(fact) for name, fact in facts.items()}
    return _("Dòng {row}: {text}", row=error["row"], text=say(error["code"], facts))


def _shortened(fact: Any) -> Any:
    long = isinstance(fact, str) and len(fact) > _LONGEST
    return f"{fact[: _LONGEST - 1]}…" if long else fact
