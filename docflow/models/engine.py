"""The door to the database: one engine per application, SQLite or PostgreSQL."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

try:
    # Its bundled library is free of the WAL-reset fault; Debian 12's own is not.
    from pysqlite3 import dbapi2 as sqlite
except ImportError:
    sqlite = sqlite3

#: Option of a connection whose transaction will write; see ``_begin``.
WRITES = "docflow_writes"
_BORROWED = "docflow_borrowed"
_BUSY_MS = 30_000

# SQLite 3.7.0 to 3.51.2 can lose committed transactions in WAL mode when two processes reset the
# log at one moment; these releases carry the repair.
_WAL_SAFE = (3, 51, 3)
_WAL_BACKPORTS = {(3, 50): 7, (3, 44): 6}


def open_engine(url: str) -> Engine:
    """Return an engine for the URL, with docflow's habits: short waits, real transactions."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20)
    engine = create_engine(url, module=sqlite, connect_args={"timeout": _BUSY_MS / 1000})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _begin)
    return engine


def borrow(engine: Engine) -> Engine:
    """Return a host's engine as docflow uses it: one pool, the host's own habits untouched.

    Journal mode, pragmas and time-outs stay the host's; only docflow's transactions begin anew.
    """
    return engine.execution_options(**{_BORROWED: True})


def begin_again(connection: Connection) -> None:
    """Begin a transaction on a borrowed SQLite connection as what it will be, read or write.

    Python's driver begins late and reads outside the transaction; a host's own listener may have
    begun already. Nothing has been done in it yet, so it can be thrown away.
    """
    if connection.dialect.name != "sqlite" or not connection.get_execution_options().get(_BORROWED):
        return
    raw: Any = connection.connection.dbapi_connection
    if raw.in_transaction:
        raw.rollback()
    _begin(connection)


def journal_mode(version: tuple[int, ...] | None = None) -> str:
    """Return ``"WAL"`` where the loaded SQLite is safe with it, else ``"DELETE"``."""
    version = version or sqlite.sqlite_version_info
    backport = _WAL_BACKPORTS.get(tuple(version[:2]))
    safe = version >= _WAL_SAFE or (backport is not None and version[2] >= backport)
    return "WAL" if safe else "DELETE"


def insert_if_absent(session: Session, model: type[Any], **row: Any) -> None:
    """Insert a row unless one with its key stands there; two who do so at once both succeed."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite_dialect.insert if is_sqlite else postgresql.insert
    session.execute(insert(model).values(row).on_conflict_do_nothing())


def _on_connect(connection: Any, _record: object) -> None:
    # The driver's own transaction control would upgrade read locks to write locks in mid-air and
    # fail with "database is locked"; ``_begin`` says plainly what is meant.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    # Without this INSERT OR REPLACE removes the old row behind the triggers' back.
    cursor.execute("PRAGMA recursive_triggers = ON")
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    cursor.execute(f"PRAGMA journal_mode = {journal_mode()}")
    # FULL, not NORMAL: a number once given must survive a power cut.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
