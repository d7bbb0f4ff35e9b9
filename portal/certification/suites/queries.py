from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import contains_eager, selectinload
from sqlmodel import Session, col, select

from portal.catalogue.models import Certification, Enregistrement, UimmDepartement
from portal.catalogue.queries import contenu
from portal.catalogue.referentiel import Capacite
from portal.comptes.models import Compte
from portal.config import DOUBLE_ENVOI
from portal.dossiers.models import (
    CapaciteAcquise,
    Certificat,
    CopieConforme,
    Document,
    Dossier,
    Experience,
    Identite,
    Questionnaire,
    Remise,
)
from portal.droit.jours import jour_de_paris
from portal.droit.listes import GenreCertificat
from portal.droit.suites import est_gardee
from portal.droit.workflow import Etat

TAILLE = 30
LETTRES = ("resultat_admis", "resultat_partiel", "resultat_aucune")
QUESTIONNAIRES_MAX = 5000


@dataclass(frozen=True)
class Acquis:
    """One capacité of the wallet, as a page shows it."""

    capacite: Capacite
    row: CapaciteAcquise
    gardee: bool


@dataclass(frozen=True)
class Portefeuille:
    """What a person acquired of one certification."""

    certification: Certification
    dossier: Dossier
    """The last one that acquired something: what a new request continues."""
    acquis: Sequence[Acquis]
    entier: bool
    """The whole CQPM was delivered since."""

    @property
    def gardees(self) -> list[Acquis]:
        return [a for a in self.acquis if a.gardee]


def identite(session: Session, dossier: Dossier) -> Identite:
    """A blank one, not saved, when its data were erased."""
    return session.get(Identite, dossier.id) or Identite(dossier_id=dossier.id)


def experiences(session: Session, dossier: Dossier) -> Sequence[Experience]:
    return session.exec(
        select(Experience).where(Experience.dossier_id == dossier.id)
    ).all()


def enregistrements(session: Session, dossier: Dossier) -> Sequence[Enregistrement]:
    return session.exec(
        select(Enregistrement).where(
            Enregistrement.certification_slug == dossier.certification_slug
        )
    ).all()


def departements(session: Session, dossier: Dossier) -> Sequence[str]:
    return session.exec(
        select(UimmDepartement.departement).where(
            UimmDepartement.uimm_slug == dossier.uimm_slug
        )
    ).all()


def certificats(session: Session, dossier: Dossier) -> Sequence[Certificat]:
    """With what became of each."""
    return session.exec(
        select(Certificat)
        .where(Certificat.dossier_id == dossier.id)
        .options(
            selectinload(Certificat.remises).joinedload(Remise.decharge),
            selectinload(Certificat.copies),
        )
        .order_by(col(Certificat.rang))
    ).all()


def certificat(session: Session, dossier: Dossier, id_: UUID) -> Certificat | None:
    return session.exec(
        select(Certificat)
        .where(Certificat.dossier_id == dossier.id)
        .where(Certificat.id == id_)
    ).one_or_none()


def copie(
    session: Session, dossier: Dossier, id_: UUID
) -> tuple[CopieConforme, Certificat] | None:
    row = session.exec(
        select(CopieConforme, Certificat)
        .join(Certificat, col(CopieConforme.certificat_id) == col(Certificat.id))
        .where(Certificat.dossier_id == dossier.id)
        .where(CopieConforme.id == id_)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def lettre(session: Session, dossier: Dossier) -> Document | None:
    """The letter of the result."""
    return session.exec(
        select(Document)
        .where(Document.dossier_id == dossier.id)
        .where(col(Document.modele).in_(LETTRES))
        .order_by(col(Document.emis_le).desc())
        .limit(1)
    ).one_or_none()


def portefeuille(session: Session, compte: Compte, on: date) -> list[Portefeuille]:
    """By certification, the last acquired first; in two statements."""
    rows = session.exec(
        select(CapaciteAcquise, Dossier)
        .join(Dossier, col(CapaciteAcquise.dossier_id) == col(Dossier.id))
        .join(Dossier.certification)
        .where(CapaciteAcquise.candidat_id == compte.id)
        .options(contains_eager(Dossier.certification).defer(Certification.fiche))
        .order_by(col(CapaciteAcquise.acquise_le).desc(), col(CapaciteAcquise.code))
    ).all()
    whole = _cqpm_obtenus(session, compte) if rows else frozenset()
    groups: dict[str, list[tuple[CapaciteAcquise, Dossier]]] = {}
    for row, dossier in rows:
        groups.setdefault(row.certification_slug, []).append((row, dossier))
    return [
        Portefeuille(
            certification=found[0][1].certification,
            dossier=found[0][1],
            acquis=[_acquis(session, row, dossier, on) for row, dossier in found],
            entier=slug in whole,
        )
        for slug, found in groups.items()
    ]


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


def page_de_certificats(
    session: Session, compte: Compte, *, recherche: str, apres: str = ""
) -> tuple[Sequence[Certificat], str]:
    """Those of one UIMM, by number, the last first; and the key of the next page.

    `recherche`: the beginning of a number, or its last part alone.
    """
    query = (
        select(Certificat)
        .join(Certificat.dossier)
        .join(Dossier.certification)
        .where(Dossier.uimm_slug == compte.uimm_slug)
        .options(
            contains_eager(Certificat.dossier)
            .contains_eager(Dossier.certification)
            .defer(Certification.fiche),
            selectinload(Certificat.remises),
        )
        .order_by(col(Certificat.annee).desc(), col(Certificat.rang).desc())
        .limit(TAILLE + 1)
    )
    if recherche.isascii() and recherche.isdigit() and len(recherche) < 6:
        query = query.where(Certificat.rang == int(recherche))
    elif recherche:
        query = query.where(col(Certificat.numero).startswith(recherche.upper()))
    if key := _cle(apres):
        year, rank = key
        older = (col(Certificat.annee) == year) & (col(Certificat.rang) < rank)
        query = query.where((col(Certificat.annee) < year) | older)
    rows = session.exec(query).all()
    last = rows[TAILLE - 1] if len(rows) > TAILLE else None
    return rows[:TAILLE], f"{last.annee}-{last.rang}" if last else ""


def questionnaires(
    session: Session, compte: Compte
) -> list[tuple[Questionnaire, Dossier]]:
    """Of one UIMM, the last answered first."""
    rows = session.exec(
        select(Questionnaire, Dossier)
        .join(Dossier, col(Questionnaire.dossier_id) == col(Dossier.id))
        .join(Dossier.certification)
        .where(Dossier.uimm_slug == compte.uimm_slug)
        .options(contains_eager(Dossier.certification).defer(Certification.fiche))
        .order_by(col(Questionnaire.at).desc())
        .limit(QUESTIONNAIRES_MAX)
    )
    return [(answers, dossier) for answers, dossier in rows]


def _acquis(
    session: Session, row: CapaciteAcquise, dossier: Dossier, on: date
) -> Acquis:
    """In the words of the version it was acquired under (R13)."""
    capacite = contenu(session, dossier.referentiel_id).capacite(row.code)
    return Acquis(capacite, row, est_gardee(row.limite_le, on))


def _cqpm_obtenus(session: Session, compte: Compte) -> frozenset[str]:
    found = session.exec(
        select(Dossier.certification_slug)
        .join(Certificat, col(Certificat.dossier_id) == col(Dossier.id))
        .where(Dossier.candidat_id == compte.id)
        .where(Certificat.genre != GenreCertificat.BLOC)
    )
    return frozenset(found)


def _cle(apres: str) -> tuple[int, int] | None:
    """« 2026-42 », as the address of the next page says it."""
    year, _, rank = apres.partition("-")
    ok = all(p.isascii() and p.isdigit() and len(p) < 9 for p in (year, rank))
    return (int(year), int(rank)) if ok else None


def copie_du_jour(
    session: Session, certificat: Certificat, by: Compte, motif: str, at: datetime
) -> CopieConforme | None:
    """That this person already made today, for the same reason: one gesture."""
    copies = session.exec(
        select(CopieConforme)
        .where(CopieConforme.certificat_id == certificat.id)
        .where(CopieConforme.by_id == by.id)
        .where(CopieConforme.motif == motif)
    ).all()
    day = jour_de_paris(at)
    return next((c for c in copies if jour_de_paris(c.at) == day), None)


def meme_remise(
    session: Session, certificat: Certificat, donnee: tuple, at: datetime
) -> Remise | None:
    """The hand-over just noted in the same words: one gesture."""
    a_qui, mode, le = donnee
    rows = session.exec(
        select(Remise)
        .where(Remise.certificat_id == certificat.id)
        .where(Remise.a_qui == a_qui)
        .where(Remise.mode == mode)
        .where(Remise.le == le)
    ).all()
    return next((r for r in rows if at - r.at < DOUBLE_ENVOI), None)
