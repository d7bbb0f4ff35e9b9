"""What the pages of the juries read: those of one UIMM only."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, and_, col, func, or_, select

from portal.catalogue.models import Uimm
from portal.comptes.models import Compte
from portal.dossiers.models import (
    Accompagnement,
    Commission,
    Designation,
    Dossier,
    DossierJury,
    Evaluation,
    Identite,
    Jury,
    MembreCommission,
    MembreJury,
    Organisation,
    PassageCommission,
)
from portal.droit.workflow import Etat

TAILLE = 30
CHOIX = 100
"""Dossiers offered at once, the most urgent first."""

Conclusions = Mapping[UUID, Mapping[str, bool]]
"""Dossier → code of each capacité concluded → acquise."""


@dataclass(frozen=True)
class Page:
    jurys: Sequence[Jury]
    suivant: tuple[date, UUID] | None


def page_de_jurys(
    session: Session, compte: Compte, apres: tuple[date, UUID] | None = None
) -> Page:
    """The latest first, along the index of the UIMM."""
    query = select(Jury).where(Jury.uimm_slug == compte.uimm_slug)
    if apres:
        le, id_ = apres
        query = query.where(
            or_(col(Jury.le) < le, and_(col(Jury.le) == le, col(Jury.id) < id_))
        )
    query = query.order_by(col(Jury.le).desc(), col(Jury.id).desc()).limit(TAILLE + 1)
    rows = session.exec(query).all()
    if len(rows) <= TAILLE:
        return Page(rows, None)
    last = rows[TAILLE - 1]
    return Page(rows[:TAILLE], (last.le, last.id))


def nombres(session: Session, jurys: Sequence[Jury]) -> Mapping[UUID, int]:
    """How many dossiers each has."""
    query = (
        select(DossierJury.jury_id, func.count())
        .join(Jury, col(Jury.id) == DossierJury.jury_id)
        .where(col(DossierJury.jury_id).in_([j.id for j in jurys]))
        .where(_inscrit())
        .group_by(col(DossierJury.jury_id))
    )
    found = dict(session.exec(query).all())
    return {j.id: found.get(j.id, 0) for j in jurys}


def _inscrit() -> ColumnElement[bool]:
    """Not taken off: open, or closed once the jury had deliberated."""
    return or_(
        col(DossierJury.clos_at).is_(None),
        col(DossierJury.clos_at) >= col(Jury.delibere_at),
    )


def jury(session: Session, compte: Compte, id_: UUID) -> Jury | None:
    """With its members and what the CPREFP was told; of another UIMM, None."""
    query = (
        select(Jury)
        .where(Jury.id == id_)
        .where(Jury.uimm_slug == compte.uimm_slug)
        .options(
            selectinload(Jury.membres).joinedload(MembreJury.organisation),
            joinedload(Jury.informations),
        )
    )
    return session.exec(query).unique().one_or_none()


def hold(session: Session, jury: Jury) -> Jury:
    """Lock the row and read it again: two people acting at once take turns."""
    return session.exec(
        select(Jury)
        .where(Jury.id == jury.id)
        .with_for_update(of=Jury)
        .execution_options(populate_existing=True)
    ).one()


def membres(session: Session, jury: Jury) -> list[MembreJury]:
    query = (
        select(MembreJury)
        .where(MembreJury.jury_id == jury.id)
        .options(joinedload(MembreJury.organisation))
        .order_by(MembreJury.nom, col(MembreJury.id))
        .execution_options(populate_existing=True)
    )
    return list(session.exec(query))


def membre(session: Session, jury: Jury, id_: UUID) -> MembreJury | None:
    return session.exec(
        select(MembreJury)
        .where(MembreJury.id == id_)
        .where(MembreJury.jury_id == jury.id)
        .options(joinedload(MembreJury.organisation))
    ).one_or_none()


def demandes(
    session: Session, jury: Jury
) -> list[tuple[Organisation, Designation | None]]:
    """Each active union of the territory, and what it was asked for this jury."""
    query = (
        select(Organisation, Designation)
        .join(
            Designation,
            and_(
                col(Designation.organisation_slug) == Organisation.slug,
                col(Designation.jury_id) == jury.id,
            ),
            isouter=True,
        )
        .where(Organisation.uimm_slug == jury.uimm_slug)
        .where(or_(col(Organisation.active), col(Designation.jury_id).is_not(None)))
        .order_by(Organisation.nom)
    )
    return [(row[0], row[1]) for row in session.exec(query)]


def dossiers(session: Session, jury: Jury) -> list[DossierJury]:
    """Those on it, by candidate number; not those taken off."""
    query = (
        select(DossierJury)
        .join(Jury, col(Jury.id) == DossierJury.jury_id)
        .where(DossierJury.jury_id == jury.id)
        .where(_inscrit())
        .options(
            joinedload(DossierJury.dossier).joinedload(Dossier.certification),
            selectinload(DossierJury.decisions),
        )
        .order_by(DossierJury.numero)
    )
    return list(session.exec(query))


def tour(session: Session, jury: Jury, id_: UUID) -> DossierJury | None:
    """One dossier on it, still open."""
    return session.exec(
        select(DossierJury)
        .where(DossierJury.id == id_)
        .where(DossierJury.jury_id == jury.id)
        .where(col(DossierJury.clos_at).is_(None))
        .options(
            joinedload(DossierJury.dossier).joinedload(Dossier.certification),
            selectinload(DossierJury.decisions),
        )
    ).one_or_none()


def a_programmer(session: Session, jury: Jury) -> list[Dossier]:
    """Concluded by the commission, on no jury yet: the shortest delay first."""
    query = (
        select(Dossier)
        .where(Dossier.uimm_slug == jury.uimm_slug)
        .where(Dossier.etat == Etat.CONCLUSIONS_RENDUES)
        .options(joinedload(Dossier.certification))
        .order_by(col(Dossier.echeance_le), col(Dossier.id))
        .limit(CHOIX)
    )
    return list(session.exec(query))


def conclusions(session: Session, dossiers: Collection[UUID]) -> Conclusions:
    """The commission's, of the last session that concluded (R7, R48)."""
    query = (
        select(PassageCommission.dossier_id, Evaluation)
        .join(Evaluation, col(Evaluation.passage_id) == PassageCommission.id)
        .join(Commission, col(Commission.id) == PassageCommission.commission_id)
        .where(col(PassageCommission.dossier_id).in_(dossiers))
        .where(col(Evaluation.acquise).is_not(None))
        .order_by(col(Commission.le), col(PassageCommission.created_at))
    )
    by_turn: dict[UUID, dict[UUID, dict[str, bool]]] = {id_: {} for id_ in dossiers}
    for dossier_id, each in session.exec(query):
        turn = by_turn[dossier_id].setdefault(each.passage_id, {})
        turn[each.capacite_code] = bool(each.acquise)
    return {id_: next(reversed(turns.values()), {}) for id_, turns in by_turn.items()}


def identites(session: Session, dossiers: Collection[UUID]) -> Mapping[UUID, Identite]:
    query = select(Identite).where(col(Identite.dossier_id).in_(dossiers))
    return {row.dossier_id: row for row in session.exec(query)}


def adresses_liees(session: Session, dossiers: Collection[UUID]) -> set[str]:
    """Of the candidates, who accompanied them and their commission (D.6412-6, R46)."""
    of_candidates = (
        select(Compte.email)
        .join(Dossier, col(Dossier.candidat_id) == Compte.id)
        .where(col(Dossier.id).in_(dossiers))
    )
    of_guides = (
        select(Compte.email)
        .join(Accompagnement, col(Accompagnement.compte_id) == Compte.id)
        .where(col(Accompagnement.dossier_id).in_(dossiers))
    )
    of_commissions = (
        select(MembreCommission.email)
        .join(
            PassageCommission,
            col(PassageCommission.commission_id) == MembreCommission.commission_id,
        )
        .where(col(PassageCommission.dossier_id).in_(dossiers))
    )
    rows = session.execute(of_candidates.union(of_guides, of_commissions))
    return {email.casefold() for (email,) in rows if email}


def uimm(session: Session, jury: Jury) -> Uimm:
    return session.get_one(Uimm, jury.uimm_slug)


def organisation(session: Session, jury: Jury, slug: str) -> Organisation | None:
    found = session.get(Organisation, slug)
    return found if found and found.uimm_slug == jury.uimm_slug else None
