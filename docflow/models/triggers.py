"""What the database itself refuses, as text per dialect: a forgotten path cannot break it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

from docflow.rules.lifecycle import TRANSITIONS

from .base import PREFIX

#: Rows that are never changed and never removed.
_WRITTEN_ONCE = (
    "event", "revision", "return", "check", "acknowledgment", "report", "obligation",
    "recipient_line", "template_save", "template_version", "enclosure",
)  # fmt: skip

#: Columns that stay as they are once the dispatch has left the author's hands.
_FROZEN_WHEN_SUBMITTED = ("content", "content_sha256", "template_sha256", "author_id", "version")
_FROZEN_WHEN_NUMBERED = (
    "number", "year", "book_id", "notation", "dated", "approved_at", "approved_by_id",
    "authority_id",
)  # fmt: skip
_WRITTEN_ONCE_COLUMNS = (
    "rendered_sha256", "signed_sha256", "sealed_sha256", "docx_sha256", "signed_at", "issued_at",
    "issued_by_id",
)  # fmt: skip
_FROZEN_RECIPIENT = (
    "dispatch_id", "unit_id", "kind", "name", "purpose", "acknowledge", "report", "owes",
)  # fmt: skip


_STEPS = " OR ".join(
    f"(OLD.state = '{here}' AND NEW.state = '{there}')"
    for (here, _step), there in TRANSITIONS.items()
)


def install(connection: Connection) -> None:
    """Create all triggers anew; migrations drop them silently, so this follows every upgrade."""
    statements = _sqlite() if connection.dialect.name == "sqlite" else _postgresql()
    for statement in statements:
        connection.execute(text(statement))


def rules() -> Iterator[tuple[str, str, str, str]]:
    """Yield ``(table, UPDATE|DELETE, name, condition under which it is refused)``."""
    for table in _WRITTEN_ONCE:
        yield table, "UPDATE", f"{table}_is_written_once", "TRUE"
        yield table, "DELETE", f"{table}_is_never_removed", "TRUE"
    yield from _dispatch_rules()
    yield (
        "book",
        "UPDATE",
        "numbers_only_grow",
        ("NEW.last_number < OLD.last_number OR NEW.year <> OLD.year OR NEW.code <> OLD.code"),
    )
    yield "book", "DELETE", "book_is_kept", "TRUE"
    # A decision may be taken back while its window is open; afterwards it stays.
    closed = "OLD.closed_at IS NOT NULL"
    yield "decision", "UPDATE", "decision_is_closed", closed
    yield "decision", "DELETE", "decision_is_kept", closed
    yield (
        "chain",
        "UPDATE",
        "chains_only_grow",
        "NEW.length < OLD.length OR NEW.stream <> OLD.stream",
    )
    yield "chain", "DELETE", "chain_is_kept", "TRUE"
    yield "delivery", "DELETE", "delivery_is_kept", "TRUE"
    yield "tally", "DELETE", "tally_is_kept", "TRUE"
    yield "recipient", "UPDATE", "recipient_is_frozen", _changed(_FROZEN_RECIPIENT)
    yield "recipient", "DELETE", "recipient_is_kept", "TRUE"


def _dispatch_rules() -> Iterator[tuple[str, str, str, str]]:
    numbered = "OLD.number IS NOT NULL"
    # A submitted text may go back to its author as a draft, but may not change on the way.
    changed = _changed(_FROZEN_WHEN_SUBMITTED, json=("content",))
    yield "dispatch", "UPDATE", "content_is_frozen", f"OLD.state <> 'draft' AND ({changed})"
    yield (
        "dispatch",
        "UPDATE",
        "states_follow_the_table",
        f"NEW.state <> OLD.state AND NOT ({_STEPS})",
    )
    yield (
        "dispatch",
        "UPDATE",
        "number_is_frozen",
        f"{numbered} AND ({_changed(_FROZEN_WHEN_NUMBERED)})",
    )
    once = " OR ".join(
        f"(OLD.{name} IS NOT NULL AND NEW.{name} IS DISTINCT FROM OLD.{name})"
        for name in _WRITTEN_ONCE_COLUMNS
    )
    yield "dispatch", "UPDATE", "paper_is_written_once", once
    yield (
        "dispatch",
        "DELETE",
        "dispatch_is_kept",
        "OLD.state <> 'draft' OR OLD.submitted_at IS NOT NULL",
    )


def _changed(columns: tuple[str, ...], json: tuple[str, ...] = ()) -> str:
    return " OR ".join(
        f"CAST(NEW.{name} AS TEXT) IS DISTINCT FROM CAST(OLD.{name} AS TEXT)"
        if name in json
        else f"NEW.{name} IS DISTINCT FROM OLD.{name}"
        for name in columns
    )


def _sqlite() -> Iterator[str]:
    for table, act, name, condition in rules():
        trigger = f"{PREFIX}{name}"
        yield f"DROP TRIGGER IF EXISTS {trigger}"
        # SQLite before 3.39 has no IS DISTINCT FROM; IS NOT says the same there.
        when = condition.replace("IS DISTINCT FROM", "IS NOT").replace("TRUE", "1")
        yield (
            f"CREATE TRIGGER {trigger} BEFORE {act} ON {PREFIX}{table} WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, 'docflow: {name}'); END"
        )


def _postgresql() -> Iterator[str]:
    yield (
        f"CREATE OR REPLACE FUNCTION {PREFIX}refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'docflow: %', TG_ARGV[0] USING ERRCODE = 'check_violation'; END $$"
    )
    for table, act, name, condition in rules():
        trigger = f"{PREFIX}{name}"
        yield f"DROP TRIGGER IF EXISTS {trigger} ON {PREFIX}{table}"
        yield (
            f"CREATE TRIGGER {trigger} BEFORE {act} ON {PREFIX}{table} FOR EACH ROW "
            f"WHEN ({condition}) EXECUTE FUNCTION {PREFIX}refuse('{name}')"
        )
        if act == "DELETE":
            # TRUNCATE asks no row; SQLite does not know it.
            yield f"DROP TRIGGER IF EXISTS {trigger}_whole ON {PREFIX}{table}"
            yield (
                f"CREATE TRIGGER {trigger}_whole BEFORE TRUNCATE ON {PREFIX}{table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {PREFIX}refuse('{name}')"
            )
