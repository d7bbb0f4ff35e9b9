"""Pictures of first pages, whole dossiers in one PDF, and the UIMM's mark on them."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('fichier') as batch_op:
        batch_op.add_column(sa.Column('vignette', sa.String(length=64), nullable=True))
    with op.batch_alter_table('uimm') as batch_op:
        batch_op.add_column(sa.Column('filigrane', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table('copie',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('dossier_id', sa.Uuid(), nullable=False),
        sa.Column('consultation', sa.Boolean(), nullable=False),
        sa.Column('by_id', sa.Uuid(), nullable=False),
        sa.Column('demandee_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('faites', sa.Integer(), nullable=False),
        sa.Column('total', sa.Integer(), nullable=False),
        sa.Column('empreinte', sa.String(length=64), nullable=False),
        sa.Column('fichier_id', sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(['by_id'], ['compte.id'], name=op.f('fk_copie_by_id_compte')),
        sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_copie_dossier_id_dossier')),
        sa.ForeignKeyConstraint(['fichier_id'], ['fichier.id'], name=op.f('fk_copie_fichier_id_fichier')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_copie')),
        sa.UniqueConstraint('dossier_id', 'consultation', name=op.f('uq_copie_dossier_id_consultation')),
    )


def downgrade() -> None:
    op.drop_table('copie')
    with op.batch_alter_table('uimm') as batch_op:
        batch_op.drop_column('filigrane')
    with op.batch_alter_table('fichier') as batch_op:
        batch_op.drop_column('vignette')
