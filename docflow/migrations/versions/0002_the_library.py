"""The library: legal grounds and snippets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import docflow.models.base

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "docflow_ground",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=500), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("incoming_number", sa.String(length=40), nullable=False),
        sa.Column("incoming_on", sa.Date(), nullable=True),
        sa.Column("notes", sa.String(length=1000), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("created_at", docflow.models.base.Instant(timezone=True), nullable=False),
        sa.CheckConstraint(
            "since IS NULL OR ended IS NULL OR since <= ended",
            name=op.f("ck_docflow_ground_ends_after"),
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"],
            ["docflow_ground.id"],
            name=op.f("fk_docflow_ground_replaced_by_id_docflow_ground"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_docflow_ground")),
        sa.UniqueConstraint("code", name=op.f("docflow_uq_docflow_ground_code")),
    )
    with op.batch_alter_table("docflow_ground", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("docflow_ix_docflow_ground_ended"), ["ended"], unique=False
        )
        batch_op.create_index(
            batch_op.f("docflow_ix_docflow_ground_replaced_by_id"), ["replaced_by_id"], unique=False
        )

    op.create_table(
        "docflow_snippet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("room_code", sa.String(length=20), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("created_at", docflow.models.base.Instant(timezone=True), nullable=False),
        sa.Column("removed_at", docflow.models.base.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["docflow_person.id"],
            name=op.f("fk_docflow_snippet_owner_id_docflow_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_docflow_snippet")),
    )
    with op.batch_alter_table("docflow_snippet", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("docflow_ix_docflow_snippet_owner_id"), ["owner_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("docflow_ix_docflow_snippet_room_code"), ["room_code"], unique=False
        )


def downgrade() -> None:
    """Take back."""
    op.drop_table("docflow_snippet")
    op.drop_table("docflow_ground")
