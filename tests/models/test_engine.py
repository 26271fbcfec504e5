"""The door to the database: its journal by version, its locks, its real transactions."""

from __future__ import annotations

import threading
import time

import pytest
from sqlalchemy import text

from docflow.models.engine import WRITES, insert_if_absent, journal_mode, open_engine
from docflow.models.event import Chain


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"), ((3, 44, 5), "DELETE"), ((3, 44, 6), "WAL"), ((3, 45, 0), "DELETE"),
        ((3, 50, 6), "DELETE"), ((3, 50, 7), "WAL"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL"),
        ((3, 53, 4), "WAL"), ((4, 0, 0), "WAL"),
    ],
)  # fmt: skip
def test_the_journal_is_chosen_by_version(version, mode):
    assert journal_mode(version) == mode


def pragma(connection, name):
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_a_connection_has_our_habits(app):
    with app.extensions["docflow"].engine.connect() as connection:
        assert pragma(connection, "journal_mode").upper() == journal_mode()
        assert pragma(connection, "synchronous") == 2
        assert pragma(connection, "foreign_keys") == 1
        assert pragma(connection, "recursive_triggers") == 1
        assert pragma(connection, "busy_timeout") == 30_000


def test_a_writing_transaction_holds_the_lock_from_its_first_word(app):
    engine = app.extensions["docflow"].engine
    order: list[str] = []

    def second():
        with engine.connect().execution_options(**{WRITES: True}) as other, other.begin():
            other.execute(text("SELECT 1"))
            order.append("second")

    with engine.connect().execution_options(**{WRITES: True}) as first, first.begin():
        first.execute(text("SELECT 1"))
        waiting = threading.Thread(target=second)
        waiting.start()
        time.sleep(0.3)
        order.append("first")
    waiting.join(timeout=10)
    assert order == ["first", "second"]


def test_readers_do_not_wait_for_one_another(app):
    engine = app.extensions["docflow"].engine
    with engine.connect() as one, engine.connect() as two:
        assert one.scalar(text("SELECT count(*) FROM docflow_unit")) == 317
        assert two.scalar(text("SELECT count(*) FROM docflow_unit")) == 317


def test_a_rolled_back_transaction_leaves_nothing(desk):
    def stumble() -> None:
        with desk.work() as session:
            session.add(Chain(stream="x", length=0))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    assert desk.session.get(Chain, "x") is None


def test_a_row_that_stands_there_is_not_inserted_again(desk):
    with desk.work() as session:
        insert_if_absent(session, Chain, stream="x", length=3, head="a" * 64)
        insert_if_absent(session, Chain, stream="x", length=9, head="b" * 64)
    assert desk.session.get(Chain, "x").length == 3


def test_a_path_that_is_none_is_told_plainly(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path}/none/at/all.sqlite")
    with pytest.raises(Exception, match="unable to open"):
        engine.connect()
