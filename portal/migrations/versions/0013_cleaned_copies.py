"""The copy that is kept may be cleaned: what was sent, and what was taken out."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('fichier') as batch_op:
        batch_op.add_column(sa.Column('sha256_origine', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('retraits', sa.JSON(), server_default='[]', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('fichier') as batch_op:
        batch_op.drop_column('retraits')
        batch_op.drop_column('sha256_origine')
