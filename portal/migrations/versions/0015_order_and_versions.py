"""Files are put in order by hand; a preuve names the one it replaces."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('piece') as batch_op:
        batch_op.add_column(sa.Column('rang', sa.Integer(), server_default='0', nullable=False))
    with op.batch_alter_table('preuve') as batch_op:
        batch_op.add_column(sa.Column('rang', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('remplace_id', sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(op.f('fk_preuve_remplace_id_preuve'), 'preuve', ['remplace_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('preuve') as batch_op:
        batch_op.drop_constraint(op.f('fk_preuve_remplace_id_preuve'), type_='foreignkey')
        batch_op.drop_column('remplace_id')
        batch_op.drop_column('rang')
    with op.batch_alter_table('piece') as batch_op:
        batch_op.drop_column('rang')
