from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from portal.catalogue.models import (
    Certification,
    Enregistrement,
    EvenementCatalogue,
    Referentiel,
    Uimm,
    UimmDepartement,
)
from portal.catalogue.referentiel import Contenu, lire
from portal.droit import ouverture as droit


@dataclass(frozen=True)
class Ouverture:
    """A certification on a given day: open under what, or closed and why."""

    certification: Certification
    enregistrement: Enregistrement | None
    """The registration in force that day; None when none is."""
    enregistrements: tuple[Enregistrement, ...]
    """Every registration, the newest first; those of demonstration too."""
    referentiel: Referentiel | None
    contenu: Contenu | None
    """What its référentiel says."""
    why_closed: str | None

    @property
    def derniers(self) -> list[Enregistrement]:
        """Every real registration, the newest first."""
        return [e for e in self.enregistrements if not e.demonstration]


def certifications(session: Session, on: date) -> list[Ouverture]:
    """All of them, by title, in two statements."""
    rows = session.exec(select(Certification).order_by(Certification.titre)).all()
    return ouvertures(session, rows, on)


def certification(session: Session, slug: str, on: date) -> Ouverture | None:
    row = session.get(Certification, slug)
    return ouvertures(session, [row], on)[0] if row else None


_CONTENUS: dict[UUID, Contenu] = {}


def contenu(session: Session, referentiel_id: UUID) -> Contenu:
    """A version never changes once loaded: each process reads it once."""
    if referentiel_id not in _CONTENUS:
        version = session.get_one(Referentiel, referentiel_id)
        _CONTENUS[referentiel_id] = lire(version.contenu)
    return _CONTENUS[referentiel_id]


def uimms(session: Session) -> list[tuple[Uimm, list[str]]]:
    """Each UIMM territoriale with its départements, by name."""
    departements: dict[str, list[str]] = {}
    for link in session.exec(
        select(UimmDepartement).order_by(UimmDepartement.departement)
    ):
        departements.setdefault(link.uimm_slug, []).append(link.departement)
    return [
        (row, departements.get(row.slug, []))
        for row in session.exec(select(Uimm).order_by(Uimm.nom))
    ]


def uimm_du_departement(session: Session, departement: str) -> Uimm | None:
    """The centre d’examen to propose (R2)."""
    return session.exec(
        select(Uimm)
        .join(UimmDepartement)
        .where(UimmDepartement.departement == departement)
    ).one_or_none()


def names_recorded(session: Session, slug: str) -> dict[str, set[str]]:
    """By code, the names of what administrateurs recorded of each registration."""
    events = session.exec(
        select(EvenementCatalogue)
        .where(EvenementCatalogue.certification_slug == slug)
        .where(col(EvenementCatalogue.enregistrement_code).is_not(None))
        .order_by(col(EvenementCatalogue.id))
    )
    found: dict[str, set[str]] = {}
    for event in events:
        names = found.setdefault(event.enregistrement_code or "", set())
        names.update(event.apres)
        if "code" in event.apres:
            found[event.apres["code"]] = names - {"code"}
    return found


def ouvertures(
    session: Session, rows: Iterable[Certification], on: date
) -> list[Ouverture]:
    rows = list(rows)
    of_it = Certification.slug
    found = session.exec(
        select(Enregistrement, Referentiel)
        .select_from(Certification)
        .outerjoin(Enregistrement, col(Enregistrement.certification_slug) == of_it)
        .outerjoin(Referentiel, col(Referentiel.certification_slug) == of_it)
        .where(col(Certification.slug).in_([row.slug for row in rows]))
        .options(defer(Referentiel.contenu))
        .order_by(col(Enregistrement.code).desc())
    ).all()
    # Each registration comes with each version: a dict keeps one of each, in order.
    enregistrements = {e.code: e for e, _ in found if e}.values()
    versions = {v.id: v for _, v in found if v}.values()
    return [
        _ouverture(
            session,
            row,
            [e for e in enregistrements if e.certification_slug == row.slug],
            [v for v in versions if v.certification_slug == row.slug],
            on,
        )
        for row in rows
    ]


def _ouverture(
    session: Session,
    row: Certification,
    enregistrements: list[Enregistrement],
    versions: list[Referentiel],
    on: date,
) -> Ouverture:
    version = droit.referentiel_applicable(versions, on)
    why = droit.why_closed(row.statut, row.statut_le, enregistrements, on)
    if version is None and why is None:
        why = f"{droit.FERMEES}aucun référentiel n’est encore applicable."
    return Ouverture(
        certification=row,
        enregistrement=droit.enregistrement_ouvert(enregistrements, on),
        enregistrements=tuple(enregistrements),
        referentiel=version,
        contenu=contenu(session, version.id) if version else None,
        why_closed=why,
    )
