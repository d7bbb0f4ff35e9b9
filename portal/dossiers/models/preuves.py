from datetime import date, datetime
from typing import Optional
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, Relationship, SQLModel

from portal.columns import long_text
from portal.dossiers.models.dossier import Fichier


class SituationPro(SQLModel, table=True):
    """A situation professionnelle of the dossier de preuves (R30)."""

    __table_args__ = (Index("ix_situationpro_dossier_id", "dossier_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    dossier_id: UUID = Field(foreign_key="dossier.id")
    titre: str = Field(max_length=150)
    debut_le: date | None = None
    fin_le: date | None = None
    contexte: str = long_text()
    role: str = long_text()
    actions: str = long_text()
    resultat: str = long_text()
    created_at: datetime
    version: int = 1

    liens: list["LienReferentiel"] = Relationship(
        back_populates="situation",
        sa_relationship_kwargs={"cascade": "all, delete-orphan"},
    )
    preuves: list["Preuve"] = Relationship(
        back_populates="situation",
        sa_relationship_kwargs={"order_by": "[Preuve.rang, Preuve.created_at]"},
    )


class LienReferentiel(SQLModel, table=True):
    """The situation proves this capacité (« C4 ») or criterion (« C4.2 »)."""

    situation_id: UUID = Field(foreign_key="situationpro.id", primary_key=True)
    code: str = Field(primary_key=True, max_length=12)

    situation: SituationPro = Relationship(back_populates="liens")


class Preuve(SQLModel, table=True):
    """A file or a text that shows what a situation tells."""

    __table_args__ = (
        Index("ix_preuve_dossier_id", "dossier_id"),
        Index("ix_preuve_situation_id", "situation_id"),
        CheckConstraint("fichier_id IS NOT NULL OR texte <> ''", name="content"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    dossier_id: UUID = Field(foreign_key="dossier.id")
    situation_id: UUID = Field(foreign_key="situationpro.id")
    titre: str = Field(max_length=150)
    texte: str = long_text()
    fichier_id: UUID | None = Field(default=None, foreign_key="fichier.id")
    a_remplacer: str = long_text()
    """What the UIMM's material check found; never the merits."""
    reponse: str = long_text()
    """The candidate's answer to it, when the preuve is kept as it is."""
    remplace_id: UUID | None = Field(default=None, foreign_key="preuve.id")
    """The deposited one whose place it took."""
    rang: int = 0
    """In its situation, as the candidate put them; equal ones by age."""
    created_at: datetime
    retiree_at: datetime | None = None

    situation: SituationPro = Relationship(back_populates="preuves")
    fichier: Optional[Fichier] = Relationship()  # noqa: UP045 - sqlmodel reads it
    capacites: list["PreuveCapacite"] = Relationship(
        back_populates="preuve",
        sa_relationship_kwargs={"cascade": "all, delete-orphan"},
    )


class PreuveCapacite(SQLModel, table=True):
    """One preuve may prove several capacités of its situation."""

    preuve_id: UUID = Field(foreign_key="preuve.id", primary_key=True)
    code: str = Field(primary_key=True, max_length=12)

    preuve: Preuve = Relationship(back_populates="capacites")


class EcartAccepte(SQLModel, table=True):
    """A gap the candidate accepts in words, so as to deposit all the same."""

    dossier_id: UUID = Field(foreign_key="dossier.id", primary_key=True)
    code: str = Field(primary_key=True, max_length=12)
    explication: str = long_text()
    at: datetime
