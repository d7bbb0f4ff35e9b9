"""What the antivirus says of each file; those already kept were not scanned."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ANALYSES = ('non_analyse', 'en_attente', 'sain', 'infecte')
FAITS = (
    *('ouvert', 'reassigne', 'derogation', 'prolonge', 'identite_verifiee'),
    *('identite_effacee', 'piece_jointe', 'piece_retiree', 'piece_jugee'),
    *('preuve_jointe', 'preuve_retiree', 'ecart_accepte'),
    *('accompagnateur_invite', 'accompagnateur_accepte', 'accompagnateur_revoque'),
    *('document_lu', 'fichier_consulte', 'convoque', 'certificat_remis'),
    *('copie_delivree', 'questionnaire_rempli', 'donnees_telechargees'),
    *('effacement_demande', 'donnees_effacees'),
)


def upgrade() -> None:
    with op.batch_alter_table('fichier') as batch_op:
        batch_op.add_column(sa.Column('analyse', sa.String(length=40), server_default='non_analyse', nullable=False))
        batch_op.add_column(sa.Column('analyse_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('analyse_dit', sa.String(length=200), server_default='', nullable=False))
        batch_op.create_check_constraint(op.f('ck_fichier_analyse'), _within('analyse', ANALYSES))
    _allow_facts((*FAITS, 'fichier_infecte'))


def downgrade() -> None:
    op.execute("DELETE FROM evenement WHERE fait = 'fichier_infecte'")
    _allow_facts(FAITS)
    with op.batch_alter_table('fichier') as batch_op:
        batch_op.drop_constraint(op.f('ck_fichier_analyse'), type_='check')
        batch_op.drop_column('analyse_dit')
        batch_op.drop_column('analyse_at')
        batch_op.drop_column('analyse')


def _allow_facts(facts: tuple[str, ...]) -> None:
    with op.batch_alter_table('evenement') as batch_op:
        batch_op.drop_constraint(op.f('ck_evenement_fait'), type_='check')
        batch_op.create_check_constraint(op.f('ck_evenement_fait'), _within('fait', facts))


def _within(column: str, values: tuple[str, ...]) -> str:
    """Quoted: PostgreSQL keeps the word « analyse » to itself."""
    return f'"{column}" IN ({", ".join(repr(value) for value in values)})'
