"""What a person keeps of earlier requests, and what is left to prove (R66, R67)."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from portal.catalogue.referentiel import Contenu
from portal.dossiers.models import CapaciteAcquise, Dossier
from portal.droit.suites import est_gardee, plus_longue, reste


def acquises(
    session: Session, candidat_id: UUID, slug: str
) -> dict[str, CapaciteAcquise]:
    """By code, the one kept the longest when it was acquired twice."""
    rows = session.exec(
        select(CapaciteAcquise)
        .where(CapaciteAcquise.candidat_id == candidat_id)
        .where(CapaciteAcquise.certification_slug == slug)
        .order_by(col(CapaciteAcquise.acquise_le))
    )
    found: dict[str, CapaciteAcquise] = {}
    for row in rows:
        other = found.get(row.code)
        longer = other is None or plus_longue(row.limite_le, other.limite_le)
        found[row.code] = row if longer or other is None else other
    return found


def gardees(session: Session, dossier: Dossier, on: date) -> set[str]:
    """R67: still kept if the request is made that day."""
    rows = acquises(session, dossier.candidat_id, dossier.certification_slug)
    return {c for c, row in rows.items() if est_gardee(row.limite_le, on)}


def restantes(
    session: Session, dossier: Dossier, contenu: Contenu, on: date
) -> list[str]:
    """What this request on the remainder must prove, if it is made that day."""
    aimed = [c.code for c in contenu.capacites_visees(dossier.blocs_vises)]
    return reste(aimed, gardees(session, dossier, on))


def why_reste_change(
    session: Session, dossier: Dossier, contenu: Contenu | None, on: date
) -> str | None:
    """The limit is tested again on the day of the deposit (R67)."""
    if dossier.precedent_id is None or contenu is None:
        return None
    now = restantes(session, dossier, contenu, on)
    again = [code for code in now if code not in dossier.capacites_visees]
    if not again:
        return None
    listed = ", ".join(again)
    one = len(again) == 1
    return (
        f"{listed} {'n’est plus gardée' if one else 'ne sont plus gardées'}\u00a0: le "
        "dernier jour pour présenter votre nouvelle demande est passé. Ouvrez «\u00a0"
        "Mes acquis\u00a0», puis «\u00a0Reprendre pour le reste\u00a0»\u00a0: "
        f"{'elle sera ajoutée' if one else 'elles seront ajoutées'} à votre demande."
    )


def precedent(session: Session, dossier: Dossier) -> Dossier | None:
    """The request this one continues; no statement when there is none."""
    if dossier.precedent_id is None:
        return None
    return session.get(Dossier, dossier.precedent_id)
