"""The journal where it ends, for who adds a line, and as a person reads it."""

from functools import cache
from uuid import UUID

from sqlalchemy import Executable, bindparam
from sqlmodel import Session, col, select

from portal.dossiers.models import Dossier, Evenement


def hold_journal(session: Session, dossier_id: UUID) -> None:
    """Take turns at its end; the row is not read again, as `hold` does."""
    session.execute(_turn(), {"id": dossier_id})


def derniere(session: Session, dossier_id: UUID) -> tuple[int, str]:
    """Rank and hash of the last line; none yet: (0, "")."""
    row = session.execute(_last(), {"dossier_id": dossier_id}).first()
    return (row.rang, row.empreinte) if row else (0, "")


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
