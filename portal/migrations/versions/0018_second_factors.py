"""Second factors: an application, passkeys, recovery codes."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'authentificateur',
        sa.Column('compte_id', sa.Uuid(), nullable=False),
        sa.Column('secret', sa.String(length=400), nullable=False),
        sa.Column('pas', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['compte_id'], ['compte.id'], name=op.f('fk_authentificateur_compte_id_compte')),
        sa.PrimaryKeyConstraint('compte_id', name=op.f('pk_authentificateur')),
    )
    op.create_table(
        'cle_acces',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('compte_id', sa.Uuid(), nullable=False),
        sa.Column('nom', sa.String(length=60), nullable=False),
        sa.Column('credential_id', sa.LargeBinary(), nullable=False),
        sa.Column('public_key', sa.LargeBinary(), nullable=False),
        sa.Column('sign_count', sa.BigInteger(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['compte_id'], ['compte.id'], name=op.f('fk_cle_acces_compte_id_compte')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_cle_acces')),
        sa.UniqueConstraint('credential_id', name=op.f('uq_cle_acces_credential_id')),
    )
    op.create_index(op.f('ix_cle_acces_compte_id'), 'cle_acces', ['compte_id'])
    op.create_table(
        'code_secours',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('compte_id', sa.Uuid(), nullable=False),
        sa.Column('empreinte', sa.String(length=64), nullable=False),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['compte_id'], ['compte.id'], name=op.f('fk_code_secours_compte_id_compte')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_code_secours')),
        sa.UniqueConstraint('compte_id', 'empreinte', name=op.f('uq_code_secours_compte_id_empreinte')),
    )


def downgrade() -> None:
    for table in ('code_secours', 'cle_acces', 'authentificateur'):
        op.drop_table(table)
