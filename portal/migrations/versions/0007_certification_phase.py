"""Let a dossier go on to the commission, the jury and the GTP."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ETATS = (
    *('brouillon', 'depose', 'en_instruction', 'a_completer', 'non_recevable'),
    *('recevable', 'preuves_deposees', 'preuves_a_completer', 'preuves_recues'),
    *('commission_programmee', 'conclusions_rendues', 'jury_programme'),
    *('jury_delibere', 'transmis_gtp', 'complement_gtp', 'certifie'),
    *('validation_partielle', 'non_valide', 'caduc', 'retire'),
)
ACTES = (
    *('deposer', 'prendre_en_charge', 'demander_pieces', 'completer', 'reprendre'),
    *('declarer_recevable', 'declarer_non_recevable', 'revenir_sur_avis'),
    *('deposer_preuves', 'demander_preuves', 'completer_preuves'),
    *('reprendre_preuves', 'recevoir_preuves'),
    *('programmer_commission', 'reporter_commission', 'rendre_conclusions'),
    *('programmer_jury', 'reporter_jury', 'deliberer', 'transmettre'),
    *('demander_complement', 'repondre_complement', 'valider_totale'),
    *('valider_partielle', 'valider_aucune', 'refuser_validation'),
    *('declarer_caduc', 'lever_caducite', 'retirer'),
)
FAITS = (
    *('ouvert', 'reassigne', 'derogation', 'prolonge', 'identite_verifiee'),
    *('identite_effacee', 'piece_jointe', 'piece_retiree', 'piece_jugee'),
    *('preuve_jointe', 'preuve_retiree', 'ecart_accepte'),
    *('accompagnateur_invite', 'accompagnateur_accepte', 'accompagnateur_revoque'),
    *('document_lu', 'fichier_consulte', 'convoque', 'certificat_remis'),
    *('copie_delivree', 'questionnaire_rempli', 'donnees_telechargees'),
    *('effacement_demande', 'donnees_effacees'),
)
CHECKS: dict[str, dict[str, tuple[str, ...]]] = {
    'depot': {'acte': ACTES},
    'dossier': {'etat': ETATS},
    'evenement': {'acte': ACTES, 'fait': FAITS, 'de': ETATS, 'vers': ETATS},
}


def upgrade() -> None:
    for table, checks in CHECKS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column, values in checks.items():
                name = op.f(f'ck_{table}_{column}')
                batch_op.drop_constraint(name, type_='check')
                batch_op.create_check_constraint(name, _within(column, values))

    with op.batch_alter_table('dossier', schema=None) as batch_op:
        batch_op.add_column(sa.Column('precedent_id', sa.Uuid(), nullable=True))
        batch_op.add_column(
            sa.Column('capacites_visees', sa.JSON(), nullable=False, server_default='[]')
        )
        batch_op.create_index('ix_dossier_precedent_id', ['precedent_id'])
        batch_op.create_foreign_key(
            'fk_dossier_precedent_id_dossier', 'dossier', ['precedent_id'], ['id']
        )
    with op.batch_alter_table('dossier', schema=None) as batch_op:
        batch_op.alter_column('capacites_visees', server_default=None)

    with op.batch_alter_table('fichier', schema=None) as batch_op:
        batch_op.alter_column('dossier_id', existing_type=sa.Uuid(), nullable=True)


def _within(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"
