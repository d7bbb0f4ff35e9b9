"""The GTP validates what the jury decided, or sends it back (R5, R63)."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from portal.certification.gtp.decisions import Decision, de_l_envoi, en_attente
from portal.certification.gtp.permissions import (
    a_regler,
    why_not_refuser,
    why_not_valider,
)
from portal.certification.gtp.queries import transmissions as queries
from portal.certification.suites.services.resultat import notify_result
from portal.comptes.models import Compte
from portal.dossiers.models import DossierJury, Transmission
from portal.dossiers.services import hold, perform
from portal.droit.refus import Refus
from portal.droit.resultats import VALIDER
from portal.droit.workflow import Acte

REGLEE = "Cette décision est déjà réglée."


def valider(
    session: Session,
    transmission: Transmission,
    tour_id: UUID | None = None,
    *,
    by: Compte,
    at: datetime,
) -> int:
    """One decision, or every one that waits; how many were validated."""
    queries.hold_transmission(session, transmission)
    if reason := why_not_valider(transmission):
        raise Refus(reason)
    tours = de_l_envoi(queries.tours(session, transmission.jury_id), transmission)
    chosen = [t for t in a_regler(tours) if tour_id in (None, t.id)]
    if not chosen:
        raise Refus(REGLEE)
    for tour in chosen:
        # All held first: the counter of certificates then locks until the commit.
        hold(session, tour.dossier)
    for decision in queries.decisions(session, chosen):
        _valider(session, transmission, decision, by=by, at=at)
    _close_when_settled(session, transmission, tours, at)
    return len(chosen)


def _valider(
    session: Session,
    transmission: Transmission,
    decision: Decision,
    *,
    by: Compte,
    at: datetime,
) -> None:
    """The act is the jury's outcome: the GTP does not choose it."""
    donnees = {
        "envoi": f"{transmission.id}:{at.isoformat()}",
        "lien": f"/transmissions/{transmission.jury_id}",
    }
    acte = VALIDER[decision.issue]
    perform(session, acte, decision.dossier, by=by, at=at, donnees=donnees)
    notify_result(session, decision.tour, by=by, at=at)


def refuser(
    session: Session,
    transmission: Transmission,
    motif: str,
    *,
    by: Compte,
    at: datetime,
) -> None:
    """What was not validated goes back: the UIMM gathers its pieces again."""
    queries.hold_transmission(session, transmission)
    tours = de_l_envoi(queries.tours(session, transmission.jury_id), transmission)
    if reason := why_not_refuser(transmission, tours):
        raise Refus(reason)
    donnees = {
        "envoi": str(transmission.id),
        "lien": f"/transmissions/{transmission.jury_id}",
    }
    for tour in a_regler(tours):
        perform(
            session,
            Acte.REFUSER_VALIDATION,
            tour.dossier,
            by=by,
            at=at,
            motif=motif,
            donnees=donnees,
        )
    transmission.refusee_at = transmission.close_at = at
    transmission.motif = motif
    session.add(transmission)


def _close_when_settled(
    session: Session,
    transmission: Transmission,
    tours: list[DossierJury],
    at: datetime,
) -> None:
    if not en_attente(tours):
        transmission.close_at = at
        session.add(transmission)
