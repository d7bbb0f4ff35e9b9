"""What a partial result leaves to a person, and the request that uses it (R67)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func
from sqlalchemy.orm import aliased, joinedload
from sqlmodel import Session, col, select

from portal.dossiers.models import CapaciteAcquise, Dossier
from portal.droit.echeances import Acquis
from portal.droit.workflow import Etat


def benefice_du(session: Session, dossier: Dossier) -> Acquis | None:
    """None, and nothing asked, unless the result is partial."""
    if dossier.etat is not Etat.VALIDATION_PARTIELLE:
        return None
    [*found] = _benefices(session, col(CapaciteAcquise.dossier_id) == dossier.id)
    return found[0][1] if found else None


def benefices_de(session: Session, candidat_id: Any) -> list[tuple[Dossier, Acquis]]:
    return _benefices(session, col(CapaciteAcquise.candidat_id) == candidat_id)


def benefices_proches(
    session: Session, *, depuis: date, jusqu_au: date
) -> list[tuple[Dossier, Acquis]]:
    """Those that end in between, with whom to tell."""
    return _benefices(session, col(CapaciteAcquise.limite_le).between(depuis, jusqu_au))


def _benefices(
    session: Session, wanted: ColumnElement[bool]
) -> list[tuple[Dossier, Acquis]]:
    kept = (
        select(
            CapaciteAcquise.dossier_id,
            func.min(CapaciteAcquise.acquise_le).label("debut"),
            func.min(CapaciteAcquise.limite_le).label("limite"),
        )
        .where(wanted)
        .group_by(col(CapaciteAcquise.dossier_id))
        .subquery()
    )
    rows: Sequence[Any] = session.exec(
        select(Dossier, kept.c.debut, kept.c.limite, _repris_le())
        .join(kept, kept.c.dossier_id == Dossier.id)
        .where(Dossier.etat == Etat.VALIDATION_PARTIELLE)
        .options(joinedload(Dossier.candidat), joinedload(Dossier.certification))
        .order_by(kept.c.limite, Dossier.id)
    ).all()
    return [(dossier, Acquis(*facts)) for dossier, *facts in rows]


def _repris_le() -> ScalarSelect[date | None]:
    """The first request that continues it; one withdrawn uses nothing up."""
    suite = aliased(Dossier)
    return (
        select(func.min(suite.depose_le))
        .where(suite.precedent_id == Dossier.id)
        .where(suite.etat != Etat.RETIRE)
        .correlate(Dossier)
        .scalar_subquery()
    )
