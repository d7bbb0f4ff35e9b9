from datetime import date, datetime
from typing import TYPE_CHECKING, Optional
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, Relationship, SQLModel

from portal.catalogue.models import Certification, Enregistrement, Referentiel, Uimm
from portal.columns import byte_ordered, choice, json_list, json_object, long_text
from portal.comptes.models import Compte
from portal.dossiers.models.analyse import Analyse
from portal.droit.workflow import Acte, Etat, Fait

if TYPE_CHECKING:
    from portal.dossiers.models.accompagnement import Accompagnement


class Dossier(SQLModel, table=True):
    """A candidate's request for one CQPM, from first draft to decision.

    What was in force on the day it was filed is kept: référentiel (R13),
    registration (R11) and règlement (section 0).
    """

    __table_args__ = (
        CheckConstraint(
            "depose_le IS NOT NULL OR etat IN ('brouillon', 'retire')",
            name="depose_le",
        ),
        CheckConstraint(
            "(depose_le IS NULL) = (annee_civile IS NULL)", name="annee_civile"
        ),
        CheckConstraint("depose_le IS NULL OR uimm_slug IS NOT NULL", name="uimm"),
        # Section 0 rule 3, K0: one request per civil year and CQPM. `rang` is
        # 1, plus one for each exception granted by a responsable.
        UniqueConstraint("candidat_id", "certification_slug", "annee_civile", "rang"),
        # The queue of one UIMM, most urgent first, paged by key.
        Index("ix_dossier_file", "uimm_slug", "etat", "echeance_le", "id"),
        Index("ix_dossier_depots", "uimm_slug", "etat", "depose_le", "id"),
        Index("ix_dossier_noms", "uimm_slug", "etat", "nom_recherche", "id"),
        Index("ix_dossier_numeros", "uimm_slug", "etat", "numero"),
        Index("ix_dossier_ordre", "uimm_slug", "etat", "ordre", "id"),
        # The same queue, of one person or of one certification.
        Index(
            "ix_dossier_file_attribution",
            *("uimm_slug", "etat", "instructeur_id", "echeance_le", "id"),
        ),
        Index(
            "ix_dossier_file_certification",
            *("uimm_slug", "etat", "certification_slug", "echeance_le", "id"),
        ),
        Index("ix_dossier_uimm_echeance", "uimm_slug", "echeance_le", "id"),
        Index("ix_dossier_rappels", "etat", "echeance_le"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    numero: str | None = Field(default=None, unique=True, sa_type=byte_ordered(24))
    candidat_id: UUID = Field(foreign_key="compte.id", index=True)
    certification_slug: str = Field(foreign_key="certification.slug", max_length=80)
    referentiel_id: UUID = Field(foreign_key="referentiel.id")
    enregistrement_code: str | None = Field(
        default=None, foreign_key="enregistrement.code", max_length=90
    )
    reglement: str = Field(max_length=20)
    blocs_vises: list[int] = json_list()
    """Numbers of the blocs aimed at; empty: the whole CQPM (R20)."""
    uimm_slug: str | None = Field(default=None, foreign_key="uimm.slug", max_length=80)
    """The centre d'examen (R2)."""
    precedent_id: UUID | None = Field(
        default=None, foreign_key="dossier.id", index=True
    )
    """The request this one continues, on the remainder (R67)."""
    capacites_visees: list[str] = json_list()
    """Then, what is left to prove; empty: all of the blocs aimed at."""
    sans_diplome: bool = False
    """« Aucun » said by the candidate (P6)."""

    etat: Etat = Field(default=Etat.BROUILLON, sa_type=choice(Etat))
    depose_le: date | None = None
    annee_civile: int | None = None
    rang: int = 1
    instructeur_id: UUID | None = Field(
        default=None, foreign_key="compte.id", index=True
    )
    echeance_le: date | None = None
    """Sort key of the queue, rewritten by each act; pages show the computed date."""
    nom_candidat: str = Field(default="", max_length=200)
    """Copied from the identity at deposit: the queue shows it."""
    nom_recherche: str = Field(default="", sa_type=byte_ordered(200))
    """The name without capitals nor accents: the queue searches and sorts by it."""
    ordre: int | None = None
    """The last part of `numero`, that people search by."""
    created_at: datetime
    updated_at: datetime

    candidat: Compte = Relationship(
        sa_relationship_kwargs={"foreign_keys": "Dossier.candidat_id"}
    )
    instructeur: Optional[Compte] = Relationship(  # noqa: UP045 - sqlmodel reads it
        sa_relationship_kwargs={"foreign_keys": "Dossier.instructeur_id"}
    )
    certification: Certification = Relationship()
    referentiel: Referentiel = Relationship()
    enregistrement: Optional[Enregistrement] = Relationship()  # noqa: UP045 - idem
    uimm: Optional[Uimm] = Relationship()  # noqa: UP045 - idem
    evenements: list["Evenement"] = Relationship(
        back_populates="dossier",
        sa_relationship_kwargs={"order_by": "Evenement.id"},
    )
    accompagnements: list["Accompagnement"] = Relationship(back_populates="dossier")


class Evenement(SQLModel, table=True):
    """One line of a dossier's history. Rows are added, never changed.

    The database refuses it too (`portal.migrations.gardes`); see `dossiers.chaine`.
    """

    __table_args__ = (
        CheckConstraint("(acte IS NULL) <> (fait IS NULL)", name="acte_or_fait"),
        Index("ix_evenement_dossier_id_id", "dossier_id", "id"),
        UniqueConstraint("dossier_id", "rang"),
        CheckConstraint("rang > 0", name="rang"),
        # A key is never given twice: a seal says up to which one it goes.
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    dossier_id: UUID = Field(foreign_key="dossier.id")
    acte: Acte | None = Field(default=None, sa_type=choice(Acte))
    fait: Fait | None = Field(default=None, sa_type=choice(Fait))
    de: Etat | None = Field(default=None, sa_type=choice(Etat, "de"))
    vers: Etat | None = Field(default=None, sa_type=choice(Etat, "vers"))
    by_id: UUID | None = Field(default=None, foreign_key="compte.id")
    """Nobody for what a daily job did."""
    at: datetime
    le: date
    """The legal day, in Paris."""
    motif: str = long_text()
    donnees: dict = json_object()
    """`reponse_le` (ISO date) for a request for pieces, `jusqu_au` for K2, …"""
    rang: int = 0
    """1, 2, 3… in its dossier, given with the four columns below by `enchainer`."""
    precedent: str = Field(default="", max_length=64)
    """`empreinte` of the line before; empty: the first."""
    sel: str = Field(default="", max_length=32)
    """Salt of the digest; empty once `motif` and `donnees` are erased."""
    contenu: str = Field(default="", max_length=64)
    """Digest of `motif` and `donnees`."""
    empreinte: str = Field(default="", max_length=64)

    dossier: Dossier = Relationship(back_populates="evenements")
    by: Optional[Compte] = Relationship()  # noqa: UP045 - sqlmodel reads it


class Derogation(SQLModel, table=True):
    """A responsable lets one more request be filed this civil year (section 0, 3)."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    candidat_id: UUID = Field(foreign_key="compte.id", index=True)
    certification_slug: str = Field(foreign_key="certification.slug", max_length=80)
    annee_civile: int
    motif: str = long_text()
    dossier_id: UUID = Field(foreign_key="dossier.id")
    """The earlier request that justifies it."""
    by_id: UUID = Field(foreign_key="compte.id")
    at: datetime


class Compteur(SQLModel, table=True):
    """Numbers allotted in the transaction that uses them: no hole, no duplicate."""

    cle: str = Field(primary_key=True, max_length=40)
    valeur: int = 0


class Fichier(SQLModel, table=True):
    """A file in the storage. Its key is ours; `nom` is what the person called it."""

    __table_args__ = (Index("ix_fichier_dossier_id", "dossier_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    dossier_id: UUID | None = Field(default=None, foreign_key="dossier.id")
    """None: a jury's, only reached by the row that names it."""
    cle: str = Field(unique=True, max_length=120)
    nom: str = Field(max_length=200)
    type_mime: str = Field(max_length=100)
    taille: int
    sha256: str = Field(max_length=64)
    """Of what is kept: the cleaned copy."""
    sha256_origine: str | None = Field(default=None, max_length=64)
    """Of what the person sent; None: we wrote the file, or it was never checked."""
    retraits: list[str] = json_list()
    """What was taken out of the copy: codes of `portal.storage.verdicts`."""
    pages: int | None = None
    analyse: Analyse = Field(default=Analyse.NON_ANALYSE, sa_type=choice(Analyse))
    analyse_at: datetime | None = None
    analyse_dit: str = Field(default="", max_length=200)
    """The signature it matches, or why the antivirus could not say."""
    vignette: str | None = Field(default=None, max_length=64)
    """SHA-256 of the picture of its first page; None: not made yet; empty: none can be,
    or none should (an identity document)."""
    by_id: UUID | None = Field(default=None, foreign_key="compte.id")
    created_at: datetime
    efface_at: datetime | None = None
    """Erased from the storage; the row keeps the fact."""

    @property
    def en_attente(self) -> bool:
        return self.analyse in {Analyse.EN_ATTENTE, Analyse.A_CONVERTIR}

    @property
    def a_convertir(self) -> bool:
        return self.analyse is Analyse.A_CONVERTIR

    @property
    def inconvertible(self) -> bool:
        return self.analyse is Analyse.INCONVERTIBLE

    @property
    def infecte(self) -> bool:
        return self.analyse is Analyse.INFECTE

    @property
    def ferme(self) -> bool:
        """Given to nobody."""
        return self.infecte or self.a_convertir or self.inconvertible

    @property
    def retenu(self) -> bool:
        """Given to nobody, but its author while the antivirus is awaited."""
        return self.en_attente or self.ferme


class Copie(SQLModel, table=True):
    """A whole dossier merged into one PDF by the worker. A new one is a new row.

    Whatever erases something of the dossier deletes the row in the same act: a worker
    that still makes the file sees it, and keeps nothing.
    """

    __table_args__ = (UniqueConstraint("dossier_id", "consultation"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    dossier_id: UUID = Field(foreign_key="dossier.id")
    consultation: bool
    """For the UIMM; else for the candidate, whose preuves may not be deposited yet."""
    by_id: UUID = Field(foreign_key="compte.id")
    demandee_at: datetime
    faites: int = 0
    """Pieces put in so far, of `total`."""
    total: int = 0
    empreinte: str = Field(default="", max_length=64)
    """Of all that it shows: the same, and there is nothing to make again."""
    fichier_id: UUID | None = Field(default=None, foreign_key="fichier.id")
    """Its `dossier_id` is empty: it is no piece, and counts in no quota."""

    fichier: Optional[Fichier] = Relationship()  # noqa: UP045 - sqlmodel reads it


class Document(SQLModel, table=True):
    """A letter of the UIMM: the act freezes its data, the worker makes its PDF."""

    __table_args__ = (Index("ix_document_dossier_id", "dossier_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    dossier_id: UUID = Field(foreign_key="dossier.id")
    modele: str = Field(max_length=40)
    """Name of the template in `templates/lettres/`."""
    donnees: dict = json_object()
    emis_le: date
    fichier_id: UUID | None = Field(default=None, foreign_key="fichier.id")
    lu_at: datetime | None = None
    """When the candidate first opened it."""

    fichier: Optional[Fichier] = Relationship()  # noqa: UP045 - sqlmodel reads it


class Depot(SQLModel, table=True):
    """What was deposited, word for word, and its SHA-256."""

    __table_args__ = (Index("ix_depot_dossier_id", "dossier_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    dossier_id: UUID = Field(foreign_key="dossier.id")
    acte: Acte = Field(sa_type=choice(Acte))
    contenu: str = long_text()
    """Canonical JSON: sorted keys, no spaces, UTF-8."""
    sha256: str = Field(max_length=64)
    at: datetime


class AbonnementCalendrier(SQLModel, table=True):
    """A secret, revocable calendar address of one account."""

    compte_id: UUID = Field(foreign_key="compte.id", primary_key=True)
    jeton: str = Field(unique=True, max_length=64)
    created_at: datetime
