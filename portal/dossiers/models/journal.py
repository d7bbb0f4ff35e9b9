"""What proves the journal whole: its seals, and the chains erased with a draft."""

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from portal.dossiers.models.dossier import Fichier


class JournalEfface(SQLModel, table=True):
    """Where the chain of an erased draft ended. Rows are added, never changed.

    The database lets no line of a journal go that is not covered by one.
    """

    dossier_id: UUID = Field(primary_key=True)
    """Of a dossier that is no more."""
    rang: int
    empreinte: str = Field(max_length=64)
    at: datetime


class Scelle(SQLModel, table=True):
    """The seal of a day: a file, each holding the hash of the one before."""

    jour: date = Field(primary_key=True)
    fichier_id: UUID = Field(foreign_key=f"{Fichier.__tablename__}.id", unique=True)
    jusqu_a: int
    """Key of the last line of the journal that it covers."""
