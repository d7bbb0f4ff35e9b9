"""What the holder tells of its situation; optional (R70)."""

from datetime import datetime

from sqlmodel import Session

from portal.certification.suites import queries
from portal.certification.suites.permissions import (
    why_not_questionnaire,
    why_not_result,
)
from portal.comptes.models import Compte
from portal.dossiers.models import Dossier, Questionnaire
from portal.dossiers.services import hold, record
from portal.droit.refus import Refus
from portal.droit.workflow import Fait


def repondre(
    session: Session, dossier: Dossier, reponses: dict, *, by: Compte, at: datetime
) -> None:
    """Answered again, the last answers count; the journal keeps the first time."""
    hold(session, dossier)
    held = queries.certificats(session, dossier)
    if reason := why_not_result(dossier) or why_not_questionnaire(held):
        raise Refus(reason)
    first = session.get(Questionnaire, dossier.id) is None
    session.merge(Questionnaire(dossier_id=dossier.id, reponses=reponses, at=at))
    if first:
        record(session, Fait.QUESTIONNAIRE_REMPLI, dossier, by=by, at=at)
