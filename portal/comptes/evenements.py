"""The journal of an account: written down, and told to its owner by mail."""

from datetime import datetime

from sqlmodel import Session

from portal.clock import PARIS
from portal.comptes.libelles import FAITS
from portal.comptes.models import Compte, EvenementCompte, FaitCompte
from portal.courrier.annonces import queue_mail


def noter(
    session: Session,
    compte: Compte,
    fait: FaitCompte,
    *,
    at: datetime,
    appareil: str = "",
) -> None:
    """In the caller's transaction."""
    session.add(
        EvenementCompte(compte_id=compte.id, fait=fait, appareil=appareil, at=at)
    )
    prevenir(session, compte, fait, at=at, appareil=appareil)


def prevenir(
    session: Session,
    compte: Compte,
    fait: FaitCompte,
    *,
    at: datetime,
    appareil: str = "",
    destinataire: str = "",
) -> None:
    """Its mail, if it has one; `destinataire`: another mailbox than today's."""
    dit = FAITS[fait]
    if not dit.phrase:
        return
    local = at.astimezone(PARIS)
    queue_mail(
        session,
        destinataire=destinataire or compte.email,
        modele="compte_evenement",
        donnees={
            "mot": dit.mot,
            "phrase": dit.phrase,
            "suite": dit.suite,
            "jour": local.date().isoformat(),
            "heure": f"{local:%H:%M}",
            "appareil": appareil,
            "lien": dit.lien,
        },
        at=at,
    )
