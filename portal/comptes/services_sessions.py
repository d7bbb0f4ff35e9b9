"""Open sessions: their rows. The caller owns the transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import Session, col

from portal.comptes.evenements import noter
from portal.comptes.models import (
    Compte,
    EvenementCompte,
    FaitCompte,
    SessionOuverte,
)
from portal.comptes.queries import appareils_connus, token_digest
from portal.config import EVENEMENTS_KEPT, SESSIONS, VISITEUR
from portal.rows import changed


def echeance(compte: Compte | None, *, depuis: datetime, at: datetime) -> datetime:
    """When a session open since `depuis` ends if nothing more is asked of it."""
    limites = SESSIONS[compte.role] if compte else VISITEUR
    return min(at + limites.inactivite, depuis + limites.duree)


def ouvrir(
    session: Session,
    compte: Compte | None,
    *,
    token: str,
    donnees: str,
    appareil: str,
    depuis: datetime,
    at: datetime,
) -> SessionOuverte:
    """`depuis`: a key that is only renewed keeps the age of its session."""
    ligne = SessionOuverte(
        token_hash=token_digest(token),
        compte_id=compte.id if compte else None,
        donnees=donnees,
        appareil=appareil,
        created_at=depuis,
        vue_at=at,
        expires_at=echeance(compte, depuis=depuis, at=at),
    )
    session.add(ligne)
    return ligne


def noter_connexion(
    session: Session, compte: Compte, *, appareil: str, at: datetime
) -> None:
    connus = appareils_connus(session, compte)
    nouvelle = connus and appareil not in connus
    fait = FaitCompte.CONNEXION_NOUVELLE if nouvelle else FaitCompte.CONNEXION
    noter(session, compte, fait, at=at, appareil=appareil)


def ecrire(session: Session, id_: UUID, **values: Any) -> None:
    """A session closed meanwhile stays closed."""
    session.execute(
        update(SessionOuverte).where(col(SessionOuverte.id) == id_).values(**values)
    )


def fermer(session: Session, id_: UUID) -> bool:
    """False when it was closed already."""
    closing = delete(SessionOuverte).where(col(SessionOuverte.id) == id_)
    return changed(session, closing) == 1


def fermer_celle_de(
    session: Session, compte: Compte, id_: UUID, *, at: datetime
) -> bool:
    """One's own only."""
    closing = (
        delete(SessionOuverte)
        .where(col(SessionOuverte.id) == id_)
        .where(col(SessionOuverte.compte_id) == compte.id)
    )
    closed = changed(session, closing) == 1
    if closed:
        noter(session, compte, FaitCompte.SESSIONS_FERMEES, at=at)
    return closed


def fermer_toutes(
    session: Session, compte: Compte, *, sauf: UUID | None = None
) -> bool:
    """True when there was one to close."""
    query = delete(SessionOuverte).where(col(SessionOuverte.compte_id) == compte.id)
    if sauf:
        query = query.where(col(SessionOuverte.id) != sauf)
    return changed(session, query) > 0


def purger(session: Session, *, at: datetime) -> None:
    """What is over: sessions past their end, events past what is kept."""
    session.execute(delete(SessionOuverte).where(col(SessionOuverte.expires_at) <= at))
    session.execute(
        delete(EvenementCompte).where(col(EvenementCompte.at) < at - EVENEMENTS_KEPT)
    )
