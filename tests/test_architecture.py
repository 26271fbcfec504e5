"""The arrows of the house, read off the syntax trees: who may import whom, how long a file is."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSE = "docflow"
LONGEST_FILE = 300
LONGEST_FUNCTION = 40

# Each room, and the rooms or single modules it may import from docflow.
ARROWS = {
    "rules": set(),
    "models": {"rules"},
    "papers": {"rules"},
    "channels": {"rules"},
    "signing": {"rules"},
    "storage": {"rules"},
    "office": {"models", "rules", "papers", "channels", "signing", "storage"},
    "web": {"office", "models", "rules", "papers.blocks", "papers.catalogue", "papers.html"},
    # The words and statuses of refusals, and the tries at a password, stand in the pages' room,
    # once; the API says and counts the same.
    "api": {
        "office",
        "models",
        "rules",
        "papers.blocks",
        "papers.catalogue",
        "web.labels",
        "web.limits",
        "web.lint_sentences",
        "web.sentences",
        "web.statuses",
        "web.words",
    },
    "migrations": {"models", "rules"},
    # Signals tell the host what the office has done; the office never knows who listens.
    "signals": {"office", "models", "rules"},
}
# Composition roots may import all; nobody but they themselves imports them.
ROOTS = {
    "",
    "__main__",
    "app",
    "broker",
    "cli",
    "config",
    "demo",
    "extension",
    "fittings",
    "service",
}

# What comes from outside and stays out of a room. A port knows bytes and dataclasses.
WEB_LIBRARIES = {"flask", "flask_login", "flask_wtf", "werkzeug", "wtforms"}
DATABASES = {"sqlalchemy", "alembic", "sqlite3", "pysqlite3", "psycopg"}
OUTSIDE = {
    "models": WEB_LIBRARIES | {"weasyprint", "docx", "pyhanko"},
    "office": WEB_LIBRARIES | {"weasyprint", "docx", "pyhanko", "smtplib"},
    "papers": WEB_LIBRARIES | DATABASES,
    "channels": WEB_LIBRARIES | DATABASES,
    "signing": WEB_LIBRARIES | DATABASES,
    "storage": WEB_LIBRARIES | DATABASES,
    "web": {"weasyprint", "docx", "pyhanko", "smtplib"},
    "api": {"weasyprint", "docx", "pyhanko", "smtplib"},
}


@dataclass(frozen=True)
class Import:
    """One import as it stands in a module."""

    module: str
    target: str
    line: int
    for_types_only: bool
    in_function: bool
    relative: bool = False


def test_arrows_run_downward_only():
    assert not [complaint for one in imports() if (complaint := against_the_arrows(one))]


def test_rooms_keep_foreign_libraries_out():
    assert not [complaint for one in imports() if (complaint := out_of_place(one))]


def test_modules_import_each_other_in_no_circle():
    graph: dict[str, set[str]] = {}
    for one in imports():
        ours = one.target.split(".")[0] == HOUSE and one.target != one.module
        if ours and not one.for_types_only:
            graph.setdefault(one.module, set()).add(one.target)
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail("imports go in a circle: " + " → ".join(error.args[1]))


def test_an_import_inside_a_function_says_why():
    silent = []
    for path in modules():
        lines = path.read_text("utf-8").splitlines()
        inside = [one for one in imports_of(name_of(path), path) if one.in_function]
        silent += [f"{path.relative_to(ROOT)}:{one.line}" for one in inside if not said(lines, one)]
    assert not silent, "no reason stands beside or above: " + ", ".join(sorted(set(silent)))


def test_an_import_is_relative_within_its_room_and_by_full_name_across():
    assert not [f"{one.module}:{one.line} {one.target}" for one in imports() if wrong_manner(one)]


def test_files_and_functions_stay_short():
    assert not [complaint for path in modules() for complaint in too_long(path)]


def test_every_room_has_its_arrows_declared():
    rooms = {room_of(name_of(path)) for path in modules()}
    assert not rooms - set(ARROWS) - ROOTS


@pytest.mark.parametrize(
    ("module", "target"),
    [
        ("docflow.rules.calendar", "docflow.models.base"),
        ("docflow.rules.calendar", "pydantic"),
        ("docflow.models.event", "docflow.office.desk"),
        ("docflow.papers.html", "docflow.models.base"),
        ("docflow.papers.html", "docflow.storage.store"),
        ("docflow.signing.trial", "sqlalchemy.orm"),
        ("docflow.channels.email", "flask"),
        ("docflow.office.issuing", "docflow.web.labels"),
        ("docflow.office.issuing", "docflow.config"),
        ("docflow.web.views", "docflow.papers.press"),
        ("docflow.web.views", "docflow.extension"),
        ("docflow.web.views", "docflow"),
    ],
)
def test_an_arrow_upward_is_seen(module, target):
    wrong = Import(module, target, 1, for_types_only=False, in_function=False)
    assert against_the_arrows(wrong) or out_of_place(wrong)


def test_each_way_of_importing_is_seen(tmp_path):
    sample = tmp_path / "sample.py"
    sample.write_text(
        "from . import calendar\n"
        "from ..models.base import Base\n"
        "import docflow.web.labels\n"
        "if TYPE_CHECKING:\n    from docflow.models.base import Base\n"
        "def f():\n    import weasyprint\n",
        "utf-8",
    )
    seen = imports_of("docflow.rules.sample", sample)
    assert [(one.target, one.line, one.for_types_only, one.in_function) for one in seen] == [
        ("docflow.rules.calendar", 1, False, False),
        ("docflow.models.base", 2, False, False),
        ("docflow.web.labels", 3, False, False),
        ("docflow.models.base", 5, True, False),
        ("weasyprint", 7, False, True),
    ]
    assert not said(sample.read_text("utf-8").splitlines(), seen[-1])


def against_the_arrows(one: Import) -> str | None:
    """Return the complaint about an import within the house, or None."""
    own, other = room_of(one.module), room_of(one.target)
    inside = one.target == HOUSE or one.target.startswith(f"{HOUSE}.")
    if not inside or own in ROOTS or (own == other and own not in ROOTS):
        return None
    within = one.target.removeprefix(HOUSE).removeprefix(".")
    if any(within == may or within.startswith(f"{may}.") for may in ARROWS.get(own, ())):
        return None
    return f"{one.module}:{one.line} imports {one.target}"


def wrong_manner(one: Import) -> bool:
    """Tell whether an import within the house hides, or shouts, whether it leaves its room."""
    own = room_of(one.module)
    in_a_room = (ROOT / HOUSE / own).is_dir() and own not in ("", "migrations")
    if not in_a_room or one.target.split(".")[0] != HOUSE:
        # Alembic opens its scripts by path, where nothing is relative to anything.
        return False
    return one.relative is not (room_of(one.target) == own)


def out_of_place(one: Import) -> str | None:
    """Return the complaint about a library in a room that keeps it out, or None."""
    own, library = room_of(one.module), one.target.split(".")[0]
    if library == HOUSE:
        return None
    foreign = own == "rules" and library not in sys.stdlib_module_names
    if foreign or library in OUTSIDE.get(own, ()):
        return f"{one.module}:{one.line} imports {one.target}"
    return None


def too_long(path: Path) -> Iterator[str]:
    """Yield a complaint for the file and each function over the limit."""
    text = path.read_text("utf-8")
    name = path.relative_to(ROOT)
    if "migrations" in path.parts:
        # A migration is a record of what was done to the tables, not a text to be read.
        return
    if (lines := text.count("\n")) > LONGEST_FILE:
        yield f"{name}: {lines} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{name}:{node.lineno} {node.name}: {lines} lines"


def said(lines: list[str], one: Import) -> bool:
    """Tell whether a comment stands beside the import or directly above its block of imports."""
    if "#" in lines[one.line - 1]:
        return True
    above = one.line - 2
    while above >= 0 and lines[above].lstrip().startswith(("import ", "from ")):
        above -= 1
    return above >= 0 and lines[above].lstrip().startswith("#")


@cache
def imports() -> tuple[Import, ...]:
    """Return every import of the house."""
    return tuple(one for path in modules() for one in imports_of(name_of(path), path))


def imports_of(module: str, path: Path) -> list[Import]:
    """Return the imports of one file, relative ones resolved."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    found: list[Import] = []

    def walk(node: ast.AST, *, types: bool, function: bool) -> None:
        for child in ast.iter_child_nodes(node):
            found.extend(
                Import(
                    module, target, child.lineno, types, function, bool(getattr(child, "level", 0))
                )
                for target in targets(child, package)
            )
            is_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            is_types = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
            walk(child, types=types or is_types, function=function or is_function)

    walk(ast.parse(path.read_text("utf-8")), types=False, function=False)
    return found


def targets(node: ast.AST, package: str) -> list[str]:
    """Return the modules that an import statement names; none for any other node."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    parents = package.split(".")[: len(package.split(".")) - node.level + 1]
    start = ".".join([*parents, *filter(None, [node.module])]) if node.level else node.module or ""
    return [f"{start}.{a.name}" if is_module(f"{start}.{a.name}") else start for a in node.names]


def is_module(name: str) -> bool:
    """Tell whether the house has a module of this name."""
    if not name.startswith(f"{HOUSE}."):
        return False
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or path.is_dir()


@cache
def modules() -> tuple[Path, ...]:
    """Return every file of code of the house."""
    return tuple(sorted((ROOT / HOUSE).rglob("*.py")))


def name_of(path: Path) -> str:
    """Return the dotted name of a file of the house."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """Return the room a module stands in; the empty string for docflow itself."""
    return module.split(".")[1] if "." in module else ""
