"""Who has a draft open."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import docflow.models.base

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    instant = docflow.models.base.Instant(timezone=True)
    op.create_table(
        "docflow_holding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispatch_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("tab", sa.String(length=32), nullable=False),
        sa.Column("since", instant, nullable=False),
        sa.Column("alive_at", instant, nullable=False),
        sa.Column("typed_at", instant, nullable=True),
        sa.Column("took_at", instant, nullable=True),
        sa.Column("left_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["dispatch_id"],
            ["docflow_dispatch.id"],
            name=op.f("fk_docflow_holding_dispatch_id_docflow_dispatch"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["docflow_person.id"],
            name=op.f("fk_docflow_holding_person_id_docflow_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_docflow_holding")),
        sa.UniqueConstraint(
            "dispatch_id",
            "person_id",
            "tab",
            name=op.f("docflow_uq_docflow_holding_dispatch_id_person_id_tab"),
        ),
    )
    with op.batch_alter_table("docflow_holding", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("docflow_ix_docflow_holding_alive_at"), ["alive_at"], unique=False
        )


def downgrade() -> None:
    """Take back."""
    op.drop_table("docflow_holding")
