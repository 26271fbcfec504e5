"""Prints of long letters, made outside every request."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import docflow.models.base

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_OPEN = sa.text("progress IN ('waiting', 'attempting', 'unsure')")
_PROGRESS = ("waiting", "attempting", "done", "failed", "unsure")


def upgrade() -> None:
    """Apply."""
    instant = docflow.models.base.Instant(timezone=True)
    progress = sa.Enum(
        *_PROGRESS, name="progress", native_enum=False, create_constraint=True, length=20
    )
    op.create_table(
        "docflow_print",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispatch_id", sa.Integer(), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=True),
        sa.Column("printed_sha256", sa.String(length=64), nullable=True),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("progress", progress, nullable=False),
        sa.Column("due_at", instant, nullable=False),
        sa.Column("lease", sa.String(length=40), nullable=True),
        sa.Column("leased_until", instant, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("done_at", instant, nullable=True),
        sa.ForeignKeyConstraint(
            ["dispatch_id"],
            ["docflow_dispatch.id"],
            name=op.f("fk_docflow_print_dispatch_id_docflow_dispatch"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_docflow_print")),
        sa.UniqueConstraint("dispatch_id", name=op.f("docflow_uq_docflow_print_dispatch_id")),
    )
    op.create_index(
        "docflow_ix_print_due",
        "docflow_print",
        ["due_at"],
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("docflow_ix_print_due", "docflow_print")
    op.drop_table("docflow_print")
