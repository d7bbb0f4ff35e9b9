"""A Word or OpenDocument text waits to be made a PDF, or cannot be."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

BEFORE = ('non_analyse', 'en_attente', 'sain', 'infecte')
STATES = ('a_convertir', 'inconvertible')


def upgrade() -> None:
    """The name of Word's type is seventy characters long."""
    _allow((*BEFORE, *STATES))
    _resize(60, 100)


def downgrade() -> None:
    """What is not a PDF yet is given to nobody, as what is infected."""
    analyse: sa.ColumnClause[str] = sa.column('analyse')
    fichier = sa.table('fichier', analyse, sa.column('type_mime'))
    held = sa.update(fichier).where(analyse.in_(STATES))
    op.execute(held.values(analyse='infecte', type_mime='application/octet-stream'))
    _allow(BEFORE)
    _resize(100, 60)


def _resize(before: int, after: int) -> None:
    with op.batch_alter_table('fichier') as batch_op:
        batch_op.alter_column(
            'type_mime', existing_type=sa.String(length=before), type_=sa.String(length=after), existing_nullable=False
        )


def _allow(states: tuple[str, ...]) -> None:
    with op.batch_alter_table('fichier') as batch_op:
        batch_op.drop_constraint(op.f('ck_fichier_analyse'), type_='check')
        batch_op.create_check_constraint(op.f('ck_fichier_analyse'), _within(states))


def _within(values: tuple[str, ...]) -> str:
    """Quoted: PostgreSQL keeps the word « analyse » to itself."""
    return f'"analyse" IN ({", ".join(repr(value) for value in values)})'
