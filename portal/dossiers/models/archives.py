"""What was erased, when, under which rule (1.9, section 7, K8)."""

from datetime import datetime
from typing import Optional
from uuid import UUID, uuid4

from sqlalchemy import Index
from sqlmodel import Field, Relationship, SQLModel

from portal.columns import json_list
from portal.comptes.models import Compte
from portal.dossiers.models.dossier import Dossier


class Purge(SQLModel, table=True):
    """Proposed by the daily job, confirmed by a responsable, then done."""

    __table_args__ = (
        Index("ix_purge_dossier_id", "dossier_id"),
        Index("ix_purge_faite_at", "faite_at", "id"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    dossier_id: UUID | None = Field(
        default=None, foreign_key="dossier.id", ondelete="SET NULL"
    )
    """None once the dossier itself is erased."""
    regle: str = Field(max_length=60)
    quoi: str = Field(max_length=200)
    proposee_at: datetime
    confirmee_at: datetime | None = None
    confirmee_by_id: UUID | None = Field(default=None, foreign_key="compte.id")
    faite_at: datetime | None = None
    lignes: list[str] = json_list()
    """What was erased, one line each, without a name."""

    dossier: Optional[Dossier] = Relationship()  # noqa: UP045 - sqlmodel reads it
    confirmee_by: Optional[Compte] = Relationship()  # noqa: UP045 - sqlmodel reads it
