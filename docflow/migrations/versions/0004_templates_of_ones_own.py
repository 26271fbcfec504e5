"""Templates of one's own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import docflow.models.base

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "docflow_own_template",
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"],
            ["docflow_template_version.sha256"],
            name=op.f("fk_docflow_own_template_sha256_docflow_template_version"),
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_docflow_own_template")),
    )
    op.create_table(
        "docflow_template_save",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", docflow.models.base.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["docflow_person.id"],
            name=op.f("fk_docflow_template_save_by_id_docflow_person"),
        ),
        sa.ForeignKeyConstraint(
            ["code"],
            ["docflow_own_template.code"],
            name=op.f("fk_docflow_template_save_code_docflow_own_template"),
        ),
        sa.ForeignKeyConstraint(
            ["sha256"],
            ["docflow_template_version.sha256"],
            name=op.f("fk_docflow_template_save_sha256_docflow_template_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_docflow_template_save")),
        sa.UniqueConstraint(
            "code", "ordinal", name=op.f("docflow_uq_docflow_template_save_code_ordinal")
        ),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("docflow_template_save")
    op.drop_table("docflow_own_template")
