"""The database's forms: empty to newest, no drift, and triggers put back after every upgrade."""

from __future__ import annotations

import pytest
from alembic import command
from sqlalchemy import create_engine, inspect, text

from docflow import migrations
from docflow.models import Base, triggers
from docflow.models.engine import WRITES, open_engine
from tests import machine


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def engine(request, tmp_path):
    url = f"sqlite:///{tmp_path}/x.sqlite"
    engine = open_engine(url if request.param == "sqlite" else machine.postgres_url("forms"))
    yield engine
    engine.dispose()


def names_of_triggers(engine):
    wanted = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[engine.dialect.name]
    with engine.connect() as connection:
        return set(connection.scalars(text(wanted)))


def test_an_empty_database_comes_to_the_newest_form_with_all_triggers(engine):
    assert not migrations.is_current(engine)
    migrations.upgrade(engine)
    assert migrations.is_current(engine)
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())
    wanted = {f"docflow_{name}" for _, _, name, _ in triggers.rules()}
    assert wanted <= names_of_triggers(engine)


def test_the_newest_form_is_what_the_models_say(engine):
    migrations.upgrade(engine)
    command.check(migrations.configuration(engine))


def test_a_second_upgrade_changes_nothing_and_puts_lost_triggers_back(engine):
    migrations.upgrade(engine)
    before = names_of_triggers(engine)
    on = "" if engine.dialect.name == "sqlite" else " ON docflow_event"
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        connection.execute(text(f"DROP TRIGGER docflow_event_is_written_once{on}"))
    migrations.upgrade(engine)
    assert names_of_triggers(engine) == before


def test_every_table_is_docflows_own(engine):
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        connection.execute(text("CREATE TABLE host_user (id INTEGER PRIMARY KEY)"))
    migrations.upgrade(engine)
    tables = set(inspect(engine).get_table_names()) - {"host_user"}
    assert all(name.startswith("docflow_") for name in tables)
    command.check(migrations.configuration(engine))


def test_a_populated_database_keeps_its_rows_and_its_triggers(make_app):
    app = make_app()
    engine = app.extensions["docflow"].engine
    with engine.connect() as connection:
        before = connection.scalar(text("SELECT count(*) FROM docflow_event"))
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        # What a batch migration does: the table is made anew and its triggers are gone.
        connection.execute(text("CREATE TABLE x AS SELECT * FROM docflow_event"))
        connection.execute(text("DROP TRIGGER docflow_event_is_never_removed"))
        connection.execute(text("DROP TRIGGER docflow_event_is_written_once"))
        connection.execute(text("DROP TABLE x"))
    app.extensions["docflow"].upgrade()
    plain = create_engine(engine.url, module=engine.dialect.dbapi)
    for statement in ("DELETE FROM docflow_event", "UPDATE docflow_event SET verb = 'x'"):
        with pytest.raises(Exception, match="docflow: event_is"), plain.begin() as connection:
            connection.execute(text(statement))
    with plain.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM docflow_event")) == before
    plain.dispose()
