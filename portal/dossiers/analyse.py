"""What follows from what the antivirus says of a file."""

from datetime import datetime, timedelta

from sqlmodel import Session

from portal.comptes.models import Compte
from portal.courrier.annonces import chemin, queue_mail
from portal.dossiers.models import Analyse, Dossier, Fichier
from portal.dossiers.services import record
from portal.droit.workflow import Fait
from portal.jobs.queue import enqueue


def retirer_du_controle(fichier: Fichier) -> None:
    """The settings name no antivirus any more."""
    fichier.analyse = Analyse.NON_ANALYSE
    fichier.analyse_dit = ""


def declarer_sain(fichier: Fichier, *, at: datetime) -> None:
    fichier.analyse = Analyse.SAIN
    fichier.analyse_at = at
    fichier.analyse_dit = ""


def declarer_infecte(
    session: Session, fichier: Fichier, menace: str, *, garde: timedelta, at: datetime
) -> None:
    """Kept for `garde`, for whoever must look into it, and given to nobody."""
    fichier.analyse = Analyse.INFECTE
    fichier.analyse_at = at
    fichier.analyse_dit = menace
    erasing = {"fichier_id": str(fichier.id)}
    enqueue(session, "effacer_fichier", erasing, at=at + garde)
    if fichier.dossier_id:
        dossier = session.get_one(Dossier, fichier.dossier_id)
        donnees = {"fichier": str(fichier.id), "nom": fichier.nom, "menace": menace}
        record(session, Fait.FICHIER_INFECTE, dossier, by=None, at=at, donnees=donnees)
    _tell(session, fichier, at)


def _tell(session: Session, fichier: Fichier, at: datetime) -> None:
    author = session.get(Compte, fichier.by_id) if fichier.by_id else None
    if author is None:
        return
    queue_mail(
        session,
        destinataire=author.email,
        modele="fichier_infecte",
        # No file name: it may say what a mailbox should not.
        donnees={
            "lien": chemin(fichier.dossier_id) if fichier.dossier_id else "/",
        },
        at=at,
        dossier_id=fichier.dossier_id,
        cle=f"fichier_infecte:{fichier.id}",
    )
