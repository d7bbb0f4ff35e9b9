"""Telling the candidates and the members when and where the commission meets."""

from datetime import datetime

from sqlmodel import Session

from portal.catalogue.models import Uimm
from portal.catalogue.queries import contenu
from portal.certification.commission.lettres import CONVOCATION, convocation
from portal.certification.commission.queries import identite
from portal.comptes.models import Compte
from portal.courrier.annonces import queue_mail
from portal.courrier.lettres_textes.commun import nommer
from portal.dossiers.models import (
    Commission,
    Evenement,
    MembreCommission,
    PassageCommission,
)
from portal.dossiers.services import issue_document, perform, record
from portal.droit.jours import jour_de_paris
from portal.droit.workflow import Acte, Fait


def programmer(
    session: Session, passage: PassageCommission, *, by: Compte, at: datetime
) -> Evenement:
    """The act, with the day and hour that the candidate's page and mail repeat."""
    return perform(
        session,
        Acte.PROGRAMMER_COMMISSION,
        passage.dossier,
        by=by,
        at=at,
        donnees=_rendez_vous(passage),
    )


def convoquer(
    session: Session,
    passage: PassageCommission,
    *,
    by: Compte,
    at: datetime,
    remplace: bool = False,
) -> None:
    """The letter, and the line of the journal that says it was sent."""
    dossier = passage.dossier
    donnees = convocation(
        passage,
        identite(session, dossier),
        contenu(session, dossier.referentiel_id),
        remplace=remplace,
        on=jour_de_paris(at),
    )
    issue_document(session, dossier, CONVOCATION, donnees, at=at)
    record(session, Fait.CONVOQUE, dossier, by=by, at=at, donnees=_rendez_vous(passage))


def prevenir(
    session: Session,
    commission: Commission,
    membre: MembreCommission,
    *,
    at: datetime,
    modele: str = "seance_commission",
) -> None:
    """One message for each version of the session; nothing of any candidate."""
    if not membre.email:
        return
    uimm = session.get_one(Uimm, commission.uimm_slug)
    queue_mail(
        session,
        destinataire=membre.email,
        modele=modele,
        donnees={
            "uimm": nommer(uimm.nom),
            "contact": uimm.email,
            "rendez_vous": commission.le.isoformat(),
            "heure": commission.heure,
            "lieu": commission.lieu,
            "visio": commission.visio,
            "president": commission.president_nom,
        },
        at=at,
        cle=f"{modele}:{commission.id}:{commission.version}:{membre.id}",
    )


def _rendez_vous(passage: PassageCommission) -> dict[str, str]:
    return {
        "rendez_vous": passage.commission.le.isoformat(),
        "heure": passage.heure,
    }
