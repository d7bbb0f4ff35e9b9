"""What the navigation of an account shows, asked by every page."""

from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Select,
    bindparam,
    exists,
    func,
    union,
)
from sqlmodel import Session, col, select

from portal.comptes.models import Compte
from portal.dossiers.models import Accompagnement, Commentaire, Dossier, Lecture
from portal.droit.workflow import CLOS, Etat


class Reperes(NamedTuple):
    """What the navigation of an account needs to know."""

    dossier_id: UUID | None
    """The candidate's latest dossier still open."""
    etat: Etat | None
    non_lus: int
    """Unread comments, of its own dossiers and of those it accompanies."""
    accompagne: bool
    est_accompagne: bool


def reperes(session: Session, compte: Compte) -> Reperes:
    """In one statement, as every page asks for it."""
    return Reperes(*session.execute(_reperes(), {"compte_id": compte.id}).one())


@cache
def _reperes() -> Select:
    """Built once, like `_visible_dossier`."""
    compte_id: BindParameter = bindparam("compte_id")
    own = select(Dossier.id).where(Dossier.candidat_id == compte_id)
    active = col(Accompagnement.revoque_at).is_(None)
    given = select(Accompagnement.dossier_id).where(
        Accompagnement.compte_id == compte_id, active
    )
    shared = select(Accompagnement.id).where(
        col(Accompagnement.dossier_id).in_(own), active
    )
    latest = (
        select(Dossier.id, Dossier.etat)
        .where(Dossier.candidat_id == compte_id)
        .where(col(Dossier.etat).not_in(CLOS))
        .order_by(col(Dossier.created_at).desc())
        .limit(1)
        .subquery()
    )
    asked: list[Any] = [
        select(latest.c.id).scalar_subquery(),
        select(latest.c.etat).scalar_subquery(),
        _unread(compte_id, union(own, given)).scalar_subquery(),
        exists(given),
        exists(shared),
    ]
    return sa.select(*asked)


def _unread(compte_id: BindParameter, dossiers: CompoundSelect) -> Select:
    """How many comments of these dossiers this account has not read."""
    mine = (col(Lecture.dossier_id) == Commentaire.dossier_id) & (
        col(Lecture.compte_id) == compte_id
    )
    unseen = col(Lecture.lu_at).is_(None) | (
        col(Lecture.lu_at) < col(Commentaire.created_at)
    )
    return (
        select(func.count())
        .select_from(Commentaire)
        .outerjoin(Lecture, mine)
        .where(col(Commentaire.dossier_id).in_(dossiers))
        .where(Commentaire.auteur_id != compte_id)
        .where(unseen)
    )
