"""Initial schema, 3 of 3: from situationpro to verdict."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('situationpro',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('titre', sa.String(length=150), nullable=False),
    sa.Column('debut_le', sa.Date(), nullable=True),
    sa.Column('fin_le', sa.Date(), nullable=True),
    sa.Column('contexte', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('actions', sa.Text(), nullable=False),
    sa.Column('resultat', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_situationpro_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_situationpro'))
    )
    with op.batch_alter_table('situationpro', schema=None) as batch_op:
        batch_op.create_index('ix_situationpro_dossier_id', ['dossier_id'], unique=False)
    op.create_table('accompagnement',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('compte_id', sa.Uuid(), nullable=False),
    sa.Column('invitation_id', sa.Uuid(), nullable=False),
    sa.Column('accepte_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoque_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['compte_id'], ['compte.id'], name=op.f('fk_accompagnement_compte_id_compte')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_accompagnement_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_accompagnement_invitation_id_invitation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accompagnement')),
    sa.UniqueConstraint('invitation_id', name=op.f('uq_accompagnement_invitation_id'))
    )
    with op.batch_alter_table('accompagnement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accompagnement_compte_id'), ['compte_id'], unique=False)
        batch_op.create_index('ix_accompagnement_dossier_id', ['dossier_id'], unique=False)
    op.create_table('document',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('modele', sa.String(length=40), nullable=False),
    sa.Column('donnees', sa.JSON(), nullable=False),
    sa.Column('emis_le', sa.Date(), nullable=False),
    sa.Column('fichier_id', sa.Uuid(), nullable=True),
    sa.Column('lu_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_document_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['fichier_id'], ['fichier.id'], name=op.f('fk_document_fichier_id_fichier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document'))
    )
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.create_index('ix_document_dossier_id', ['dossier_id'], unique=False)
    op.create_table('lienreferentiel',
    sa.Column('situation_id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.ForeignKeyConstraint(['situation_id'], ['situationpro.id'], name=op.f('fk_lienreferentiel_situation_id_situationpro')),
    sa.PrimaryKeyConstraint('situation_id', 'code', name=op.f('pk_lienreferentiel'))
    )
    op.create_table('piece',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('genre', sa.Enum('cv', 'identite', 'motivation', 'diplome', 'activite', name='genre', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('texte', sa.Text(), nullable=False),
    sa.Column('fichier_id', sa.Uuid(), nullable=True),
    sa.Column('experience_id', sa.Uuid(), nullable=True),
    sa.Column('remplace_id', sa.Uuid(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('retiree_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("fichier_id IS NOT NULL OR texte <> ''", name=op.f('ck_piece_content')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_piece_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['experience_id'], ['experience.id'], name=op.f('fk_piece_experience_id_experience'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['fichier_id'], ['fichier.id'], name=op.f('fk_piece_fichier_id_fichier')),
    sa.ForeignKeyConstraint(['remplace_id'], ['piece.id'], name=op.f('fk_piece_remplace_id_piece')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_piece'))
    )
    with op.batch_alter_table('piece', schema=None) as batch_op:
        batch_op.create_index('ix_piece_dossier_id', ['dossier_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_piece_experience_id'), ['experience_id'], unique=False)
    op.create_table('preuve',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('situation_id', sa.Uuid(), nullable=False),
    sa.Column('titre', sa.String(length=150), nullable=False),
    sa.Column('texte', sa.Text(), nullable=False),
    sa.Column('fichier_id', sa.Uuid(), nullable=True),
    sa.Column('a_remplacer', sa.Text(), nullable=False),
    sa.Column('reponse', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('retiree_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("fichier_id IS NOT NULL OR texte <> ''", name=op.f('ck_preuve_content')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_preuve_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['fichier_id'], ['fichier.id'], name=op.f('fk_preuve_fichier_id_fichier')),
    sa.ForeignKeyConstraint(['situation_id'], ['situationpro.id'], name=op.f('fk_preuve_situation_id_situationpro')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_preuve'))
    )
    with op.batch_alter_table('preuve', schema=None) as batch_op:
        batch_op.create_index('ix_preuve_dossier_id', ['dossier_id'], unique=False)
        batch_op.create_index('ix_preuve_situation_id', ['situation_id'], unique=False)
    op.create_table('avis',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('favorable', sa.Boolean(), nullable=False),
    sa.Column('motivation', sa.Text(), nullable=False),
    sa.Column('auteur', sa.String(length=250), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('rendu_le', sa.Date(), nullable=False),
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('annule_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['compte.id'], name=op.f('fk_avis_by_id_compte')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_avis_document_id_document')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_avis_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_avis'))
    )
    with op.batch_alter_table('avis', schema=None) as batch_op:
        batch_op.create_index('ix_avis_dossier_id', ['dossier_id'], unique=False)
    op.create_table('preuvecapacite',
    sa.Column('preuve_id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.ForeignKeyConstraint(['preuve_id'], ['preuve.id'], name=op.f('fk_preuvecapacite_preuve_id_preuve')),
    sa.PrimaryKeyConstraint('preuve_id', 'code', name=op.f('pk_preuvecapacite'))
    )
    op.create_table('verdict',
    sa.Column('piece_id', sa.Uuid(), nullable=False),
    sa.Column('acceptee', sa.Boolean(), nullable=False),
    sa.Column('motif', sa.Enum('ILL', 'INC', 'PER', 'AUT', 'LIE', 'TIE', name='motif', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('phrase', sa.Text(), nullable=False),
    sa.Column('reponse', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('acceptee = (motif IS NULL)', name=op.f('ck_verdict_motif_of_refusal')),
    sa.ForeignKeyConstraint(['by_id'], ['compte.id'], name=op.f('fk_verdict_by_id_compte')),
    sa.ForeignKeyConstraint(['piece_id'], ['piece.id'], name=op.f('fk_verdict_piece_id_piece')),
    sa.PrimaryKeyConstraint('piece_id', name=op.f('pk_verdict'))
    )


def downgrade() -> None:
    op.drop_table('verdict')
    op.drop_table('preuvecapacite')
    with op.batch_alter_table('avis', schema=None) as batch_op:
        batch_op.drop_index('ix_avis_dossier_id')
    op.drop_table('avis')
    with op.batch_alter_table('preuve', schema=None) as batch_op:
        batch_op.drop_index('ix_preuve_situation_id')
        batch_op.drop_index('ix_preuve_dossier_id')
    op.drop_table('preuve')
    with op.batch_alter_table('piece', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_piece_experience_id'))
        batch_op.drop_index('ix_piece_dossier_id')
    op.drop_table('piece')
    op.drop_table('lienreferentiel')
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.drop_index('ix_document_dossier_id')
    op.drop_table('document')
    with op.batch_alter_table('accompagnement', schema=None) as batch_op:
        batch_op.drop_index('ix_accompagnement_dossier_id')
        batch_op.drop_index(batch_op.f('ix_accompagnement_compte_id'))
    op.drop_table('accompagnement')
    with op.batch_alter_table('situationpro', schema=None) as batch_op:
        batch_op.drop_index('ix_situationpro_dossier_id')
    op.drop_table('situationpro')
