"""The queue of the GTP walks what is open, not all it ever received."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

OUVERTE = sa.text("close_at IS NULL")


def upgrade() -> None:
    op.create_index('ix_transmission_ouverte', 'transmission', ['envoyee_at', 'id'], sqlite_where=OUVERTE, postgresql_where=OUVERTE)


def downgrade() -> None:
    op.drop_index('ix_transmission_ouverte', 'transmission')
