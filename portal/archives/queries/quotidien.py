"""What the daily job looks for, page by page."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from portal.dossiers.models import (
    Amenagement,
    Dossier,
    PassageCommission,
    Purge,
)
from portal.droit.archives import ABANDONS
from portal.droit.conservations import Regle, StatutPurge
from portal.droit.workflow import Etat

PAGE = 200


def gardees_avant(session: Session, on: date) -> Sequence[Purge]:
    return session.exec(
        select(Purge)
        .where(Purge.statut == StatutPurge.GARDEE)
        .where(col(Purge.gardee_jusqu_au) < on)
        .order_by(col(Purge.id))
        .with_for_update()
    ).all()


def clos_sans_purge(
    session: Session, etats: Collection[Etat], regle: Regle, *, avant: datetime
) -> Iterator[Sequence[Dossier]]:
    """Pages of closed dossiers that this rule was never proposed for."""
    query = (
        _sans_purge(regle, avant)
        .where(col(Dossier.etat).in_(etats))
        .where(col(Dossier.depose_le).is_not(None))
    )
    yield from _pages(session, query)


def brouillons_sans_purge(
    session: Session, *, avant: datetime
) -> Iterator[Sequence[Dossier]]:
    """Pages of what was never deposited, withdrawn or not."""
    query = (
        _sans_purge(Regle.BROUILLON, avant)
        .where(col(Dossier.etat).in_([Etat.BROUILLON, Etat.RETIRE]))
        .where(col(Dossier.depose_le).is_(None))
        .options(joinedload(Dossier.candidat), joinedload(Dossier.certification))
    )
    yield from _pages(session, query)


def brouillons_annonces(session: Session) -> list[tuple[Purge, Dossier]]:
    rows = session.exec(
        select(Purge, Dossier)
        .join(Dossier, col(Purge.dossier_id) == Dossier.id)
        .where(Purge.regle == Regle.BROUILLON)
        .where(Purge.statut == StatutPurge.PROPOSEE)
        .options(selectinload(Dossier.evenements))
        .order_by(col(Purge.id))
    )
    return [(purge, dossier) for purge, dossier in rows]


def amenagements(session: Session) -> Sequence[Dossier]:
    """Dossiers that still hold what was asked or settled, and no order to erase it."""
    asked = select(Amenagement).where(col(Amenagement.dossier_id) == Dossier.id)
    settled = (
        select(PassageCommission)
        .where(col(PassageCommission.dossier_id) == Dossier.id)
        .where(col(PassageCommission.amenagement) != "")
    )
    return session.exec(
        select(Dossier)
        .where(asked.exists() | settled.exists())
        .where(col(Dossier.etat).not_in(ABANDONS | {Etat.BROUILLON}))
        .where(~_purges(Regle.AMENAGEMENT).exists())
        .options(selectinload(Dossier.evenements))
        .order_by(col(Dossier.id))
    ).all()


def _sans_purge(regle: Regle, avant: datetime) -> SelectOfScalar[Dossier]:
    return (
        select(Dossier)
        .where(col(Dossier.updated_at) <= avant)
        .where(~_purges(regle).exists())
        .options(selectinload(Dossier.evenements))
        .order_by(col(Dossier.id))
        .limit(PAGE)
    )


def _purges(regle: Regle) -> SelectOfScalar[Purge]:
    return (
        select(Purge)
        .where(col(Purge.dossier_id) == Dossier.id)
        .where(Purge.regle == regle)
        .correlate(Dossier)
    )


def _pages(
    session: Session, query: SelectOfScalar[Dossier]
) -> Iterator[Sequence[Dossier]]:
    page = session.exec(query).all()
    while page:
        last = page[-1].id
        yield page
        page = session.exec(query.where(col(Dossier.id) > last)).all()
