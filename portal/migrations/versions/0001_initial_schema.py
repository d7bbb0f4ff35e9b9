"""Initial schema, 1 of 3: from bloc to attestation."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('bloc',
    sa.Column('cle', sa.String(length=80), nullable=False),
    sa.Column('intitule', sa.String(length=200), nullable=False),
    sa.Column('bdc', sa.String(length=20), nullable=True),
    sa.PrimaryKeyConstraint('cle', name=op.f('pk_bloc'))
    )
    op.create_table('certification',
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('titre', sa.String(length=200), nullable=False),
    sa.Column('numero_mq', sa.String(length=40), nullable=True),
    sa.Column('categorie', sa.String(length=4), nullable=True),
    sa.Column('cqpi', sa.Boolean(), nullable=False),
    sa.Column('statut', sa.Enum('actif', 'en_veille', 'supprime', name='statutcertification', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('statut_le', sa.Date(), nullable=True),
    sa.Column('fiche', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('slug', name=op.f('pk_certification'))
    )
    op.create_table('compteur',
    sa.Column('cle', sa.String(length=40), nullable=False),
    sa.Column('valeur', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('cle', name=op.f('pk_compteur'))
    )
    op.create_table('job',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('genre', sa.String(length=40), nullable=False),
    sa.Column('donnees', sa.JSON(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('error', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job'))
    )
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.create_index('ix_job_done_at_due_at', ['done_at', 'due_at'], unique=False)
    op.create_table('uimm',
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('nom', sa.String(length=120), nullable=False),
    sa.Column('adresse', sa.String(length=300), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('telephone', sa.String(length=30), nullable=False),
    sa.Column('demonstration', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('slug', name=op.f('pk_uimm'))
    )
    op.create_table('compte',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('password', sa.String(), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('fs_uniquifier', sa.String(length=64), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('role', sa.Enum('candidat', 'accompagnateur', 'instructeur', 'responsable', 'gtp', 'administrateur', name='role', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('uimm_slug', sa.String(length=80), nullable=True),
    sa.Column('nom_affiche', sa.String(length=120), nullable=False),
    sa.Column('qualite', sa.String(length=120), nullable=False),
    sa.CheckConstraint("(role IN ('instructeur', 'responsable')) = (uimm_slug IS NOT NULL)", name=op.f('ck_compte_uimm_of_staff')),
    sa.ForeignKeyConstraint(['uimm_slug'], ['uimm.slug'], name=op.f('fk_compte_uimm_slug_uimm')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_compte')),
    sa.UniqueConstraint('email', name=op.f('uq_compte_email')),
    sa.UniqueConstraint('fs_uniquifier', name=op.f('uq_compte_fs_uniquifier'))
    )
    with op.batch_alter_table('compte', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_compte_role'), ['role'], unique=False)
        batch_op.create_index(batch_op.f('ix_compte_uimm_slug'), ['uimm_slug'], unique=False)
    op.create_table('enregistrement',
    sa.Column('code', sa.String(length=90), nullable=False),
    sa.Column('certification_slug', sa.String(length=80), nullable=False),
    sa.Column('intitule', sa.String(length=300), nullable=False),
    sa.Column('arrete', sa.Date(), nullable=True),
    sa.Column('jo', sa.Date(), nullable=True),
    sa.Column('effet', sa.Date(), nullable=True),
    sa.Column('fin', sa.Date(), nullable=True),
    sa.Column('date_limite_delivrance', sa.Date(), nullable=True),
    sa.Column('benefice_texte', sa.String(length=40), nullable=True),
    sa.Column('benefice_mois', sa.Integer(), nullable=True),
    sa.Column('demonstration', sa.Boolean(), nullable=False),
    sa.CheckConstraint('effet IS NULL OR fin IS NULL OR effet <= fin', name=op.f('ck_enregistrement_dates_ordonnees')),
    sa.ForeignKeyConstraint(['certification_slug'], ['certification.slug'], name=op.f('fk_enregistrement_certification_slug_certification')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_enregistrement'))
    )
    with op.batch_alter_table('enregistrement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_enregistrement_certification_slug'), ['certification_slug'], unique=False)
    op.create_table('referentiel',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('certification_slug', sa.String(length=80), nullable=False),
    sa.Column('version', sa.String(length=40), nullable=False),
    sa.Column('applicable_le', sa.Date(), nullable=False),
    sa.Column('contenu', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['certification_slug'], ['certification.slug'], name=op.f('fk_referentiel_certification_slug_certification')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referentiel')),
    sa.UniqueConstraint('certification_slug', 'version', name=op.f('uq_referentiel_certification_slug_version'))
    )
    with op.batch_alter_table('referentiel', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_referentiel_certification_slug'), ['certification_slug'], unique=False)
    op.create_table('uimmdepartement',
    sa.Column('departement', sa.String(length=3), nullable=False),
    sa.Column('uimm_slug', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['uimm_slug'], ['uimm.slug'], name=op.f('fk_uimmdepartement_uimm_slug_uimm')),
    sa.PrimaryKeyConstraint('departement', name=op.f('pk_uimmdepartement'))
    )
    with op.batch_alter_table('uimmdepartement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_uimmdepartement_uimm_slug'), ['uimm_slug'], unique=False)
    op.create_table('abonnementcalendrier',
    sa.Column('compte_id', sa.Uuid(), nullable=False),
    sa.Column('jeton', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['compte_id'], ['compte.id'], name=op.f('fk_abonnementcalendrier_compte_id_compte')),
    sa.PrimaryKeyConstraint('compte_id', name=op.f('pk_abonnementcalendrier')),
    sa.UniqueConstraint('jeton', name=op.f('uq_abonnementcalendrier_jeton'))
    )
    op.create_table('dossier',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('numero', sa.String(length=24).with_variant(sa.String(length=24, collation='C'), 'postgresql'), nullable=True),
    sa.Column('candidat_id', sa.Uuid(), nullable=False),
    sa.Column('certification_slug', sa.String(length=80), nullable=False),
    sa.Column('referentiel_id', sa.Uuid(), nullable=False),
    sa.Column('enregistrement_code', sa.String(length=90), nullable=True),
    sa.Column('reglement', sa.String(length=20), nullable=False),
    sa.Column('blocs_vises', sa.JSON(), nullable=False),
    sa.Column('uimm_slug', sa.String(length=80), nullable=True),
    sa.Column('sans_diplome', sa.Boolean(), nullable=False),
    sa.Column('etat', sa.Enum('brouillon', 'depose', 'en_instruction', 'a_completer', 'non_recevable', 'recevable', 'preuves_deposees', 'preuves_a_completer', 'preuves_recues', 'caduc', 'retire', name='etat', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('depose_le', sa.Date(), nullable=True),
    sa.Column('annee_civile', sa.Integer(), nullable=True),
    sa.Column('rang', sa.Integer(), nullable=False),
    sa.Column('instructeur_id', sa.Uuid(), nullable=True),
    sa.Column('echeance_le', sa.Date(), nullable=True),
    sa.Column('nom_candidat', sa.String(length=200), nullable=False),
    sa.Column('nom_recherche', sa.String(length=200).with_variant(sa.String(length=200, collation='C'), 'postgresql'), nullable=False),
    sa.Column('ordre', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("depose_le IS NOT NULL OR etat IN ('brouillon', 'retire')", name=op.f('ck_dossier_depose_le')),
    sa.CheckConstraint('(depose_le IS NULL) = (annee_civile IS NULL)', name=op.f('ck_dossier_annee_civile')),
    sa.CheckConstraint('depose_le IS NULL OR uimm_slug IS NOT NULL', name=op.f('ck_dossier_uimm')),
    sa.ForeignKeyConstraint(['candidat_id'], ['compte.id'], name=op.f('fk_dossier_candidat_id_compte')),
    sa.ForeignKeyConstraint(['certification_slug'], ['certification.slug'], name=op.f('fk_dossier_certification_slug_certification')),
    sa.ForeignKeyConstraint(['enregistrement_code'], ['enregistrement.code'], name=op.f('fk_dossier_enregistrement_code_enregistrement')),
    sa.ForeignKeyConstraint(['instructeur_id'], ['compte.id'], name=op.f('fk_dossier_instructeur_id_compte')),
    sa.ForeignKeyConstraint(['referentiel_id'], ['referentiel.id'], name=op.f('fk_dossier_referentiel_id_referentiel')),
    sa.ForeignKeyConstraint(['uimm_slug'], ['uimm.slug'], name=op.f('fk_dossier_uimm_slug_uimm')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dossier')),
    sa.UniqueConstraint('candidat_id', 'certification_slug', 'annee_civile', 'rang', name=op.f('uq_dossier_candidat_id_certification_slug_annee_civile_rang')),
    sa.UniqueConstraint('numero', name=op.f('uq_dossier_numero'))
    )
    with op.batch_alter_table('dossier', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_dossier_candidat_id'), ['candidat_id'], unique=False)
        batch_op.create_index('ix_dossier_depots', ['uimm_slug', 'etat', 'depose_le', 'id'], unique=False)
        batch_op.create_index('ix_dossier_file', ['uimm_slug', 'etat', 'echeance_le', 'id'], unique=False)
        batch_op.create_index('ix_dossier_file_attribution', ['uimm_slug', 'etat', 'instructeur_id', 'echeance_le', 'id'], unique=False)
        batch_op.create_index('ix_dossier_file_certification', ['uimm_slug', 'etat', 'certification_slug', 'echeance_le', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_dossier_instructeur_id'), ['instructeur_id'], unique=False)
        batch_op.create_index('ix_dossier_noms', ['uimm_slug', 'etat', 'nom_recherche', 'id'], unique=False)
        batch_op.create_index('ix_dossier_numeros', ['uimm_slug', 'etat', 'numero'], unique=False)
        batch_op.create_index('ix_dossier_ordre', ['uimm_slug', 'etat', 'ordre', 'id'], unique=False)
        batch_op.create_index('ix_dossier_rappels', ['etat', 'echeance_le'], unique=False)
        batch_op.create_index('ix_dossier_uimm_echeance', ['uimm_slug', 'echeance_le', 'id'], unique=False)
    op.create_table('referentielbloc',
    sa.Column('referentiel_id', sa.Uuid(), nullable=False),
    sa.Column('numero', sa.Integer(), nullable=False),
    sa.Column('bloc_cle', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['bloc_cle'], ['bloc.cle'], name=op.f('fk_referentielbloc_bloc_cle_bloc')),
    sa.ForeignKeyConstraint(['referentiel_id'], ['referentiel.id'], name=op.f('fk_referentielbloc_referentiel_id_referentiel')),
    sa.PrimaryKeyConstraint('referentiel_id', 'numero', name=op.f('pk_referentielbloc'))
    )
    with op.batch_alter_table('referentielbloc', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_referentielbloc_bloc_cle'), ['bloc_cle'], unique=False)
    op.create_table('amenagement',
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('demande', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_amenagement_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('dossier_id', name=op.f('pk_amenagement'))
    )
    op.create_table('attestation',
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.String(length=20), nullable=False),
    sa.Column('texte', sa.Text(), nullable=False),
    sa.Column('nom_saisi', sa.String(length=200), nullable=False),
    sa.Column('signee_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_attestation_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('dossier_id', name=op.f('pk_attestation'))
    )


def downgrade() -> None:
    op.drop_table('attestation')
    op.drop_table('amenagement')
    with op.batch_alter_table('referentielbloc', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_referentielbloc_bloc_cle'))
    op.drop_table('referentielbloc')
    with op.batch_alter_table('dossier', schema=None) as batch_op:
        batch_op.drop_index('ix_dossier_uimm_echeance')
        batch_op.drop_index('ix_dossier_rappels')
        batch_op.drop_index('ix_dossier_ordre')
        batch_op.drop_index('ix_dossier_numeros')
        batch_op.drop_index('ix_dossier_noms')
        batch_op.drop_index(batch_op.f('ix_dossier_instructeur_id'))
        batch_op.drop_index('ix_dossier_file_certification')
        batch_op.drop_index('ix_dossier_file_attribution')
        batch_op.drop_index('ix_dossier_file')
        batch_op.drop_index('ix_dossier_depots')
        batch_op.drop_index(batch_op.f('ix_dossier_candidat_id'))
    op.drop_table('dossier')
    op.drop_table('abonnementcalendrier')
    with op.batch_alter_table('uimmdepartement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_uimmdepartement_uimm_slug'))
    op.drop_table('uimmdepartement')
    with op.batch_alter_table('referentiel', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_referentiel_certification_slug'))
    op.drop_table('referentiel')
    with op.batch_alter_table('enregistrement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_enregistrement_certification_slug'))
    op.drop_table('enregistrement')
    with op.batch_alter_table('compte', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_compte_uimm_slug'))
        batch_op.drop_index(batch_op.f('ix_compte_role'))
    op.drop_table('compte')
    op.drop_table('uimm')
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_index('ix_job_done_at_due_at')
    op.drop_table('job')
    op.drop_table('compteur')
    op.drop_table('certification')
    op.drop_table('bloc')
