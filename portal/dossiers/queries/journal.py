"""The journal where it ends, for who adds a line, and as a person reads it."""

from collections.abc import Collection, Sequence
from functools import cache
from uuid import UUID

from sqlalchemy import Executable, bindparam
from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, or_, select

from portal.dossiers.models import Dossier, Evenement
from portal.droit.workflow import Fait

TAILLE = 50
"""Lines of one page of the journal."""


def hold_journal(session: Session, dossier_id: UUID) -> None:
    """Take turns at its end; the row is not read again, as `hold` does."""
    session.execute(_turn(), {"id": dossier_id})


def derniere(session: Session, dossier_id: UUID) -> tuple[int, str]:
    """Rank and hash of the last line; none yet: (0, "")."""
    row = session.execute(_last(), {"dossier_id": dossier_id}).first()
    return (row.rang, row.empreinte) if row else (0, "")


def lues(
    session: Session,
    dossier: Dossier,
    faits_caches: Collection[Fait] = (),
    *,
    ouvertures: bool = False,
    before: int | None = None,
) -> tuple[Sequence[Evenement], int | None]:
    """The latest first, with who wrote them, and the rank the next page is before."""
    fait = col(Evenement.fait)
    query = (
        select(Evenement)
        .where(Evenement.dossier_id == dossier.id)
        .where(or_(fait.is_(None), fait.not_in(faits_caches)))
        .options(joinedload(Evenement.by))
        .order_by(col(Evenement.rang).desc())
        .limit(TAILLE + 1)
    )
    if ouvertures:
        query = query.where(fait == Fait.FICHIER_CONSULTE)
    if before:
        query = query.where(col(Evenement.rang) < before)
    lines = session.exec(query).all()
    page = lines[:TAILLE]
    return page, page[-1].rang if len(lines) > TAILLE else None


@cache
def _turn() -> Executable:
    return (
        select(Dossier.id)
        .where(col(Dossier.id) == bindparam("id"))
        .with_for_update(key_share=True)
    )


@cache
def _last() -> Executable:
    return (
        select(Evenement.rang, Evenement.empreinte)
        .where(col(Evenement.dossier_id) == bindparam("dossier_id"))
        .order_by(col(Evenement.rang).desc())
        .limit(1)
    )
