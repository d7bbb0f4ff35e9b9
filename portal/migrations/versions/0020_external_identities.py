"""Sign-in through a provider of identities."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'identite_externe',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('issuer', sa.String(length=255), nullable=False),
        sa.Column('sub', sa.String(length=255), nullable=False),
        sa.Column('compte_id', sa.Uuid(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['compte_id'], ['compte.id'], name=op.f('fk_identite_externe_compte_id_compte')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_identite_externe')),
        sa.UniqueConstraint('issuer', 'sub', name=op.f('uq_identite_externe_issuer_sub')),
        sa.UniqueConstraint('compte_id', 'issuer', name=op.f('uq_identite_externe_compte_id_issuer')),
    )


def downgrade() -> None:
    op.drop_table('identite_externe')
