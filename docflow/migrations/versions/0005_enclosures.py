"""Seals on files that go along with a dispatch."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import docflow.models.base

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "docflow_enclosure",
        sa.Column("dispatch_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sealed_sha256", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", docflow.models.base.Instant(timezone=True), nullable=False),
        sa.CheckConstraint("ordinal >= 1", name=op.f("ck_docflow_enclosure_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["dispatch_id"],
            ["docflow_dispatch.id"],
            name=op.f("fk_docflow_enclosure_dispatch_id_docflow_dispatch"),
        ),
        sa.PrimaryKeyConstraint("dispatch_id", "ordinal", name=op.f("pk_docflow_enclosure")),
    )
    with op.batch_alter_table("docflow_enclosure", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("docflow_ix_docflow_enclosure_sealed_sha256"),
            ["sealed_sha256"],
            unique=False,
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("docflow_enclosure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("docflow_ix_docflow_enclosure_sealed_sha256"))
    op.drop_table("docflow_enclosure")
