"""The conversation of a candidate and its accompagnateurs."""

from datetime import datetime

from sqlmodel import Session

from portal.accompagnement.permissions import COMMENTAIRES_MAX, why_not_comment
from portal.accompagnement.queries import (
    nombre_de_commentaires,
    non_lus_ailleurs,
    peut_etre_commente,
)
from portal.comptes.models import Compte
from portal.dossiers.models import Ancre, Commentaire, Dossier, Lecture
from portal.dossiers.services import hold
from portal.droit.refus import Refus


def ouvrir_fil(
    session: Session,
    dossier: Dossier,
    ancre: Ancre,
    cible: str,
    *,
    texte: str,
    by: Compte,
    at: datetime,
) -> Commentaire:
    _hold_open(session, dossier, by)
    if not peut_etre_commente(session, dossier, ancre, cible):
        raise Refus("Ce que vous commentez a été retiré du dossier.")
    comment = Commentaire(
        dossier_id=dossier.id,
        ancre=ancre,
        cible=cible,
        auteur_id=by.id,
        texte=texte,
        created_at=at,
    )
    return _add(session, dossier, comment)


def repondre(
    session: Session,
    dossier: Dossier,
    fil: Commentaire,
    *,
    texte: str,
    by: Compte,
    at: datetime,
) -> Commentaire:
    """An answer opens a resolved thread again: nothing typed is lost.

    Who answers has read the thread: it is kept when nothing else is unread.
    """
    _hold_open(session, dossier, by)
    comment = Commentaire(
        dossier_id=dossier.id,
        fil_id=fil.id,
        ancre=fil.ancre,
        cible=fil.cible,
        auteur_id=by.id,
        texte=texte,
        created_at=at,
    )
    _add(session, dossier, comment)
    fil.resolu_at = None
    session.add(fil)
    if not non_lus_ailleurs(session, fil, by):
        _read_until(session, comment, by)
    return comment


def resoudre(
    session: Session, dossier: Dossier, fil: Commentaire, *, by: Compte, at: datetime
) -> None:
    _hold_open(session, dossier, by)
    fil.resolu_at = at
    session.add(fil)


def rouvrir(
    session: Session, dossier: Dossier, fil: Commentaire, *, by: Compte
) -> None:
    _hold_open(session, dossier, by)
    fil.resolu_at = None
    session.add(fil)


def marquer_lu(
    session: Session, dossier: Dossier, dernier: Commentaire, *, by: Compte
) -> None:
    """All is read until this comment; reading never goes back."""
    hold(session, dossier)
    _read_until(session, dernier, by)


def _read_until(session: Session, comment: Commentaire, by: Compte) -> None:
    key = (comment.dossier_id, by.id)
    lecture = session.get(Lecture, key, populate_existing=True)
    if lecture is None:
        lecture = Lecture(
            dossier_id=comment.dossier_id, compte_id=by.id, lu_at=comment.created_at
        )
    lecture.lu_at = max(lecture.lu_at, comment.created_at)
    session.add(lecture)


def _hold_open(session: Session, dossier: Dossier, by: Compte) -> None:
    hold(session, dossier)
    if reason := why_not_comment(dossier, by):
        raise Refus(reason)


def _add(session: Session, dossier: Dossier, comment: Commentaire) -> Commentaire:
    if nombre_de_commentaires(session, dossier) >= COMMENTAIRES_MAX:
        raise Refus(
            f"Ce dossier a déjà {COMMENTAIRES_MAX} commentaires\u00a0: "
            "il n’en reçoit plus."
        )
    session.add(comment)
    session.flush()
    return comment
