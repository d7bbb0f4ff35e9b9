"""The jury paritaire de délibération and what it decides (R40 to R52)."""

from datetime import date, datetime
from typing import Optional
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, Relationship, SQLModel

from portal.columns import choice, long_text
from portal.dossiers.models.dossier import Dossier, Fichier
from portal.droit.listes import College, Financement, ObjetCprefp, Origine, Secteur


class Organisation(SQLModel, table=True):
    """A representative union of a territory: data, loaded like the UIMM (R40)."""

    slug: str = Field(primary_key=True, max_length=60)
    uimm_slug: str = Field(foreign_key="uimm.slug", index=True, max_length=60)
    nom: str = Field(max_length=150)
    email: str = Field(max_length=254)
    active: bool = True


class Jury(SQLModel, table=True):
    __table_args__ = (Index("ix_jury_uimm_slug_le", "uimm_slug", "le", "id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    uimm_slug: str = Field(foreign_key="uimm.slug", max_length=60)
    le: date
    heure: str = Field(max_length=5)
    lieu: str = Field(max_length=300)
    created_at: datetime
    by_id: UUID = Field(foreign_key="compte.id")
    convoque_le: date | None = None
    """The day the members were convened (K4)."""
    delibere_at: datetime | None = None
    emargement_fichier_id: UUID | None = Field(default=None, foreign_key="fichier.id")
    """Annexe 6, signed."""
    annule_at: datetime | None = None
    motif: str = long_text()
    """Why it was cancelled."""
    version: int = 1
    """One more at each change of its members or of its date (R52)."""

    emargement: Optional[Fichier] = Relationship()  # noqa: UP045 - sqlmodel reads it
    designations: list["Designation"] = Relationship()
    membres: list["MembreJury"] = Relationship(
        back_populates="jury", sa_relationship_kwargs={"order_by": "MembreJury.nom"}
    )
    informations: list["InformationCprefp"] = Relationship(
        sa_relationship_kwargs={"order_by": "InformationCprefp.le"}
    )
    dossiers: list["DossierJury"] = Relationship(
        back_populates="jury",
        sa_relationship_kwargs={"order_by": "DossierJury.numero"},
    )


class Designation(SQLModel, table=True):
    """What one union was asked: to designate its member (K3, R40)."""

    jury_id: UUID = Field(foreign_key="jury.id", primary_key=True)
    organisation_slug: str = Field(
        foreign_key="organisation.slug", primary_key=True, max_length=60
    )
    demandee_le: date
    relancee_le: date | None = None
    repondue_le: date | None = None

    organisation: Organisation = Relationship()


class MembreJury(SQLModel, table=True):
    """A person of one side, or invited, without a part in the decision (R46)."""

    __table_args__ = (
        CheckConstraint(
            "organisation_slug IS NULL OR college = 'salaries'", name="organisation"
        ),
        CheckConstraint(
            "college <> 'invite' OR NOT (president OR suppleant)", name="invite"
        ),
        Index("ix_membrejury_jury_id", "jury_id"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    jury_id: UUID = Field(foreign_key="jury.id")
    college: College = Field(sa_type=choice(College))
    organisation_slug: str | None = Field(
        default=None, foreign_key="organisation.slug", max_length=60
    )
    """The union that mandates them: it gets a copy of the convocation (R41)."""
    nom: str = Field(max_length=120)
    organisme: str = Field(default="", max_length=150)
    fonction: str = Field(default="", max_length=120)
    email: str = Field(default="", max_length=254)
    interim: bool = False
    """The temp-work member, beside the others of their side (R42, R43)."""
    president: bool = False
    """The casting vote (R45)."""
    suppleant: bool = False
    convoque_le: date | None = None
    present: bool | None = None

    jury: Jury = Relationship(back_populates="membres")
    organisation: Optional[Organisation] = Relationship()  # noqa: UP045 - idem


class InformationCprefp(SQLModel, table=True):
    """What the CPREFP was told, and when (R6, R52)."""

    __table_args__ = (Index("ix_informationcprefp_jury_id", "jury_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    jury_id: UUID = Field(foreign_key="jury.id")
    le: date
    objet: ObjetCprefp = Field(sa_type=choice(ObjetCprefp))
    texte: str = long_text()
    version: int = 0
    """`Jury.version` as the CPREFP knows it: a later one is a change to tell."""
    by_id: UUID = Field(foreign_key="compte.id")


class DossierJury(SQLModel, table=True):
    """A dossier before a jury, with what its line of the PV says (annexe 7)."""

    __table_args__ = (
        UniqueConstraint("jury_id", "numero"),
        # Note 8: nothing of a company for a demandeur d'emploi.
        CheckConstraint(
            "origine IS NULL OR origine <> 'DE' OR "
            "(raison_sociale = '' AND adresse = '' AND nace = '')",
            name="demandeur_emploi",
        ),
        Index("ix_dossierjury_dossier_id", "dossier_id"),
        Index(
            "uq_dossierjury_ouvert",
            "dossier_id",
            unique=True,
            sqlite_where=text("clos_at IS NULL"),
            postgresql_where=text("clos_at IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    jury_id: UUID = Field(foreign_key="jury.id")
    dossier_id: UUID = Field(foreign_key="dossier.id")
    numero: str = Field(max_length=24)
    """« J-2026-11-04 »: the jury knows no name (R50)."""
    pour: int = 0
    contre: int = 0
    commentaire: str = long_text()
    origine: Origine | None = Field(default=None, sa_type=choice(Origine))
    financement: Financement | None = Field(default=None, sa_type=choice(Financement))
    raison_sociale: str = Field(default="", max_length=200)
    adresse: str = Field(default="", max_length=300)
    nace: str = Field(default="", max_length=10)
    secteur: Secteur | None = Field(default=None, sa_type=choice(Secteur))
    branche: str = Field(default="", max_length=150)
    created_at: datetime
    clos_at: datetime | None = None
    """Taken off before the deliberation, or validated by the GTP."""

    jury: Jury = Relationship(back_populates="dossiers")
    dossier: Dossier = Relationship()
    decisions: list["DecisionJury"] = Relationship()


class DecisionJury(SQLModel, table=True):
    """The jury's own, starting from the commission's conclusions (R48)."""

    dossier_jury_id: UUID = Field(foreign_key="dossierjury.id", primary_key=True)
    capacite_code: str = Field(primary_key=True, max_length=12)
    acquise: bool
