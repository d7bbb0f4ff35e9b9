"""The second factors of an account."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, exists, select

from portal.comptes.models import Authentificateur, CleAcces, CodeSecours, Compte


@dataclass(frozen=True)
class Facteurs:
    application: Authentificateur | None
    cles: Sequence[CleAcces]
    codes: int
    """Recovery codes not used yet."""

    def __len__(self) -> int:
        """How many factors; a recovery code is not one."""
        return len(self.cles) + (self.application is not None)


def facteurs(session: Session, compte: Compte) -> Facteurs:
    return Facteurs(
        authentificateur(session, compte),
        cles_de(session, compte),
        session.exec(
            select(func.count())
            .select_from(CodeSecours)
            .where(CodeSecours.compte_id == compte.id)
            .where(col(CodeSecours.used_at).is_(None))
        ).one(),
    )


def a_un_facteur(session: Session, compte: Compte) -> bool:
    """One statement: each sign-in asks."""
    application = exists().where(col(Authentificateur.compte_id) == compte.id)
    cle = exists().where(col(CleAcces.compte_id) == compte.id)
    return bool(session.scalar(select(application | cle)))


def avec_facteur(session: Session, comptes: Sequence[Compte]) -> set[UUID]:
    """Which of them have one, for a list."""
    ids = [compte.id for compte in comptes]
    application = select(Authentificateur.compte_id).where(
        col(Authentificateur.compte_id).in_(ids)
    )
    cle = select(CleAcces.compte_id).where(col(CleAcces.compte_id).in_(ids))
    return set(session.scalars(application.union(cle)))


def authentificateur(session: Session, compte: Compte) -> Authentificateur | None:
    return session.get(Authentificateur, compte.id)


def cles_de(session: Session, compte: Compte) -> Sequence[CleAcces]:
    return session.exec(
        select(CleAcces)
        .where(CleAcces.compte_id == compte.id)
        .order_by(col(CleAcces.created_at), col(CleAcces.id))
    ).all()


def cle_de(session: Session, compte: Compte, id_: UUID) -> CleAcces | None:
    return session.exec(
        select(CleAcces)
        .where(CleAcces.id == id_)
        .where(CleAcces.compte_id == compte.id)
    ).one_or_none()


def cle_designee(
    session: Session, credential_id: bytes
) -> tuple[CleAcces, Compte] | None:
    """The passkey an answer names, and whose it is."""
    return session.exec(
        select(CleAcces, Compte)
        .join(Compte, col(Compte.id) == CleAcces.compte_id)
        .where(CleAcces.credential_id == credential_id)
    ).one_or_none()
