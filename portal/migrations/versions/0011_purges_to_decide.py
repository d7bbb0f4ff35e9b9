"""A purge is proposed to one UIMM, confirmed or put off with a reason."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nothing wrote a purge before this version.
    op.drop_table('purge')
    op.create_table('purge',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=True),
    sa.Column('uimm_slug', sa.String(length=80), nullable=True),
    sa.Column('regle', sa.Enum('brouillon', 'identite', 'amenagement', 'refus', 'resume', 'validation', 'resultats', 'gtp', 'demande', name='regle', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('statut', sa.Enum('proposee', 'gardee', 'confirmee', 'faite', name='statutpurge', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('proposee_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('gardee_jusqu_au', sa.Date(), nullable=True),
    sa.Column('motif', sa.Text(), nullable=False),
    sa.Column('confirmee_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmee_by_id', sa.Uuid(), nullable=True),
    sa.Column('faite_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lignes', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['confirmee_by_id'], ['compte.id'], name=op.f('fk_purge_confirmee_by_id_compte')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_purge_dossier_id_dossier'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['uimm_slug'], ['uimm.slug'], name=op.f('fk_purge_uimm_slug_uimm')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_purge'))
    )
    with op.batch_alter_table('purge', schema=None) as batch_op:
        batch_op.create_index('ix_purge_dossier_id', ['dossier_id'], unique=False)
        batch_op.create_index('ix_purge_liste', ['uimm_slug', 'statut', 'proposee_at', 'id'], unique=False)
        batch_op.create_index('uq_purge_ouverte', ['dossier_id', 'regle'], unique=True, sqlite_where=sa.text("statut <> 'faite'"), postgresql_where=sa.text("statut <> 'faite'"))
