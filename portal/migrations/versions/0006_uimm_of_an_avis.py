"""The UIMM of an avis, so that its dashboard counts them by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INDEX = ["uimm_slug", "favorable", "rendu_le", "id", "annule_at"]
OF_ITS_DOSSIER = """
    UPDATE avis SET uimm_slug = (
        SELECT dossier.uimm_slug FROM dossier WHERE dossier.id = avis.dossier_id
    )
"""


def upgrade() -> None:
    with op.batch_alter_table("avis", schema=None) as batch_op:
        batch_op.add_column(sa.Column("uimm_slug", sa.String(length=80)))
    op.execute(OF_ITS_DOSSIER)
    with op.batch_alter_table("avis", schema=None) as batch_op:
        batch_op.alter_column(
            "uimm_slug", existing_type=sa.String(length=80), nullable=False
        )
        batch_op.create_foreign_key(
            op.f("fk_avis_uimm_slug_uimm"), "uimm", ["uimm_slug"], ["slug"]
        )
        batch_op.create_index("ix_avis_uimm_rendu_le", INDEX, unique=False)


def downgrade() -> None:
    with op.batch_alter_table("avis", schema=None) as batch_op:
        batch_op.drop_index("ix_avis_uimm_rendu_le")
        batch_op.drop_constraint(op.f("fk_avis_uimm_slug_uimm"), type_="foreignkey")
        batch_op.drop_column("uimm_slug")
