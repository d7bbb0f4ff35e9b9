"""Initial schema, 2 of 3: from commentaire to lecture."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('commentaire',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('fil_id', sa.Uuid(), nullable=True),
    sa.Column('ancre', sa.Enum('dossier', 'situation', 'preuve', 'capacite', name='ancre', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('cible', sa.String(length=40), nullable=False),
    sa.Column('auteur_id', sa.Uuid(), nullable=False),
    sa.Column('texte', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('resolu_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['auteur_id'], ['compte.id'], name=op.f('fk_commentaire_auteur_id_compte')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_commentaire_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['fil_id'], ['commentaire.id'], name=op.f('fk_commentaire_fil_id_commentaire')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commentaire'))
    )
    with op.batch_alter_table('commentaire', schema=None) as batch_op:
        batch_op.create_index('ix_commentaire_dossier_id_created_at', ['dossier_id', 'created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_commentaire_fil_id'), ['fil_id'], unique=False)
    op.create_table('courriel',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('cle', sa.String(length=160), nullable=True),
    sa.Column('dossier_id', sa.Uuid(), nullable=True),
    sa.Column('destinataire', sa.String(length=254), nullable=False),
    sa.Column('modele', sa.String(length=60), nullable=False),
    sa.Column('donnees', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sujet', sa.String(length=200), nullable=False),
    sa.Column('texte', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_courriel_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_courriel')),
    sa.UniqueConstraint('cle', name=op.f('uq_courriel_cle'))
    )
    with op.batch_alter_table('courriel', schema=None) as batch_op:
        batch_op.create_index('ix_courriel_dossier_id', ['dossier_id'], unique=False)
    op.create_table('depot',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('acte', sa.Enum('deposer', 'prendre_en_charge', 'demander_pieces', 'completer', 'declarer_recevable', 'declarer_non_recevable', 'revenir_sur_avis', 'deposer_preuves', 'demander_preuves', 'completer_preuves', 'recevoir_preuves', 'declarer_caduc', 'lever_caducite', 'retirer', name='acte', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('contenu', sa.Text(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_depot_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_depot'))
    )
    with op.batch_alter_table('depot', schema=None) as batch_op:
        batch_op.create_index('ix_depot_dossier_id', ['dossier_id'], unique=False)
    op.create_table('derogation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('candidat_id', sa.Uuid(), nullable=False),
    sa.Column('certification_slug', sa.String(length=80), nullable=False),
    sa.Column('annee_civile', sa.Integer(), nullable=False),
    sa.Column('motif', sa.Text(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['compte.id'], name=op.f('fk_derogation_by_id_compte')),
    sa.ForeignKeyConstraint(['candidat_id'], ['compte.id'], name=op.f('fk_derogation_candidat_id_compte')),
    sa.ForeignKeyConstraint(['certification_slug'], ['certification.slug'], name=op.f('fk_derogation_certification_slug_certification')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_derogation_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_derogation'))
    )
    with op.batch_alter_table('derogation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_derogation_candidat_id'), ['candidat_id'], unique=False)
    op.create_table('ecartaccepte',
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('explication', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_ecartaccepte_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('dossier_id', 'code', name=op.f('pk_ecartaccepte'))
    )
    op.create_table('evenement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('acte', sa.Enum('deposer', 'prendre_en_charge', 'demander_pieces', 'completer', 'declarer_recevable', 'declarer_non_recevable', 'revenir_sur_avis', 'deposer_preuves', 'demander_preuves', 'completer_preuves', 'recevoir_preuves', 'declarer_caduc', 'lever_caducite', 'retirer', name='acte', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('fait', sa.Enum('ouvert', 'reassigne', 'derogation', 'prolonge', 'identite_verifiee', 'identite_effacee', 'piece_jointe', 'piece_retiree', 'piece_jugee', 'preuve_jointe', 'preuve_retiree', 'ecart_accepte', 'accompagnateur_invite', 'accompagnateur_accepte', 'accompagnateur_revoque', 'document_lu', 'fichier_consulte', name='fait', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('de', sa.Enum('brouillon', 'depose', 'en_instruction', 'a_completer', 'non_recevable', 'recevable', 'preuves_deposees', 'preuves_a_completer', 'preuves_recues', 'caduc', 'retire', name='de', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('vers', sa.Enum('brouillon', 'depose', 'en_instruction', 'a_completer', 'non_recevable', 'recevable', 'preuves_deposees', 'preuves_a_completer', 'preuves_recues', 'caduc', 'retire', name='vers', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('le', sa.Date(), nullable=False),
    sa.Column('motif', sa.Text(), nullable=False),
    sa.Column('donnees', sa.JSON(), nullable=False),
    sa.CheckConstraint('(acte IS NULL) <> (fait IS NULL)', name=op.f('ck_evenement_acte_or_fait')),
    sa.ForeignKeyConstraint(['by_id'], ['compte.id'], name=op.f('fk_evenement_by_id_compte')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_evenement_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evenement'))
    )
    with op.batch_alter_table('evenement', schema=None) as batch_op:
        batch_op.create_index('ix_evenement_dossier_id_id', ['dossier_id', 'id'], unique=False)
    op.create_table('experience',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('poste', sa.String(length=150), nullable=False),
    sa.Column('employeur', sa.String(length=150), nullable=False),
    sa.Column('activite_principale', sa.String(length=200), nullable=False),
    sa.Column('contrat', sa.Enum('cdi', 'cdd', 'interim', 'alternance', 'stage', 'independant', 'fonction_publique', 'benevolat', 'mandat', 'autre', name='contrat', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('debut_le', sa.Date(), nullable=False),
    sa.Column('fin_le', sa.Date(), nullable=True),
    sa.Column('heures_hebdo', sa.Float(), nullable=True),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('fin_le IS NULL OR fin_le >= debut_le', name=op.f('ck_experience_dates')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_experience_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_experience'))
    )
    with op.batch_alter_table('experience', schema=None) as batch_op:
        batch_op.create_index('ix_experience_dossier_id', ['dossier_id'], unique=False)
    op.create_table('fichier',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('cle', sa.String(length=120), nullable=False),
    sa.Column('nom', sa.String(length=200), nullable=False),
    sa.Column('type_mime', sa.String(length=60), nullable=False),
    sa.Column('taille', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=True),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('efface_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['compte.id'], name=op.f('fk_fichier_by_id_compte')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_fichier_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fichier')),
    sa.UniqueConstraint('cle', name=op.f('uq_fichier_cle'))
    )
    with op.batch_alter_table('fichier', schema=None) as batch_op:
        batch_op.create_index('ix_fichier_dossier_id', ['dossier_id'], unique=False)
    op.create_table('identite',
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('nom_naissance', sa.String(length=100), nullable=False),
    sa.Column('nom_usage', sa.String(length=100), nullable=False),
    sa.Column('prenoms', sa.String(length=100), nullable=False),
    sa.Column('naissance_le', sa.Date(), nullable=True),
    sa.Column('naissance_ville', sa.String(length=100), nullable=False),
    sa.Column('naissance_departement', sa.String(length=3), nullable=False),
    sa.Column('naissance_pays', sa.String(length=60), nullable=False),
    sa.Column('adresse', sa.String(length=200), nullable=False),
    sa.Column('code_postal', sa.String(length=12), nullable=False),
    sa.Column('ville', sa.String(length=100), nullable=False),
    sa.Column('pays', sa.String(length=60), nullable=False),
    sa.Column('telephone', sa.String(length=20), nullable=False),
    sa.Column('situation', sa.Enum('salarie', 'demandeur_emploi', 'independant', 'autre', name='situation', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_identite_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('dossier_id', name=op.f('pk_identite'))
    )
    op.create_table('identiteverifiee',
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('document', sa.Enum('carte', 'passeport', 'titre_sejour', 'autre', name='documentidentite', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('verifiee_le', sa.Date(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['compte.id'], name=op.f('fk_identiteverifiee_by_id_compte')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_identiteverifiee_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('dossier_id', name=op.f('pk_identiteverifiee'))
    )
    op.create_table('invitation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('role', sa.Enum('candidat', 'accompagnateur', 'instructeur', 'responsable', 'gtp', 'administrateur', name='role', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('uimm_slug', sa.String(length=80), nullable=True),
    sa.Column('dossier_id', sa.Uuid(), nullable=True),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['compte.id'], name=op.f('fk_invitation_by_id_compte')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_invitation_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['uimm_slug'], ['uimm.slug'], name=op.f('fk_invitation_uimm_slug_uimm')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_invitation_token_hash'))
    )
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_dossier_id'), ['dossier_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_email'), ['email'], unique=False)
    op.create_table('lecture',
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('compte_id', sa.Uuid(), nullable=False),
    sa.Column('lu_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['compte_id'], ['compte.id'], name=op.f('fk_lecture_compte_id_compte')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_lecture_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('dossier_id', 'compte_id', name=op.f('pk_lecture'))
    )


def downgrade() -> None:
    op.drop_table('lecture')
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitation_email'))
        batch_op.drop_index(batch_op.f('ix_invitation_dossier_id'))
    op.drop_table('invitation')
    op.drop_table('identiteverifiee')
    op.drop_table('identite')
    with op.batch_alter_table('fichier', schema=None) as batch_op:
        batch_op.drop_index('ix_fichier_dossier_id')
    op.drop_table('fichier')
    with op.batch_alter_table('experience', schema=None) as batch_op:
        batch_op.drop_index('ix_experience_dossier_id')
    op.drop_table('experience')
    with op.batch_alter_table('evenement', schema=None) as batch_op:
        batch_op.drop_index('ix_evenement_dossier_id_id')
    op.drop_table('evenement')
    op.drop_table('ecartaccepte')
    with op.batch_alter_table('derogation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_derogation_candidat_id'))
    op.drop_table('derogation')
    with op.batch_alter_table('depot', schema=None) as batch_op:
        batch_op.drop_index('ix_depot_dossier_id')
    op.drop_table('depot')
    with op.batch_alter_table('courriel', schema=None) as batch_op:
        batch_op.drop_index('ix_courriel_dossier_id')
    op.drop_table('courriel')
    with op.batch_alter_table('commentaire', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_commentaire_fil_id'))
        batch_op.drop_index('ix_commentaire_dossier_id_created_at')
    op.drop_table('commentaire')
