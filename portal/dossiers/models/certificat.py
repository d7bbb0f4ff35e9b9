"""Certificates, their hand-over, and the capacités a person keeps (1.7, 1.8)."""

from datetime import date, datetime
from typing import Optional
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, Relationship, SQLModel

from portal.columns import choice, json_object, long_text
from portal.dossiers.models.dossier import Document, Dossier, Fichier
from portal.droit.listes import GenreCertificat, ModeRemise


class Certificat(SQLModel, table=True):
    """Numbered in the validating transaction, never reused (1.10)."""

    __table_args__ = (
        # One national series a year.
        UniqueConstraint("annee", "rang"),
        CheckConstraint("(genre = 'bloc') = (bloc_numero IS NOT NULL)", name="bloc"),
        Index("ix_certificat_dossier_id", "dossier_id"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    numero: str = Field(unique=True, max_length=24)
    """« MC 2026 11 69 00042 »."""
    annee: int
    mois: int
    departement: str = Field(max_length=3)
    rang: int
    dossier_id: UUID = Field(foreign_key="dossier.id")
    genre: GenreCertificat = Field(sa_type=choice(GenreCertificat))
    bloc_numero: int | None = None
    cqpi: bool = False
    """A CQPI is delivered with it (R21)."""
    donnees: dict = json_object()
    """What annexes 8 to 10 print, as on that day."""
    document_id: UUID | None = Field(default=None, foreign_key="document.id")
    le: date
    at: datetime

    dossier: Dossier = Relationship()
    document: Optional[Document] = Relationship()  # noqa: UP045 - sqlmodel reads it
    remises: list["Remise"] = Relationship(
        sa_relationship_kwargs={"order_by": "Remise.at"}
    )
    copies: list["CopieConforme"] = Relationship(
        sa_relationship_kwargs={"order_by": "CopieConforme.at"}
    )


class Remise(SQLModel, table=True):
    """To whom, how and when the certificate was handed over (R68)."""

    __table_args__ = (Index("ix_remise_certificat_id", "certificat_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    certificat_id: UUID = Field(foreign_key="certificat.id")
    a_qui: str = Field(max_length=200)
    mode: ModeRemise = Field(sa_type=choice(ModeRemise))
    le: date
    decharge_fichier_id: UUID | None = Field(default=None, foreign_key="fichier.id")
    by_id: UUID = Field(foreign_key="compte.id")
    at: datetime

    decharge: Optional[Fichier] = Relationship()  # noqa: UP045 - sqlmodel reads it


class CopieConforme(SQLModel, table=True):
    """A certified copy of a lost original (R69)."""

    __table_args__ = (Index("ix_copieconforme_certificat_id", "certificat_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    certificat_id: UUID = Field(foreign_key="certificat.id")
    at: datetime
    by_id: UUID = Field(foreign_key="compte.id")
    motif: str = long_text()


class CapaciteAcquise(SQLModel, table=True):
    """One capacité of a person's wallet, with its last day (R66, R67, decision 6)."""

    __table_args__ = (
        UniqueConstraint("dossier_id", "code"),
        Index("ix_capaciteacquise_candidat", "candidat_id", "certification_slug"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    candidat_id: UUID = Field(foreign_key="compte.id")
    certification_slug: str = Field(foreign_key="certification.slug", max_length=80)
    dossier_id: UUID = Field(foreign_key="dossier.id")
    code: str = Field(max_length=12)
    bloc_numero: int
    acquise_le: date
    """The day of the jury."""
    limite_le: date | None = None
    """Last day of a new request; None: no limit."""
    source: str = long_text()
    """The rule that gave the limit, in words."""


class Questionnaire(SQLModel, table=True):
    """What became of the holder (R70)."""

    dossier_id: UUID = Field(foreign_key="dossier.id", primary_key=True)
    reponses: dict = json_object()
    at: datetime
