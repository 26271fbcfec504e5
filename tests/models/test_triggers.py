"""What the database refuses, whoever asks: on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from docflow.models import Enclosure, OwnTemplate, TemplateSave, triggers
from docflow.models.engine import WRITES
from docflow.office import approval, following, reporting
from tests import people
from tests.office.acts import filled, handed_in, issued_to, letter, recipient, who
from tests.signers import PaperSigner

#: Every statement that must fail on a database with one issued and one submitted letter.
FORBIDDEN = (
    *(f"UPDATE {{{table}}} SET {change}" for table, change in (
        ("event", "verb = 'x'"), ("revision", "reason = 'x'"), ("return", "reason = 'x'"),
        ("check", "kind = 'format'"), ("acknowledgment", "name = 'x'"), ("report", "version = 9"),
        ("obligation", "ordinal = 9"), ("recipient_line", "line = 'x'"),
        ("template_version", "code = 'x'"), ("template_save", "why = 'x'"), ("enclosure", "sealed_sha256 = 'x'"),
        ("chain", "length = length - 1"), ("chain", "stream = 'x' || stream"),
        ("book", "last_number = last_number - 1"), ("book", "year = 1999"), ("book", "code = 'x'"),
        ("decision", "sha256 = 'x'"), ("decision", "closed_at = NULL"),
        *(("recipient", f"{column} = {value}") for column, value in (
            ("dispatch_id", "2"), ("unit_id", "unit_id + 1"), ("kind", "'person'"), ("name", "'x'"),
            ("purpose", "'biet'"), ("acknowledge", "0"), ("report", "0"), ("owes", "FALSE"),
        )),
    )),
    *(f"UPDATE {{dispatch}} SET {column} = {value} WHERE state = 'issued'" for column, value in (
        ("number", "number + 1"), ("number", "NULL"), ("year", "1999"), ("notation", "'X'"),
        ("book_id", "NULL"), ("dated", "'2020-01-01'"), ("approved_at", "'2020-01-01 00:00:00'"),
        ("approved_by_id", "4"), ("authority_id", "2"), ("rendered_sha256", "'x'"),
        ("signed_sha256", "'x'"), ("signed_sha256", "NULL"), ("sealed_sha256", "'x'"),
        ("docx_sha256", "'x'"), ("signed_at", "'2020-01-01 00:00:00'"),
        ("issued_at", "'2020-01-01 00:00:00'"),
        ("issued_by_id", "1"), ("state", "'signed'"), ("state", "'draft'"),
    )),
    *(f"UPDATE {{dispatch}} SET {change} WHERE state <> 'draft'" for change in (
        "content = '{}'", "content_sha256 = 'x'", "version = version + 1", "author_id = 3",
        "template_sha256 = 'x'", "state = 'draft', content = '{}'",
    )),
    "UPDATE {dispatch} SET state = 'recalled' WHERE state = 'submitted'",
    *(f"DELETE FROM {{{table}}}" for table in (
        "event", "revision", "return", "check", "acknowledgment", "report", "obligation",
        "recipient_line", "template_version", "chain", "book", "decision", "delivery", "tally",
        "recipient", "dispatch", "enclosure", "template_save",
    )),
)  # fmt: skip

ALLOWED = (
    "UPDATE {dispatch} SET state = 'draft', returned_at = created_at WHERE state = 'submitted'",
    "UPDATE {dispatch} SET state = 'recalled' WHERE state = 'issued'",
    "UPDATE {dispatch} SET closed_at = created_at WHERE state = 'issued'",
    "UPDATE {recipient} SET due_on = '2027-01-01'",
    "UPDATE {delivery} SET outcome = 'x'",
    "UPDATE {chain} SET length = length + 1",
    "UPDATE {unit} SET name = 'x'",
    "DELETE FROM {membership}",
    "DELETE FROM {dispatch} WHERE state = 'draft' AND submitted_at IS NULL AND FALSE",
)


def full(app) -> Engine:
    """Return the engine of a database in which every guarded table has a row."""
    state = app.extensions["docflow"]
    with app.test_request_context("/"):
        desk = replace(state.desk(), signer=PaperSigner())
        dispatch = issued_to(desk)
        back = handed_in(desk)
        approval.send_back(
            desk, back, reason="Sửa mục 3", seen=back.content_sha256, by=who(desk, people.DEPUTY)
        )
        row, officer = recipient(desk, dispatch, people.RECEIVER), who(desk, people.RECEIVER)
        following.acknowledge(desk, row, name="Văn thư đơn vị", post="Văn thư", by=officer)
        reporting.report(desk, row, filled(desk), by=officer)
        handed_in(desk)
        letter(desk)
        with desk.work() as session:
            seal = Enclosure(dispatch_id=dispatch.id, ordinal=1, sha256="0" * 64)
            seal.sealed_sha256, seal.sealed_at = "1" * 64, desk.now()
            session.add(seal)
            session.add(OwnTemplate(code="cong_van", version=1))
            session.flush()
            clerk = who(desk, people.RECORDS_CLERK).id
            told = {"code": "cong_van", "act": "retired", "why": "Thôi dùng"}
            session.add(TemplateSave(**told, ordinal=1, by_id=clerk, at=desk.now()))
    return state.engine


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine(request) -> Engine:
    wanted = "make_app" if request.param == "sqlite" else "on_postgres"
    return full(request.getfixturevalue(wanted)())


def attempt(engine, statement):
    """Run one statement and roll it back; return the database's complaint, if any."""
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        held = connection.begin()
        try:
            done = connection.execute(text(named(statement)))
            assert done.rowcount != 0 or "FALSE" in statement, f"it met no row: {statement}"
        except DatabaseError as fault:
            return str(fault.orig)
        finally:
            held.rollback()
    return None


def named(statement):
    names = {
        table: f"docflow_{table}"
        for table in (
            "event", "revision", "return", "check", "acknowledgment", "report", "obligation",
            "enclosure", "recipient_line", "template_version", "template_save", "chain", "book", "decision", "delivery", "tally",
            "recipient", "dispatch", "unit", "membership",
        )
    }  # fmt: skip
    for name, whole in names.items():
        statement = statement.replace("{" + name + "}", whole)
    return statement


def test_every_forbidden_change_is_refused_and_the_allowed_pass(engine):
    told = {one: attempt(engine, one) for one in FORBIDDEN}
    assert [one for one, why in told.items() if why is None] == []
    stopped = {one: why for one in ALLOWED if (why := attempt(engine, one))}
    assert stopped == {}
    _each_trigger_was_tried(told)
    _nothing_is_emptied_or_replaced(engine)


def test_without_its_trigger_a_forbidden_change_would_pass(make_app):
    engine = full(make_app())
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        connection.execute(text("DROP TRIGGER docflow_event_is_written_once"))
    assert attempt(engine, "UPDATE {event} SET verb = 'x'") is None
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        triggers.install(connection)
    assert attempt(engine, "UPDATE {event} SET verb = 'x'")


def _each_trigger_was_tried(told):
    words = " ".join(why or "" for why in told.values())
    silent = [name for _, _, name, _ in triggers.rules() if f"docflow: {name}" not in words]
    assert silent == []


def _nothing_is_emptied_or_replaced(engine):
    if engine.dialect.name == "sqlite":
        replaced = "INSERT OR REPLACE INTO {event} SELECT * FROM {event} WHERE id = 1"
        assert "docflow: event_is_never_removed" in (attempt(engine, replaced) or "")
        return
    for table in ("event", "report", "recipient", "dispatch", "book"):
        assert "docflow:" in (attempt(engine, f"TRUNCATE {{{table}}} CASCADE") or "")
