"""Juries and sessions as dates: what is due before them, and when they meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, func
from sqlmodel import Session, col, select

from portal.comptes.models import Compte
from portal.dossiers.models import Commission, Designation, Jury, Organisation
from portal.droit.echeances import Echeance
from portal.droit.jours import jour_de_paris
from portal.droit.jury import echeances

SEANCES = 100
"""More than a UIMM holds at once."""


@dataclass(frozen=True)
class JuryAVenir:
    jury: Jury
    echeances: Sequence[Echeance]
    """K3, K4 and K5, met or not."""


def jurys_a_venir(
    session: Session, uimm_slug: str | None, *, depuis: date, jusqu_au: date
) -> list[JuryAVenir]:
    """In one statement, the nearest first; without an UIMM, everyone's."""
    query = (
        select(Jury, _organisations(), *_designations())
        .where(col(Jury.annule_at).is_(None))
        .where(col(Jury.delibere_at).is_(None))
        .where(col(Jury.le).between(depuis, jusqu_au))
        .order_by(col(Jury.le), col(Jury.id))
    )
    if uimm_slug is not None:
        query = query.where(Jury.uimm_slug == uimm_slug).limit(SEANCES)
    rows: Sequence[Any] = session.exec(query).all()
    return [_a_venir(*row) for row in rows]


def commissions_a_venir(
    session: Session, compte: Compte, *, depuis: date
) -> Sequence[Commission]:
    return session.exec(
        select(Commission)
        .where(Commission.uimm_slug == compte.uimm_slug)
        .where(col(Commission.annulee_at).is_(None))
        .where(col(Commission.le) >= depuis)
        .order_by(col(Commission.le), col(Commission.id))
        .limit(SEANCES)
    ).all()


def _a_venir(
    jury: Jury, unions: int, asked: int, last_asked: date | None
) -> JuryAVenir:
    """K3 is met the day the last union was asked."""
    demandes = [last_asked] * asked + [None] * (unions - asked)
    fixed = jour_de_paris(jury.created_at)
    return JuryAVenir(
        jury,
        echeances(jury.le, fixed, demandes=demandes, convoque_le=jury.convoque_le),
    )


def _organisations() -> ScalarSelect[int]:
    """The active unions of the territory."""
    return (
        select(func.count())
        .select_from(Organisation)
        .where(Organisation.uimm_slug == Jury.uimm_slug)
        .where(col(Organisation.active))
        .correlate(Jury)
        .scalar_subquery()
    )


def _designations() -> list[ScalarSelect[Any]]:
    """How many of them were asked, and the last day one was."""
    return [
        select(column)
        .select_from(Designation)
        .join(Organisation)
        .where(Designation.jury_id == Jury.id)
        .where(Organisation.uimm_slug == Jury.uimm_slug)
        .where(col(Organisation.active))
        .correlate(Jury)
        .scalar_subquery()
        for column in (func.count(), func.max(Designation.demandee_le))
    ]
