"""Certifications as an administrateur reads them, and who changed what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import tuple_
from sqlmodel import Session, col, func, select

from portal.catalogue.models import Certification, Enregistrement, EvenementCatalogue
from portal.catalogue.queries import Ouverture, ouvertures
from portal.comptes.models import Compte
from portal.dossiers.models import Dossier
from portal.droit.cycle_de_vie import Proposition, proposition
from portal.droit.reglements import reglement_en_vigueur

PAGE: Final = 50
HISTORIQUE: Final = 30


@dataclass(frozen=True)
class Fiche:
    ouverture: Ouverture
    proposition: Proposition | None
    dernier_depot: date | None
    """Of the requests filed with this portal: it knows no other."""


def certifications(
    session: Session, on: date, *, after: str | None = None, size: int = PAGE
) -> tuple[list[Fiche], str | None]:
    """One page by title, and the slug the next one starts after."""
    key = tuple_(col(Certification.titre), col(Certification.slug))
    query = select(Certification).order_by(*key).limit(size + 1)
    if after:
        last = select(Certification.titre, Certification.slug).where(
            Certification.slug == after
        )
        query = query.where(key > last.scalar_subquery())
    rows = session.exec(query).all()
    page = rows[:size]
    suivant = page[-1].slug if len(rows) > size else None
    return _fiches(session, page, on), suivant


def certification(session: Session, slug: str, on: date) -> Fiche | None:
    row = session.get(Certification, slug)
    return _fiches(session, [row], on)[0] if row else None


def certification_to_change(session: Session, slug: str) -> Certification:
    """Locked: two administrateurs write one after the other."""
    return session.exec(
        select(Certification).where(Certification.slug == slug).with_for_update()
    ).one()


def enregistrement(session: Session, slug: str, code: str) -> Enregistrement | None:
    found = session.get(Enregistrement, code)
    return found if found and found.certification_slug == slug else None


def enregistrement_anywhere(session: Session, code: str) -> Enregistrement | None:
    return session.get(Enregistrement, code)


def is_pinned(session: Session, code: str) -> bool:
    """A dossier was filed under it."""
    filed = select(Dossier.id).where(Dossier.enregistrement_code == code).limit(1)
    return session.exec(filed).first() is not None


def version(session: Session, slug: str) -> int:
    """One more than what was recorded: 0 is no version."""
    return (
        1
        + session.exec(
            select(func.count())
            .select_from(EvenementCatalogue)
            .where(EvenementCatalogue.certification_slug == slug)
        ).one()
    )


def evenements(
    session: Session, slug: str, *, before: int | None = None, size: int = HISTORIQUE
) -> tuple[Sequence[tuple[EvenementCatalogue, Compte]], int | None]:
    """The latest first, and the id the next page starts before."""
    query = (
        select(EvenementCatalogue, Compte)
        .join(Compte, col(EvenementCatalogue.by_id) == Compte.id)
        .where(EvenementCatalogue.certification_slug == slug)
        .order_by(col(EvenementCatalogue.id).desc())
        .limit(size + 1)
    )
    if before:
        query = query.where(col(EvenementCatalogue.id) < before)
    rows = session.exec(query).all()
    page = rows[:size]
    return page, page[-1][0].id if len(rows) > size else None


def _fiches(session: Session, rows: Sequence[Certification], on: date) -> list[Fiche]:
    depots = _derniers_depots(session, [row.slug for row in rows])
    return [
        _fiche(ouverture, depots.get(ouverture.certification.slug), on)
        for ouverture in ouvertures(session, rows, on)
    ]


def _fiche(ouverture: Ouverture, depot: date | None, on: date) -> Fiche:
    known = ouverture.certification
    first = min((e.effet for e in ouverture.derniers if e.effet), default=None)
    usages = [depot or first]
    reglement = reglement_en_vigueur(on)
    found = proposition(known.statut, known.statut_le, usages, reglement, on)
    return Fiche(ouverture, found, depot)


def _derniers_depots(session: Session, slugs: Iterable[str]) -> dict[str, date]:
    """The day of the last request of each, refused and withdrawn included."""
    rows = session.exec(
        select(Dossier.certification_slug, func.max(Dossier.depose_le))
        .where(col(Dossier.certification_slug).in_(list(slugs)))
        .group_by(Dossier.certification_slug)
    )
    return {slug: day for slug, day in rows if day}
