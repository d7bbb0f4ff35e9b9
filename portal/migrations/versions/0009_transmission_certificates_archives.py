"""What is sent to the GTP, the certificates, and what is erased."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('transmission',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('jury_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('envoyee_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('envoyee_le', sa.Date(), nullable=True),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('manifest', sa.JSON(), nullable=False),
    sa.Column('close_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('refusee_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('motif', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['compte.id'], name=op.f('fk_transmission_by_id_compte')),
    sa.ForeignKeyConstraint(['jury_id'], ['jury.id'], name=op.f('fk_transmission_jury_id_jury')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_transmission'))
    )
    with op.batch_alter_table('transmission', schema=None) as batch_op:
        batch_op.create_index('ix_transmission_envoyee_at', ['envoyee_at', 'id'], unique=False)
        batch_op.create_index('ix_transmission_jury_id', ['jury_id'], unique=False)

    op.create_table('piecetransmission',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('transmission_id', sa.Uuid(), nullable=False),
    sa.Column('genre', sa.Enum('lettre', 'extrait', 'emargement', 'pv', name='pieceattribution', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('fichier_id', sa.Uuid(), nullable=False),
    sa.Column('controle', sa.Enum('a_controler', 'conforme', 'a_completer', name='controle', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('constat', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['fichier_id'], ['fichier.id'], name=op.f('fk_piecetransmission_fichier_id_fichier')),
    sa.ForeignKeyConstraint(['transmission_id'], ['transmission.id'], name=op.f('fk_piecetransmission_transmission_id_transmission')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_piecetransmission')),
    sa.UniqueConstraint('transmission_id', 'genre', name=op.f('uq_piecetransmission_transmission_id_genre'))
    )

    op.create_table('questiongtp',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('transmission_id', sa.Uuid(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('reponse', sa.Text(), nullable=False),
    sa.Column('reponse_fichier_id', sa.Uuid(), nullable=True),
    sa.Column('repondu_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('repondu_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['compte.id'], name=op.f('fk_questiongtp_by_id_compte')),
    sa.ForeignKeyConstraint(['repondu_by_id'], ['compte.id'], name=op.f('fk_questiongtp_repondu_by_id_compte')),
    sa.ForeignKeyConstraint(['reponse_fichier_id'], ['fichier.id'], name=op.f('fk_questiongtp_reponse_fichier_id_fichier')),
    sa.ForeignKeyConstraint(['transmission_id'], ['transmission.id'], name=op.f('fk_questiongtp_transmission_id_transmission')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_questiongtp'))
    )
    with op.batch_alter_table('questiongtp', schema=None) as batch_op:
        batch_op.create_index('ix_questiongtp_transmission_id', ['transmission_id'], unique=False)

    op.create_table('certificat',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('numero', sa.String(length=24), nullable=False),
    sa.Column('annee', sa.Integer(), nullable=False),
    sa.Column('mois', sa.Integer(), nullable=False),
    sa.Column('departement', sa.String(length=3), nullable=False),
    sa.Column('rang', sa.Integer(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('genre', sa.Enum('cqpm', 'cqpm_rncp', 'bloc', name='genrecertificat', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('bloc_numero', sa.Integer(), nullable=True),
    sa.Column('cqpi', sa.Boolean(), nullable=False),
    sa.Column('donnees', sa.JSON(), nullable=False),
    sa.Column('document_id', sa.Uuid(), nullable=True),
    sa.Column('le', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(genre = 'bloc') = (bloc_numero IS NOT NULL)", name=op.f('ck_certificat_bloc')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_certificat_document_id_document')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_certificat_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificat')),
    sa.UniqueConstraint('annee', 'rang', name=op.f('uq_certificat_annee_rang')),
    sa.UniqueConstraint('numero', name=op.f('uq_certificat_numero'))
    )
    with op.batch_alter_table('certificat', schema=None) as batch_op:
        batch_op.create_index('ix_certificat_dossier_id', ['dossier_id'], unique=False)

    op.create_table('remise',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('certificat_id', sa.Uuid(), nullable=False),
    sa.Column('a_qui', sa.String(length=200), nullable=False),
    sa.Column('mode', sa.Enum('lettre', 'recommande', 'main_propre', name='moderemise', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('le', sa.Date(), nullable=False),
    sa.Column('decharge_fichier_id', sa.Uuid(), nullable=True),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['compte.id'], name=op.f('fk_remise_by_id_compte')),
    sa.ForeignKeyConstraint(['certificat_id'], ['certificat.id'], name=op.f('fk_remise_certificat_id_certificat')),
    sa.ForeignKeyConstraint(['decharge_fichier_id'], ['fichier.id'], name=op.f('fk_remise_decharge_fichier_id_fichier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remise'))
    )
    with op.batch_alter_table('remise', schema=None) as batch_op:
        batch_op.create_index('ix_remise_certificat_id', ['certificat_id'], unique=False)

    op.create_table('copieconforme',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('certificat_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('motif', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['compte.id'], name=op.f('fk_copieconforme_by_id_compte')),
    sa.ForeignKeyConstraint(['certificat_id'], ['certificat.id'], name=op.f('fk_copieconforme_certificat_id_certificat')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_copieconforme'))
    )
    with op.batch_alter_table('copieconforme', schema=None) as batch_op:
        batch_op.create_index('ix_copieconforme_certificat_id', ['certificat_id'], unique=False)

    op.create_table('capaciteacquise',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('candidat_id', sa.Uuid(), nullable=False),
    sa.Column('certification_slug', sa.String(length=80), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('bloc_numero', sa.Integer(), nullable=False),
    sa.Column('acquise_le', sa.Date(), nullable=False),
    sa.Column('limite_le', sa.Date(), nullable=True),
    sa.Column('source', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['candidat_id'], ['compte.id'], name=op.f('fk_capaciteacquise_candidat_id_compte')),
    sa.ForeignKeyConstraint(['certification_slug'], ['certification.slug'], name=op.f('fk_capaciteacquise_certification_slug_certification')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_capaciteacquise_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_capaciteacquise')),
    sa.UniqueConstraint('dossier_id', 'code', name=op.f('uq_capaciteacquise_dossier_id_code'))
    )
    with op.batch_alter_table('capaciteacquise', schema=None) as batch_op:
        batch_op.create_index('ix_capaciteacquise_candidat', ['candidat_id', 'certification_slug'], unique=False)

    op.create_table('questionnaire',
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('reponses', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_questionnaire_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('dossier_id', name=op.f('pk_questionnaire'))
    )

    op.create_table('purge',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=True),
    sa.Column('regle', sa.String(length=60), nullable=False),
    sa.Column('quoi', sa.String(length=200), nullable=False),
    sa.Column('proposee_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmee_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmee_by_id', sa.Uuid(), nullable=True),
    sa.Column('faite_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lignes', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['confirmee_by_id'], ['compte.id'], name=op.f('fk_purge_confirmee_by_id_compte')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_purge_dossier_id_dossier'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_purge'))
    )
    with op.batch_alter_table('purge', schema=None) as batch_op:
        batch_op.create_index('ix_purge_dossier_id', ['dossier_id'], unique=False)
        batch_op.create_index('ix_purge_faite_at', ['faite_at', 'id'], unique=False)
