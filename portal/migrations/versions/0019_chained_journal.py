"""The journal is chained by hash, sealed every day, and its lines stay.

Not while the version before serves: it writes lines without their place in the chain.
"""

import sqlalchemy as sa
from alembic import op

from portal.dossiers.chaine import Sceau, sceau

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

BATCH = 2000
LINES = sa.table(
    "evenement",
    sa.column("id", sa.Integer),
    sa.column("dossier_id", sa.Uuid),
    *(sa.column(name, sa.String) for name in ("acte", "fait", "de", "vers")),
    sa.column("by_id", sa.Uuid),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("le", sa.Date),
    sa.column("motif", sa.Text),
    sa.column("donnees", sa.JSON),
    sa.column("rang", sa.Integer),
    *(sa.column(n, sa.String) for n in ("precedent", "sel", "contenu", "empreinte")),
)


def upgrade() -> None:
    op.create_table('journalefface',
    sa.Column('dossier_id', sa.Uuid(), nullable=False),
    sa.Column('rang', sa.Integer(), nullable=False),
    sa.Column('empreinte', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('dossier_id', name=op.f('pk_journalefface'))
    )
    op.create_table('scelle',
    sa.Column('jour', sa.Date(), nullable=False),
    sa.Column('fichier_id', sa.Uuid(), nullable=False),
    sa.Column('jusqu_a', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['fichier_id'], ['fichier.id'], name=op.f('fk_scelle_fichier_id_fichier')),
    sa.PrimaryKeyConstraint('jour', name=op.f('pk_scelle')),
    sa.UniqueConstraint('fichier_id', name=op.f('uq_scelle_fichier_id'))
    )
    lengths = {"precedent": 64, "sel": 32, "contenu": 64, "empreinte": 64}
    op.add_column('evenement', sa.Column('rang', sa.Integer(), nullable=True))
    for name, length in lengths.items():
        op.add_column('evenement', sa.Column(name, sa.String(length=length), nullable=True))
    _chain(op.get_bind())
    with op.batch_alter_table(
        'evenement', table_kwargs={"sqlite_autoincrement": True}
    ) as batch_op:
        batch_op.alter_column('rang', existing_type=sa.Integer(), nullable=False)
        for name, length in lengths.items():
            batch_op.alter_column(name, existing_type=sa.String(length=length), nullable=False)
        batch_op.create_check_constraint(op.f('ck_evenement_rang'), 'rang > 0')
        batch_op.create_unique_constraint('uq_evenement_dossier_id_rang', ['dossier_id', 'rang'])


def _chain(connection: sa.Connection) -> None:
    """Every line there is, in the order it was written, some thousands at a time."""
    key = sa.tuple_(LINES.c.dossier_id, LINES.c.id)
    ordered = sa.select(LINES).order_by(LINES.c.dossier_id, LINES.c.id).limit(BATCH)
    change = (
        sa.update(LINES)
        .where(LINES.c.id == sa.bindparam("key"))
        .values({name: sa.bindparam(f"new_{name}") for name in Sceau._fields})
    )
    dossier_id, last = None, (0, "")
    page = connection.execute(ordered).all()
    while page:
        changes = []
        for line in page:
            if line.dossier_id != dossier_id:
                dossier_id, last = line.dossier_id, (0, "")
            own = sceau(line, *last)
            last = own.rang, own.empreinte
            changes.append({"key": line.id} | {f"new_{k}": v for k, v in own._asdict().items()})
        connection.execute(change, changes)
        after = sa.tuple_(
            sa.literal(page[-1].dossier_id, sa.Uuid), sa.literal(page[-1].id)
        )
        page = connection.execute(ordered.where(key > after)).all()


def downgrade() -> None:
    with op.batch_alter_table('evenement') as batch_op:
        batch_op.drop_constraint(op.f('ck_evenement_rang'), type_='check')
        batch_op.drop_constraint('uq_evenement_dossier_id_rang', type_='unique')
        for name in ("rang", "precedent", "sel", "contenu", "empreinte"):
            batch_op.drop_column(name)
    op.drop_table('scelle')
    op.drop_table('journalefface')
