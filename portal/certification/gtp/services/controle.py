"""What the secretariat of the GTP says of a piece, and asks the UIMM (R5)."""

from datetime import datetime

from sqlmodel import Session

from portal.certification.fichiers_jury import Depose, name_file
from portal.certification.gtp.decisions import en_attente
from portal.certification.gtp.permissions import (
    a_regler,
    pieces,
    why_not_controler,
    why_not_questionner,
    why_not_repondre,
)
from portal.certification.gtp.queries import transmissions as queries
from portal.comptes.models import Compte
from portal.dossiers.models import QuestionGtp, Transmission
from portal.dossiers.services import perform
from portal.droit.listes import Controle, PieceAttribution
from portal.droit.refus import Refus
from portal.droit.relecture import exiger_lu
from portal.droit.workflow import Acte, Etat


def controler(
    session: Session,
    transmission: Transmission,
    genre: PieceAttribution,
    controle: Controle,
    constat: str,
    *,
    lue: str | None = None,
) -> None:
    queries.hold_transmission(session, transmission)
    if reason := why_not_controler(transmission):
        raise Refus(reason)
    piece = pieces(transmission).get(genre)
    if piece is None:
        raise Refus("Cette pièce n’est pas dans la transmission.")
    known = {"controle": piece.controle.value, "constat": piece.constat}
    typed = {"controle": controle.value, "constat": constat}
    exiger_lu(known, typed, lue=lue)
    piece.controle, piece.constat = controle, constat
    session.add(piece)


def questionner(
    session: Session,
    transmission: Transmission,
    question: str,
    *,
    by: Compte,
    at: datetime,
) -> QuestionGtp:
    """Nothing of the transmission is validated until the UIMM answers."""
    queries.hold_transmission(session, transmission)
    if reason := why_not_questionner(transmission):
        raise Refus(reason)
    row = QuestionGtp(
        transmission_id=transmission.id, question=question, at=at, by_id=by.id
    )
    session.add(row)
    session.flush()
    donnees = _envoi(row)
    for tour in a_regler(queries.tours(session, transmission.jury_id)):
        perform(
            session,
            Acte.DEMANDER_COMPLEMENT,
            tour.dossier,
            by=by,
            at=at,
            donnees=donnees | {"lien": f"/transmissions/{transmission.jury_id}"},
        )
    return row


def repondre(
    session: Session,
    question: QuestionGtp,
    reponse: str,
    depose: Depose | None,
    *,
    by: Compte,
    at: datetime,
) -> None:
    transmission = question.transmission
    queries.hold_transmission(session, transmission)
    session.refresh(question)
    if reason := why_not_repondre(transmission, question):
        raise Refus(reason)
    if depose:
        question.reponse_fichier = name_file(session, depose, by=by, at=at)
    question.reponse, question.repondu_at = reponse, at
    question.repondu_by_id = by.id
    session.add(question)
    donnees = _envoi(question) | {"lien": f"/gtp/{transmission.id}"}
    for tour in en_attente(queries.tours(session, transmission.jury_id)):
        if tour.dossier.etat is Etat.COMPLEMENT_GTP:
            perform(
                session,
                Acte.REPONDRE_COMPLEMENT,
                tour.dossier,
                by=by,
                at=at,
                donnees=donnees,
            )


def _envoi(question: QuestionGtp) -> dict:
    """One mail for all the dossiers of a question."""
    return {"envoi": str(question.id)}
