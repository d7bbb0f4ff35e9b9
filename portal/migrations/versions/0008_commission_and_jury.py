"""The commission de validation and the jury paritaire."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('organisation',
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('uimm_slug', sa.String(length=60), nullable=False),
    sa.Column('nom', sa.String(length=150), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['uimm_slug'], ['uimm.slug'], name=op.f('fk_organisation_uimm_slug_uimm')),
    sa.PrimaryKeyConstraint('slug', name=op.f('pk_organisation'))
    )
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisation_uimm_slug'), ['uimm_slug'], unique=False)

    op.create_table('commission',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('uimm_slug', sa.String(length=60), nullable=False),
    sa.Column('le', sa.Date(), nullable=False),
    sa.Column('heure', sa.String(length=5), nullable=False),
    sa.Column('lieu', sa.String(length=300), nullable=False),
    sa.Column('visio', sa.String(length=300), nullable=False),
    sa.Column('president_nom', sa.String(length=120), nullable=False),
    sa.Column('president_qualite', sa.String(length=120), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('annulee_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('motif', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['compte.id'], name=op.f('fk_commission_by_id_compte')),
    sa.ForeignKeyConstraint(['uimm_slug'], ['uimm.slug'], name=op.f('fk_commission_uimm_slug_uimm')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commission'))
    )
    with op.batch_alter_table('commission', schema=None) as batch_op:
        batch_op.create_index('ix_commission_uimm_slug_le', ['uimm_slug', 'le', 'id'], unique=False)

    op.create_table('membrecommission',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('commission_id', sa.Uuid(), nullable=False),
    sa.Column('nom', sa.String(length=120), nullable=False),
    sa.Column('qualite', sa.String(length=120), nullable=False),
    sa.Column('organisme', sa.String(length=150), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('compte_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['commission_id'], ['commission.id'], name=op.f('fk_membrecommission_commission_id_commission')),
    sa.ForeignKeyConstraint(['compte_id'], ['compte.id'], name=op.f('fk_membrecommission_compte_id_compte')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membrecommission'))
    )
    with op.batch_alter_table('membrecommission', schema=None) as batch_op:
        batch_op.create_index('ix_membrecommission_commission_id', ['commission_id'], unique=False)

    op.create_table('liencandidat',
    sa.Column('membre_id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('motif', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_liencandidat_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['membre_id'], ['membrecommission.id'], name=op.f('fk_liencandidat_membre_id_membrecommission'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('membre_id', 'dossier_id', name=op.f('pk_liencandidat'))
    )

    op.create_table('passagecommission',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('commission_id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('ordre', sa.Integer(), nullable=False),
    sa.Column('heure', sa.String(length=5), nullable=False),
    sa.Column('modalites', sa.JSON(), nullable=False),
    sa.Column('ressources_informe_le', sa.Date(), nullable=True),
    sa.Column('amenagement', sa.Text(), nullable=False),
    sa.Column('presence', sa.Enum('attendu', 'present', 'absent', 'excuse', name='presence', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('motif', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('clos_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['commission_id'], ['commission.id'], name=op.f('fk_passagecommission_commission_id_commission')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_passagecommission_dossier_id_dossier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passagecommission'))
    )
    with op.batch_alter_table('passagecommission', schema=None) as batch_op:
        batch_op.create_index('ix_passagecommission_commission_id', ['commission_id'], unique=False)
        batch_op.create_index('ix_passagecommission_dossier_id', ['dossier_id'], unique=False)
        batch_op.create_index('uq_passagecommission_ouvert', ['dossier_id'], unique=True, sqlite_where=sa.text('clos_at IS NULL'), postgresql_where=sa.text('clos_at IS NULL'))

    op.create_table('constat',
    sa.Column('passage_id', sa.Uuid(), nullable=False),
    sa.Column('critere_code', sa.String(length=12), nullable=False),
    sa.Column('observation', sa.Enum('oui', 'en_partie', 'non', name='observation', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.ForeignKeyConstraint(['passage_id'], ['passagecommission.id'], name=op.f('fk_constat_passage_id_passagecommission')),
    sa.PrimaryKeyConstraint('passage_id', 'critere_code', name=op.f('pk_constat'))
    )

    op.create_table('evaluation',
    sa.Column('passage_id', sa.Uuid(), nullable=False),
    sa.Column('capacite_code', sa.String(length=12), nullable=False),
    sa.Column('acquise', sa.Boolean(), nullable=True),
    sa.Column('commentaire', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['passage_id'], ['passagecommission.id'], name=op.f('fk_evaluation_passage_id_passagecommission')),
    sa.PrimaryKeyConstraint('passage_id', 'capacite_code', name=op.f('pk_evaluation'))
    )

    op.create_table('jury',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('uimm_slug', sa.String(length=60), nullable=False),
    sa.Column('le', sa.Date(), nullable=False),
    sa.Column('heure', sa.String(length=5), nullable=False),
    sa.Column('lieu', sa.String(length=300), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.Column('convoque_le', sa.Date(), nullable=True),
    sa.Column('delibere_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('emargement_fichier_id', sa.Uuid(), nullable=True),
    sa.Column('annule_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('motif', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['compte.id'], name=op.f('fk_jury_by_id_compte')),
    sa.ForeignKeyConstraint(['emargement_fichier_id'], ['fichier.id'], name=op.f('fk_jury_emargement_fichier_id_fichier')),
    sa.ForeignKeyConstraint(['uimm_slug'], ['uimm.slug'], name=op.f('fk_jury_uimm_slug_uimm')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_jury'))
    )
    with op.batch_alter_table('jury', schema=None) as batch_op:
        batch_op.create_index('ix_jury_uimm_slug_le', ['uimm_slug', 'le', 'id'], unique=False)

    op.create_table('designation',
    sa.Column('jury_id', sa.Uuid(), nullable=False),
    sa.Column('organisation_slug', sa.String(length=60), nullable=False),
    sa.Column('demandee_le', sa.Date(), nullable=False),
    sa.Column('relancee_le', sa.Date(), nullable=True),
    sa.Column('repondue_le', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['jury_id'], ['jury.id'], name=op.f('fk_designation_jury_id_jury')),
    sa.ForeignKeyConstraint(['organisation_slug'], ['organisation.slug'], name=op.f('fk_designation_organisation_slug_organisation')),
    sa.PrimaryKeyConstraint('jury_id', 'organisation_slug', name=op.f('pk_designation'))
    )

    op.create_table('membrejury',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('jury_id', sa.Uuid(), nullable=False),
    sa.Column('college', sa.Enum('employeurs', 'salaries', 'invite', name='college', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('organisation_slug', sa.String(length=60), nullable=True),
    sa.Column('nom', sa.String(length=120), nullable=False),
    sa.Column('organisme', sa.String(length=150), nullable=False),
    sa.Column('fonction', sa.String(length=120), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('interim', sa.Boolean(), nullable=False),
    sa.Column('president', sa.Boolean(), nullable=False),
    sa.Column('suppleant', sa.Boolean(), nullable=False),
    sa.Column('convoque_le', sa.Date(), nullable=True),
    sa.Column('present', sa.Boolean(), nullable=True),
    sa.CheckConstraint("college <> 'invite' OR NOT (president OR suppleant)", name=op.f('ck_membrejury_invite')),
    sa.CheckConstraint("organisation_slug IS NULL OR college = 'salaries'", name=op.f('ck_membrejury_organisation')),
    sa.ForeignKeyConstraint(['jury_id'], ['jury.id'], name=op.f('fk_membrejury_jury_id_jury')),
    sa.ForeignKeyConstraint(['organisation_slug'], ['organisation.slug'], name=op.f('fk_membrejury_organisation_slug_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membrejury'))
    )
    with op.batch_alter_table('membrejury', schema=None) as batch_op:
        batch_op.create_index('ix_membrejury_jury_id', ['jury_id'], unique=False)

    op.create_table('informationcprefp',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('jury_id', sa.Uuid(), nullable=False),
    sa.Column('le', sa.Date(), nullable=False),
    sa.Column('objet', sa.Enum('composition', 'calendrier', 'changement', name='objetcprefp', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('texte', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['compte.id'], name=op.f('fk_informationcprefp_by_id_compte')),
    sa.ForeignKeyConstraint(['jury_id'], ['jury.id'], name=op.f('fk_informationcprefp_jury_id_jury')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_informationcprefp'))
    )
    with op.batch_alter_table('informationcprefp', schema=None) as batch_op:
        batch_op.create_index('ix_informationcprefp_jury_id', ['jury_id'], unique=False)

    op.create_table('dossierjury',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('jury_id', sa.Uuid(), nullable=False),
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('numero', sa.String(length=24), nullable=False),
    sa.Column('pour', sa.Integer(), nullable=False),
    sa.Column('contre', sa.Integer(), nullable=False),
    sa.Column('commentaire', sa.Text(), nullable=False),
    sa.Column('origine', sa.Enum('SL', 'DE', name='origine', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('financement', sa.Enum('CP', 'CPI', 'CIPI', 'CDPI', 'PF', 'PP', 'CPF', 'CPFCA', 'CIF', 'CVAE', 'POEI/POEC', 'VAE', 'Autre', name='financement', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('raison_sociale', sa.String(length=200), nullable=False),
    sa.Column('adresse', sa.String(length=300), nullable=False),
    sa.Column('nace', sa.String(length=10), nullable=False),
    sa.Column('secteur', sa.Enum('M', 'HM', 'CPF', 'ETT', name='secteur', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('branche', sa.String(length=150), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('clos_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("origine IS NULL OR origine <> 'DE' OR (raison_sociale = '' AND adresse = '' AND nace = '')", name=op.f('ck_dossierjury_demandeur_emploi')),
    sa.ForeignKeyConstraint(['dossier_id'], ['dossier.id'], name=op.f('fk_dossierjury_dossier_id_dossier')),
    sa.ForeignKeyConstraint(['jury_id'], ['jury.id'], name=op.f('fk_dossierjury_jury_id_jury')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dossierjury')),
    sa.UniqueConstraint('jury_id', 'numero', name=op.f('uq_dossierjury_jury_id_numero'))
    )
    with op.batch_alter_table('dossierjury', schema=None) as batch_op:
        batch_op.create_index('ix_dossierjury_dossier_id', ['dossier_id'], unique=False)
        batch_op.create_index('uq_dossierjury_ouvert', ['dossier_id'], unique=True, sqlite_where=sa.text('clos_at IS NULL'), postgresql_where=sa.text('clos_at IS NULL'))

    op.create_table('decisionjury',
    sa.Column('dossier_jury_id', sa.Uuid(), nullable=False),
    sa.Column('capacite_code', sa.String(length=12), nullable=False),
    sa.Column('acquise', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['dossier_jury_id'], ['dossierjury.id'], name=op.f('fk_decisionjury_dossier_jury_id_dossierjury')),
    sa.PrimaryKeyConstraint('dossier_jury_id', 'capacite_code', name=op.f('pk_decisionjury'))
    )
