from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import Index
from sqlmodel import Field, Relationship, SQLModel

from portal.columns import choice, long_text
from portal.comptes.models import Compte

if TYPE_CHECKING:
    from portal.dossiers.models.dossier import Dossier


class Accompagnement(SQLModel, table=True):
    """Access given by the candidate to one person, until revoked (R9)."""

    __table_args__ = (Index("ix_accompagnement_dossier_id", "dossier_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    dossier_id: UUID = Field(foreign_key="dossier.id")
    compte_id: UUID = Field(foreign_key="compte.id", index=True)
    invitation_id: UUID = Field(foreign_key="invitation.id", unique=True)
    accepte_at: datetime
    revoque_at: datetime | None = None

    dossier: "Dossier" = Relationship(back_populates="accompagnements")
    compte: Compte = Relationship()


class Ancre(StrEnum):
    """What a comment is about."""

    DOSSIER = "dossier"
    SITUATION = "situation"
    PREUVE = "preuve"
    CAPACITE = "capacite"


class Commentaire(SQLModel, table=True):
    """Candidate and accompagnateur only: never shown to the UIMM (section 0, 9)."""

    __table_args__ = (
        Index("ix_commentaire_dossier_id_created_at", "dossier_id", "created_at"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    dossier_id: UUID = Field(foreign_key="dossier.id")
    fil_id: UUID | None = Field(default=None, foreign_key="commentaire.id", index=True)
    """The first comment of the thread; None: this one opens it."""
    ancre: Ancre = Field(sa_type=choice(Ancre))
    cible: str = Field(default="", max_length=40)
    """Id of the situation or preuve, code of the capacité, empty for the whole."""
    auteur_id: UUID = Field(foreign_key="compte.id")
    texte: str = long_text()
    created_at: datetime
    resolu_at: datetime | None = None
    """Only on the first comment of a thread."""

    auteur: Compte = Relationship()


class Lecture(SQLModel, table=True):
    """Until when an account has read a dossier's comments."""

    dossier_id: UUID = Field(foreign_key="dossier.id", primary_key=True)
    compte_id: UUID = Field(foreign_key="compte.id", primary_key=True)
    lu_at: datetime
