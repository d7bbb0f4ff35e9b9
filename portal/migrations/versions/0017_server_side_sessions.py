"""Sessions kept on the server, and the journal of each account."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sessionouverte',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('compte_id', sa.Uuid(), nullable=True),
    sa.Column('donnees', sa.Text(), nullable=False),
    sa.Column('appareil', sa.String(length=80), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('vue_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['compte_id'], ['compte.id'], name=op.f('fk_sessionouverte_compte_id_compte')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sessionouverte')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sessionouverte_token_hash'))
    )
    with op.batch_alter_table('sessionouverte', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sessionouverte_compte_id'), ['compte_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sessionouverte_expires_at'), ['expires_at'], unique=False)
    op.create_table('evenementcompte',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('compte_id', sa.Uuid(), nullable=False),
    sa.Column('fait', sa.String(length=40), nullable=False),
    sa.Column('appareil', sa.String(length=80), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['compte_id'], ['compte.id'], name=op.f('fk_evenementcompte_compte_id_compte')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evenementcompte'))
    )
    with op.batch_alter_table('evenementcompte', schema=None) as batch_op:
        batch_op.create_index('ix_evenementcompte_compte_id_id', ['compte_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evenementcompte_at'), ['at'], unique=False)


def downgrade() -> None:
    op.drop_table('evenementcompte')
    op.drop_table('sessionouverte')
