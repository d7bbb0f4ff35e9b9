from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from portal.columns import json_object, long_text


class Courriel(SQLModel, table=True):
    """A message to send, written in the transaction that caused it.

    The worker renders `templates/courriels/<modele>.txt` with `donnees`. Once
    sent, `donnees` is emptied (it may hold a link that signs in); the text is
    kept in the demonstration only, for its mailbox page.
    """

    __table_args__ = (Index("ix_courriel_dossier_id", "dossier_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    cle: str | None = Field(default=None, unique=True, max_length=160)
    """What must be sent once only: « rappel:<dossier>:2026-03-02:7 »."""
    dossier_id: UUID | None = Field(default=None, foreign_key="dossier.id")
    destinataire: str = Field(max_length=254)
    modele: str = Field(max_length=60)
    donnees: dict = json_object()
    created_at: datetime
    sent_at: datetime | None = None
    sujet: str = Field(default="", max_length=200)
    texte: str = long_text()
