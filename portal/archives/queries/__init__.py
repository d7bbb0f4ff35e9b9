"""Purges, and what the dossiers of a person still hold."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import literal, tuple_, union_all
from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, select

from portal.comptes.models import Compte
from portal.dossiers.models import (
    Amenagement,
    Commentaire,
    Depot,
    Dossier,
    Experience,
    Piece,
    Preuve,
    Purge,
    SituationPro,
)
from portal.droit.conservations import Contenu, Regle, StatutPurge
from portal.droit.workflow import Role

TAILLE = 30


@dataclass(frozen=True)
class Page:
    purges: Sequence[Purge]
    suivante: UUID | None


def purges_de_l_uimm(
    session: Session, compte: Compte, statut: StatutPurge, *, apres: UUID | None = None
) -> Page:
    """The oldest proposal first; `apres` is the last one of the page before."""
    key = tuple_(col(Purge.proposee_at), col(Purge.id))
    query = (
        select(Purge)
        .where(Purge.uimm_slug == compte.uimm_slug)
        .where(Purge.statut == statut)
        .options(
            joinedload(Purge.dossier).joinedload(Dossier.certification),
            joinedload(Purge.dossier).selectinload(Dossier.evenements),
            joinedload(Purge.confirmee_by),
        )
        .order_by(col(Purge.proposee_at), col(Purge.id))
        .limit(TAILLE + 1)
    )
    if last := _purge(session, compte, apres) if apres else None:
        query = query.where(key > tuple_(literal(last.proposee_at), literal(last.id)))
    rows = session.exec(query).all()
    more = len(rows) > TAILLE
    return Page(rows[:TAILLE], rows[TAILLE - 1].id if more else None)


def purge_de_l_uimm(session: Session, compte: Compte, id_: UUID) -> Purge | None:
    """None for another UIMM's, and for a draft, which is nobody's."""
    return _purge(session, compte, id_)


def purges_choisies(
    session: Session, compte: Compte, ids: Collection[UUID]
) -> Sequence[Purge]:
    return session.exec(
        select(Purge)
        .where(Purge.uimm_slug == compte.uimm_slug)
        .where(col(Purge.id).in_(ids))
        .order_by(col(Purge.id))
    ).all()


def lock(session: Session, purge: Purge) -> Purge | None:
    """Read again, as two people decide in turn; None once the rule ceased to apply."""
    return session.exec(
        select(Purge)
        .where(Purge.id == purge.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def a_executer(session: Session, id_: UUID) -> Purge | None:
    """None when it was done, or dropped, since."""
    return session.exec(
        select(Purge)
        .where(Purge.id == id_)
        .where(Purge.statut == StatutPurge.CONFIRMEE)
        .with_for_update()
    ).one_or_none()


def purges_du_dossier(session: Session, dossiers: Sequence[Dossier]) -> list[Purge]:
    return list(
        session.exec(
            select(Purge)
            .where(col(Purge.dossier_id).in_([d.id for d in dossiers]))
            .order_by(col(Purge.proposee_at), col(Purge.id))
        )
    )


def ouverte(session: Session, dossier: Dossier, regle: Regle) -> Purge | None:
    return session.exec(
        select(Purge)
        .where(Purge.dossier_id == dossier.id)
        .where(Purge.regle == regle)
        .where(Purge.statut != StatutPurge.FAITE)
    ).one_or_none()


def demande_ouverte(session: Session, dossier: Dossier) -> Purge | None:
    return ouverte(session, dossier, Regle.DEMANDE)


def responsables(session: Session, uimm_slug: str) -> Sequence[Compte]:
    return session.exec(
        select(Compte)
        .where(Compte.uimm_slug == uimm_slug)
        .where(Compte.role == Role.RESPONSABLE)
        .where(col(Compte.active))
        .order_by(col(Compte.email))
    ).all()


def contenus_presents(
    session: Session, dossiers: Sequence[Dossier]
) -> Mapping[UUID, set[Contenu]]:
    """What each dossier still holds, of what a person may ask to erase."""
    ids = [d.id for d in dossiers]
    tables = (
        (Piece, Contenu.PIECES),
        (Experience, Contenu.PIECES),
        (SituationPro, Contenu.PREUVES),
        (Preuve, Contenu.PREUVES),
        (Commentaire, Contenu.COMMENTAIRES),
        (Depot, Contenu.DEPOTS),
        (Amenagement, Contenu.AMENAGEMENT),
    )
    parts = [
        select(model.dossier_id, literal(contenu.value))
        .where(col(model.dossier_id).in_(ids))
        .distinct()
        for model, contenu in tables
    ]
    found: dict[UUID, set[Contenu]] = {id_: set() for id_ in ids}
    for id_, contenu in session.execute(union_all(*parts)):
        found[id_].add(Contenu(contenu))
    return found


def dossiers_de(session: Session, compte: Compte) -> Sequence[Dossier]:
    """The candidate's own, with their journal, the latest first."""
    return session.exec(
        select(Dossier)
        .where(Dossier.candidat_id == compte.id)
        .options(
            joinedload(Dossier.certification),
            joinedload(Dossier.uimm),
            selectinload(Dossier.evenements),
        )
        .order_by(col(Dossier.created_at).desc(), col(Dossier.id))
    ).all()


def _purge(session: Session, compte: Compte, id_: UUID) -> Purge | None:
    return session.exec(
        select(Purge)
        .where(Purge.uimm_slug == compte.uimm_slug)
        .where(Purge.id == id_)
        .options(joinedload(Purge.dossier).joinedload(Dossier.certification))
    ).one_or_none()
