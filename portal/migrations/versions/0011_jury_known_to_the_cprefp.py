"""What the CPREFP knows of a jury

Revision ID: 0011
Revises: 0009

"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    # Only here to add the column under the rows already there.
    op.add_column(
        "informationcprefp",
        sa.Column("version", sa.Integer(), nullable=False, server_default="0"),
    )
    with op.batch_alter_table("informationcprefp") as batch:
        batch.alter_column("version", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("informationcprefp") as batch:
        batch.drop_column("version")
