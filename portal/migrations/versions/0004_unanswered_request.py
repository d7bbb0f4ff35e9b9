"""Let the journal keep that the UIMM went on without an answer."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ACTES = (
    *('deposer', 'prendre_en_charge', 'demander_pieces', 'completer', 'reprendre'),
    *('declarer_recevable', 'declarer_non_recevable', 'revenir_sur_avis'),
    *('deposer_preuves', 'demander_preuves', 'completer_preuves'),
    *('reprendre_preuves', 'recevoir_preuves', 'declarer_caduc', 'lever_caducite'),
    'retirer',
)


def upgrade() -> None:
    for table in ('depot', 'evenement'):
        name = op.f(f'ck_{table}_acte')
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(name, type_='check')
            batch_op.create_check_constraint(name, _within_actes())


def _within_actes() -> str:
    values = ', '.join(f"'{acte}'" for acte in ACTES)
    return f'acte IN ({values})'
