"""What an administrateur records in the catalogue."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('evenementcatalogue',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('certification_slug', sa.String(length=80), nullable=False),
    sa.Column('enregistrement_code', sa.String(length=90), nullable=True),
    sa.Column('avant', sa.JSON(), nullable=False),
    sa.Column('apres', sa.JSON(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['compte.id'], name=op.f('fk_evenementcatalogue_by_id_compte')),
    sa.ForeignKeyConstraint(['certification_slug'], ['certification.slug'], name=op.f('fk_evenementcatalogue_certification_slug_certification')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evenementcatalogue'))
    )
    with op.batch_alter_table('evenementcatalogue', schema=None) as batch_op:
        batch_op.create_index('ix_evenementcatalogue_certification', ['certification_slug', 'id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('evenementcatalogue', schema=None) as batch_op:
        batch_op.drop_index('ix_evenementcatalogue_certification')
    op.drop_table('evenementcatalogue')
