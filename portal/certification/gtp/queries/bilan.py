"""What the GTP received in a year, grouped as the bilan needs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, bindparam, func, or_
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from portal.catalogue.models import Certification
from portal.dossiers.models import Dossier, DossierJury, Jury, Transmission
from portal.droit.jours import PARIS
from portal.droit.workflow import Etat


@dataclass(frozen=True, slots=True)
class Compte:
    """So many dossiers of one CQPM and one UIMM, settled alike, the same days."""

    certification: str
    uimm: str
    etat: Etat
    jury_le: date
    envoyee_le: date
    regle_at: datetime | None
    nombre: int


def comptes(session: Session, annee: int) -> list[Compte]:
    """One statement, along the index of the day they left."""
    return [Compte(*row) for row in session.execute(_comptes(), _annee(annee))]


def _comptes() -> Select:
    sent, closed = col(Transmission.envoyee_at), col(DossierJury.clos_at)
    refused = col(Transmission.refusee_at)
    keys = (
        col(Dossier.certification_slug),
        col(Jury.uimm_slug),
        col(Dossier.etat),
        col(Jury.le),
        col(Transmission.envoyee_le),
        closed,
    )
    return (
        sql_select(*keys, func.count())
        .select_from(Transmission)
        .join(Jury, col(Transmission.jury_id) == Jury.id)
        .join(DossierJury, col(DossierJury.jury_id) == Jury.id)
        .join(Dossier, col(DossierJury.dossier_id) == Dossier.id)
        .where(sent >= bindparam("debut"), sent < bindparam("fin"))
        # What it carried; of one sent back, only what was settled before.
        .where(or_(closed.is_(None), closed >= sent))
        .where(or_(refused.is_(None), closed <= refused))
        .group_by(*keys)
    )


def renvoyees(session: Session, annee: int) -> int:
    return session.execute(
        sql_select(func.count())
        .select_from(Transmission)
        .where(col(Transmission.envoyee_at) >= bindparam("debut"))
        .where(col(Transmission.envoyee_at) < bindparam("fin"))
        .where(col(Transmission.refusee_at).is_not(None)),
        _annee(annee),
    ).scalar_one()


def certifications(session: Session) -> dict[str, str]:
    """Slug → title."""
    rows: Sequence[tuple[str, str]] = session.exec(
        select(Certification.slug, Certification.titre)
    ).all()
    return dict(rows)


def _annee(annee: int) -> dict[str, datetime]:
    """Of Paris, from its first instant to the next one's."""
    return {
        "debut": datetime(annee, 1, 1, tzinfo=PARIS),
        "fin": datetime(annee + 1, 1, 1, tzinfo=PARIS),
    }
