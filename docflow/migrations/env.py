"""How Alembic reaches docflow's database; it touches no table of the host."""

from __future__ import annotations

from typing import Any

from alembic import context

from docflow.migrations import VERSION_TABLE
from docflow.models import Base
from docflow.models.base import PREFIX
from docflow.models.engine import WRITES


def _ours(_thing: Any, name: str | None, kind: str, _reflected: bool, _compare_to: Any) -> bool:
    return kind != "table" or (name or "").startswith(PREFIX)


engine = context.config.attributes["engine"]
with engine.connect().execution_options(**{WRITES: True}) as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        version_table=VERSION_TABLE,
        include_object=_ours,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()
