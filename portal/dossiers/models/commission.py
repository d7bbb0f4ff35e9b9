"""The commission de validation: its session, who passes, what it saw (R7, R8, R32)."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import Index, text
from sqlmodel import Field, Relationship, SQLModel

from portal.columns import choice, json_object, long_text
from portal.dossiers.models.dossier import Dossier
from portal.droit.listes import Observation, Presence


class Commission(SQLModel, table=True):
    """One session, presided by the representative of the UIMM (R7)."""

    __table_args__ = (Index("ix_commission_uimm_slug_le", "uimm_slug", "le", "id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    uimm_slug: str = Field(foreign_key="uimm.slug", max_length=60)
    le: date
    heure: str = Field(max_length=5)
    """« 09:00 », in Paris."""
    lieu: str = Field(default="", max_length=300)
    visio: str = Field(default="", max_length=300)
    """Address of the video meeting, or empty."""
    president_nom: str = Field(max_length=120)
    president_qualite: str = Field(max_length=120)
    created_at: datetime
    by_id: UUID = Field(foreign_key="compte.id")
    annulee_at: datetime | None = None
    motif: str = long_text()
    """Why it was cancelled."""
    version: int = 1

    membres: list["MembreCommission"] = Relationship(
        back_populates="commission",
        sa_relationship_kwargs={"order_by": "MembreCommission.nom"},
    )
    passages: list["PassageCommission"] = Relationship(
        back_populates="commission",
        sa_relationship_kwargs={"order_by": "PassageCommission.ordre"},
    )


class MembreCommission(SQLModel, table=True):
    """A qualified person; at least two of them (R8). The president has no row."""

    __table_args__ = (Index("ix_membrecommission_commission_id", "commission_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    commission_id: UUID = Field(foreign_key="commission.id")
    nom: str = Field(max_length=120)
    qualite: str = Field(max_length=120)
    organisme: str = Field(default="", max_length=150)
    email: str = Field(default="", max_length=254)
    compte_id: UUID | None = Field(default=None, foreign_key="compte.id")

    commission: Commission = Relationship(back_populates="membres")


class LienCandidat(SQLModel, table=True):
    """A member said to be linked to a candidate: refused for them (D.6412-6)."""

    membre_id: UUID = Field(
        foreign_key="membrecommission.id", primary_key=True, ondelete="CASCADE"
    )
    dossier_id: UUID = Field(foreign_key="dossier.id", primary_key=True)
    motif: str = long_text()


class PassageCommission(SQLModel, table=True):
    """One candidate's turn before one session; one open turn per dossier."""

    __table_args__ = (
        Index("ix_passagecommission_commission_id", "commission_id"),
        Index("ix_passagecommission_dossier_id", "dossier_id"),
        Index(
            "uq_passagecommission_ouvert",
            "dossier_id",
            unique=True,
            sqlite_where=text("clos_at IS NULL"),
            postgresql_where=text("clos_at IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    commission_id: UUID = Field(foreign_key="commission.id")
    dossier_id: UUID = Field(foreign_key="dossier.id")
    ordre: int
    heure: str = Field(default="", max_length=5)
    modalites: dict = json_object()
    """Number of each bloc, as a text → code of its modalité (R4, R36)."""
    ressources_informe_le: date | None = None
    """When the centre de ressources was sent the modalités (R4)."""
    amenagement: str = long_text()
    """How the accommodation asked for is settled (R37)."""
    presence: Presence = Field(default=Presence.ATTENDU, sa_type=choice(Presence))
    motif: str = long_text()
    """Why they passed another day."""
    created_at: datetime
    clos_at: datetime | None = None
    """Concluded, or put off."""

    commission: Commission = Relationship(back_populates="passages")
    dossier: Dossier = Relationship()
    constats: list["Constat"] = Relationship()
    evaluations: list["Evaluation"] = Relationship()


class Constat(SQLModel, table=True):
    """One critère of the référentiel's grid."""

    passage_id: UUID = Field(foreign_key="passagecommission.id", primary_key=True)
    critere_code: str = Field(primary_key=True, max_length=12)
    observation: Observation = Field(sa_type=choice(Observation))


class Evaluation(SQLModel, table=True):
    """The commission's conclusion on one capacité; None: not concluded yet."""

    passage_id: UUID = Field(foreign_key="passagecommission.id", primary_key=True)
    capacite_code: str = Field(primary_key=True, max_length=12)
    acquise: bool | None = None
    commentaire: str = long_text()
    version: int = 1
