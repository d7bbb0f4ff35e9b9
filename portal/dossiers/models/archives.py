"""What was erased, when, under which rule (1.9, section 7, K8)."""

from datetime import date, datetime
from typing import Optional
from uuid import UUID, uuid4

from sqlalchemy import Index, text
from sqlmodel import Field, Relationship, SQLModel

from portal.columns import choice, json_list, long_text
from portal.comptes.models import Compte
from portal.dossiers.models.dossier import Dossier
from portal.droit.conservations import Regle, StatutPurge


class Purge(SQLModel, table=True):
    """Proposed by the daily job, confirmed by a responsable, then done."""

    __table_args__ = (
        Index("ix_purge_dossier_id", "dossier_id"),
        # One open proposal per dossier and rule.
        Index(
            "uq_purge_ouverte",
            *("dossier_id", "regle"),
            unique=True,
            sqlite_where=text("statut <> 'faite'"),
            postgresql_where=text("statut <> 'faite'"),
        ),
        # The list of one UIMM, the oldest proposal first.
        Index(
            "ix_purge_liste",
            *("uimm_slug", "statut", "proposee_at", "id"),
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    dossier_id: UUID | None = Field(
        default=None, foreign_key="dossier.id", ondelete="SET NULL"
    )
    """None once the dossier itself is erased."""
    uimm_slug: str | None = Field(default=None, foreign_key="uimm.slug", max_length=80)
    """Whose responsable decides; None for a draft, which no UIMM knows."""
    regle: Regle = Field(sa_type=choice(Regle))
    statut: StatutPurge = Field(
        default=StatutPurge.PROPOSEE, sa_type=choice(StatutPurge)
    )
    proposee_at: datetime
    gardee_jusqu_au: date | None = None
    motif: str = long_text()
    """Why it is kept longer."""
    confirmee_at: datetime | None = None
    confirmee_by_id: UUID | None = Field(default=None, foreign_key="compte.id")
    faite_at: datetime | None = None
    lignes: list[str] = json_list()
    """What was erased, one line each, without a name."""

    dossier: Optional[Dossier] = Relationship()  # noqa: UP045 - sqlmodel reads it
    confirmee_by: Optional[Compte] = Relationship()  # noqa: UP045 - sqlmodel reads it
