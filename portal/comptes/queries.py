"""Accounts and invitations, each reader seeing only those it answers for."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, tuple_
from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from portal.catalogue.models import Uimm
from portal.comptes.models import (
    Compte,
    EvenementCompte,
    FaitCompte,
    Invitation,
    SessionOuverte,
)
from portal.comptes.permissions import INVITE, STAFF
from portal.courrier.models import Courriel
from portal.droit.workflow import UIMM, Role

PAGE: Final = 50
VERS_UNE_NOUVELLE_ADRESSE: Final = ("compte_nouvelle_adresse", "compte_deja_inscrit")


def token_digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def compte_with(session: Session, name: str, value: str) -> Compte | None:
    """By a column that tells accounts apart: `email`, `fs_uniquifier`."""
    return session.exec(_compte_with(name), params={"value": value}).one_or_none()


@cache
def _compte_with(name: str) -> SelectOfScalar[Compte]:
    return select(Compte).where(getattr(Compte, name) == bindparam("value"))


def compte_with_email(session: Session, email: str) -> Compte | None:
    return compte_with(session, "email", email)


def session_ouverte(
    session: Session, token: str, *, at: datetime
) -> tuple[SessionOuverte, Compte | None] | None:
    """The session of this key with its account, in one statement."""
    values = {"digest": token_digest(token), "at": at}
    row = session.execute(_session_ouverte(), values).one_or_none()
    return (row[0], row[1]) if row else None


@cache
def _session_ouverte() -> Select[SessionOuverte, Compte]:
    """Built once: every request of somebody signed in asks for it."""
    return (
        select(SessionOuverte, Compte)
        .outerjoin(Compte, col(SessionOuverte.compte_id) == col(Compte.id))
        .where(SessionOuverte.token_hash == bindparam("digest"))
        .where(col(SessionOuverte.expires_at) > bindparam("at"))
    )


def sessions_de(
    session: Session, compte: Compte, *, at: datetime
) -> Sequence[SessionOuverte]:
    return session.exec(
        select(SessionOuverte)
        .where(SessionOuverte.compte_id == compte.id)
        .where(SessionOuverte.expires_at > at)
        .order_by(col(SessionOuverte.vue_at).desc())
        .limit(PAGE)
    ).all()


def evenements_de(session: Session, compte: Compte) -> Sequence[EvenementCompte]:
    """The last of them."""
    return session.exec(
        select(EvenementCompte)
        .where(EvenementCompte.compte_id == compte.id)
        .order_by(col(EvenementCompte.id).desc())
        .limit(PAGE)
    ).all()


def appareils_connus(session: Session, compte: Compte) -> set[str]:
    """Those this account signed in from."""
    return set(
        session.exec(
            select(EvenementCompte.appareil)
            .where(EvenementCompte.compte_id == compte.id)
            .where(col(EvenementCompte.fait).startswith(FaitCompte.CONNEXION))
            .distinct()
        )
    )


def find_invitation(session: Session, token: str, *, at: datetime) -> Invitation | None:
    """The invitation of this link, if it can still be accepted."""
    return session.exec(
        select(Invitation)
        .where(Invitation.token_hash == token_digest(token))
        .where(pending(at))
        .options(joinedload(Invitation.uimm))
    ).one_or_none()


def pending(at: datetime) -> ColumnElement[bool]:
    return (
        col(Invitation.used_at).is_(None)
        & col(Invitation.revoked_at).is_(None)
        & (col(Invitation.expires_at) > at)
    )


def managed_staff(
    session: Session, by: Compte, *, after: UUID | None = None, size: int = PAGE
) -> tuple[Sequence[Compte], UUID | None]:
    """One page of the staff that `by` answers for, and where the next one starts."""
    query = (
        select(Compte)
        .where(_staff_of(by))
        .options(joinedload(Compte.uimm))
        .order_by(col(Compte.nom_affiche), col(Compte.id))
        .limit(size + 1)
    )
    if after:
        last = select(Compte.nom_affiche, Compte.id).where(Compte.id == after)
        key = tuple_(col(Compte.nom_affiche), col(Compte.id))
        query = query.where(key > last.scalar_subquery())
    rows = session.exec(query).all()
    page = rows[:size]
    return page, page[-1].id if len(rows) > size else None


def managed_compte(session: Session, by: Compte, id_: UUID) -> Compte | None:
    return session.exec(
        select(Compte).where(Compte.id == id_).where(_staff_of(by))
    ).one_or_none()


def pending_invitations(
    session: Session, by: Compte, *, at: datetime
) -> Sequence[Invitation]:
    return session.exec(
        select(Invitation)
        .where(_invitations_of(by))
        .where(pending(at))
        .options(joinedload(Invitation.uimm))
        .order_by(col(Invitation.created_at).desc())
        .limit(200)
    ).all()


def managed_invitation(session: Session, by: Compte, id_: UUID) -> Invitation | None:
    return session.exec(
        select(Invitation).where(Invitation.id == id_).where(_invitations_of(by))
    ).one_or_none()


def all_uimm(session: Session) -> Sequence[Uimm]:
    return session.exec(select(Uimm).order_by(Uimm.nom)).all()


def _staff_of(by: Compte) -> ColumnElement[bool]:
    """A responsable sees the whole team of its UIMM, itself included."""
    if by.role is Role.ADMINISTRATEUR:
        return col(Compte.role).in_(STAFF)
    return col(Compte.role).in_(UIMM) & (col(Compte.uimm_slug) == by.uimm_slug)


def _invitations_of(by: Compte) -> ColumnElement[bool]:
    if by.role is Role.ADMINISTRATEUR:
        return col(Invitation.role).in_(STAFF)
    return col(Invitation.role).in_(INVITE[by.role]) & (
        col(Invitation.uimm_slug) == by.uimm_slug
    )


def vient_d_inviter(
    session: Session, email: str, dossier_id: UUID, *, depuis: datetime
) -> bool:
    """Whether this link left after that instant: pressed twice, it leaves once."""
    found = session.exec(
        select(Invitation.id)
        .where(Invitation.email == email, Invitation.dossier_id == dossier_id)
        .where(Invitation.created_at > depuis)
        .where(col(Invitation.revoked_at).is_(None))
        .where(col(Invitation.used_at).is_(None))
        .limit(1)
    ).first()
    return found is not None


def vient_d_ecrire(session: Session, destinataire: str, *, depuis: datetime) -> bool:
    """Whether a link to a new address left for this mailbox after that instant."""
    found = session.exec(
        select(Courriel.id)
        .where(Courriel.destinataire == destinataire)
        .where(col(Courriel.modele).in_(VERS_UNE_NOUVELLE_ADRESSE))
        .where(Courriel.created_at > depuis)
        .limit(1)
    ).first()
    return found is not None
