"""One candidate before one session: planned, put off, evaluated, concluded."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from portal.catalogue.queries import contenu
from portal.certification.commission import queries
from portal.certification.commission.permissions import (
    why_not_amenagement,
    why_not_evaluer,
    why_not_heure,
    why_not_planifier,
    why_not_rendre,
    why_not_reporter,
)
from portal.certification.commission.services.convocations import (
    convoquer,
    programmer,
)
from portal.certification.commission.services.seances import tenir
from portal.certification.recapitulatif import decisions
from portal.comptes.models import Compte
from portal.dossiers.models import (
    Commission,
    Constat,
    Dossier,
    Evaluation,
    Evenement,
    PassageCommission,
)
from portal.dossiers.portee import portee
from portal.dossiers.services import hold, perform
from portal.droit.jours import jour_de_paris
from portal.droit.listes import Observation, Presence
from portal.droit.refus import Refus
from portal.droit.resultats import issue
from portal.droit.workflow import Acte


class EvaluationChangee(Refus):
    """Someone else wrote on this capacité since the page was shown."""


class ConclusionsChangees(Refus):
    """What is derived is not what was read before confirming."""


@dataclass(frozen=True)
class Plan:
    """How one candidate passes."""

    heure: str
    modalites: dict[str, str]
    ressources_informe_le: date | None = None
    amenagement: str = ""


def planifier(
    session: Session,
    commission: Commission,
    dossier: Dossier,
    plan: Plan,
    *,
    by: Compte,
    at: datetime,
) -> PassageCommission:
    tenir(session, commission, by)
    hold(session, dossier)
    liens = queries.liens(session, commission)
    asked = queries.amenagement(session, dossier)
    _refuse(
        why_not_planifier(commission, dossier, liens, by, jour_de_paris(at))
        or why_not_heure(plan.heure, commission.heure)
        or why_not_amenagement(asked, plan.amenagement)
    )
    passage = PassageCommission(
        commission_id=commission.id,
        dossier_id=dossier.id,
        ordre=max((p.ordre for p in commission.passages), default=0) + 1,
        heure=plan.heure,
        modalites=plan.modalites,
        ressources_informe_le=plan.ressources_informe_le,
        amenagement=plan.amenagement,
        created_at=at,
    )
    passage.commission, passage.dossier = commission, dossier
    session.add(passage)
    programmer(session, passage, by=by, at=at)
    convoquer(session, passage, by=by, at=at)
    return passage


def reporter(
    session: Session,
    passage: PassageCommission,
    *,
    presence: Presence,
    motif: str,
    by: Compte,
    at: datetime,
) -> Evenement:
    """Back to be planned again; what was written of this turn stays with it."""
    _tenir(session, passage, by)
    _refuse(why_not_reporter(passage, presence, by, jour_de_paris(at)))
    passage.presence, passage.motif, passage.clos_at = presence, motif, at
    session.add(passage)
    return perform(
        session, Acte.REPORTER_COMMISSION, passage.dossier, by=by, at=at, motif=motif
    )


def informer_ressources(
    session: Session, passage: PassageCommission, le: date, *, by: Compte
) -> None:
    _tenir(session, passage, by)
    passage.ressources_informe_le = le
    session.add(passage)


def evaluer(
    session: Session,
    passage: PassageCommission,
    saisie: Evaluation,
    observations: dict[str, str],
    *,
    by: Compte,
    at: datetime,
) -> None:
    """A draft until the conclusions. `saisie.version`: of the row shown, or 0."""
    _tenir(session, passage, by)
    _refuse(why_not_evaluer(passage, by, jour_de_paris(at)))
    key = (passage.id, saisie.capacite_code)
    row = session.get(Evaluation, key, populate_existing=True)
    if (row.version if row else 0) != saisie.version:
        raise EvaluationChangee("Cette page a été remplie dans une autre fenêtre.")
    row = row or Evaluation(passage_id=passage.id, capacite_code=saisie.capacite_code)
    row.acquise, row.commentaire = saisie.acquise, saisie.commentaire
    row.version = saisie.version + 1
    session.add(row)
    for code, value in observations.items():
        session.merge(
            Constat(
                passage_id=passage.id,
                critere_code=code,
                observation=Observation(value),
            )
        )


def rendre(
    session: Session,
    passage: PassageCommission,
    *,
    lue: str,
    by: Compte,
    at: datetime,
) -> Evenement:
    """The president's conclusions, derived from each capacité (section 0 rule 5).

    `lue`: the outcome shown before confirming. Which it is stays with the jury: the
    journal, that the candidate reads, does not say it.
    """
    _tenir(session, passage, by)
    scope = portee(passage.dossier, contenu(session, passage.dossier.referentiel_id))
    liens = queries.liens(session, passage.commission)
    _refuse(why_not_rendre(passage, scope.capacites, liens, by, jour_de_paris(at)))
    if issue(scope, decisions(passage)) != lue:
        raise ConclusionsChangees("Les conclusions ont changé dans une autre fenêtre.")
    passage.presence, passage.clos_at = Presence.PRESENT, at
    session.add(passage)
    return perform(session, Acte.RENDRE_CONCLUSIONS, passage.dossier, by=by, at=at)


def _tenir(session: Session, passage: PassageCommission, by: Compte) -> None:
    """The dossier's row first: whoever writes to its parts takes turns on it."""
    hold(session, passage.dossier)
    found = queries.passage(session, by, passage.commission_id, passage.id)
    if found is None:
        raise Refus("Cet entretien n’est pas celui de votre UIMM.")


def _refuse(reason: str | None) -> None:
    if reason:
        raise Refus(reason)
