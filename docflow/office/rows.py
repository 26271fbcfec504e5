"""The rows of an imported table: read whole, every fault named by its row, or refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc, slug

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
    text: str, needed: set[str], check: Check | None = None, called: Mapping[str, str] = _NOTHING
) -> list[Row]:
    """Return the rows of a CSV text, trimmed and precomposed.

    ``called`` are further names of the columns, as ``slug`` writes them, with what they stand for.
    Raises ``Refused("import.rows", errors=[…])`` with every bad row, ``Refused("import.columns")``,
    ``Refused("import.too_large")`` or ``Refused("import.unreadable")``.
    """
    if len(text) > _LARGEST:
        raise Refused("import.too_large", most=_LARGEST)
    rows: list[Row] = []
    errors: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    key = "code" if "code" in needed else ("login" if "kind" not in needed else "")
    for number, raw in enumerate(_lines(text, needed, called), 2):
        row = {name: (value or "").strip() for name, value in raw.items() if name}
        faults = list(_faults(row, raw, needed))
        if key and row.get(key) in seen:
            faults.append(("import.twice", {"value": row[key], "first": seen[row[key]]}))
        seen.setdefault(row.get(key, ""), number)
        if check:
            faults += check(row)
        errors += [{"row": number, "code": code, **facts} for code, facts in faults]
        rows.append(row)
    if errors:
        raise Refused("import.rows", errors=errors)
    return rows


def bad_row(number: int, code: str, **facts: Any) -> Refused:
    """Return the refusal that names one bad row."""
    return Refused("import.rows", errors=[{"row": number, "code": code, **facts}])


def _lines(text: str, needed: set[str], called: Mapping[str, str]) -> Iterator[dict[Any, Any]]:
    reader = csv.DictReader(io.StringIO(nfc(text.removeprefix("\ufeff"))))
    try:
        names = [called.get(slug(name), name) for name in reader.fieldnames or ()]
        reader.fieldnames = names
        if missing := sorted(needed - set(names)):
            raise Refused("import.columns", missing=missing)
        yield from reader
    except csv.Error:
        raise Refused("import.unreadable") from None


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
