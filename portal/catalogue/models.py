"""Certifications, their dated registrations and référentiels; UIMM territoriales."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from portal.columns import choice, json_object
from portal.droit.ouverture import StatutCertification


class Certification(SQLModel, table=True):
    """One CQPM. Its slug is the stable key: RNCP codes follow one another."""

    slug: str = Field(primary_key=True, max_length=80)
    titre: str = Field(max_length=200)
    numero_mq: str | None = Field(default=None, max_length=40)
    categorie: str | None = Field(default=None, max_length=4)
    cqpi: bool = False
    statut: StatutCertification = Field(
        default=StatutCertification.ACTIF, sa_type=choice(StatutCertification)
    )
    statut_le: date | None = Field(default=None, description="Day of the decision.")
    fiche: dict[str, Any] = json_object()


class Enregistrement(SQLModel, table=True):
    """One registration at the RNCP. An unknown date is None, never a guess."""

    __table_args__ = (
        CheckConstraint(
            "effet IS NULL OR fin IS NULL OR effet <= fin", name="dates_ordonnees"
        ),
    )

    code: str = Field(primary_key=True, max_length=90)
    certification_slug: str = Field(
        foreign_key="certification.slug", index=True, max_length=80
    )
    intitule: str = Field(max_length=300)
    arrete: date | None = None
    jo: date | None = None
    effet: date | None = None
    fin: date | None = None
    date_limite_delivrance: date | None = None
    benefice_texte: str | None = Field(default=None, max_length=40)
    benefice_mois: int | None = Field(
        default=None,
        description="None beside « illimitée »: no limit; beside no text: unknown.",
    )
    demonstration: bool = False


class EvenementCatalogue(SQLModel, table=True):
    """What an administrateur recorded. Rows are added, never changed.

    The loader reads them too: a value recorded here is never a file's to replace.
    """

    __table_args__ = (
        Index("ix_evenementcatalogue_certification", "certification_slug", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    certification_slug: str = Field(foreign_key="certification.slug", max_length=80)
    enregistrement_code: str | None = Field(default=None, max_length=90)
    """The code before the change; None when it is the state of the certification."""
    avant: dict[str, Any] = json_object()
    """What changed and only that; a new registration had no `intitule`."""
    apres: dict[str, Any] = json_object()
    by_id: UUID = Field(foreign_key="compte.id")
    at: datetime


class Referentiel(SQLModel, table=True):
    """One dated version. A dossier keeps the one it was filed under (R13)."""

    __table_args__ = (UniqueConstraint("certification_slug", "version"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    certification_slug: str = Field(
        foreign_key="certification.slug", index=True, max_length=80
    )
    version: str = Field(max_length=40)
    applicable_le: date
    contenu: dict[str, Any] = Field(
        sa_type=JSON, description="Validated; read by referentiel.lire"
    )


class Bloc(SQLModel, table=True):
    """A bloc de compétences has its own identity: several CQPM may share it (R23)."""

    cle: str = Field(primary_key=True, max_length=80)
    intitule: str = Field(max_length=200)
    bdc: str | None = Field(default=None, max_length=20)


class ReferentielBloc(SQLModel, table=True):
    referentiel_id: UUID = Field(foreign_key="referentiel.id", primary_key=True)
    numero: int = Field(primary_key=True)
    bloc_cle: str = Field(foreign_key="bloc.cle", index=True, max_length=80)


class Uimm(SQLModel, table=True):
    """A UIMM territoriale, centre d’examen of its départements."""

    slug: str = Field(primary_key=True, max_length=60)
    nom: str = Field(max_length=120)
    adresse: str = Field(max_length=300)
    email: str = Field(max_length=254)
    telephone: str = Field(default="", max_length=30)
    filigrane: bool = False
    """Each page of its consultation copies says so, across."""
    demonstration: bool = False


class UimmDepartement(SQLModel, table=True):
    """A département depends on one UIMM territoriale at most (R2)."""

    departement: str = Field(primary_key=True, max_length=3)
    uimm_slug: str = Field(foreign_key="uimm.slug", index=True, max_length=60)
