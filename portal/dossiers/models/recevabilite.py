from datetime import date, datetime
from typing import Optional
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, Relationship, SQLModel

from portal.columns import choice, long_text
from portal.comptes.models import Compte
from portal.dossiers.models.dossier import Fichier
from portal.droit.pieces import Contrat, DocumentIdentite, Genre, Motif, Situation


class Identite(SQLModel, table=True):
    """Who the candidate is: what the PV and the certificate print (annexe 7)."""

    dossier_id: UUID = Field(foreign_key="dossier.id", primary_key=True)
    nom_naissance: str = Field(default="", max_length=100)
    nom_usage: str = Field(default="", max_length=100)
    prenoms: str = Field(default="", max_length=100)
    naissance_le: date | None = None
    naissance_ville: str = Field(default="", max_length=100)
    naissance_departement: str = Field(default="", max_length=3)
    naissance_pays: str = Field(default="", max_length=60)
    adresse: str = Field(default="", max_length=200)
    code_postal: str = Field(default="", max_length=12)
    ville: str = Field(default="", max_length=100)
    pays: str = Field(default="France", max_length=60)
    telephone: str = Field(default="", max_length=20)
    situation: Situation | None = Field(default=None, sa_type=choice(Situation))
    version: int = 1


class Amenagement(SQLModel, table=True):
    """A request for an accommodation (R37): health data, for the UIMM only."""

    dossier_id: UUID = Field(foreign_key="dossier.id", primary_key=True)
    demande: str = long_text()


class Experience(SQLModel, table=True):
    """One line of the dossier d'activités (P5)."""

    __table_args__ = (
        Index("ix_experience_dossier_id", "dossier_id"),
        CheckConstraint("fin_le IS NULL OR fin_le >= debut_le", name="dates"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    dossier_id: UUID = Field(foreign_key="dossier.id")
    poste: str = Field(max_length=150)
    employeur: str = Field(max_length=150)
    activite_principale: str = Field(max_length=200)
    contrat: Contrat = Field(sa_type=choice(Contrat))
    debut_le: date
    fin_le: date | None = None
    """None: still going on."""
    heures_hebdo: float | None = None
    description: str = long_text()
    version: int = 1


class Piece(SQLModel, table=True):
    """A piece of the dossier de recevabilité: a file, or a text typed in the page."""

    __table_args__ = (
        Index("ix_piece_dossier_id", "dossier_id"),
        CheckConstraint("fichier_id IS NOT NULL OR texte <> ''", name="content"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    dossier_id: UUID = Field(foreign_key="dossier.id")
    genre: Genre = Field(sa_type=choice(Genre))
    texte: str = long_text()
    fichier_id: UUID | None = Field(default=None, foreign_key="fichier.id")
    experience_id: UUID | None = Field(
        default=None, foreign_key="experience.id", index=True, ondelete="SET NULL"
    )
    remplace_id: UUID | None = Field(default=None, foreign_key="piece.id")
    rang: int = 0
    """Among those of its kind, as the candidate put them; equal ones by age."""
    created_at: datetime
    retiree_at: datetime | None = None
    """Replaced or removed: kept if it was judged."""

    fichier: Optional[Fichier] = Relationship()  # noqa: UP045 - sqlmodel reads it
    verdict: Optional["Verdict"] = Relationship(back_populates="piece")


class Verdict(SQLModel, table=True):
    """What the reviewer says of one piece."""

    __table_args__ = (
        CheckConstraint("acceptee = (motif IS NULL)", name="motif_of_refusal"),
    )

    piece_id: UUID = Field(foreign_key="piece.id", primary_key=True)
    acceptee: bool
    motif: Motif | None = Field(default=None, sa_type=choice(Motif))
    phrase: str = long_text()
    reponse: str = long_text()
    """The candidate's answer, when no better document exists."""
    by_id: UUID = Field(foreign_key="compte.id")
    at: datetime
    version: int = 1

    piece: Piece = Relationship(back_populates="verdict")
    by: Optional[Compte] = Relationship()  # noqa: UP045 - sqlmodel reads it


class IdentiteVerifiee(SQLModel, table=True):
    """What remains of the identity document (section 0 rule 8)."""

    dossier_id: UUID = Field(foreign_key="dossier.id", primary_key=True)
    document: DocumentIdentite = Field(sa_type=choice(DocumentIdentite))
    verifiee_le: date
    by_id: UUID = Field(foreign_key="compte.id")


class Attestation(SQLModel, table=True):
    """The attestation sur l'honneur (P4, section 0 rule 7)."""

    dossier_id: UUID = Field(foreign_key="dossier.id", primary_key=True)
    version: str = Field(max_length=20)
    texte: str = long_text()
    nom_saisi: str = Field(max_length=200)
    signee_at: datetime
    sha256: str = Field(max_length=64)
    """Digest of the deposited bundle (`Depot.sha256`)."""


class Avis(SQLModel, table=True):
    """One decision of recevabilité. A reversal adds a row, it never edits one."""

    __table_args__ = (
        Index("ix_avis_dossier_id", "dossier_id"),
        # Those of one UIMM, by kind and by day: its dashboard counts the ones in force.
        Index(
            "ix_avis_uimm_rendu_le",
            *("uimm_slug", "favorable", "rendu_le", "id", "annule_at"),
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    dossier_id: UUID = Field(foreign_key="dossier.id")
    uimm_slug: str = Field(foreign_key="uimm.slug", max_length=80)
    """Who rendered it: the dossier's own, which no longer changes once deposited."""
    favorable: bool
    motivation: str = long_text()
    auteur: str = Field(max_length=250)
    """Name and quality on that day (domain.md A8)."""
    by_id: UUID = Field(foreign_key="compte.id")
    rendu_le: date
    document_id: UUID = Field(foreign_key="document.id")
    annule_at: datetime | None = None
