"""What is sent to the GTP, and what it asks (R60, R5)."""

from datetime import date, datetime
from typing import Optional
from uuid import UUID, uuid4

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, Relationship, SQLModel

from portal.columns import choice, json_list, long_text
from portal.dossiers.models.dossier import Fichier
from portal.dossiers.models.jury import Jury
from portal.droit.listes import Controle, PieceAttribution


class Transmission(SQLModel, table=True):
    """A jury's four pieces: being gathered, then sent on a day (K6)."""

    __table_args__ = (
        Index("ix_transmission_jury_id", "jury_id"),
        Index("ix_transmission_envoyee_at", "envoyee_at", "id"),
        Index(
            "ix_transmission_ouverte",
            "envoyee_at",
            "id",
            sqlite_where=text("close_at IS NULL"),
            postgresql_where=text("close_at IS NULL"),
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    jury_id: UUID = Field(foreign_key="jury.id")
    created_at: datetime
    envoyee_at: datetime | None = None
    envoyee_le: date | None = None
    by_id: UUID = Field(foreign_key="compte.id")
    manifest: list[dict] = json_list()
    """Name, size and SHA-256 of each file sent."""
    close_at: datetime | None = None
    """Every dossier validated, or sent back."""
    refusee_at: datetime | None = None
    motif: str = long_text()
    """Why it was refused."""

    jury: Jury = Relationship()
    pieces: list["PieceTransmission"] = Relationship(back_populates="transmission")
    questions: list["QuestionGtp"] = Relationship(
        back_populates="transmission",
        sa_relationship_kwargs={"order_by": "QuestionGtp.at"},
    )


class PieceTransmission(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("transmission_id", "genre"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    transmission_id: UUID = Field(foreign_key="transmission.id")
    genre: PieceAttribution = Field(sa_type=choice(PieceAttribution))
    fichier_id: UUID = Field(foreign_key="fichier.id")
    controle: Controle = Field(default=Controle.A_CONTROLER, sa_type=choice(Controle))
    constat: str = long_text()
    """What the GTP found of it."""

    transmission: Transmission = Relationship(back_populates="pieces")
    fichier: Fichier = Relationship()


class QuestionGtp(SQLModel, table=True):
    """The GTP asks the jury for a complement, the UIMM answers (R5)."""

    __table_args__ = (Index("ix_questiongtp_transmission_id", "transmission_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    transmission_id: UUID = Field(foreign_key="transmission.id")
    question: str = long_text()
    at: datetime
    by_id: UUID = Field(foreign_key="compte.id")
    reponse: str = long_text()
    reponse_fichier_id: UUID | None = Field(default=None, foreign_key="fichier.id")
    repondu_at: datetime | None = None
    repondu_by_id: UUID | None = Field(default=None, foreign_key="compte.id")

    transmission: Transmission = Relationship(back_populates="questions")
    reponse_fichier: Optional[Fichier] = Relationship()  # noqa: UP045 - sqlmodel
