"""What only a responsable may do. Each has a reason, in words. The caller commits."""

from datetime import date, datetime

from sqlmodel import Session

from portal.comptes.models import Compte
from portal.dossiers.faits import echeance_attendue
from portal.dossiers.models import Derogation, Dossier, Evenement
from portal.dossiers.services import hold, perform, record
from portal.droit.jours import jour_de_paris
from portal.droit.refus import Refus
from portal.droit.workflow import Acte, Etat, Fait
from portal.instruction.permissions import (
    why_not_caducite,
    why_not_derogation,
    why_not_jusqu_au,
    why_not_prolonger,
)
from portal.instruction.queries import dossier as queries


def accorder_derogation(
    session: Session, dossier: Dossier, *, motif: str, by: Compte, at: datetime
) -> Derogation:
    """One more request this civil year (section 0 rule 3)."""
    hold(session, dossier)
    already = queries.derogation(session, dossier) is not None
    year = jour_de_paris(at)
    if reason := why_not_derogation(dossier, by, deja=already, on=year):
        raise Refus(reason)
    derogation = Derogation(
        candidat_id=dossier.candidat_id,
        certification_slug=dossier.certification_slug,
        annee_civile=year.year,
        motif=motif,
        dossier_id=dossier.id,
        by_id=by.id,
        at=at,
    )
    session.add(derogation)
    record(session, Fait.DEROGATION, dossier, by=by, at=at, motif=motif)
    return derogation


def changer_caducite(
    session: Session, dossier: Dossier, *, motif: str, by: Compte, at: datetime
) -> Evenement:
    """Declare it, or lift it when it is declared (section 0 rule 2)."""
    hold(session, dossier)
    if reason := why_not_caducite(dossier, by, jour_de_paris(at)):
        raise Refus(reason)
    lift = dossier.etat is Etat.CADUC
    acte = Acte.LEVER_CADUCITE if lift else Acte.DECLARER_CADUC
    return perform(session, acte, dossier, by=by, at=at, motif=motif)


def prolonger(
    session: Session,
    dossier: Dossier,
    *,
    jusqu_au: date,
    motif: str,
    by: Compte,
    at: datetime,
) -> Evenement:
    """A later limit for K2; the last one granted counts."""
    hold(session, dossier)
    if reason := why_not_prolonger(dossier, by) or why_not_jusqu_au(dossier, jusqu_au):
        raise Refus(reason)
    line = record(
        session,
        Fait.PROLONGE,
        dossier,
        by=by,
        at=at,
        motif=motif,
        donnees={"jusqu_au": jusqu_au.isoformat()},
    )
    dossier.evenements.append(line)
    expected = echeance_attendue(dossier)
    dossier.echeance_le = expected.limite if expected else None
    session.add(dossier)
    return line
