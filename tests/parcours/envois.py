"""What was sent to the GTP, and what is about to be, around one dossier."""

from datetime import timedelta

from portal.catalogue.queries import contenu
from portal.dossiers.models import DecisionJury, PieceTransmission, QuestionGtp
from portal.droit.listes import Controle, PieceAttribution
from tests.factories import (
    JOUR,
    instant,
    make_dossier_jury,
    make_fichier_de_jury,
    make_jury,
    make_transmission,
)

JURY_LE = JOUR + timedelta(weeks=10)
AT = instant(JURY_LE + timedelta(days=3))


def make_envois(session, dossier, staff, secretariat, storage) -> dict:
    """One jury sent, asked and answered; one sent and asked; one to gather."""
    sent, asked, gathering = (
        make_jury(session, dossier.uimm, membres=False, le=JURY_LE, delibere_at=AT)
        for _ in range(3)
    )
    transmission = _sent(session, sent, storage)
    question = _question(transmission, secretariat)
    question.reponse, question.repondu_at = "La voici.", AT
    question.repondu_by_id = staff.id
    answer = make_fichier_de_jury(session, sent, storage, nom="Réponse.pdf")
    question.reponse_fichier_id = answer.id
    waiting = _question(_sent(session, asked, storage), secretariat)
    session.add_all([question, waiting])
    session.commit()
    return {
        "jury_id": sent.id,
        "jury_ouvert": gathering.id,
        "jury_questionne": asked.id,
        "question_id": question.id,
        "question_ouverte": waiting.id,
        "transmission_id": transmission.id,
        "tour_id": _tour(session, dossier, sent),
        "genre": PieceAttribution.PV.value,
    }


def _sent(session, jury, storage):
    transmission = make_transmission(session, jury, pieces=())
    pieces = [
        make_fichier_de_jury(session, jury, storage, nom=f"{genre}.pdf")
        for genre in PieceAttribution
    ]
    for genre, fichier in zip(PieceAttribution, pieces, strict=True):
        row = PieceTransmission(
            transmission_id=transmission.id,
            genre=genre,
            fichier_id=fichier.id,
            controle=Controle.A_CONTROLER,
        )
        session.add(row)
    transmission.manifest = [
        {"genre": g.value, "nom": f.nom, "taille": f.taille, "sha256": f.sha256}
        for g, f in zip(PieceAttribution, pieces, strict=True)
    ]
    session.add(transmission)
    return transmission


def _question(transmission, secretariat):
    return QuestionGtp(
        transmission_id=transmission.id,
        question="Où est la réponse du secrétariat ?",
        at=AT,
        by_id=secretariat.id,
    )


def _tour(session, dossier, jury):
    row = make_dossier_jury(session, dossier, jury)
    codes = [c.code for c in contenu(session, dossier.referentiel_id).capacites]
    session.add_all(
        DecisionJury(dossier_jury_id=row.id, capacite_code=code, acquise=True)
        for code in codes
    )
    session.commit()
    return row.id
