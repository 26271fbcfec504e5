"""The forms that the database has had, and the way from one to the next."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from docflow.models import triggers
from docflow.models.engine import WRITES, begin_again

VERSION_TABLE = "docflow_alembic_version"


def configuration(engine: Engine) -> Config:
    """Return Alembic's configuration for an engine; there is no alembic.ini."""
    found = Config()
    found.set_main_option("script_location", str(Path(__file__).parent))
    found.attributes["engine"] = engine
    return found


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest form; nothing happens where it stands there already."""
    if not is_current(engine):
        command.upgrade(configuration(engine), "head")
    # Batch migrations drop triggers without a word, so they are put back after every upgrade.
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        begin_again(connection)
        triggers.install(connection)


def is_current(engine: Engine) -> bool:
    """Tell whether the database stands at the newest form."""
    head = ScriptDirectory.from_config(configuration(engine)).get_current_head()
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        return context.get_current_revision() == head
