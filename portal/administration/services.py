"""What an administrateur records in the catalogue. The caller owns the transaction.

False says the certification changed since the page was shown: nothing was written.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, SQLModel

from portal.administration import queries
from portal.administration.permissions import (
    why_not_code,
    why_not_correct,
    why_not_rename,
)
from portal.catalogue.models import Enregistrement, EvenementCatalogue
from portal.comptes.models import Compte
from portal.droit.cycle_de_vie import why_not_decide
from portal.droit.ouverture import StatutCertification
from portal.droit.refus import Refus


@dataclass(frozen=True)
class Saisie:
    """Who records, when, on which certification and which version of it."""

    slug: str
    version: int
    by: Compte
    at: datetime


def add_enregistrement(
    session: Session, saisie: Saisie, valeurs: dict[str, Any]
) -> bool:
    if _changed_meanwhile(session, saisie):
        return False
    code = valeurs["code"]
    _refuse(why_not_code(queries.enregistrement_anywhere(session, code)))
    row = Enregistrement(code=code, certification_slug=saisie.slug, intitule="")
    session.add(row)
    _write(session, saisie, row, valeurs, code)
    return True


def correct_enregistrement(
    session: Session, saisie: Saisie, code: str, valeurs: dict[str, Any]
) -> bool:
    """The dates of a registration a dossier is pinned to, never its code."""
    if _changed_meanwhile(session, saisie):
        return False
    row = session.get_one(Enregistrement, code)
    _refuse(why_not_correct(row))
    wanted = valeurs.get("code", code)
    if wanted != code:
        _refuse(why_not_rename(pinned=queries.is_pinned(session, code)))
        _refuse(why_not_code(queries.enregistrement_anywhere(session, wanted)))
    _write(session, saisie, row, valeurs, code)
    return True


def decide(
    session: Session,
    saisie: Saisie,
    statut: StatutCertification,
    statut_le: date,
    *,
    on: date,
) -> bool:
    """The state the GTP decided, from the day of its decision (R12, R14, R16)."""
    if _changed_meanwhile(session, saisie):
        return False
    row = queries.certification_to_change(session, saisie.slug)
    _refuse(why_not_decide((row.statut, row.statut_le), (statut, statut_le), on))
    _write(session, saisie, row, {"statut": statut, "statut_le": statut_le})
    return True


def _changed_meanwhile(session: Session, saisie: Saisie) -> bool:
    queries.certification_to_change(session, saisie.slug)
    return queries.version(session, saisie.slug) != saisie.version


def _refuse(reason: str | None) -> None:
    if reason:
        raise Refus(reason)


def _write(
    session: Session,
    saisie: Saisie,
    row: SQLModel,
    valeurs: dict[str, Any],
    code: str | None = None,
) -> None:
    """What differs is written, and kept as it was and as it is."""
    changed = {n: v for n, v in valeurs.items() if getattr(row, n) != v}
    if not changed:
        return
    avant = {name: _plain(getattr(row, name)) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    event = EvenementCatalogue(
        certification_slug=saisie.slug,
        enregistrement_code=code,
        avant=avant,
        apres={name: _plain(value) for name, value in changed.items()},
        by_id=saisie.by.id,
        at=saisie.at,
    )
    session.add(event)


def _plain(value: Any) -> Any:
    """As JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value
