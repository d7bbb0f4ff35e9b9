from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Optional
from uuid import UUID, uuid4

from flask_security import UserMixin
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlmodel import Field, Relationship, SQLModel

from portal.catalogue.models import Uimm
from portal.columns import choice, long_text
from portal.droit.workflow import Role


class Compte(SQLModel, UserMixin, table=True):
    """An account. Its role opens pages; its rights on a dossier are its `qualite`."""

    __table_args__ = (
        CheckConstraint(
            "(role IN ('instructeur', 'responsable')) = (uimm_slug IS NOT NULL)",
            name="uimm_of_staff",
        ),
    )

    id: UUID = Field(  # type: ignore[assignment]  # the mixin says int
        default_factory=uuid4, primary_key=True
    )
    email: str = Field(unique=True, max_length=254)
    password: str | None = None
    active: bool = True
    fs_uniquifier: str = Field(unique=True, max_length=64)
    confirmed_at: datetime | None = None
    role: Role = Field(sa_type=choice(Role), default=Role.CANDIDAT, index=True)
    uimm_slug: str | None = Field(
        default=None, foreign_key="uimm.slug", index=True, max_length=80
    )
    nom_affiche: str = Field(default="", max_length=120)
    qualite: str = Field(default="", max_length=120)
    """Printed under a decision: « Instructrice VAE »."""

    uimm: Optional[Uimm] = Relationship()  # noqa: UP045 - sqlmodel reads the string form

    # flask-security asks for a list of roles; access is decided by `role` alone.
    roles: ClassVar[list] = []  # type: ignore[misc]  # ours is none


class Invitation(SQLModel, table=True):
    """A single-use link, kept as a hash: a copy of the table opens nothing."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    email: str = Field(max_length=254, index=True)
    role: Role = Field(sa_type=choice(Role))
    uimm_slug: str | None = Field(default=None, foreign_key="uimm.slug", max_length=80)
    dossier_id: UUID | None = Field(default=None, foreign_key="dossier.id", index=True)
    token_hash: str = Field(unique=True, max_length=64)
    by_id: UUID | None = Field(default=None, foreign_key="compte.id")
    """None: the first administrateur, invited from the command line."""
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None

    uimm: Optional[Uimm] = Relationship()  # noqa: UP045 - sqlmodel reads the string form


class SessionOuverte(SQLModel, table=True):
    """What the server keeps of an open session; the browser holds its key alone.

    The key is kept as a hash: a copy of the table opens nothing. No address of the
    network is kept.
    """

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    token_hash: str = Field(unique=True, max_length=64)
    compte_id: UUID | None = Field(default=None, foreign_key="compte.id", index=True)
    """None: nobody signed in, but something to keep until the next page."""
    donnees: str = long_text()
    """JSON, as Flask writes it."""
    appareil: str = Field(default="", max_length=80)
    created_at: datetime
    vue_at: datetime
    expires_at: datetime = Field(index=True)


class FaitCompte(StrEnum):
    CONNEXION = "connexion"
    CONNEXION_NOUVELLE = "connexion_nouvelle"
    FREIN = "frein"
    MOT_DE_PASSE_CHANGE = "mot_de_passe_change"
    ADRESSE_DEMANDEE = "adresse_demandee"
    ADRESSE_CHANGEE = "adresse_changee"
    SESSIONS_FERMEES = "sessions_fermees"
    ROLE_CHANGE = "role_change"
    SUSPENDU = "suspendu"
    RETABLI = "retabli"
    APPLICATION_AJOUTEE = "application_ajoutee"
    APPLICATION_RETIREE = "application_retiree"
    CLE_AJOUTEE = "cle_ajoutee"
    CLE_RETIREE = "cle_retiree"
    CODES_RENOUVELES = "codes_renouveles"
    CODE_UTILISE = "code_utilise"
    FACTEURS_RETIRES = "facteurs_retires"
    IDENTITE_RELIEE = "identite_reliee"
    IDENTITE_DELIEE = "identite_deliee"


class EvenementCompte(SQLModel, table=True):
    """What touched the safety of an account. Rows are added, never changed."""

    __table_args__ = (Index("ix_evenementcompte_compte_id_id", "compte_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    compte_id: UUID = Field(foreign_key="compte.id")
    # Text without a CHECK: a new kind of event needs no migration.
    fait: str = Field(sa_type=String(40))
    appareil: str = Field(default="", max_length=80)
    at: datetime = Field(index=True)


class Authentificateur(SQLModel, table=True):
    """The application that gives six digits every thirty seconds."""

    compte_id: UUID = Field(primary_key=True, foreign_key="compte.id")
    secret: str = Field(max_length=400)
    """Encrypted: see `Coffre`."""
    pas: int
    """The last step of time whose code was taken: none at or before it serves again."""
    created_at: datetime


class CleAcces(SQLModel, table=True):
    """A passkey: what the browser signs with, after a finger, a face or a PIN."""

    __tablename__ = "cle_acces"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    compte_id: UUID = Field(foreign_key="compte.id", index=True)
    nom: str = Field(max_length=60)
    credential_id: bytes = Field(sa_type=LargeBinary, unique=True)
    public_key: bytes = Field(sa_type=LargeBinary)
    sign_count: int = Field(sa_type=BigInteger)
    """Unsigned, of 32 bits: one more than a column of integers holds."""
    created_at: datetime
    last_used_at: datetime | None = None


class CodeSecours(SQLModel, table=True):
    """One of ten codes for the day the telephone is lost, kept as a keyed hash."""

    __tablename__ = "code_secours"
    __table_args__ = (UniqueConstraint("compte_id", "empreinte"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    compte_id: UUID = Field(foreign_key="compte.id")
    empreinte: str = Field(max_length=64)
    used_at: datetime | None = None


class IdentiteExterne(SQLModel, table=True):
    """Whom a provider of identities knows an account's person as.

    Its `sub` alone tells, never an address: a provider may give one to another person.
    """

    __tablename__ = "identite_externe"
    __table_args__ = (
        UniqueConstraint("issuer", "sub"),
        UniqueConstraint("compte_id", "issuer"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    issuer: str = Field(max_length=255)
    sub: str = Field(max_length=255)
    compte_id: UUID = Field(foreign_key="compte.id")
    created_at: datetime
    last_used_at: datetime | None = None
