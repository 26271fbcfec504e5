"""Dismissed findings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import docflow.models.base

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "docflow_dismissal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispatch_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", docflow.models.base.Instant(timezone=True), nullable=False),
        sa.Column("restored_by_id", sa.Integer(), nullable=True),
        sa.Column("restored_at", docflow.models.base.Instant(timezone=True), nullable=True),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_docflow_dismissal_says_why")),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["docflow_person.id"],
            name=op.f("fk_docflow_dismissal_by_id_docflow_person"),
        ),
        sa.ForeignKeyConstraint(
            ["dispatch_id"],
            ["docflow_dispatch.id"],
            name=op.f("fk_docflow_dismissal_dispatch_id_docflow_dispatch"),
        ),
        sa.ForeignKeyConstraint(
            ["restored_by_id"],
            ["docflow_person.id"],
            name=op.f("fk_docflow_dismissal_restored_by_id_docflow_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_docflow_dismissal")),
    )
    op.create_index(
        "docflow_uq_dismissal_open",
        "docflow_dismissal",
        ["dispatch_id", "key"],
        unique=True,
        sqlite_where=sa.text("restored_at IS NULL"),
        postgresql_where=sa.text("restored_at IS NULL"),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("docflow_uq_dismissal_open", table_name="docflow_dismissal")
    op.drop_table("docflow_dismissal")
