"""The convocation of the members, copied to who mandates them (R41, K4). No commit."""

from datetime import datetime

from sqlmodel import Session

from portal.certification.jury import queries
from portal.certification.jury.convocation import courriel, courriel_copie
from portal.certification.jury.services.composition import sync_convocation
from portal.certification.jury.services.jurys import open_jury
from portal.comptes.models import Compte
from portal.courrier.annonces import queue_mail
from portal.dossiers.models import Jury, MembreJury
from portal.droit.jours import jour_de_paris
from portal.droit.refus import Refus


def convoquer(
    session: Session, jury: Jury, *, version: int, by: Compte, at: datetime
) -> list[MembreJury]:
    """Everybody who is not convened yet; a letter to print for who has no address."""
    open_jury(session, jury, version)
    membres = queries.membres(session, jury)
    waiting = [m for m in membres if m.convoque_le is None]
    if not waiting:
        raise Refus("Tous les membres sont déjà convoqués.")
    for membre in waiting:
        membre.convoque_le = jour_de_paris(at)
        session.add(membre)
        _send(session, jury, membre, by=by, at=at)
    sync_convocation(jury, membres)
    session.add(jury)
    return waiting


def _send(
    session: Session, jury: Jury, membre: MembreJury, *, by: Compte, at: datetime
) -> None:
    uimm = queries.uimm(session, jury)
    if membre.email:
        queue_mail(
            session,
            destinataire=membre.email,
            modele="convocation_jury",
            donnees=courriel(jury, membre, uimm=uimm, by=by),
            at=at,
        )
    if membre.organisation:
        queue_mail(
            session,
            destinataire=membre.organisation.email,
            modele="convocation_jury_copie",
            donnees=courriel_copie(jury, membre, uimm=uimm, by=by),
            at=at,
        )
