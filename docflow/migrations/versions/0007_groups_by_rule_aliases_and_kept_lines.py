"""Groups by rule, other names of units, and sets of lines kept for another time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import docflow.models.base

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    # Plain ALTERs: rebuilding a table in SQLite would take the rows that point at it along.
    rule = sa.Column("rule", docflow.models.base.Json, server_default="{}", nullable=False)
    op.add_column("docflow_group", rule)
    for name, length in (("aliases", 500), ("sought", 1500)):
        column = sa.Column(name, sa.String(length=length), server_default="", nullable=False)
        op.add_column("docflow_unit", column)
    # What the units are found by is written with the next import or page; until then this will do.
    op.execute("UPDATE docflow_unit SET sought = folded || ' ' || code")
    op.create_table(
        "docflow_line_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("lines", docflow.models.base.Json, nullable=False),
        sa.Column("kept_at", docflow.models.base.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["docflow_person.id"],
            name=op.f("fk_docflow_line_set_person_id_docflow_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_docflow_line_set")),
        sa.UniqueConstraint(
            "person_id", "name", name=op.f("docflow_uq_docflow_line_set_person_id_name")
        ),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("docflow_line_set")
    op.drop_column("docflow_unit", "sought")
    op.drop_column("docflow_unit", "aliases")
    op.drop_column("docflow_group", "rule")
