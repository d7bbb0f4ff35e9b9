"""The outbox, and the addresses an act is announced to."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from portal.comptes.models import Compte
from portal.courrier.models import Courriel
from portal.droit.workflow import UIMM, Role

BOITE = 100


def add_once(session: Session, message: Courriel) -> bool:
    """Add the row unless its `cle` is taken, were it by another worker just now."""
    session.flush()
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert(Courriel) if on_sqlite else postgresql.insert(Courriel)
    added = session.scalar(
        insert.values(message.model_dump())
        .on_conflict_do_nothing(index_elements=["cle"])
        .returning(col(Courriel.id))
    )
    return added is not None


def personnel(session: Session, uimm_slug: str) -> Sequence[Compte]:
    """Everyone who may take a dossier of this UIMM in charge."""
    return session.exec(
        select(Compte)
        .where(Compte.uimm_slug == uimm_slug)
        .where(col(Compte.role).in_(UIMM))
        .where(col(Compte.active))
        .order_by(col(Compte.email))
    ).all()


def administrateurs(session: Session) -> Sequence[Compte]:
    """Those who answer for the portal itself."""
    return session.exec(
        select(Compte)
        .where(Compte.role == Role.ADMINISTRATEUR)
        .where(col(Compte.active))
        .order_by(col(Compte.email))
    ).all()


def secretariat(session: Session) -> Sequence[Compte]:
    """The GTP's secretariat, one for the whole country."""
    return session.exec(
        select(Compte)
        .where(Compte.role == Role.GTP)
        .where(col(Compte.active))
        .order_by(col(Compte.email))
    ).all()


def derniers_courriels(
    session: Session, *, destinataire: str = ""
) -> Sequence[Courriel]:
    query = select(Courriel).order_by(col(Courriel.created_at).desc()).limit(BOITE)
    if destinataire:
        query = query.where(Courriel.destinataire == destinataire)
    return session.exec(query).all()


def courriel(session: Session, id_: UUID) -> Courriel | None:
    return session.get(Courriel, id_)
