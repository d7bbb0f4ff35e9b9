"""A jury: fixed, moved, cancelled. The caller commits."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from portal.certification.jury import queries
from portal.certification.jury.permissions import why_not_le, why_not_modifier
from portal.comptes.models import Compte
from portal.dossiers.models import Dossier, DossierJury, Jury
from portal.dossiers.services import perform
from portal.droit.jours import jour_de_paris
from portal.droit.refus import Refus
from portal.droit.workflow import Acte


class JuryChange(Refus):
    """Someone else changed the jury since the page was shown."""


@dataclass(frozen=True, slots=True)
class RendezVous:
    le: date
    heure: str
    lieu: str


def creer(
    session: Session, rendez_vous: RendezVous, *, by: Compte, at: datetime
) -> Jury:
    if reason := why_not_le(rendez_vous.le, jour_de_paris(at)):
        raise Refus(reason)
    if by.uimm_slug is None:
        raise Refus("Votre compte ne relève d’aucune UIMM territoriale.")
    jury = Jury(
        uimm_slug=by.uimm_slug,
        le=rendez_vous.le,
        heure=rendez_vous.heure,
        lieu=rendez_vous.lieu,
        created_at=at,
        by_id=by.id,
    )
    session.add(jury)
    session.flush()
    return jury


def open_jury(session: Session, jury: Jury, version: int | None = None) -> Jury:
    """Held, still open, and as the page showed it."""
    queries.hold(session, jury)
    if reason := why_not_modifier(jury):
        raise Refus(reason)
    if version is not None and version != jury.version:
        raise JuryChange(
            "Ce jury vient d’être modifié par une autre personne. Relisez la page, "
            "puis enregistrez de nouveau."
        )
    return jury


def deplacer(
    session: Session,
    jury: Jury,
    rendez_vous: RendezVous,
    *,
    motif: str,
    version: int,
    by: Compte,
    at: datetime,
) -> None:
    """Each dossier's journal says it, and everybody is to be convened again (R41)."""
    open_jury(session, jury, version)
    if reason := why_not_le(rendez_vous.le, jour_de_paris(at)):
        raise Refus(reason)
    tours = queries.dossiers(session, jury)
    for tour in tours:
        announce(
            session, Acte.REPORTER_JURY, tour.dossier, jury, motif=motif, by=by, at=at
        )
    jury.le, jury.heure, jury.lieu = (
        rendez_vous.le,
        rendez_vous.heure,
        rendez_vous.lieu,
    )
    jury.convoque_le = None
    for membre in queries.membres(session, jury):
        membre.convoque_le = None
    for tour in tours:
        announce(session, Acte.PROGRAMMER_JURY, tour.dossier, jury, by=by, at=at)
    jury.version += 1
    session.add(jury)


def annuler(
    session: Session, jury: Jury, *, motif: str, version: int, by: Compte, at: datetime
) -> None:
    """Its dossiers wait for another one; the CPREFP is to be told (R52)."""
    open_jury(session, jury, version)
    for tour in queries.dossiers(session, jury):
        take_off(session, tour, jury, motif=motif, by=by, at=at)
    jury.annule_at, jury.motif = at, motif
    jury.version += 1
    session.add(jury)


def take_off(
    session: Session,
    tour: DossierJury,
    jury: Jury,
    *,
    motif: str,
    by: Compte,
    at: datetime,
) -> None:
    announce(session, Acte.REPORTER_JURY, tour.dossier, jury, motif=motif, by=by, at=at)
    for decision in list(tour.decisions):
        session.delete(decision)
    tour.clos_at = at
    session.add(tour)


def announce(
    session: Session,
    acte: Acte,
    dossier: Dossier,
    jury: Jury,
    *,
    by: Compte,
    at: datetime,
    motif: str = "",
) -> None:
    """The journal's line holds what the candidate's page and mail read."""
    perform(
        session,
        acte,
        dossier,
        by=by,
        at=at,
        motif=motif,
        donnees={
            "rendez_vous": jury.le.isoformat(),
            "heure": jury.heure,
            "jury": str(jury.id),
            "envoi": f"jury-{jury.id}-{at:%Y%m%d%H%M%S}",
        },
    )
