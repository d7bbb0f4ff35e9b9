"""The sessions of one UIMM, and what is read of one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, func, tuple_
from sqlalchemy.orm import contains_eager, defer, joinedload, selectinload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from portal.catalogue.models import Certification
from portal.comptes.models import Compte
from portal.dossiers.models import (
    Amenagement,
    Commission,
    Constat,
    Dossier,
    Identite,
    LienCandidat,
    MembreCommission,
    PassageCommission,
)
from portal.droit.workflow import Etat

TAILLE: Final = 30


class Quand(StrEnum):
    A_VENIR = "a-venir"
    PASSEES = "passees"
    ANNULEES = "annulees"


@dataclass(frozen=True)
class Cle:
    """Where the next page starts."""

    le: date
    id: UUID

    def encode(self) -> str:
        return f"{self.le.isoformat()}_{self.id.hex}"


def lire_cle(text: str) -> Cle:
    """ValueError for what is not one of ours."""
    day, _, key = text.partition("_")
    return Cle(date.fromisoformat(day), UUID(key))


@dataclass(frozen=True)
class Seances:
    lignes: Sequence[Commission]
    membres: Mapping[UUID, int]
    entretiens: Mapping[UUID, int]
    suivant: Cle | None


def page_de_seances(
    session: Session, compte: Compte, quand: Quand, on: date, apres: Cle | None = None
) -> Seances:
    """The nearest first; those passed or cancelled, the latest first."""
    key = tuple_(col(Commission.le), col(Commission.id))
    query = select(Commission).where(Commission.uimm_slug == compte.uimm_slug)
    cancelled = col(Commission.annulee_at)
    if quand is Quand.ANNULEES:
        query = query.where(cancelled.is_not(None))
    else:
        day = col(Commission.le)
        query = query.where(cancelled.is_(None))
        query = query.where(day >= on if quand is Quand.A_VENIR else day < on)
    ascending = quand is Quand.A_VENIR
    if apres:
        last = tuple_(apres.le, apres.id)
        query = query.where(key > last if ascending else key < last)
    order = [each if ascending else each.desc() for each in key.clauses]
    rows = session.exec(query.order_by(*order).limit(TAILLE + 1)).all()
    shown = rows[:TAILLE]
    ids = [row.id for row in shown]
    return Seances(
        shown,
        _counts(session, MembreCommission, ids),
        _counts(session, PassageCommission, ids),
        Cle(shown[-1].le, shown[-1].id) if len(rows) > TAILLE else None,
    )


def seance(
    session: Session, compte: Compte, id_: UUID, *, lock: bool = False
) -> Commission | None:
    """With its members, its turns, their dossiers and evaluations."""
    query = _seance()
    if lock:
        query = query.with_for_update(of=Commission)
    asked = {"id": id_, "uimm": compte.uimm_slug}
    return session.exec(query, params=asked).one_or_none()


def passage(
    session: Session, compte: Compte, id_: UUID, passage_id: UUID
) -> PassageCommission | None:
    """One turn of this session, with its dossier and its evaluations."""
    asked = {"id": id_, "uimm": compte.uimm_slug, "passage_id": passage_id}
    return session.exec(_passage(), params=asked).one_or_none()


def constats(session: Session, turn: PassageCommission) -> dict[str, Constat]:
    rows = session.exec(
        select(Constat)
        .where(Constat.passage_id == turn.id)
        .execution_options(populate_existing=True)
    )
    return {row.critere_code: row for row in rows}


def liens(session: Session, commission: Commission) -> dict[tuple[UUID, UUID], str]:
    """Who of its members said to be linked to whom."""
    rows = session.exec(
        select(LienCandidat)
        .join(MembreCommission, col(LienCandidat.membre_id) == MembreCommission.id)
        .where(MembreCommission.commission_id == commission.id)
    )
    return {(row.membre_id, row.dossier_id): row.motif for row in rows}


def liens_du_membre(
    session: Session, membre: MembreCommission
) -> Sequence[LienCandidat]:
    return session.exec(
        select(LienCandidat).where(LienCandidat.membre_id == membre.id)
    ).all()


def passage_ouvert(session: Session, dossier: Dossier) -> PassageCommission | None:
    return session.exec(
        select(PassageCommission)
        .where(PassageCommission.dossier_id == dossier.id)
        .where(col(PassageCommission.clos_at).is_(None))
    ).one_or_none()


def a_planifier(
    session: Session, compte: Compte, apres: Cle | None = None
) -> tuple[Sequence[Dossier], Cle | None]:
    """The dossiers whose preuves are received, the oldest deposit first."""
    key = tuple_(col(Dossier.depose_le), col(Dossier.id))
    query = (
        select(Dossier)
        .where(Dossier.uimm_slug == compte.uimm_slug)
        .where(Dossier.etat == Etat.PREUVES_RECUES)
        .options(joinedload(Dossier.certification).defer(Certification.fiche))
        .order_by(*key.clauses)
        .limit(TAILLE + 1)
    )
    if apres:
        query = query.where(key > tuple_(apres.le, apres.id))
    rows = session.exec(query).all()
    shown = rows[:TAILLE]
    more = len(rows) > TAILLE and shown[-1].depose_le
    return shown, Cle(shown[-1].depose_le, shown[-1].id) if more else None


def amenagement(session: Session, dossier: Dossier) -> str:
    """What was asked for (R37), or nothing."""
    row = session.get(Amenagement, dossier.id)
    return row.demande.strip() if row else ""


def identite(session: Session, dossier: Dossier) -> Identite:
    return session.get(Identite, dossier.id) or Identite(dossier_id=dossier.id)


def dossiers_de_lien(session: Session, commission: Commission) -> Sequence[Dossier]:
    """The candidates of the session, whom a member may know."""
    return session.exec(
        select(Dossier)
        .join(PassageCommission, col(PassageCommission.dossier_id) == Dossier.id)
        .where(PassageCommission.commission_id == commission.id)
        .where(col(PassageCommission.clos_at).is_(None))
        .order_by(Dossier.nom_candidat, Dossier.numero)
    ).all()


def _counts(
    session: Session,
    of: type[MembreCommission] | type[PassageCommission],
    ids: Sequence[UUID],
) -> dict[UUID, int]:
    rows = session.exec(
        select(of.commission_id, func.count())
        .where(col(of.commission_id).in_(ids))
        .group_by(of.commission_id)
    )
    return dict(rows.all())


@cache
def _seance() -> SelectOfScalar[Commission]:
    turns = selectinload(Commission.passages)
    return (
        select(Commission)
        .where(Commission.id == bindparam("id"))
        .where(Commission.uimm_slug == bindparam("uimm"))
        .options(
            selectinload(Commission.membres),
            turns.joinedload(PassageCommission.dossier)
            .joinedload(Dossier.certification)
            .options(defer(Certification.fiche)),
            turns.selectinload(PassageCommission.evaluations),
        )
        .execution_options(populate_existing=True)
    )


@cache
def _passage() -> SelectOfScalar[PassageCommission]:
    return (
        select(PassageCommission)
        .join(PassageCommission.commission)
        .join(PassageCommission.dossier)
        .join(Dossier.certification)
        .where(Commission.id == bindparam("id"))
        .where(Commission.uimm_slug == bindparam("uimm"))
        .where(PassageCommission.id == bindparam("passage_id"))
        .options(
            contains_eager(PassageCommission.commission),
            contains_eager(PassageCommission.dossier)
            .contains_eager(Dossier.certification)
            .options(defer(Certification.fiche)),
            selectinload(PassageCommission.evaluations),
        )
        .execution_options(populate_existing=True)
    )
