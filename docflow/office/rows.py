"""The rows of an imported table: read whole, every fault named by its row, or refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from docflow.models import Person
from docflow.rules import codes
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import slug

from . import heads
from .cells import read_cells
from .desk import Desk
from .heads import Heads

Row = dict[str, str]
Fault = tuple[str, dict[str, Any]]
Check = Callable[[Row], Iterable[Fault]]
_LARGEST = 5_000_000
#: What the columns of the tables hold.
LONGEST = {
    "code": 100, "name": 200, "kind": 100, "area": 100, "email": 254, "phone": 40, "staff": 9,
    "login": 100, "post": 100, "on_behalf_of": 100, "basis": 500,
    "type": 40, "number": 60, "issuer": 200, "subject": 500, "incoming_number": 40, "notes": 1000,
}  # fmt: skip


def read_rows(
    text: str, needed: set[str], known: Heads, check: Check | None = None
) -> dict[int, Row]:
    """Return the rows of a CSV text by their numbers, trimmed and precomposed, without empty ones.

    ``known`` are all the columns there are with their names; a fault names a column as the file
    does. Raises ``Refused("import.rows", errors=[…])`` with every bad row,
    ``Refused("import.too_large"|"import.unreadable")``, or of the head
    ``Refused("import.columns"|"import.column_unknown"|"import.column_twice")``.
    """
    if len(text) > _LARGEST:
        raise Refused("import.too_large", most=_LARGEST)
    lines = read_cells(text, heads.called(known).keys())
    told = next(lines, (0, []))[1]
    columns = _columns(told, needed, known)
    typed = heads.shown(known) | dict(zip(columns, told, strict=True))
    rows: dict[int, Row] = {}
    errors: list[dict[str, Any]] = []
    key = next((name for name in ("code", "login") if name in needed and "kind" not in needed), "")
    seen: dict[str, int] = {}
    for number, cells in lines:
        row = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
        # A row that ends early leaves its last columns empty.
        row = dict.fromkeys(filter(None, columns), "") | row
        faults = list(_faults(row, cells[len(columns) :], needed))
        if (value := row.get(key)) and (first := seen.setdefault(value, number)) != number:
            faults.append(("import.twice", {"value": value, "first": first}))
        faults += check(row) if check else ()
        errors += _numbered(number, faults, typed)
        rows[number] = row
    if errors:
        raise Refused("import.rows", errors=errors)
    return rows


def check_codes(
    rows: Mapping[int, Row], known: Collection[str], allowed: Callable[[str], bool], fault: str
) -> None:
    """Refuse new codes of a form that addresses cannot hold; what is stored keeps its own.

    Raises ``Refused("import.rows")`` with this fault and a code to write instead.
    """
    named = {*known, *(row["code"] for row in rows.values())}
    errors = []
    for number, row in rows.items():
        if row["code"] not in known and not allowed(row["code"]):
            right = codes.proper(row["name"], named)
            named.add(right)
            errors.append({"row": number, "code": fault, "value": row["code"], "right": right})
    if errors:
        raise Refused("import.rows", errors=errors)


def _columns(told: Sequence[str], needed: set[str], known: Heads) -> list[str]:
    """Return our names of the columns that a head names."""
    called = heads.called(known)
    names = [called.get(slug(head), head) if head else "" for head in told]
    heard = list(zip(told, names, strict=True))
    if unknown := [head[:60] for head, name in heard if name and name not in known]:
        shown = list(heads.shown(known).values())
        raise Refused("import.column_unknown", unknown=unknown[:10], known=shown)
    if twice := [name for name, n in Counter(filter(None, names)).items() if n > 1]:
        columns = [head for head, name in heard if name == twice[0]]
        raise Refused("import.column_twice", columns=columns)
    if missing := sorted(needed - set(names)):
        # A file that calls its columns as programs do is answered in the same words.
        ours = any(head == name for head, name in heard if name)
        named = missing if ours else [heads.shown(known)[name] for name in missing]
        raise Refused("import.columns", missing=named)
    return names


def _numbered(
    number: int, faults: Iterable[Fault], typed: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    for code, facts in faults:
        column = facts.get("column")
        named = {"column": typed.get(column, column)} if column else {}
        yield {"row": number, "code": code, **facts, **named}


def _faults(row: Row, more: Sequence[str], needed: set[str]) -> Iterator[Fault]:
    for name in sorted(needed):
        if not row.get(name):
            yield "import.empty", {"column": name}
    if any(more):
        yield "import.too_many_columns", {}
    for name, text in row.items():
        if len(text.splitlines()) > 1:
            yield "import.line_break", {"column": name}
        elif len(text) > LONGEST.get(name, len(text)):
            yield "import.too_long", {"column": name, "most": LONGEST[name]}


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


def note(desk: Desk, verb: str, counts: dict[str, int], by: Person | None) -> None:
    """Write down what an import changed; nothing of one that changed nothing."""
    if counts["added"] or counts["changed"]:
        facts: dict[str, Any] = {**counts}
        desk.record(verb, None, by=by, stream="directory", **facts)
