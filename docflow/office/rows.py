"""The rows of an imported table: read whole, every fault named by its row, or refused."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc, slug

from . import heads
from .heads import Heads

Row = dict[str, str]
Check = Callable[[Row], Iterable[tuple[str, dict[str, Any]]]]
_LARGEST = 5_000_000
_NOTHING: Mapping[str, str] = {}
#: What the columns of the tables hold.
LONGEST = {
    "code": 100, "name": 200, "kind": 100, "area": 100, "email": 254, "phone": 40, "staff": 9,
    "login": 100, "post": 100, "on_behalf_of": 100, "basis": 500,
    "type": 40, "number": 60, "issuer": 200, "subject": 500, "incoming_number": 40, "notes": 1000,
}  # fmt: skip


def read_rows(
    text: str,
    needed: set[str],
    check: Check | None = None,
    called: Mapping[str, str] = _NOTHING,
    known: Heads | None = None,
) -> list[Row]:
    """Return the rows of a CSV text, trimmed and precomposed; a fault names a column as the file does.

    ``called`` are further names of the columns, as ``slug`` writes them, with what they stand for;
    ``known`` are all the columns there are with their names: another one is refused.
    Raises ``Refused("import.rows", errors=[…])`` with every bad row, ``Refused("import.too_large")``,
    ``Refused("import.unreadable")``, or of the first line ``Refused("import.columns"|
    "import.column_unknown"|"import.column_twice")``.
    """
    if len(text) > _LARGEST:
        raise Refused("import.too_large", most=_LARGEST)
    rows: list[Row] = []
    errors: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    key = "code" if "code" in needed else ("login" if "kind" not in needed else "")
    table = _table(text)
    typed = _name_columns(table, needed, called if known is None else heads.called(known), known)
    for number, raw in enumerate(_lines(table), 2):
        row = {name: (value or "").strip() for name, value in raw.items() if name}
        faults = list(_faults(row, raw, needed))
        if key and row.get(key) in seen:
            faults.append(("import.twice", {"value": row[key], "first": seen[row[key]]}))
        seen.setdefault(row.get(key, ""), number)
        if check:
            faults += check(row)
        errors += [
            {"row": number, "code": code, **_in_its_words(facts, typed)} for code, facts in faults
        ]
        rows.append(row)
    if errors:
        raise Refused("import.rows", errors=errors)
    return rows


def bad_row(number: int, code: str, **facts: Any) -> Refused:
    """Return the refusal that names one bad row."""
    return Refused("import.rows", errors=[{"row": number, "code": code, **facts}])


def _table(text: str) -> csv.DictReader[str]:
    text = nfc(text.removeprefix("\ufeff"))
    # A Vietnamese Excel parts the cells of a CSV file by semicolons.
    first = text.partition("\n")[0]
    return csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=first.count))


def _name_columns(
    table: csv.DictReader[str], needed: set[str], called: Mapping[str, str], known: Heads | None
) -> dict[str, str]:
    """Give the columns of a table our names; return what the table itself calls them."""
    try:
        told = [name.strip() for name in table.fieldnames or ()]
    except csv.Error:
        raise Refused("import.unreadable") from None
    names = [called.get(slug(name), name) if name else "" for name in told]
    if known is not None:
        shown = list(heads.shown(known).values())
        unknown = [
            head[:60] for head, name in zip(told, names, strict=True) if name and name not in known
        ]
        if unknown:
            raise Refused("import.column_unknown", unknown=unknown[:10], known=shown)
        if twice := [name for name, n in Counter(filter(None, names)).items() if n > 1]:
            heard = [head for head, name in zip(told, names, strict=True) if name == twice[0]]
            raise Refused("import.column_twice", columns=heard)
    if missing := sorted(needed - set(names)):
        raise Refused("import.columns", missing=missing)
    table.fieldnames = names
    return {name: head for name, head in zip(names, told, strict=True) if name}


def _lines(table: csv.DictReader[str]) -> Iterator[dict[Any, Any]]:
    try:
        yield from table
    except csv.Error:
        raise Refused("import.unreadable") from None


def _in_its_words(facts: dict[str, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    column = facts.get("column")
    return {**facts, "column": typed.get(column, column)} if column else facts


def _faults(
    row: Row, raw: dict[Any, Any], needed: set[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in sorted(needed):
        if not row.get(name):
            yield "import.empty", {"column": name}
    if None in raw:
        yield "import.too_many_columns", {}
    for name, most in LONGEST.items():
        if len(row.get(name, "")) > most:
            yield "import.too_long", {"column": name, "most": most}


def bring(
    session: Any, model: type, row: Any, facts: dict[str, Any], **born: Any
) -> tuple[Any, str]:
    """Return the row with these facts, and whether it was added, changed or the same."""
    if row is None:
        row = model(**facts, **({"created_at": born["born"]} if born else {}))
        session.add(row)
        return row, "added"
    different = {name: value for name, value in facts.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return row, "changed" if different else "same"
