from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select

from portal.catalogue.queries import Ouverture, certification, contenu
from portal.comptes.models import Compte
from portal.dossiers.models import (
    Amenagement,
    Derogation,
    Dossier,
    Experience,
    Fichier,
    Identite,
    Piece,
)
from portal.dossiers.ordre import ordre_des_pieces
from portal.droit.workflow import Etat
from portal.recevabilite.demande import Demande


@dataclass(frozen=True)
class Annee:
    """A candidate's civil year, as K0 counts it (section 0 rule 3)."""

    annee: int
    deposees: int
    """Requests for this CQPM, refused and withdrawn included."""
    derogations: int
    autres_cqpm: int
    """Other CQPM requested the same year (R.6412-3)."""


def demande(session: Session, dossier: Dossier) -> Demande:
    identite, amenagement = _about_the_person(session, dossier)
    return Demande(
        dossier=dossier,
        identite=identite or _blank(dossier),
        amenagement=amenagement,
        contenu=contenu(session, dossier.referentiel_id),
        experiences=_experiences(session, dossier),
        pieces=_pieces(session, dossier),
    )


def brouillon(session: Session, compte: Compte, slug: str) -> Dossier | None:
    """The request already begun for this CQPM."""
    return session.exec(
        select(Dossier)
        .where(Dossier.candidat_id == compte.id)
        .where(Dossier.certification_slug == slug)
        .where(Dossier.etat == Etat.BROUILLON)
        .order_by(col(Dossier.created_at))
        .limit(1)
    ).one_or_none()


def ouverture(session: Session, dossier: Dossier, le: date) -> Ouverture:
    """Its certification that day, closed ones included."""
    found = certification(session, dossier.certification_slug, le)
    if found is None:
        raise LookupError(dossier.certification_slug)
    return found


def annee_civile(session: Session, compte_id: UUID, slug: str, annee: int) -> Annee:
    filed = (
        select(Dossier.certification_slug)
        .where(Dossier.candidat_id == compte_id)
        .where(Dossier.annee_civile == annee)
        .subquery()
    )
    same, other = filed.c.certification_slug == slug, filed.c.certification_slug != slug
    derogations = (
        select(func.count())
        .select_from(Derogation)
        .where(Derogation.candidat_id == compte_id)
        .where(Derogation.certification_slug == slug)
        .where(Derogation.annee_civile == annee)
    )
    deposees, autres, accordees = session.exec(
        select(
            select(func.count()).select_from(filed).where(same).scalar_subquery(),
            select(func.count(func.distinct(filed.c.certification_slug)))
            .where(other)
            .scalar_subquery(),
            derogations.scalar_subquery(),
        )
    ).one()
    return Annee(annee, deposees, accordees, autres)


def fichiers(session: Session, dossier: Dossier) -> list[Fichier]:
    """Those still in the storage."""
    return list(
        session.exec(
            select(Fichier)
            .where(Fichier.dossier_id == dossier.id)
            .where(col(Fichier.efface_at).is_(None))
        )
    )


def _about_the_person(
    session: Session, dossier: Dossier
) -> tuple[Identite | None, Amenagement | None]:
    row = session.exec(
        select(Identite, Amenagement)
        .select_from(Dossier)
        .outerjoin(Identite, _of(Identite))
        .outerjoin(Amenagement, _of(Amenagement))
        .where(Dossier.id == dossier.id)
    ).one()
    return row[0], row[1]


def _blank(dossier: Dossier) -> Identite:
    """Version 0: of two first answers, the second is told of the other."""
    return Identite(dossier_id=dossier.id, naissance_pays="France", version=0)


def _of(part: type[Identite] | type[Amenagement]) -> ColumnElement[bool]:
    return col(part.dossier_id) == Dossier.id


def _experiences(session: Session, dossier: Dossier) -> list[Experience]:
    rows = session.exec(
        select(Experience).where(Experience.dossier_id == dossier.id)
    ).all()
    # Here, because the two databases do not sort a missing end alike.
    return sorted(rows, key=lambda e: (e.debut_le, e.fin_le or date.max, e.poste))


def _pieces(session: Session, dossier: Dossier) -> list[Piece]:
    rows = session.exec(
        select(Piece)
        .where(Piece.dossier_id == dossier.id)
        .options(joinedload(Piece.fichier), joinedload(Piece.verdict))
    )
    return sorted(rows, key=ordre_des_pieces)
