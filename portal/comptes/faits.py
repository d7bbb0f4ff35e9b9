"""What changed in the second factor of an account: logged, and told to its owner."""

from datetime import datetime
from enum import StrEnum

import structlog
from sqlmodel import Session

from portal.comptes.models import Compte
from portal.courrier.annonces import queue_mail

log = structlog.get_logger("portal")


class FaitCompte(StrEnum):
    APPLICATION_AJOUTEE = "application_ajoutee"
    APPLICATION_RETIREE = "application_retiree"
    CLE_AJOUTEE = "cle_ajoutee"
    CLE_RETIREE = "cle_retiree"
    CODES_RENOUVELES = "codes_renouveles"
    CODE_UTILISE = "code_utilise"
    FACTEURS_RETIRES = "facteurs_retires"


def noter(
    session: Session,
    compte: Compte,
    fait: FaitCompte,
    *,
    at: datetime,
    by: Compte | None = None,
) -> None:
    """`by`: who did it for the owner; None: the owner, or the command line."""
    log.info("compte", fait=fait, compte=str(compte.id), par=str(by.id) if by else None)
    queue_mail(
        session,
        destinataire=compte.email,
        modele="compte_verification",
        donnees={"fait": fait.value, "lien": "/mot-de-passe-oublie"},
        at=at,
    )
