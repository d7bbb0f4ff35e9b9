"""The queue of the secretariat: every UIMM's transmissions, by the day they left."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    exists,
    func,
    literal,
    or_,
    tuple_,
    union_all,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy import select as sql_select
from sqlalchemy.orm import contains_eager, selectinload
from sqlmodel import Session, col, select

from portal.catalogue.models import Uimm
from portal.certification.gtp.filtres import Filtres, Onglet
from portal.certification.gtp.queries.transmissions import TAILLE
from portal.dossiers.models import DossierJury, Jury, QuestionGtp, Transmission

PLAFOND = 300
"""From there on, a count is « 300+ »."""


def page(
    session: Session, filtres: Filtres, apres: tuple[datetime, UUID] | None
) -> Sequence[Transmission]:
    """One more than a page, when there is a next one."""
    query: Any = (
        select(Transmission)
        .join(Jury, col(Transmission.jury_id) == Jury.id)
        .where(*_matching(filtres))
        .options(contains_eager(Transmission.jury), selectinload(Transmission.pieces))
        .limit(TAILLE + 1)
    )
    keys = col(Transmission.envoyee_at), col(Transmission.id)
    if apres:
        here, there = tuple_(*keys), tuple_(*apres)
        query = query.where(here < there if filtres.recentes else here > there)
    order = [k.desc() if filtres.recentes else k.asc() for k in keys]
    return session.exec(query.order_by(*order)).all()


def comptes(session: Session, uimm: str) -> Mapping[Onglet, int]:
    """By tab, none above PLAFOND, in one statement."""
    counted = union_all(*[_counted(Filtres(onglet, uimm)) for onglet in Onglet])
    found = {row[0]: row[1] for row in session.execute(counted)}
    return {onglet: found[onglet] for onglet in Onglet}


def _counted(filtres: Filtres) -> Select[str, int]:
    some = (
        sql_select(col(Transmission.id))
        .join(Jury, col(Transmission.jury_id) == Jury.id)
        .where(*_matching(filtres))
        .limit(PLAFOND)
        .subquery()
    )
    number = sql_cast(func.count(), Integer)
    name = literal(str(filtres.onglet))
    return sql_select(name, number).select_from(some)


def nombres(
    session: Session, transmissions: Sequence[Transmission]
) -> Mapping[UUID, int]:
    """How many dossiers each one carried."""
    if not transmissions:
        return {}
    rows = session.execute(
        sql_select(col(Transmission.id), func.count())
        .join(DossierJury, col(DossierJury.jury_id) == Transmission.jury_id)
        .where(col(Transmission.id).in_([t.id for t in transmissions]))
        .where(
            or_(
                col(DossierJury.clos_at).is_(None),
                col(DossierJury.clos_at) >= Transmission.envoyee_at,
            )
        )
        .group_by(col(Transmission.id))
    )
    return {row[0]: row[1] for row in rows}


def uimms(session: Session) -> Mapping[str, str]:
    """Slug → name, by name."""
    rows = session.exec(select(Uimm.slug, Uimm.nom).order_by(Uimm.nom))
    return dict(rows.all())


def _matching(filtres: Filtres) -> list[ColumnElement[bool]]:
    asked = exists().where(
        col(QuestionGtp.transmission_id) == col(Transmission.id),
        col(QuestionGtp.repondu_at).is_(None),
    )
    close = col(Transmission.close_at)
    situation = {
        Onglet.A_CONTROLER: and_(close.is_(None), ~asked),
        Onglet.QUESTION: and_(close.is_(None), asked),
        Onglet.CLOSES: close.is_not(None),
    }[filtres.onglet]
    of_uimm = [col(Jury.uimm_slug) == filtres.uimm] if filtres.uimm else []
    return [col(Transmission.envoyee_at).is_not(None), situation, *of_uimm]
